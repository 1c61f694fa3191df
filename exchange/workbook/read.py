"""Read a workbook into a batch: rows and columns are found by their ids, in any order and on any sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessment import InvalidAssessment
from exchange.import_rows import ImportBatch, ImportRow, Kind
from exchange.package_safety import check_package
from exchange.workbook.cell_values import (
    Unreadable,
    day_of,
    id_of,
    level_of,
    number_of,
    text_of,
    year_of,
)
from exchange.workbook.layout import (
    FORMAT,
    MARK,
    META_SHEET,
    NO_ROW,
    PRODUCT,
    Column,
    answer_columns,
    evidence_columns,
    level_list,
    observation_columns,
    part_columns,
    word_lists,
)
from exchange.workbook.provenance import BrokenMetadata, WorkbookMetadata, parse_metadata
from questionnaires import Edition, Problem
from translations import gettext as _
from translations import use_language

Words = Mapping[str, Mapping[str, str]]
_KINDS: Mapping[str, Kind] = {
    "answers": "answer",
    "parts": "part",
    "figures": "figure",
    "evidence": "evidence",
}


class WorkbookRefused(InvalidAssessment):
    """A file that can't be used as a whole; `problems` say why and what to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a workbook must have been made for: edition, country, cycle, and the assessment where it has an id."""

    edition: Edition
    country: str
    cycle: int
    assessment_id: str = ""


def read_workbook(data: bytes, name: str, target: Target) -> ImportBatch:
    """The batch in a workbook. Raises WorkbookRefused where the file as a whole can't be used.

    A row with a cell that can't be read gets a problem with sheet and cell; the other rows are read.
    """
    problem = check_package(data, name)
    if problem is not None:
        raise WorkbookRefused([problem])
    book = _open(data, name)
    metadata = _read_metadata(book, name)
    _check_metadata(metadata, name, target)
    with use_language(metadata.language):
        words = word_lists(target.edition)
        columns: Mapping[str, tuple[Column, ...]] = {
            "answers": answer_columns(),
            "parts": part_columns(),
            "figures": observation_columns(target.edition),
            "evidence": evidence_columns(),
        }
    rows: list[ImportRow] = []
    notes: list[str] = []
    for sheet in book.worksheets:
        if sheet.title == META_SHEET:
            continue
        heading = _find_heading(sheet)
        if heading is not None and heading.kind in columns:
            reader = _SheetReader(sheet, heading, name, target.edition, words, metadata)
            rows += reader.rows(columns[heading.kind])
    ids = {row.id for row in rows}
    missing = [key for key in metadata.base if key not in ids]
    if not rows:
        raise _refused(
            name,
            _("the columns that tie answers to questions are gone."),
            _("Export the workbook anew, and copy the answers into it."),
        )
    if missing:
        notes.append(
            _("{count} rows of the workbook are not in the file; nothing changes for them.").format(
                count=len(missing)
            )
        )
    return ImportBatch(
        name,
        metadata.edition,
        metadata.institution,
        tuple(rows),
        metadata.base,
        metadata.made,
        tuple(notes),
    )


def _refused(name: str, what: str, remedy: str) -> WorkbookRefused:
    return WorkbookRefused([Problem(name, "", what, remedy)])


def _open(data: bytes, name: str) -> Workbook:
    try:
        return load_workbook(io.BytesIO(data), keep_links=False)
    except (
        zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, IndexError,
        OverflowError, RecursionError, SyntaxError, OSError, AssertionError,
    ) as error:  # fmt: skip
        raise _refused(
            name,
            _("can't be read as a workbook."),
            _("Open it in Excel or LibreOffice, save it as .xlsx, and send that."),
        ) from error


def _read_metadata(book: Workbook, name: str) -> WorkbookMetadata:
    if META_SHEET not in book.sheetnames:
        raise _refused(
            name,
            _("is not a workbook of this toolkit, or its hidden sheets were deleted."),
            _("Send the workbook that was made here; answers can be copied into it."),
        )
    sheet = book[META_SHEET]
    cells = [row[0].value for row in sheet.iter_rows(min_col=1, max_col=1, max_row=200)]
    try:
        return parse_metadata([str(value) for value in cells if value is not None])
    except BrokenMetadata as error:
        raise _refused(
            name,
            _("what the workbook remembers of how it was made was changed."),
            _("Export the workbook anew, and copy the answers into it."),
        ) from error


