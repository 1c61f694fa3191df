"""Two shares in each row, as a filled dot and an open square on one line: readable in grey print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires.palette import ACTION, HAIRLINE, INK, MUTED, WHITE
from reports.figures.shapes import (
    PAGE_WIDTH,
    Chart,
    Shape,
    badge,
    circle,
    label,
    line,
    make_chart,
    square,
)
from reports.pdf.fonts import wrap_text

TEXT_START, TEXT_WIDTH, START, WIDTH = 46.0, 216.0, 276.0, 132.0
HEAD, LINE_HEIGHT, SPACE, TEXT = 34.0, 10.4, 5.6, 8.5


@dataclass(frozen=True, slots=True)
class DotRow:
    """One row: code, text, the two shares from 0 to 1, and both as a text."""

    code: str
    letter: str
    colour: str
    text: str
    filled: float
    open: float
    shares: str


def dot_chart(
    rows: tuple[DotRow, ...],
    *,
    ticks: tuple[str, ...],
    filled_text: str,
    open_text: str,
    alternative: str,
) -> Chart:
    """Chart with one row for each gap under a common axis, below the key."""
    wrapped = [wrap_text(row.text, TEXT, TEXT_WIDTH) for row in rows]
    heights = [len(lines) * LINE_HEIGHT + SPACE for lines in wrapped]
    height = HEAD + sum(heights)
    shapes = _shapes(rows, wrapped, heights, ticks, (filled_text, open_text), height)
    return make_chart(PAGE_WIDTH, height, alternative, shapes)


def _shapes(
    rows: tuple[DotRow, ...],
    wrapped: list[tuple[str, ...]],
    heights: list[float],
    ticks: tuple[str, ...],
    key: tuple[str, str],
    height: float,
) -> Iterator[Shape]:
    yield circle(TEXT_START + 3, 8, 3.2, ACTION)
    yield label(TEXT_START + 11, 10.6, key[0], size=TEXT)
    yield square(START + 3, 8, 3.4, WHITE, stroke=INK)
    yield label(START + 11, 10.6, key[1], size=TEXT)
    for index, tick in enumerate(ticks):
        x = START + WIDTH * index / (len(ticks) - 1)
        yield label(x, HEAD - 7, tick, size=8.5, fill=MUTED, anchor="middle")
        yield line(x, HEAD - 3, x, height, HAIRLINE, width=0.5)
    top = HEAD
    for row, lines, tall in zip(rows, wrapped, heights, strict=True):
        yield from _row(row, lines, top, top + tall / 2)
        top += tall


def _row(row: DotRow, lines: tuple[str, ...], top: float, middle: float) -> Iterator[Shape]:
    yield from badge(0, middle - 6.5, row.letter, row.colour, size=13)
    yield label(16, middle + 2.7, row.code, size=TEXT, bold=True)
    for index, text in enumerate(lines):
        y = top + SPACE / 2 + (index + 0.78) * LINE_HEIGHT
        yield label(TEXT_START, y, text, size=TEXT)
    filled, hollow = START + WIDTH * row.filled, START + WIDTH * row.open
    yield line(min(filled, hollow), middle, max(filled, hollow), middle, INK, width=1)
    yield square(hollow, middle, 4.2, WHITE, stroke=INK)
    yield circle(filled, middle, 2.6, ACTION)
    yield label(START + WIDTH + 14, middle + 2.7, row.shares, size=TEXT)
