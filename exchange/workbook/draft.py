"""A workbook while it is written: its data, and values shared by its sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook

from assessment import NATIONAL, Assessment
from exchange.flat_records import FlatRecord
from questionnaires import Edition
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class Draft:
    """The data of a workbook, and the openpyxl workbook that gets its sheets."""

    edition: Edition
    assessment: Assessment
    institution: str
    made_at: dt.datetime
    """UTC, in whole seconds."""
    records: Mapping[str, FlatRecord]
    words: Mapping[str, Mapping[str, str]]
    """Words by id, by the name of the list (`exchange.workbook.layout.word_lists`)."""
    book: Workbook = field(default_factory=Workbook)
    list_ranges: dict[str, str] = field(default_factory=dict)
    """Cells of each list by its name, as a formula."""
    cut: dict[str, list[str]] = field(default_factory=dict)
    """Fields that were too long for a cell, by row id."""
    fixed: set[str] = field(default_factory=set)
    """Digests of the texts in cells that are not to be filled in (`exchange.workbook.fixed_cells`)."""

    def records_of(self, kind: str) -> list[FlatRecord]:
        """The records of a kind, in their order."""
        return [record for record in self.records.values() if record.kind == kind]

    @property
    def institution_name(self) -> str:
        """The name of the institution, for people."""
        if self.institution == NATIONAL:
            return _("The country (all questions)")
        return next(
            (item.name for item in self.assessment.institutions if item.id == self.institution),
            self.institution,
        )