def _check_metadata(metadata: WorkbookMetadata, name: str, target: Target) -> None:
    """Raise WorkbookRefused where the workbook was made for another target."""
    edition = target.edition
    anew = _("Export the workbook anew, and copy the answers into it.")
    problem: tuple[str, str] | None = None
    if metadata.product != PRODUCT:
        problem = (_("is not a workbook of this toolkit."), _("Send the workbook made here."))
    elif metadata.format != FORMAT:
        problem = (
            _("was made by another version of the toolkit (format {format}).").format(
                format=metadata.format
            ),
            anew,
        )
    elif metadata.edition != edition.id:
        problem = (
            _("was made from edition {made}; the assessment answers edition {here}.").format(
                made=metadata.edition, here=edition.id
            ),
            anew,
        )
    elif metadata.edition_hash != edition.content_hash:
        problem = (
            _("was made before the questions of edition {edition} were changed.").format(
                edition=edition.id
            ),
            anew,
        )
    elif (metadata.country, metadata.cycle) != (target.country, target.cycle):
        problem = (
            _("was made for {made}, not for {here}.").format(
                made=f"{metadata.country} {metadata.cycle}", here=f"{target.country} {target.cycle}"
            ),
            _("Open the assessment it was made for."),
        )
    elif (
        metadata.assessment and target.assessment_id and metadata.assessment != target.assessment_id
    ):
        problem = (
            _("was made for another assessment of {country}.").format(country=metadata.country),
            _("Open the assessment it was made for."),
        )
    if problem is not None:
        raise _refused(name, *problem)


@dataclass(frozen=True, slots=True)
class _Heading:
    """The kind of a sheet, the row of its column ids, and the number of each column by its id."""

    kind: str
    row: int
    columns: Mapping[str, int]


def _find_heading(sheet: Worksheet) -> _Heading | None:
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
            return _Heading(str(mark.value).removeprefix(MARK), mark.row, columns)
    return None


def _starts_with_mark(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(MARK)


class _SheetReader:
    """Reads the rows of one sheet."""

    def __init__(
        self,
        sheet: Worksheet,
        heading: _Heading,
        file: str,
        edition: Edition,
        words: Words,
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

    def _row(
        self, cells: Mapping[int, Cell | MergedCell], number: int, columns: tuple[Column, ...]
    ) -> ImportRow | None:
        """A row with an id, or one that was added; None for titles and empty rows."""
        value = cells[self._heading.columns["id"]].value
        row_id = str(value) if value is not None else ""
        if row_id == NO_ROW or (row_id and row_id not in self._metadata.base):
            return self._unknown_row(row_id, number, cells)
        if not row_id and self._heading.kind in ("answers", "parts"):
            return None
        texts: dict[str, str] = {}
        locations: dict[str, str] = {}
        problems: list[Problem] = []
        for column in columns:
            cell = cells.get(self._heading.columns.get(column.id, 0))
            skip = not column.fill or column.id in self._metadata.cut.get(row_id, ())
            if cell is None or (skip and column.id != "owner"):
                continue
            location = f"{self._sheet.title}!{cell.coordinate}"
            locations[column.id] = location
            try:
                texts[column.id] = self._canonical(column, text_of(cell), row_id)
            except Unreadable as error:
                problems.append(Problem(self._file, location, error.what, error.remedy))
        return self._build_row(row_id, number, texts, locations, problems)

    def _unknown_row(
        self, row_id: str, number: int, cells: Mapping[int, Cell | MergedCell]
    ) -> ImportRow | None:
        """None for a title; a row whose hidden id was changed, with a problem."""
        if row_id == NO_ROW:
            return None
        cell = cells[self._heading.columns["id"]]
        problem = Problem(
            self._file,
            f"{self._sheet.title}!{cell.coordinate}",
            _("the hidden id of this row was changed."),
            _("Copy its answers into the row of a fresh workbook."),
        )
        location = self._row_location(number)
        return ImportRow(_KINDS[self._heading.kind], "", "", {}, location, {}, (problem,))

    def _row_location(self, number: int) -> str:
        return _("{sheet}, row {row}").format(sheet=self._sheet.title, row=number)

    def _canonical(self, column: Column, text: str, row_id: str) -> str:
        """The canonical text of a cell. Raises Unreadable."""
        if column.id == "level":
            indicator = self._edition.indicators.get(row_id)
            if indicator is None or indicator.number is not None or not text:
                return number_of(text)
            return level_of(text, self._words[level_list(indicator)])
        if column.id == "said" and text:
            return self._part_value(row_id, text)
        if column.words:
            return id_of(text, self._words[column.words])
        parsers: Mapping[str, Callable[[str], str]] = {
            "value": number_of,
            "dated": day_of,
            "year": year_of,
        }
        return parsers[column.id](text) if column.id in parsers else text

    def _part_value(self, row_id: str, text: str) -> str:
        """The id of a part's answer. Raises Unreadable."""
        indicator, _slash, rest = row_id.partition("/")
        field = rest.partition("/")[0]
        return id_of(text, self._words.get(f"{indicator}/{field}", self._words["yes_no"]))

    def _build_row(
        self,
        row_id: str,
        number: int,
        texts: dict[str, str],
        locations: dict[str, str],
        problems: list[Problem],
    ) -> ImportRow | None:
        """The row with its owner, level and state checked; None for an added row without anything in it."""
        owner = row_id.partition("/")[0] if row_id else texts.pop("owner", "")
        texts.pop("owner", None)
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
        return ImportRow(
            _KINDS[self._heading.kind], owner, row_id, texts, location, locations, tuple(problems)
        )
