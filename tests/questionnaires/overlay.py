"""Broken editions made of the tiny valid edition and one or two replaced files."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml

HERE = Path(__file__).parent
VALID = HERE / "valid"
"""Two pillars, one of them grouped three deep, five indicators, five measures, and every part an edition can have."""

INVALID = HERE / "invalid"
"""Broken editions, one defect each: only the files that differ. `REMOVE` names a file that is not there."""

UNCLEAR = HERE / "unclear"
"""Editions that load and have one finding of the lint each."""


def expected_words(kind: str) -> dict[str, tuple[str, ...]]:
    """Words of the one problem of each broken edition, by folder name: `expected-invalid.yaml` or `expected-unclear.yaml`."""
    text = (HERE / f"expected-{kind}.yaml").read_text("utf-8")
    return {folder: tuple(words) for folder, words in yaml.safe_load(text).items()}


def lay_over(folder: Path, target: Path) -> Path:
    """A copy of the tiny edition at `target`, with the files of `folder` in the place of its own."""
    shutil.copytree(VALID, target)
    shutil.copytree(folder, target, dirs_exist_ok=True)
    removal = target / "REMOVE"
    if removal.exists():
        (target / removal.read_text().strip()).unlink()
        removal.unlink()
    return target


def edit(target: Path, changes: Mapping[str, tuple[str, str]]) -> Path:
    """A copy of the tiny edition at `target`, with one text replaced in each file named."""
    shutil.copytree(VALID, target)
    for name, (old, new) in changes.items():
        text = (target / name).read_text()
        assert old in text, f"{name} does not hold {old!r}"
        (target / name).write_text(text.replace(old, new))
    return target


def schema_kind(path: Path) -> str:
    """The schema of a content file: by its name, or by its folder where that holds several of one kind."""
    folder = path.parent.name
    return {"pillars": "pillar", "measures": "measures", "clauses": "clauses"}.get(
        folder, path.stem
    )
