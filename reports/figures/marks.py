"""Three places a row on one scale, told apart by shape: a dot, a square round it, a triangle above. Grey print is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.figures.shapes import (
    ACTION,
    INK,
    LINE,
    MUTED,
    PAGE_WIDTH,
    TRACK,
    WHITE,
    Chart,
    Shape,
    badge,
    circle,
    figure,
    label,
    line,
    polygon,
    square,
)
from reports.pdf.fonts import wrap_text

START, WIDTH, ROW, HEAD = 168.0, 170.0, 32.0, 36.0
COLUMNS = (380.0, 424.0, PAGE_WIDTH)
"""Where each of the three columns of numbers ends."""

TRIANGLE = 2
"""The place of the mark that stands above its line."""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One row: three places from 0 to 1, None where there is nothing to show, and each written out."""

    name: str
    letter: str
    colour: str
    places: tuple[float | None, float | None, float | None]
    texts: tuple[str, str, str]


def mark_figure(
    rows: tuple[MarkRow, ...],
    *,
    ticks: tuple[str, ...],
    names: tuple[str, str, str],
    alternative: str,
) -> Chart:
    """A row each under one axis; `names` are those of dot, square and triangle, above them stands the key."""
    height = HEAD + ROW * len(rows)
    return figure(PAGE_WIDTH, height, alternative, _shapes(rows, ticks, names, height))


def _shapes(
    rows: tuple[MarkRow, ...], ticks: tuple[str, ...], names: tuple[str, str, str], height: float
) -> Iterator[Shape]:
    for place, tick in enumerate(ticks):
        x = START + WIDTH * place / (len(ticks) - 1)
        yield label(x, HEAD - 8, tick, size=7, fill=MUTED, anchor="middle")
        yield line(x, HEAD - 4, x, height, LINE, width=0.5)
    for place, (name, end) in enumerate(zip(names, COLUMNS, strict=True)):
        yield label(end, 9, wrap_text(name, 7.5, 52)[0], size=7.5, bold=True, anchor="end")
        yield from _mark(place, end - 6, HEAD - (14 if place < TRIANGLE else 5))
    for place, row in enumerate(rows):
        yield from _row(row, HEAD + place * ROW)


def _row(row: MarkRow, top: float) -> Iterator[Shape]:
    middle = top + ROW / 2 + 2
    start = 0.0
    if row.letter:
        yield from badge(0, middle - 7, row.letter, row.colour)
        start = 21.0
    lines = wrap_text(row.name, 9, START - start - 16)
    for place, text in enumerate(lines):
        y = middle + 3.2 + (place - (len(lines) - 1) / 2) * 11
        yield label(start, y, text, size=9, bold=True)
    yield line(START, middle, START + WIDTH, middle, TRACK, width=3)
    found = [START + WIDTH * place for place in row.places if place is not None]
    if found:
        yield line(min(found), middle, max(found), middle, INK, width=1)
    for kind in (1, 0, 2):
        at = row.places[kind]
        if at is not None:
            yield from _mark(kind, START + WIDTH * at, middle)
    for text, end in zip(row.texts, COLUMNS, strict=True):
        yield label(end, middle + 3.2, text, size=9, anchor="end")


def _mark(kind: int, x: float, middle: float) -> Iterator[Shape]:
    """Dot, square or triangle; each is seen where all three lie on one place."""
    match kind:
        case 0:
            yield circle(x, middle, 2.6, ACTION)
        case 1:
            yield square(x, middle, 4.4, WHITE, stroke=INK)
        case _:
            yield polygon(
                ((x - 4, middle - 13), (x + 4, middle - 13), (x, middle - 6)), INK, stroke=WHITE
            )
