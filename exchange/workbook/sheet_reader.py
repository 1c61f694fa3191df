"""Read the rows of one sheet of a workbook: rows and columns are found by their ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from assessment.values.characters import has_glyph
from assessment.values.days import read_day, read_month, read_year
from assessment.values.numbers import read_number
from assessment.values.unreadable import Unreadable
from assessment.values.words import read_choice, read_level, read_link
from exchange.flat_records import EVIDENCE_DEFAULTS, is_blank
from exchange.import_rows import ImportRow, Kind
from exchange.workbook.cell_values import text_of
from exchange.workbook.layout import MARK, NO_ROW, Column, level_list
from exchange.workbook.provenance import WorkbookMetadata
from questionnaires import Edition, Problem
from translations import gettext as _

Words = Mapping[str, Mapping[str, str]]
Cells = Mapping[int, Cell | MergedCell]
"""The cells of a row by the number of their column."""


def _read_month(text: str) -> str:
    """A month as YYYY-MM, also from a day, into which spreadsheets turn a typed month. Raises Unreadable."""
    return read_month(text[:7] if _DAY.fullmatch(text) else text)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

READERS: Mapping[str, Callable[[str], str]] = {
    "dated": read_day,
    "year": read_year,
    "url": read_link,
    "started": _read_month,
    "ended": _read_month,
}
"""The readers of columns whose text alone tells what it is."""

_KINDS: Mapping[str, Kind] = {
    "answers": "answer",
    "parts": "part",
    "figures": "figure",
    "evidence": "evidence",
    "measures": "measure",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The kind of a sheet, the row of its column ids, and the number of each column by its id."""

    kind: str
    row: int
    columns: Mapping[str, int]


def find_heading(sheet: Worksheet) -> Heading | None:
    """The heading of a sheet, in any row; None where it has none."""
    for row in sheet.iter_rows():
        mark = next((cell for cell in row if _starts_with_mark(cell.value)), None)
        if mark is not None:
            columns = {
                str(cell.value): cell.column
                for cell in reversed(row)
                if isinstance(cell.value, str) and not _starts_with_mark(cell.value)
            }
            columns["id"] = mark.column
            return Heading(str(mark.value).removeprefix(MARK), mark.row, columns)
    return None


