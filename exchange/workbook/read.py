"""A workbook that came back, read into one flat offer: rows and columns are found by their ids wherever they stand."""

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
from exchange.workbook.cells import (
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
    figure_columns,
    level_list,
    part_columns,
    word_lists,
)
from exchange.workbook.provenance import BrokenMemory, WorkbookMetadata, memory_of
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
    """What a workbook has to fit: the edition, the country and the cycle, and the assessment where it has an id."""

    edition: Edition
    country: str
    cycle: int
    assessment_id: str = ""


def read_workbook(data: bytes, name: str, target: Target) -> ImportBatch:
    """The offer in a workbook. Raises WorkbookRefused where the file as a whole can't be used.

    A cell that can't be read makes its row a rejected one, with sheet and cell; the others are read.
    """
    problem = check_package(data, name)
    if problem is not None:
        raise WorkbookRefused([problem])
    book = _opened(data, name)
    memory = _memory(book, name)
    _check_memory(memory, name, target)
    with use_language(memory.language):
        words = word_lists(target.edition)
        columns: Mapping[str, tuple[Column, ...]] = {
            "answers": answer_columns(),
            "parts": part_columns(),
            "figures": figure_columns(target.edition),
            "evidence": evidence_columns(),
        }
    rows: list[ImportRow] = []
    notes: list[str] = []
    for sheet in book.worksheets:
        if sheet.title == META_SHEET:
            continue
        found = _heading(sheet)
        if found is None:
            continue
        kind, row, places = found
        if kind in columns:
            reader = _Sheet(sheet, kind, row, places, name, target.edition, words, memory)
            rows += reader.rows(columns[kind])
    ids = {row.id for row in rows}
    missing = [key for key in memory.base if key not in ids]
    if not rows:
        raise WorkbookRefused(
            [
                Problem(
                    name,
                    "",
                    _("the columns that tie answers to questions are gone."),
                    _("Export the workbook anew, and copy the answers into it."),
                )
            ]
        )
    if missing:
        notes.append(
            _("{count} rows of the workbook are not in the file; nothing changes for them.").format(
                count=len(missing)
            )
        )
    return ImportBatch(
        name, memory.edition, memory.institution, tuple(rows), memory.base, memory.made, tuple(notes)
    )  # fmt: skip


def _opened(data: bytes, name: str) -> Workbook:
    try:
        return load_workbook(io.BytesIO(data), keep_links=False)
    except (
        zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, IndexError,
        OverflowError, RecursionError, SyntaxError, OSError, AssertionError,
    ) as error:  # fmt: skip
        raise WorkbookRefused(
            [
                Problem(
                    name,
                    "",
                    _("can't be read as a workbook."),
                    _("Open it in Excel or LibreOffice, save it as .xlsx, and send that."),
                )
            ]
        ) from error


def _memory(book: Workbook, name: str) -> WorkbookMetadata:
    if META_SHEET not in book.sheetnames:
        raise WorkbookRefused(
            [
                Problem(
                    name,
                    "",
                    _("is not a workbook of this toolkit, or its hidden sheets were deleted."),
                    _("Send the workbook that was made here; answers can be copied into it."),
                )
            ]
        )
    sheet = book[META_SHEET]
    cells = [row[0].value for row in sheet.iter_rows(min_col=1, max_col=1, max_row=200)]
    try:
        return memory_of([str(value) for value in cells if value is not None])
    except BrokenMemory as error:
        raise WorkbookRefused(
            [
                Problem(
                    name,
                    "",
                    _("what the workbook remembers of how it was made was changed."),
                    _("Export the workbook anew, and copy the answers into it."),
                )
            ]
        ) from error


def _check_memory(memory: WorkbookMetadata, name: str, target: Target) -> None:
    """Raises WorkbookRefused where the workbook was made for something else."""
    edition = target.edition
    anew = _("Export the workbook anew, and copy the answers into it.")
    found: tuple[str, str] | None = None
    if memory.product != PRODUCT:
        found = (_("is not a workbook of this toolkit."), _("Send the workbook made here."))
    elif memory.format != FORMAT:
        found = (
            _("was made by another version of the toolkit (format {format}).").format(
                format=memory.format
            ),
            anew,
        )
    elif memory.edition != edition.id:
        found = (
            _("was made from edition {made}; the assessment answers edition {here}.").format(
                made=memory.edition, here=edition.id
            ),
            anew,
        )
    elif memory.edition_hash != edition.content_hash:
        found = (
            _("was made before the questions of edition {edition} were changed.").format(
                edition=edition.id
            ),
            anew,
        )
    elif (memory.country, memory.cycle) != (target.country, target.cycle):
        found = (
            _("was made for {made}, not for {here}.").format(
                made=f"{memory.country} {memory.cycle}", here=f"{target.country} {target.cycle}"
            ),
            _("Open the assessment it was made for."),
        )
    elif memory.assessment and target.assessment_id and memory.assessment != target.assessment_id:
        found = (
            _("was made for another assessment of {country}.").format(country=memory.country),
            _("Open the assessment it was made for."),
        )
    if found is not None:
        raise WorkbookRefused([Problem(name, "", *found)])


