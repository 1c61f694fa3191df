"""Direction of the texts of a workbook in a language from right to left."""

from __future__ import annotations

import unicodedata
from copy import copy
from typing import Any

from translations import current_language, is_right_to_left

RIGHT_TO_LEFT = 2
"""The reading order of a cell whose text begins at the right; 0, the default, leaves it to the program."""


def set_reading_order(book: Any) -> None:
    """Let the cells with right-to-left text be read so; LibreOffice else puts their stops and numbers at the wrong end."""
    if not is_right_to_left(current_language()):
        return
    for sheet in book.worksheets:
        for cell in (item for row in sheet.iter_rows() for item in row):
            if isinstance(cell.value, str) and _has_right_to_left(cell.value):
                alignment = copy(cell.alignment)
                alignment.readingOrder = RIGHT_TO_LEFT
                cell.alignment = alignment


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
