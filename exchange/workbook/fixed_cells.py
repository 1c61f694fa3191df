"""Remember the texts of cells that are not to be filled in, and recognise what people typed over them. Pure."""

from __future__ import annotations

from exchange.flat_records import fingerprint

COVER = "cop-cover"
"""Stands in place of a row id for the cells of the cover."""

WORDS = "cop-words"
"""Stands in place of a row id for the cells of the word lists."""


def digest(row_id: str, column_id: str, text: str) -> str:
    """Eight hexadecimal digits for a text in a cell, by the ids of its row and column: both may be moved."""
    return fingerprint({"row": row_id, "column": column_id, "text": text})[:8]
