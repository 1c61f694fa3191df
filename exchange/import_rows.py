"""The flat form of every file that is imported: rows of texts, each with its location in the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Literal

from questionnaires import Problem

Kind = Literal["answer", "part", "evidence", "figure", "measure"]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One answer, part of an answer, piece of evidence, observation or measure in a file.

    `owner` is the id of the indicator, of the statistic of an observation, or of the measure. `id` is that of the flat record the row
    was exported from, empty for a row added since; rows are joined by it and never by position or text. `fields` holds
    canonical texts by the names in `exchange.flat_records`; an empty text is an empty cell. A row with `problems` is
    rejected.
    """

    kind: Kind
    owner: str
    id: str
    fields: Mapping[str, str]
    location: str
    """For people: the sheet and the row, or the submission."""
    field_locations: Mapping[str, str] = dataclass_field(default_factory=dict)
    """The location of each field that has a cell of its own."""
    problems: tuple[Problem, ...] = ()
    unread: Mapping[str, Problem] = dataclass_field(default_factory=dict)
    """Of `problems`, those of fields that `fields` hold as they stand in the file."""
    note: str = ""
    """Shown and never stored: the name of the file of the evidence that the row was exported or copied from."""

    def location_of(self, name: str) -> str:
        """The location of a field; that of the row where the field has none."""
        return self.field_locations.get(name, self.location)


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """All rows of a file, for one institution or the country.

    `base` holds the fingerprint of each row (`exchange.flat_records.fingerprint`) at the time of the export, by its
    id; empty where the file was not made from answers (a submission). `notes` are harmless oddities, for people.
    `submission` is the id of a submission in the program that collected it, `former` the id it had there before it was
    corrected; empty where there is none. A batch that is held back was refused by a review there.
    """

    file: str
    edition: str
    institution: str
    rows: tuple[ImportRow, ...]
    base: Mapping[str, str]
    made_at: dt.datetime | None = None
    notes: tuple[str, ...] = ()
    submission: str = ""
    former: str = ""
    is_held_back: bool = False

    @property
    def is_follow_up(self) -> bool:
        """Whether the file reports on measures and not on questions."""
        return any(row.kind == "measure" and row.id for row in self.rows)
