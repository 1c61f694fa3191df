"""What all sheets have in common: heads, texts that stay texts, widths, and how they print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from reports.roadmap_report import Report
from translations import gettext as _

MONEY = "#,##0"
MONTH = "yyyy-mm"

FACE = "Calibri"
"""That of a new workbook."""

BOLD = Font(name=FACE, bold=True)
LARGE = Font(name=FACE, bold=True, size=18)
HEAD = Font(name=FACE, bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", start_color="0B5C7A")
WRAPPED = Alignment(wrap_text=True, vertical="top")
TOTAL_LINE = Border(top=Side(style="thin", color="1B2733"))

ROOM = 0.98
"""Share of a column's width that words fill before the next one goes to another line."""

LONGEST_NAME = 31
"""Characters of a sheet's name in Excel."""

LONGEST_HEADER = 250
"""Characters above a printed page; Excel refuses more than 255."""


def sheet_name(text: str) -> str:
    """A name that Excel takes for a sheet.

    >>> sheet_name("What it costs: money/years")
    'What it costs money years'
    """
    return " ".join(re.sub(r"[\[\]:*?/\\']", " ", text).split())[:LONGEST_NAME]


def write_text(cell: Any, text: str, *, font: Font | None = None) -> None:
    """Text stays text, also where it begins with an equals sign; long text wraps."""
    cell.value = text
    cell.data_type = "s"
    cell.alignment = WRAPPED
    if font is not None:
        cell.font = font


def write_head(sheet: Any, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        write_text(cell, text, font=HEAD)
        cell.fill = HEAD_FILL


def set_widths(sheet: Any, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def underline_total(sheet: Any, row: int, columns: int) -> None:
    for column in range(1, columns + 1):
        cell = sheet.cell(row, column)
        cell.font, cell.border = BOLD, TOTAL_LINE


def span_text(sheet: Any, row: int, text: str, columns: int) -> None:
    """A text over the first columns."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    write_text(sheet.cell(row, 1), text)


def fit_rows(sheet: Any) -> None:
    """Make each row as high as its longest text needs: not every program does so by itself, and none for merged cells."""
    spans = {item.min_row: item for item in sheet.merged_cells.ranges if item.min_col == 1}
    for row in sheet.iter_rows():
        lines = [
            _lines(cell, spans) for cell in row if isinstance(cell.value, str) and cell.data_type == "s"
        ]  # fmt: skip
        large = max((cell.font.size or 11 for cell in row if cell.value), default=11)
        sheet.row_dimensions[row[0].row].height = 1.36 * large * max(lines, default=1) + 1


def _lines(cell: Any, spans: Mapping[int, Any]) -> int:
    """Lines that a cell's text takes; a bold letter is a little wider."""
    span = spans.get(cell.row) if cell.column == 1 else None
    columns = range(cell.column, (span.max_col if span else cell.column) + 1)
    width = sum(cell.parent.column_dimensions[get_column_letter(item)].width for item in columns)
    room = max(width * ROOM / (1.1 if cell.font.bold else 1) * 11 / (cell.font.size or 11), 1)
    return sum(-(-max(len(line), 1) // int(max(room, 1))) for line in cell.value.split("\n"))


def print_well(sheet: Any, report: Report) -> None:
    """Landscape on A4, one page wide unless the sheet says otherwise, with the title above and the page below."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    title = f"{report.running_title}. {report.running_standing}"
    sheet.oddHeader.left.text = title[:LONGEST_HEADER].replace("&", "&&")
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
    sheet.sheet_view.rightToLeft = report.direction == "rtl"
