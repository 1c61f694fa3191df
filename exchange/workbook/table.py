"""A sheet of a workbook with a header and rows: hidden ids, cells to fill in, choices, protection and print settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from types import MappingProxyType

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exchange.workbook.cells import (
    ACTION,
    BORDER,
    FIXED,
    MUTED,
    TO_FILL,
    TOP,
    WHITE,
    font,
    put_text,
    row_height,
    set_view,
    sheet_title,
)
from exchange.workbook.draft import Draft
from exchange.workbook.fixed_cells import digest
from exchange.workbook.layout import MARK, NO_ROW, Column
from translations import gettext as _

MAXIMUM_UNITS = 32_000
"""UTF-16 units of a cell; Excel takes 32,767."""

HEADER_ROW = 4
"""The row of the visible titles; the hidden ids are in the first."""

MAXIMUM_PAGE_COLUMNS = 13
"""Columns of a printed page; more would be too small on A4."""

Values = Mapping[str, str]

NO_LISTS: Mapping[str, str] = MappingProxyType({})


class Table:
    """A sheet in `draft.book` that gets its rows one after the other; `finish` completes it."""

    def __init__(
        self,
        draft: Draft,
        kind: str,
        title: str,
        columns: Sequence[Column],
        hint: str,
        colour: str = ACTION,
    ) -> None:
        self._draft, self._columns = draft, columns
        self._choices: dict[str, DataValidation] = {}
        self._last_row = HEADER_ROW
        self._styled: dict[tuple[bool, str], Cell] = {}
        self._sheet = draft.book.create_sheet(sheet_title(title, draft.book.sheetnames))
        self._write_header(kind, title, hint, colour)

    def _write_header(self, kind: str, title: str, hint: str, colour: str) -> None:
        sheet = self._sheet
        set_view(sheet)
        sheet.sheet_properties.tabColor = colour
        sheet.cell(1, 1, f"{MARK}{kind}")
        for number, column in enumerate(self._columns, start=2):
            sheet.cell(1, number, column.id)
            sheet.column_dimensions[get_column_letter(number)].width = column.width
            head = sheet.cell(HEADER_ROW, number)
            self._put_fixed(head, NO_ROW, column.title)
            head.font = font(9, bold=True, colour=WHITE)
            head.fill = PatternFill("solid", fgColor=colour)
            head.alignment = Alignment(vertical="center", wrap_text=True)
            head.border = BORDER
        self._put_fixed(sheet.cell(2, 2), NO_ROW, title)
        sheet.cell(2, 2).font = font(14, bold=True, colour=colour)
        self._put_fixed(sheet.cell(3, 2), NO_ROW, hint)
        sheet.cell(3, 2).font = font(9, colour=MUTED)
        for row in (2, 3, HEADER_ROW):
            sheet.cell(row, 1, NO_ROW)
        sheet.row_dimensions[1].hidden = True
        sheet.row_dimensions[2].height = 24
        sheet.row_dimensions[3].height = 16
        sheet.row_dimensions[HEADER_ROW].height = 30
        sheet.column_dimensions["A"].hidden = True

    def add_row(
        self,
        row_id: str,
        values: Values,
        *,
        locked: Sequence[str] = (),
        lists: Mapping[str, str] = NO_LISTS,
    ) -> int:
        """Add a row with values by column id, and return its number.

        An empty id is for a row that people fill in. Columns in `locked` can't be changed. `lists` names by column
        the list of words to choose from, where it is not the column's own.
        """
        sheet = self._sheet
        self._last_row += 1
        row = self._last_row
        # A cell with the id also in blank rows, so that the next one goes below.
        sheet.cell(row, 1, row_id or None).number_format = "@"
        heights = []
        for number, column in enumerate(self._columns, start=2):
            text = values.get(column.id, "")
            cell = sheet.cell(row, number)
            shown = self._shortened(row_id, column.id, text)
            to_fill = column.fill and column.id not in locked and shown == text
            self._set_style(
                cell,
                to_fill=to_fill,
                number_format="General" if column.id in ("level", "value", "year") else "@",
            )
            if to_fill:
                put_text(cell, shown)
            else:
                self._put_fixed(cell, row_id, shown)
            words = lists.get(column.id, column.words)
            if words and to_fill:
                self._add_choice(row, column.id, words)
            heights.append((shown, column.width))
        sheet.row_dimensions[row].height = row_height(heights)
        return row

    def _set_style(self, cell: Cell, *, to_fill: bool, number_format: str) -> None:
        """Set the style of a cell of a row. Only the first of a kind is styled; others copy it, as styling takes most of the time."""
        styled = self._styled.setdefault((to_fill, number_format), cell)
        if styled is not cell:
            cell._style = copy(styled._style)
            cell.quotePrefix = False
            return
        cell.font = font(9)
        cell.fill = TO_FILL if to_fill else FIXED
        cell.border, cell.alignment = BORDER, TOP
        cell.protection = Protection(locked=not to_fill)
        cell.number_format = number_format

    def _put_fixed(self, cell: Cell, row_id: str, text: str) -> None:
        """Write a text into a cell that is not to be filled in, and remember it."""
        put_text(cell, text)
        column_id = self._columns[cell.column - 2].id
        self._draft.fixed.add(digest(row_id, column_id, text))

    def _shortened(self, row_id: str, field: str, text: str) -> str:
        """The text, cut to what a cell takes; a field that was cut is recorded, because it must not be read back."""
        if len(text.encode("utf-16-le")) // 2 <= MAXIMUM_UNITS:
            return text
        self._draft.cut.setdefault(row_id, []).append(field)
        start = text.encode("utf-16-le")[: 2 * (MAXIMUM_UNITS - 60)].decode("utf-16-le", "ignore")
        return start + " … " + _("[longer than a cell; see the page]")

    def _add_choice(self, row: int, column_id: str, list_name: str) -> None:
        """Let a cell choose from a list of words."""
        choice = self._choices.get(list_name)
        if choice is None:
            choice = DataValidation(
                type="list",
                formula1=self._draft.list_ranges[list_name],
                allow_blank=True,
                showErrorMessage=True,
                errorTitle=_("Not in the list"),
                error=_("Choose one of the list, or leave the cell empty."),
            )
            self._choices[list_name] = choice
            self._sheet.add_data_validation(choice)
        ids = [column.id for column in self._columns]
        choice.add(f"{get_column_letter(ids.index(column_id) + 2)}{row}")

    def finish(self) -> Worksheet:
        """Set filter, print settings and protection, and return the sheet."""
        sheet = self._sheet
        last = get_column_letter(len(self._columns) + 1)
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{max(self._last_row, HEADER_ROW + 1)}"
        sheet.freeze_panes = f"C{HEADER_ROW + 1}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        if len(self._columns) > MAXIMUM_PAGE_COLUMNS:
            sheet.page_setup.fitToWidth = 2
            sheet.print_title_cols = "B:B"
        sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        sheet.print_area = f"B2:{last}{self._last_row}"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        assessment = self._draft.assessment
        sheet.oddFooter.left.text = f"{assessment.country} {assessment.cycle}"
        sheet.oddFooter.center.text = "&A"
        sheet.oddFooter.right.text = "&P / &N"
        protection = sheet.protection
        protection.sheet = True
        # False lets a person do it.
        protection.autoFilter = protection.sort = False
        protection.formatColumns = protection.formatRows = protection.formatCells = False
        protection.insertRows = False
        return sheet
