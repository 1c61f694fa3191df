"""The example assessments for tests of documents: all of them in a search, else one of each kind."""

from __future__ import annotations

from pathlib import Path

from hypothesis import settings

from tests.support.profiles import SEARCH

ALL = tuple(sorted((Path(__file__).parents[2] / "examples").glob("*.yaml")))

UNLIKE = ("alb", "gmb", "ken", "phl", "xtc-2024", "xtc")
"""A thin example, one without a level, two with evidence, and both cycles of the training country."""


def drawn_examples(usual: tuple[str, ...] = UNLIKE) -> tuple[Path, ...]:
    """Return the files of all examples in a search, else of the usual ones; the others are thin as well."""
    if settings.get_current_profile_name() == SEARCH:
        return ALL
    return tuple(path for path in ALL if path.stem in usual)
