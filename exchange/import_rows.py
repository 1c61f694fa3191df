"""What a file from outside offers to store, in one flat form: rows of texts, each with its place in the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Literal

from questionnaires import Problem

Kind = Literal["answer", "part", "evidence", "figure"]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One answer, one part of an answer, one piece of evidence or one figure, as a file says it.

    `owner` is the indicator, or the statistic of a figure. `id` is the row's own id from when the file was made, and
    empty for one that was added since; rows are joined by it and never by position or text. `fields` holds canonical
    texts by the names in `exchange.flat_records`; an empty text is an empty cell. A row with `problems` is rejected.
    """

    kind: Kind
    owner: str
    id: str
    fields: Mapping[str, str]
    place: str
    """For people: the sheet and the row, or the submission."""
    places: Mapping[str, str] = dataclass_field(default_factory=dict)
    """The same by field, where a field has a cell of its own."""
    problems: tuple[Problem, ...] = ()

    def place_of(self, name: str) -> str:
        """Where a field stands, or else the row."""
        return self.places.get(name, self.place)


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """All rows of a file, for one institution or the country.

    `base` holds the fingerprint of each row (`exchange.flat_records.fingerprint`) at the time the file was made, by its id;
    empty where the file was not made from answers (a submission). `notes` says what was odd but harmless.
    """

    file: str
    edition: str
    institution: str
    rows: tuple[ImportRow, ...]
    base: Mapping[str, str]
    made_at: dt.datetime | None = None
    notes: tuple[str, ...] = ()
