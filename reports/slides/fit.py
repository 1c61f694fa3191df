"""Sizes of type in which texts fit their boxes, estimated with the widths of Noto Sans, which is wider and taller than Arial. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.formats import cut_text
from reports.pdf.fonts import wrap_text

LEADING = 1.37
"""Height of a line over the size of its type: Noto Sans has 1.36, Arial 1.15."""

BOLD = 1.06
"""Width of bold type over regular."""


def lines_of(text: str, size: float, width: float) -> int:
    """Number of lines of a text in a box; `size` and `width` in points."""
    return sum(len(wrap_text(line, size * BOLD, width)) or 1 for line in text.split("\n"))


def fitted_size(
    texts: Iterable[str], width: float, height: float, *, largest: int, smallest: int
) -> int | None:
    """The largest size in whole points in which the paragraphs fit the box; None where even the smallest is too large.

    After each paragraph a third of a line is left.
    """
    texts = tuple(texts)
    for size in range(largest, smallest - 1, -1):
        lines = sum(lines_of(text, size, width) + 1 / 3 for text in texts)
        if lines * size * LEADING <= height:
            return size
    return None


def fitted(
    text: str, width: float, height: float, *, largest: int, smallest: int
) -> tuple[str, int]:
    """A text and its size in the box: whole in the largest size that fits, else cut at a word in the smallest."""
    size = fitted_size((text,), width, height, largest=largest, smallest=smallest)
    if size is not None:
        return text, size
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        cut = (cut_text(text, middle),)
        if fitted_size(cut, width, height, largest=smallest, smallest=smallest):
            low = middle
        else:
            high = middle - 1
    return cut_text(text, low), smallest


def row_heights(
    rows: Sequence[Sequence[str]], widths: Sequence[float], size: float, padding: float
) -> tuple[float, ...]:
    """Height of each row of a table in points: its tallest cell, with `padding` above and below."""
    return tuple(
        max(
            lines_of(text, size, width - 2 * padding)
            for text, width in zip(row, widths, strict=True)
        )
        * size
        * LEADING
        + 2 * padding
        for row in rows
    )
