"""Three scores in each row of one scale: a dot, a square around it, a triangle above. Readable in grey print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from questionnaires.palette import ACTION, HAIRLINE, INK, MUTED, TRACK, WHITE
from reports.figures.shapes import (
    PAGE_WIDTH,
    Chart,
    Shape,
    badge,
    centred,
    circle,
    label,
    line,
    make_chart,
    polygon,
    row_height,
    square,
)
from reports.pdf.fonts import wrap_text

START, WIDTH, HEAD = 168.0, 170.0, 36.0
ROW, NAME_LINE = 32.0, 11.0
"""Least height of a row, and height of a line of a name, in points."""
COLUMNS = (380.0, 424.0, PAGE_WIDTH)
"""Right edges of the three columns of numbers, in points."""

TRIANGLE = 2
"""Index of the mark drawn above its line."""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One row: three positions from 0 to 1, None for a missing score, and each score as a text."""

    name: str
    letter: str
    colour: str
    positions: tuple[float | None, float | None, float | None]
    texts: tuple[str, str, str]


def mark_chart(
    rows: tuple[MarkRow, ...],
    *,
    ticks: tuple[str, ...],
    names: tuple[str, str, str],
    alternative: str,
) -> Chart:
    """Chart of the rows under a common axis, with a key; `names` are those of dot, square and triangle."""
    wrapped = [wrap_text(row.name, 9, START - _name_start(row) - 16) for row in rows]
    heights = [row_height(ROW, NAME_LINE * len(lines)) for lines in wrapped]
    height = HEAD + sum(heights)
    placed = zip(rows, wrapped, accumulate(heights, initial=HEAD), heights, strict=False)
    shapes = chain(
        _head(ticks, names, height),
        *(_row(row, lines, top + tall / 2 + 2) for row, lines, top, tall in placed),
    )
    return make_chart(PAGE_WIDTH, height, alternative, shapes)


def _head(ticks: tuple[str, ...], names: tuple[str, str, str], height: float) -> Iterator[Shape]:
    for index, tick in enumerate(ticks):
        x = START + WIDTH * index / (len(ticks) - 1)
        yield label(x, HEAD - 8, tick, size=8.5, fill=MUTED, anchor="middle")
        yield line(x, HEAD - 4, x, height, HAIRLINE, width=0.5)
    for index, (name, end) in enumerate(zip(names, COLUMNS, strict=True)):
        yield label(end, 9, wrap_text(name, 8.5, 52)[0], size=8.5, bold=True, anchor="end")
        yield from _mark(index, end - 6, HEAD - (14 if index < TRIANGLE else 5))


def _name_start(row: MarkRow) -> float:
    return 21.0 if row.letter else 0.0


def _row(row: MarkRow, lines: Sequence[str], middle: float) -> Iterator[Shape]:
    if row.letter:
        yield from badge(0, middle - 7, row.letter, row.colour)
    yield from centred(_name_start(row), middle + 3.2, lines, NAME_LINE, size=9)
    yield line(START, middle, START + WIDTH, middle, TRACK, width=3)
    drawn = [START + WIDTH * index for index in row.positions if index is not None]
    if drawn:
        yield line(min(drawn), middle, max(drawn), middle, INK, width=1)
    for kind in (1, 0, 2):
        at = row.positions[kind]
        if at is not None:
            yield from _mark(kind, START + WIDTH * at, middle)
    for text, end in zip(row.texts, COLUMNS, strict=True):
        yield label(end, middle + 3.2, text, size=9, anchor="end")


def _mark(kind: int, x: float, middle: float) -> Iterator[Shape]:
    """Dot, square or triangle; all three stay visible at the same position."""
    match kind:
        case 0:
            yield circle(x, middle, 2.6, ACTION)
        case 1:
            yield square(x, middle, 4.4, WHITE, stroke=INK)
        case _:
            yield polygon(
                ((x - 4, middle - 13), (x + 4, middle - 13), (x, middle - 6)), INK, stroke=WHITE
            )
