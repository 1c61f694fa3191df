"""Helpers of all sheets: heads, text cells, widths, row heights, print layout."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from questionnaires.palette import ACTION, INK, WHITE, without_hash
from reports.chinese import in_language
from reports.roadmap_report import Report
from translations import gettext as _
from translations.letter_width import columns_of

MONEY = "#,##0"
MONTH = "yyyy-mm"

FACE = "Calibri"
"""Font of a new workbook."""

BOLD = Font(name=FACE, bold=True)
LARGE = Font(name=FACE, bold=True, size=18)
HEAD = Font(name=FACE, bold=True, color=without_hash(WHITE))
HEAD_FILL = PatternFill("solid", start_color=without_hash(ACTION))
WRAPPED = Alignment(wrap_text=True, vertical="top")
TOTAL_LINE = Border(top=Side(style="thin", color=without_hash(INK)))

ROOM = 0.98
"""Share of a column's width that text fills before it wraps."""

MAXIMUM_NAME = 31
"""Maximum length of a sheet name in Excel, in characters."""

MAXIMUM_HEADER = 250
"""Maximum length of a printed page's header, in characters; Excel's limit is 255."""


def sheet_name(text: str) -> str:
    """A valid sheet name for Excel.

    >>> sheet_name("What it costs: money/years")
    'What it costs money years'
    """
    return " ".join(re.sub(r"[\[\]:*?/\\']", " ", text).split())[:MAXIMUM_NAME]


def write_text(cell: Any, text: str, *, font: Font | None = None) -> None:
    """Write a wrapped text cell; a leading equals sign does not make it a formula."""
    cell.value = text
    cell.data_type = "s"
    cell.alignment = WRAPPED
    if font is not None:
        cell.font = font


def write_head(sheet: Any, row: int, texts: Sequence[str]) -> None:
    """Write a row of column heads from the first column on."""
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        write_text(cell, text, font=HEAD)
        cell.fill = HEAD_FILL


def set_widths(sheet: Any, widths: Sequence[float]) -> None:
    """Set the widths of the first columns, in characters."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def fitting_widths(widths: Sequence[float], titles: Sequence[str]) -> tuple[float, ...]:
    """The widths of columns, wider where a word of the title would break.

    >>> fitting_widths((9, 9), ("Start", "Предварительные условия"))
    (9, 17)
    """
    return tuple(
        max([width, *(len(word) + 2 for word in title.split())])
        for width, title in zip(widths, titles, strict=True)
    )


def underline_total(sheet: Any, row: int, columns: int) -> None:
    """Mark a row as the total of those above: bold, with a line above."""
    for column in range(1, columns + 1):
        cell = sheet.cell(row, column)
        cell.font, cell.border = BOLD, TOTAL_LINE


def span_text(sheet: Any, row: int, text: str, columns: int) -> None:
    """Write a text into the first `columns` cells of a row, merged."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    write_text(sheet.cell(row, 1), text)


def fit_rows(sheet: Any) -> None:
    """Set each row's height by its longest text: not every program does so, and none for merged cells."""
    spans = {item.min_row: item for item in sheet.merged_cells.ranges if item.min_col == 1}
    for row in sheet.iter_rows():
        lines = [
            _lines(cell, spans) for cell in row if isinstance(cell.value, str) and cell.data_type == "s"
        ]  # fmt: skip
        large = max((cell.font.size or 11 for cell in row if cell.value), default=11)
        sheet.row_dimensions[row[0].row].height = 1.36 * large * max(lines, default=1) + 1


def _lines(cell: Any, spans: Mapping[int, Any]) -> int:
    """Number of lines of a cell's text, estimated from the column width; bold text is wider."""
    span = spans.get(cell.row) if cell.column == 1 else None
    columns = range(cell.column, (span.max_col if span else cell.column) + 1)
    width = sum(cell.parent.column_dimensions[get_column_letter(item)].width for item in columns)
    room = max(width * ROOM / (1.1 if cell.font.bold else 1) * 11 / (cell.font.size or 11), 1)
    return sum(-(-max(columns_of(line), 1) // int(max(room, 1))) for line in cell.value.split("\n"))


def set_print_layout(sheet: Any, report: Report) -> None:
    """Set landscape paper of the country's size, one page wide unless the sheet sets more, title in the header, page number in the footer."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = (
        sheet.PAPERSIZE_LETTER if report.look.is_letter else sheet.PAPERSIZE_A4
    )
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    title = in_language(f"{report.running_title}. {report.running_standing}")
    sheet.oddHeader.left.text = title[:MAXIMUM_HEADER].replace("&", "&&")
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
    sheet.sheet_view.rightToLeft = report.direction == "rtl"
