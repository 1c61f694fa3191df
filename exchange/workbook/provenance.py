"""What a workbook remembers of how it was made, in a sheet that nobody sees; and whether it is whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class WorkbookMetadata:
    """For which edition, country, cycle and institution a workbook was made, when, and what it then held."""

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
    """Fingerprint of each row as it left, by its id."""
    cut: Mapping[str, list[str]] = field(default_factory=dict)
    """Fields that were too long for a cell, by row; they are not read back."""

    @property
    def made(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.made_at)


CELL = 30_000
"""Characters of the memory in one cell; a cell holds 32,767."""


def memory_cells(memory: WorkbookMetadata) -> list[str]:
    """The memory as texts for cells, the checksum first."""
    said = json.dumps(asdict(memory), sort_keys=True, ensure_ascii=True)
    cells = [said[start : start + CELL] for start in range(0, len(said), CELL)]
    return [hashlib.sha256(said.encode()).hexdigest(), *cells]


class BrokenMemory(ValueError):
    """The memory is damaged, or not one of ours."""


def memory_of(cells: list[str]) -> WorkbookMetadata:
    """The memory in these texts. Raises BrokenMemory."""
    if not cells:
        raise BrokenMemory
    checksum, said = cells[0], "".join(cells[1:])
    if hashlib.sha256(said.encode("utf-8", "replace")).hexdigest() != checksum:
        raise BrokenMemory
    try:
        found: Any = json.loads(said)
        memory = WorkbookMetadata(**found)
        if not isinstance(memory.base, dict) or not isinstance(memory.cut, dict):
            raise BrokenMemory
        memory.made  # noqa: B018  - that it can be read
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenMemory from error
    return memory
