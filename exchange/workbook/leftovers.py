"""Notes on entries in parts of a workbook that are not read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessment.values.characters import has_glyph
from exchange.workbook.layout import LISTS_SHEET, META_SHEET
from exchange.workbook.sheet_reader import Heading
from translations import gettext as _
from translations import ngettext

LISTED = 12
"""Places that a note names."""


def leftover_notes(
    book: Workbook,
    headings: Mapping[str, Heading],
    columns: Mapping[str, Collection[str]],
    cover: str,
) -> list[str]:
    """A note for all notes on cells, one for all columns and one for all sheets of people's own, with their places.

    `headings` are those of the sheets that are read, by title; `columns` the ids of the columns that belong to each
    kind; `cover` is the text in the first cell of the cover.
    """
    notes = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    ]
    own_columns = [
        place
        for sheet in book.worksheets
        if (heading := headings.get(sheet.title)) is not None
        for place in _own_columns(sheet, heading, columns[heading.kind])
    ]
    own_sheets = [sheet.title for sheet in book.worksheets if _is_own(sheet, headings, cover)]
    return [
        text.format(count=len(places), places=_listed(places))
        for text, places in (
            (
                ngettext(
                    "{count} note on a cell is not read: {places}. Write what counts into the cells.",
                    "{count} notes on cells are not read: {places}. Write what counts into the cells.",
                    len(notes),
                ),
                notes,
            ),
            (
                ngettext(
                    "{count} column of your own is not read: {places}. Write what counts into the column of comments.",
                    "{count} columns of your own are not read: {places}. Write what counts into the column of comments.",
                    len(own_columns),
                ),
                own_columns,
            ),
            (
                ngettext(
                    "{count} sheet of your own is not read: {places}.",
                    "{count} sheets of your own are not read: {places}.",
                    len(own_sheets),
                ),
                own_sheets,
            ),
        )
        if places
    ]


def _own_columns(sheet: Worksheet, heading: Heading, known: Collection[str]) -> Iterator[str]:
    """Sheet, letter and first text of each column without an id of ours that holds something."""
    read = {number for key, number in heading.columns.items() if key in known or key == "id"}
    for cells in sheet.iter_cols():
        number = cells[0].column
        texts = [
            str(cell.value)
            for cell in cells
            if cell.row != heading.row and cell.value is not None and has_glyph(str(cell.value))
        ]
        if number not in read and texts:
            title = " ".join(texts[0].split())[:40]
            yield _("{sheet}, column {letter} ({title})").format(
                sheet=sheet.title, letter=get_column_letter(number), title=title
            )


def _is_own(sheet: Worksheet, headings: Mapping[str, Heading], cover: str) -> bool:
    """Whether a sheet is none of the workbook's, and holds something."""
    is_ours = sheet.title in (META_SHEET, LISTS_SHEET, *headings)
    return (
        not is_ours
        and sheet.cell(1, 1).value != cover
        and any(cell.value is not None for row in sheet.iter_rows() for cell in row)
    )


def _listed(places: list[str]) -> str:
    more = ", …" if len(places) > LISTED else ""
    return ", ".join(places[:LISTED]) + more
