"""Texts, heights, fonts and colours of the cells of a workbook, and names of its sheets."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from assessment.values.numbers import number_text
from questionnaires import palette
from questionnaires.palette import without_hash
from translations import current_language, is_right_to_left
from translations.letter_width import columns_of

INK, MUTED, ACTION, WHITE = map(
    without_hash, (palette.INK, palette.MUTED, palette.ACTION, palette.WHITE)
)
_THIN = Side(style="thin", color=without_hash(palette.HAIRLINE))
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TOP = Alignment(vertical="top", wrap_text=True)
TO_FILL = PatternFill("solid", fgColor=WHITE)
FIXED = PatternFill("solid", fgColor=without_hash(palette.PANEL))

MAXIMUM_HEIGHT = 409.0
"""Points of a row in Excel."""

_CODE = re.compile("_(x[0-9A-Fa-f]{4}_)")
"""Text that Excel would read as the code of a character."""


def font(size: float, *, bold: bool = False, colour: str = INK) -> Font:
    """A font of the workbook, of a size in points."""
    return Font("Noto Sans", size=size, bold=bold, color=colour)


def put_text(cell: Cell, text: str) -> None:
    """Write a text: as a number only where it reads back as the same text, and never as a formula."""
    if not text:
        return
    if _is_plain_number(text) and cell.column > 1:
        cell.value = int(text) if text.isdigit() else float(text)
        return
    cell.value = _CODE.sub(r"_x005F_\1", text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def _is_plain_number(text: str) -> bool:
    """Whether a number in a cell would read back as the same text."""
    try:
        return len(text) < 15 and number_text(float(text)) == text and math.isfinite(float(text))
    except ValueError:
        return False


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Height of a row in points, from the text of each cell and the width of its column in characters."""
    lines = [
        sum(max(1, math.ceil(columns_of(line) * 1.08 / width)) for line in text.split("\n"))
        for text, width in cells
    ]
    return min(MAXIMUM_HEIGHT, 13.0 * max(lines, default=1) + 4)


def sheet_title(text: str, taken: Sequence[str] = ()) -> str:
    """The text as a name of a sheet: 31 characters that Excel allows, not one of `taken`."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", text).strip()[:31].strip() or "Sheet"
    lower = {item.lower() for item in taken}
    if plain.lower() not in lower:
        return plain
    return next(
        name
        for number in range(2, len(lower) + 3)
        if (name := f"{plain[:27]} {number}").lower() not in lower
    )


def set_view(sheet: Worksheet) -> None:
    """Show a sheet at 100 % without grid lines, in the direction of the language."""
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.rightToLeft = is_right_to_left(current_language())
