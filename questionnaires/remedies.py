"""Remedies that list what there is to choose from, for messages about content and assessments."""

from __future__ import annotations

from collections.abc import Iterable

from translations import gettext as _

MOST = 12
"""Maximum number of ids that a message lists."""


def use_one_of(ids: Iterable[str], otherwise: str) -> str:
    """`Use one of: a, b.`, cut after `MOST` ids; `otherwise` where there are none."""
    known = tuple(ids)
    return _("Use one of: {ids}.").format(ids=_some(known)) if known else otherwise


def add_or_use(ids: Iterable[str]) -> str:
    """`Add it there, or use one of: a, b.`, cut after `MOST` ids; `Add it there.` where there are none."""
    known = tuple(ids)
    if not known:
        return _("Add it there.")
    return _("Add it there, or use one of: {ids}.").format(ids=_some(known))


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:MOST]) + (", …" if len(ids) > MOST else "")
