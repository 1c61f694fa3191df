"""The metadata of a workbook in its hidden sheet: what it was made from, with a checksum."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class WorkbookMetadata:
    """The edition, country, cycle and institution of a workbook, its time and its rows at the export."""

    product: str
    format: int
    edition: str
    edition_hash: str
    language: str
    country: str
    cycle: int
    assessment: str
    institution: str
    made_at: str
    base: Mapping[str, str] = field(default_factory=dict)
    """Fingerprint of each exported row, by its id."""
    cut: Mapping[str, list[str]] = field(default_factory=dict)
    """Fields that were too long for a cell, by row id; they are not read back."""
    fixed: list[str] | None = None
    """Digests of the texts in cells that are not to be filled in; None in a workbook made before they were kept."""

    @property
    def made(self) -> dt.datetime:
        """The time of the export. Raises ValueError where it can't be read."""
        return dt.datetime.fromisoformat(self.made_at)


CELL_CHARACTERS = 30_000
"""Characters of the metadata in one cell; a cell holds 32,767."""


def metadata_cells(metadata: WorkbookMetadata) -> list[str]:
    """The metadata as texts for cells, its SHA-256 first."""
    text = json.dumps(asdict(metadata), sort_keys=True, ensure_ascii=True)
    cells = [
        text[start : start + CELL_CHARACTERS] for start in range(0, len(text), CELL_CHARACTERS)
    ]
    return [hashlib.sha256(text.encode()).hexdigest(), *cells]


class BrokenMetadata(ValueError):
    """The metadata is damaged, or was not written by this toolkit."""


def parse_metadata(cells: list[str]) -> WorkbookMetadata:
    """The metadata in the texts of cells. Raises BrokenMetadata."""
    if not cells:
        raise BrokenMetadata
    checksum, text = cells[0], "".join(cells[1:])
    if hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() != checksum:
        raise BrokenMetadata
    try:
        values: Any = json.loads(text)
        metadata = WorkbookMetadata(**values)
        if not isinstance(metadata.base, dict) or not isinstance(metadata.cut, dict):
            raise BrokenMetadata
        if metadata.fixed is not None and not all(isinstance(text, str) for text in metadata.fixed):
            raise BrokenMetadata
        metadata.made  # noqa: B018 -- raises where the time can't be read
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenMetadata from error
    return metadata
