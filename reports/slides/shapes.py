"""Shapes of slides: paragraphs, tiles, tables and charts that Office can edit, each within its box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from reports.office.chart_data import ChartData
from reports.office.charts import chart_source, style_chart
from reports.slides.content import Table
from reports.slides.fit import fitted, fitted_size, row_heights
from reports.slides.page import Box
from translations import gettext as _
from translations import ngettext

LARGEST, SMALLEST = 20, 12
"""Sizes of paragraphs in points."""

LARGEST_CELL, SMALLEST_CELL = 17, 10
"""Sizes of tables in points."""

PADDING = 4
"""Points around the text of a cell."""

GAP = 16
"""Points between tiles."""

TEXT_SIZE = 12
"""Size of the texts of a chart in points."""


class Pen:
    """Writes texts in one language and direction."""

    def __init__(self, language: str, direction: str) -> None:
        self.language, self.right_to_left = language, direction == "rtl"

    def write(
        self, frame: Any, paragraphs: Sequence[tuple[str, str]], size: int, *, colour: Any = None
    ) -> None:
        """Fill a text frame with paragraphs of a bold start and the rest, without margins, at `size` points."""
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        for place, (bold, rest) in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(size / 3)
            for text, is_bold in ((bold, True), (rest, False)):
                if text:
                    self.run(
                        paragraph,
                        f" {text}" if bold and not is_bold else text,
                        size,
                        bold=is_bold,
                        colour=colour,
                    )
            self.direct(paragraph)

    def run(self, paragraph: Any, text: str, size: int, *, bold: bool, colour: Any) -> None:
        """Add a text to a paragraph; `colour` is one of the theme, by default of text."""
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.theme_color = colour or MSO_THEME_COLOR.TEXT_1
        run._r.get_or_add_rPr().set("lang", self.language)

    def direct(self, paragraph: Any) -> None:
        """Set a paragraph to its starting side."""
        paragraph.alignment = PP_ALIGN.RIGHT if self.right_to_left else PP_ALIGN.LEFT
        if self.right_to_left:
            paragraph._p.get_or_add_pPr().set("rtl", "1")


def _further(count: int) -> str:
    return ngettext(
        "{count} more is in the notes.", "{count} more are in the notes.", count
    ).format(count=count)


def fill_title(pen: Pen, shape: Any, text: str, box: Box, *, largest: int, smallest: int) -> None:
    """Write a title into its placeholder, in the largest size that fits."""
    shown, size = fitted(text, box.width - 4, box.height - 4, largest=largest, smallest=smallest)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(2)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    pen.write(frame, [(shown, "")], size, colour=MSO_THEME_COLOR.TEXT_2)


def add_paragraphs(pen: Pen, slide: Any, paragraphs: Sequence[tuple[str, str]], box: Box) -> None:
    """Add paragraphs in the largest size that fits; those that do not are counted in the last line."""
    shown = list(paragraphs)
    while True:
        further = len(paragraphs) - len(shown)
        lines = [*shown, *([("", _further(further))] if further else [])]
        texts = [f"{bold} {rest}".strip() for bold, rest in lines]
        size = fitted_size(texts, box.width, box.height, largest=LARGEST, smallest=SMALLEST)
        if size is not None or len(shown) == 1:
            break
        shown.pop()
    if size is None:
        bold, rest = shown[0]
        text, size = fitted(
            f"{bold} {rest}".strip(), box.width, box.height, largest=SMALLEST, smallest=SMALLEST
        )
        lines = [("", text)]
    shape = slide.shapes.add_textbox(0, 0, 0, 0)
    box.place(shape)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    pen.write(frame, lines, size)


def add_tiles(pen: Pen, slide: Any, tiles: Sequence[tuple[str, str]], box: Box) -> None:
    """Add key figures side by side: the value large, below it what it counts."""
    width = (box.width - GAP * (len(tiles) - 1)) / len(tiles)
    order = reversed(tiles) if pen.right_to_left else tiles
    for place, (value, text) in enumerate(order):
        tile = Box(box.left + place * (width + GAP), box.top, width, box.height)
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, 0, 0)
        tile.place(shape)
        shape.fill.solid()
        shape.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
        shape.line.fill.background()
        shape.shadow.inherit = False
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(12)
        frame.vertical_anchor = MSO_ANCHOR.TOP
        shown, large = fitted(value, width - 24, 72, largest=32, smallest=16)
        rest, small = fitted(text, width - 24, tile.height - 108, largest=20, smallest=11)
        pen.write(frame, [(shown, "")], large, colour=MSO_THEME_COLOR.TEXT_2)
        paragraph = frame.add_paragraph()
        pen.run(paragraph, rest, small, bold=False, colour=None)
        pen.direct(paragraph)
        describe(shape, _("{name}: {value}").format(name=value, value=text))


def add_table(pen: Pen, slide: Any, table: Table, box: Box, alternative: str) -> float:
    """Add a table in the largest size that fits; return its height.

    Rows that do not fit in the smallest size are left out and counted in a last row.
    """
    widths = [share * box.width / sum(table.widths) for share in table.widths]
    rows = list(table.rows)
    while True:
        further = len(table.rows) - len(rows)
        last = [(_further(further), *[""] * (len(widths) - 1))] if further else []
        cells = [table.head, *rows, *last]
        for size in range(LARGEST_CELL, SMALLEST_CELL - 1, -1):
            heights = row_heights(cells, widths, size, PADDING)
            if sum(heights) <= box.height:
                break
        else:
            if len(rows) > 1:
                rows.pop()
                continue
        break
    frame = slide.shapes.add_table(len(cells), len(widths), 0, 0, 0, 0)
    Box(box.left, box.top, box.width, sum(heights)).place(frame)
    grid = frame.table
    grid.horz_banding = False
    if pen.right_to_left:
        grid._tbl.tblPr.set("rtl", "1")
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Pt(width)
    for place, (row, height) in enumerate(zip(cells, heights, strict=True)):
        grid.rows[place].height = Pt(height)
        for number, text in enumerate(row):
            _cell(
                pen,
                grid.cell(place, number),
                text,
                size,
                is_head=place == 0,
                is_number=number in table.numbers,
            )
    describe(frame, alternative)
    return sum(heights)


def _cell(pen: Pen, cell: Any, text: str, size: int, *, is_head: bool, is_number: bool) -> None:
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(PADDING)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.solid()
    cell.fill.fore_color.theme_color = (
        MSO_THEME_COLOR.TEXT_2 if is_head else MSO_THEME_COLOR.BACKGROUND_2
    )
    colour = MSO_THEME_COLOR.BACKGROUND_1 if is_head else MSO_THEME_COLOR.TEXT_1
    lines = text.split("\n")
    pen.write(
        cell.text_frame,
        [(line, "") if is_head else ("", line) for line in lines],
        size,
        colour=colour,
    )
    for paragraph in cell.text_frame.paragraphs:
        paragraph.space_after = Pt(0)
        if is_number:
            paragraph.alignment = PP_ALIGN.LEFT if pen.right_to_left else PP_ALIGN.RIGHT


def add_chart(slide: Any, chart: ChartData, box: Box) -> None:
    """Add a chart of Office."""
    kind, data = chart_source(chart)
    frame = slide.shapes.add_chart(kind, 0, 0, Pt(box.width), Pt(box.height), data)
    box.place(frame)
    style_chart(frame.chart, chart, TEXT_SIZE)
    describe(frame, chart.alternative)


def describe(shape: Any, text: str) -> None:
    """Set the text alternative of a shape."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)
