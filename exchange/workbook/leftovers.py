"""Notes on entries in parts of a workbook that are not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessment.values.characters import has_glyph
from assessment.values.unreadable import Unreadable
from exchange.workbook.cell_values import text_of
from exchange.workbook.fixed_cells import COVER, WORDS, digest
from exchange.workbook.layout import LISTS_SHEET, META_SHEET, NO_ROW, Column
from exchange.workbook.provenance import WorkbookMetadata
from exchange.workbook.sheet_reader import Heading
from translations import gettext as _
from translations import ngettext

LISTED = 30
"""Places that a note names; cells below each other are one place."""

AnyCell: TypeAlias = Cell | MergedCell


def leftover_notes(
    book: Workbook,
    headings: Mapping[str, Heading],
    columns: Mapping[str, Sequence[Column]],
    covers: Collection[str],
    texts: frozenset[str],
    metadata: WorkbookMetadata,
) -> list[str]:
    """A note for each kind of thing that is not read, with all its places: notes, typed-over cells, columns, sheets.

    `headings` are those of the sheets that are read, by title; `columns` those that belong to each kind; `covers` are
    the texts in the first cell of a cover; `texts` are the digests of the workbook's own texts, or of those that it
    would have today.
    """
    sheets = book.worksheets
    with_note = [
        cell
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    ]
    own_columns = [
        place
        for sheet in sheets
        if (heading := headings.get(sheet.title)) is not None
        for place in _own_columns(sheet, heading, columns[heading.kind])
    ]
    own_sheets = [sheet.title for sheet in sheets if _is_own(sheet, headings, covers)]
    notes = [_with_note_text(with_note), _columns_text(own_columns), _sheets_text(own_sheets)]
    changed = [
        cell
        for sheet in sheets
        if sheet.title not in own_sheets and sheet.title != META_SHEET
        for cell, row_id, column_id in _fixed_cells(
            sheet, headings.get(sheet.title), columns, metadata
        )
        if _is_typed_over(cell, row_id, column_id, texts)
    ]
    is_old = metadata.fixed is None
    notes.insert(1, _other_texts_text(changed) if is_old else _typed_over_text(changed))
    if is_old:
        notes.append(
            _(
                "The workbook was made by an earlier version of the toolkit. What was typed on its cover is not read."
            )
        )
    return [note for note in notes if note]


def _with_note_text(cells: Sequence[AnyCell]) -> str:
    """The note about notes on cells; empty for none."""
    return _places_text(
        ngettext(
            "{count} note on a cell is not read: {places}. Write what counts into the cells.",
            "{count} notes on cells are not read: {places}. Write what counts into the cells.",
            len(cells),
        ),
        len(cells),
        _cell_places(cells),
    )


def _typed_over_text(cells: Sequence[AnyCell]) -> str:
    return _places_text(
        ngettext(
            "{count} text of the workbook itself was changed and is not read: {places}. "
            "Write what counts into the white cells.",
            "{count} texts of the workbook itself were changed and are not read: {places}. "
            "Write what counts into the white cells.",
            len(cells),
        ),
        len(cells),
        _cell_places(cells),
    )


def _other_texts_text(cells: Sequence[AnyCell]) -> str:
    return _places_text(
        ngettext(
            "{count} text differs from that of a workbook made today, and is not read: {places}. "
            "It was typed over, or the toolkit words it otherwise now. Write what counts into the white cells.",
            "{count} texts differ from those of a workbook made today, and are not read: {places}. "
            "They were typed over, or the toolkit words them otherwise now. Write what counts into the white cells.",
            len(cells),
        ),
        len(cells),
        _cell_places(cells),
    )


def _columns_text(places: Sequence[str]) -> str:
    return _places_text(
        ngettext(
            "{count} column of your own is not read: {places}. Write what counts into the column of comments.",
            "{count} columns of your own are not read: {places}. Write what counts into the column of comments.",
            len(places),
        ),
        len(places),
        places,
    )


def _sheets_text(titles: Sequence[str]) -> str:
    return _places_text(
        ngettext(
            "{count} sheet of your own is not read: {places}.",
            "{count} sheets of your own are not read: {places}.",
            len(titles),
        ),
        len(titles),
        titles,
    )


def _places_text(text: str, count: int, places: Sequence[str]) -> str:
    """The text with its number and places; empty where there are none."""
    more = ", …" if len(places) > LISTED else ""
    return text.format(count=count, places=", ".join(places[:LISTED]) + more) if count else ""


def _cell_places(cells: Iterable[AnyCell]) -> list[str]:
    """Sheet and address of each cell; cells below each other as one range."""
    by_column = groupby(
        sorted(cells, key=lambda cell: (cell.parent.title, cell.column, cell.row)),
        key=lambda cell: (cell.parent.title, cell.column),
    )
    places: list[str] = []
    for (title, _column), column in by_column:
        # Rows that follow each other have the same distance from their position.
        for _distance, run in groupby(enumerate(column), key=lambda item: item[1].row - item[0]):
            addresses = [cell.coordinate for _position, cell in run]
            places.append(f"{title}!" + ":".join(dict.fromkeys((addresses[0], addresses[-1]))))
    return places


def _fixed_cells(
    sheet: Worksheet,
    heading: Heading | None,
    columns: Mapping[str, Sequence[Column]],
    metadata: WorkbookMetadata,
) -> Iterator[tuple[AnyCell, str, str]]:
    """The cells of a sheet that are not to be filled in, each with the ids of its row and column.

    Rows with an id that is none of the workbook's are left out: they are rejected. Of a workbook made before its texts
    were kept so are texts that depend on the answers then stored.
    """
    is_old = metadata.fixed is None
    if heading is None and is_old and sheet.title != LISTS_SHEET:
        return
    if heading is None:
        stand_in = WORDS if sheet.title == LISTS_SHEET else COVER
        yield from ((cell, stand_in, "") for row in sheet.iter_rows() for cell in row)
        return
    own = [
        (heading.columns[column.id], column)
        for column in columns[heading.kind]
        if column.id in heading.columns and not (is_old and column.id == "file")
    ]
    for row in sheet.iter_rows():
        cells = {cell.column: cell for cell in row}
        value = cells[heading.columns["id"]].value
        row_id = "" if value is None else str(value)
        if row[0].row == heading.row or row_id not in ("", NO_ROW, *metadata.base):
            continue
        cut = metadata.cut.get(row_id, ())
        for number, column in own:
            if row_id == NO_ROW or not column.fill or column.id in cut:
                is_held_figure = is_old and heading.kind == "figures" and row_id != NO_ROW
                yield cells[number], "" if is_held_figure else row_id, column.id


def _is_typed_over(cell: AnyCell, row_id: str, column_id: str, fixed: frozenset[str]) -> bool:
    """Whether a cell holds a text that the workbook did not have there."""
    if cell.value is None or not has_glyph(str(cell.value)):
        return False
    try:
        text = text_of(cell)
    except Unreadable:
        return True
    return digest(row_id, column_id, text) not in fixed


def _own_columns(sheet: Worksheet, heading: Heading, known: Iterable[Column]) -> Iterator[str]:
    """Sheet, letter and first text of each column without an id of ours that holds something."""
    ids = {"id", *(column.id for column in known)}
    read = {number for key, number in heading.columns.items() if key in ids}
    for cells in sheet.iter_cols():
        number = cells[0].column
        # What people see comes before the hidden id.
        shown = sorted(cells, key=lambda cell: cell.row == heading.row)
        texts = (str(cell.value) for cell in shown if cell.value is not None)
        text = next(filter(has_glyph, texts), "")
        if number not in read and text:
            title = " ".join(text.split())[:40]
            yield _("{sheet}, column {letter} ({title})").format(
                sheet=sheet.title, letter=get_column_letter(number), title=title
            )


def _is_own(sheet: Worksheet, headings: Mapping[str, Heading], covers: Collection[str]) -> bool:
    """Whether a sheet is none of the workbook's, and holds something."""
    is_ours = sheet.title in (META_SHEET, LISTS_SHEET, *headings)
    return (
        not is_ours
        and sheet.cell(1, 1).value not in covers
        and any(cell.value is not None for row in sheet.iter_rows() for cell in row)
    )