def _starts_with_mark(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(MARK)


class SheetReader:
    """Reads the rows of one sheet; `words` are the lists in each language that is read, that of the workbook first."""

    def __init__(
        self,
        sheet: Worksheet,
        heading: Heading,
        file: str,
        edition: Edition,
        words: Sequence[Words],
        metadata: WorkbookMetadata,
    ) -> None:
        self._sheet, self._heading, self._file = sheet, heading, file
        self._edition, self._words, self._metadata = edition, words, metadata

    def rows(self, columns: Iterable[Column]) -> Iterator[ImportRow]:
        """The rows of the sheet that hold data, with the fields of `columns`."""
        columns = tuple(columns)
        for cells in self._sheet.iter_rows():
            number = cells[0].row
            if number == self._heading.row:
                continue
            row = self._row({cell.column: cell for cell in cells}, number, columns)
            if row is not None:
                yield row

    def _row(self, cells: Cells, number: int, columns: tuple[Column, ...]) -> ImportRow | None:
        """A row with an id, or one that was added; None for titles and empty rows."""
        value = cells[self._heading.columns["id"]].value
        row_id = str(value) if value is not None else ""
        if row_id == NO_ROW:
            return None
        if row_id and row_id not in self._metadata.base:
            return self._rejected_row(
                number,
                cells[self._heading.columns["id"]],
                _("the hidden id of this row was changed."),
                _("Copy its answers into the row of a fresh workbook."),
            )
        if not row_id and self._heading.kind in ("answers", "parts", "measures"):
            return self._inserted_row(cells, number, columns)
        texts: dict[str, str] = {}
        locations: dict[str, str] = {}
        problems: list[Problem] = []
        unread: dict[str, Problem] = {}
        for column in columns:
            cell = cells.get(self._heading.columns.get(column.id, 0))
            skip = not column.fill or column.id in self._metadata.cut.get(row_id, ())
            if cell is None or (skip and column.id != "owner"):
                continue
            location = f"{self._sheet.title}!{cell.coordinate}"
            locations[column.id] = location
            text = ""
            try:
                text = text_of(cell)
                owner = texts.get("owner") or row_id.partition("/")[0]
                texts[column.id] = self._canonical(column, cell, text, row_id, owner)
            except Unreadable as error:
                problem = Problem(self._file, location, error.what, error.remedy)
                problems.append(problem)
                if text and column.id in READERS:
                    texts[column.id], unread[column.id] = text, problem
        row = self._build_row(row_id, number, texts, locations, problems)
        if row is None:
            return None
        file = cells.get(self._heading.columns.get("file", 0)) if row_id else None
        note = "" if file is None or file.value is None else str(file.value)
        return replace(row, unread=unread, note=note)

    def _inserted_row(
        self, cells: Cells, number: int, columns: tuple[Column, ...]
    ) -> ImportRow | None:
        """A row that was inserted between questions, with a problem; None where it holds nothing to read."""
        for column in columns:
            cell = cells.get(self._heading.columns.get(column.id, 0)) if column.fill else None
            if cell is not None and cell.value is not None and has_glyph(str(cell.value)):
                return self._rejected_row(
                    number,
                    cell,
                    _("has something written in a row that belongs to no question."),
                    _("Move it into the row of its question, and delete this row."),
                )
        return None

    def _rejected_row(
        self, number: int, cell: Cell | MergedCell, what: str, remedy: str
    ) -> ImportRow:
        """A row that can't be read, with a problem at a cell."""
        problem = Problem(self._file, f"{self._sheet.title}!{cell.coordinate}", what, remedy)
        location = self._row_location(number)
        return ImportRow(_KINDS[self._heading.kind], "", "", {}, location, {}, (problem,))

    def _row_location(self, number: int) -> str:
        return _("{sheet}, row {row}").format(sheet=self._sheet.title, row=number)

    def _canonical(
        self, column: Column, cell: Cell | MergedCell, text: str, row_id: str, owner: str
    ) -> str:
        """The canonical form of the text of a cell in a row of an indicator or statistic `owner`. Raises Unreadable."""
        if column.id == "level":
            indicator = self._edition.indicators.get(row_id)
            if indicator is not None and indicator.number is None:
                return read_level(text, *self._lists(level_list(indicator)))
            unit = indicator.number.unit if indicator and indicator.number else ""
            return _number(cell, text, unit)
        if column.id == "value":
            statistic = self._edition.statistic.get(owner)
            return _number(cell, text, statistic.unit if statistic else "")
        if column.id == "said":
            return self._part_value(row_id, text)
        if column.words:
            return read_choice(text, *self._lists(column.words))
        return READERS[column.id](text) if column.id in READERS else text

    def _part_value(self, row_id: str, text: str) -> str:
        """The id of a part's answer. Raises Unreadable."""
        indicator, _slash, rest = row_id.partition("/")
        field = rest.partition("/")[0]
        name = f"{indicator}/{field}"
        return read_choice(text, *self._lists(name if name in self._words[0] else "yes_no"))

    def _lists(self, name: str) -> list[Mapping[str, str]]:
        """The words of a list in each language that is read."""
        return [words[name] for words in self._words]

    def _build_row(
        self,
        row_id: str,
        number: int,
        texts: dict[str, str],
        locations: dict[str, str],
        problems: list[Problem],
    ) -> ImportRow | None:
        """The row with its owner, level and state checked; None for an added row without anything in it."""
        owner, typed_owner = row_id.partition("/")[0], texts.pop("owner", "")
        if typed_owner and typed_owner != owner:  # added, or copied for another question
            row_id, owner = "", typed_owner
        location = self._row_location(number)
        if self._heading.kind == "answers":
            level, state = texts.pop("level", None), texts.pop("state", None)
            if level and state:
                problems.append(
                    Problem(
                        self._file,
                        locations["level"],
                        _("has a level, and beside it a reason for having none."),
                        _("Empty one of the two cells."),
                    )
                )
            if level is not None or state is not None:
                texts["choice"] = level or state or ""
            locations["choice"] = locations.get("level", location)
        if not row_id and not problems and not any(texts.values()):
            return None
        if not row_id and not owner:
            problems.append(
                Problem(
                    self._file,
                    locations.get("owner", location),
                    _("has no code."),
                    _("Choose the code of the question or statistic it belongs to."),
                )
            )
        kind = _KINDS[self._heading.kind]
        if kind == "evidence" and not is_blank(kind, texts):
            texts |= {key: texts.get(key) or usual for key, usual in EVIDENCE_DEFAULTS.items()}
        return ImportRow(kind, owner, row_id, texts, location, locations, tuple(problems))


def _number(cell: Cell | MergedCell, text: str, unit: str) -> str:
    """The number in a cell with this text. Raises Unreadable."""
    return read_number(text, unit=unit, by_program=isinstance(cell.value, int | float))
