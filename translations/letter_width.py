"""The room that a text takes in a cell."""

from __future__ import annotations

import unicodedata


def columns_of(text: str) -> int:
    """Return the width of a text in letters of the Latin alphabet; a Chinese letter or sign is as wide as two.

    >>> columns_of("Level 2"), columns_of("等级2")
    (7, 5)
    """
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