def _heading(sheet: Worksheet) -> tuple[str, int, dict[str, int]] | None:
    """The kind of a sheet, the row of its ids, and the column of each id; None where it has none."""
    for row in sheet.iter_rows():
        mark = next((cell for cell in row if _starts_with_mark(cell.value)), None)
        if mark is not None:
            places = {
                str(cell.value): cell.column
                for cell in reversed(row)
                if isinstance(cell.value, str) and not _starts_with_mark(cell.value)
            }
            places["id"] = mark.column
            return str(mark.value).removeprefix(MARK), mark.row, places
    return None


def _starts_with_mark(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(MARK)


class _Sheet:
    """One sheet while its rows are read."""

    def __init__(
        self,
        sheet: Worksheet,
        kind: str,
        heading: int,
        places: Mapping[str, int],
        file: str,
        edition: Edition,
        words: Words,
        memory: WorkbookMetadata,
    ) -> None:
        self._sheet, self._kind, self._heading, self._places = sheet, kind, heading, places
        self._file, self._edition, self._words, self._memory = file, edition, words, memory

    def rows(self, columns: Iterable[Column]) -> Iterator[ImportRow]:
        columns = tuple(columns)
        for cells in self._sheet.iter_rows():
            number = cells[0].row
            if number == self._heading:
                continue
            row = self._row({cell.column: cell for cell in cells}, number, columns)
            if row is not None:
                yield row

    def _row(
        self, cells: Mapping[int, Cell | MergedCell], number: int, columns: tuple[Column, ...]
    ) -> ImportRow | None:
        """A row with an id, or one that was added; None for headings, titles and empty rows."""
        stands = cells[self._places["id"]].value
        row_id = str(stands) if stands is not None else ""
        if row_id == NO_ROW or (row_id and row_id not in self._memory.base):
            return self._unknown(row_id, number, cells)
        if not row_id and self._kind in ("answers", "parts"):
            return None
        texts: dict[str, str] = {}
        places: dict[str, str] = {}
        problems: list[Problem] = []
        for column in columns:
            cell = cells.get(self._places.get(column.id, 0))
            skip = not column.fill or column.id in self._memory.cut.get(row_id, ())
            if cell is None or (skip and column.id != "owner"):
                continue
            where = f"{self._sheet.title}!{cell.coordinate}"
            places[column.id] = where
            try:
                texts[column.id] = self._canonical(column, text_of(cell), row_id)
            except Unreadable as error:
                problems.append(Problem(self._file, where, error.what, error.remedy))
        return self._made(row_id, number, texts, places, problems)

    def _unknown(
        self, row_id: str, number: int, cells: Mapping[int, Cell | MergedCell]
    ) -> ImportRow | None:
        """A title says nothing; a row whose hidden id was changed is rejected, and not lost without a word."""
        if row_id == NO_ROW:
            return None
        where = f"{self._sheet.title}!{cells[self._places['id']].coordinate}"
        problem = Problem(
            self._file,
            where,
            _("the hidden id of this row was changed."),
            _("Copy its answers into the row of a fresh workbook."),
        )
        place = _("{sheet}, row {row}").format(sheet=self._sheet.title, row=number)
        return ImportRow(_KINDS[self._kind], "", "", {}, place, {}, (problem,))

    def _canonical(self, column: Column, text: str, row_id: str) -> str:
        if column.id == "level":
            indicator = self._edition.indicators.get(row_id)
            if indicator is None or indicator.number is not None or not text:
                return number_of(text)
            return level_of(text, self._words[level_list(indicator)])
        if column.id == "said" and text:
            return self._said(row_id, text)
        if column.words:
            return id_of(text, self._words[column.words])
        read: Mapping[str, Callable[[str], str]] = {
            "value": number_of,
            "dated": day_of,
            "year": year_of,
        }
        return read[column.id](text) if column.id in read else text

    def _said(self, row_id: str, text: str) -> str:
        indicator, _slash, rest = row_id.partition("/")
        field = rest.partition("/")[0]
        return id_of(text, self._words.get(f"{indicator}/{field}", self._words["yes_no"]))

    def _made(
        self,
        row_id: str,
        number: int,
        texts: dict[str, str],
        places: dict[str, str],
        problems: list[Problem],
    ) -> ImportRow | None:
        owner = row_id.partition("/")[0] if row_id else texts.pop("owner", "")
        texts.pop("owner", None)
        place = _("{sheet}, row {row}").format(sheet=self._sheet.title, row=number)
        if self._kind == "answers":
            level, state = texts.pop("level", None), texts.pop("state", None)
            if level and state:
                problems.append(
                    Problem(
                        self._file,
                        places["level"],
                        _("has a level, and beside it a reason for having none."),
                        _("Empty one of the two cells."),
                    )
                )
            if level is not None or state is not None:
                texts["choice"] = level or state or ""
            places["choice"] = places.get("level", place)
        if not row_id and not problems and not self._says_something(texts):
            return None
        if not row_id and not owner:
            if not problems and not self._looks_meant(texts):
                return None
            problems.append(
                Problem(
                    self._file,
                    places.get("owner", place),
                    _("has no code."),
                    _("Choose the code of the question or statistic it belongs to."),
                )
            )
        return ImportRow(_KINDS[self._kind], owner, row_id, texts, place, places, tuple(problems))

    def _says_something(self, texts: Mapping[str, str]) -> bool:
        return any(texts.values())

    def _looks_meant(self, texts: Mapping[str, str]) -> bool:
        """Whether a row without a code was filled in, and is not a heading or a note that somebody added."""
        return sum(bool(text) for text in texts.values()) >= 1
