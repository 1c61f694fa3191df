"""Tables of the width of the page, with a head repeated on every page and rows kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu, RGBColor

from questionnaires.palette import HAIRLINE, without_hash
from reports.word.fields import element, insert_in_order, set_style

TEXT_WIDTH = 17.0
"""Width of the text area of an A4 page, in centimetres."""

EMU_A_TWIP = 635
"""Units of python-docx in a twip, in which the file states widths: rounded down, so that many columns fit the page."""


def add_table(
    document: Any,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    numbers: Sequence[int] = (),
    last_is_total: bool = False,
) -> Any:
    """Table of `TEXT_WIDTH` with columns in proportion to `widths`; a line break in a cell starts a paragraph.

    `numbers` are the indices of right-aligned columns.
    """
    table = new_table(document, len(rows) + 1, widths)
    fill_row(table.rows[0], head, "Table Head", numbers)
    repeat_head(table)
    for made, row in zip(list(table.rows)[1:], rows, strict=True):
        fill_row(made, row, "Table Text", numbers)
    if rows:
        for paragraph in (item for cell in table.rows[1].cells for item in cell.paragraphs):
            paragraph.paragraph_format.keep_with_next = len(rows) > 1
    if last_is_total:
        for paragraph in (item for cell in table.rows[-1].cells for item in cell.paragraphs):
            set_style(paragraph, "Table Total")
    return table


def new_table(document: Any, rows: int, widths: Sequence[float]) -> Any:
    """Empty table; widths are set on columns and cells, as Word and LibreOffice read different ones."""
    table = document.add_table(rows=rows, cols=len(widths), style="Roadmap Table")
    table.autofit = False
    exact = [
        Emu(Cm(TEXT_WIDTH * width / sum(widths)) // EMU_A_TWIP * EMU_A_TWIP) for width in widths
    ]
    for column, width in zip(table.columns, exact, strict=True):
        column.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for cell, width in zip(row.cells, exact, strict=True):
            cell.width = width
    return table


def repeat_head(table: Any) -> None:
    """Repeat the first row on every page."""
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for paragraph in (item for cell in table.rows[0].cells for item in cell.paragraphs):
        paragraph.paragraph_format.keep_with_next = True


def keep_together(table: Any) -> None:
    """Keep a short table on one page."""
    for row in list(table.rows)[:-1]:
        for paragraph in (item for cell in row.cells for item in cell.paragraphs):
            paragraph.paragraph_format.keep_with_next = True


def fill_row(row: Any, texts: Sequence[str], style: str, numbers: Sequence[int]) -> None:
    """Fill the cells of a row; `numbers` are the indices of right-aligned ones."""
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        fill_cell(cell, text, style)
        if column in numbers:
            for paragraph in cell.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def fill_cell(cell: Any, text: str, style: str) -> None:
    """Fill an empty cell, with one paragraph for each line of `text`."""
    first, *others = text.split("\n")
    paragraph = cell.paragraphs[0]
    set_style(paragraph, style)
    paragraph.add_run(first)
    for line in others:
        paragraph = cell.add_paragraph()
        set_style(paragraph, style)
        paragraph.add_run(line)


def add_row(table: Any) -> Any:
    """Append a row that is not divided between pages."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    return row


def centre(cell: Any) -> None:
    """Centre the paragraphs of a cell."""
    for paragraph in cell.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def whiten(cell: Any) -> None:
    """Set the text of a cell in bold white."""
    for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
        run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)


def shade(cell: Any, colour: str) -> None:
    """Fill a cell with a colour of six hexadecimal digits."""
    cell._tc.get_or_add_tcPr().append(
        element("w:shd", val="clear", color="auto", fill=colour)
    )  # fmt: skip


def line_above(cell: Any, theme_colour: str) -> None:
    """Draw a line above a cell in a colour of the theme."""
    borders = element("w:tcBorders")
    borders.append(element("w:top", val="single", sz="12", color="auto", themeColor=theme_colour))
    insert_in_order(
        cell._tc.get_or_add_tcPr(),
        borders,
        "shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    )


def narrow(table: Any) -> None:
    """Reduce the cell margins, and draw lines between the columns."""
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    borders.append(element("w:insideV", val="single", sz="4", color=without_hash(HAIRLINE)))
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="20", type="dxa"))
    insert_in_order(properties, borders, "shd tblLayout tblCellMar tblLook tblCaption")
    insert_in_order(properties, margins, "tblLook tblCaption")
