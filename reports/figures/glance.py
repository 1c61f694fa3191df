"""All answers at a glance: a square an indicator, its level as number and shade, missing ones dashed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.figures.shapes import (
    INK,
    MUTED,
    PAGE_WIDTH,
    WHITE,
    Chart,
    Shape,
    badge,
    figure,
    label,
    rect,
)

SQUARE, STEP, LINE_HEIGHT, START = 22.0, 27.9, 37.0, 34.0
A_LINE = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator: its id, the sign in its square, the colour of its level; no colour where it has none."""

    id: str
    sign: str
    colour: str
    dark: bool


@dataclass(frozen=True, slots=True)
class CellRow:
    """The indicators of one pillar."""

    letter: str
    colour: str
    cells: tuple[Cell, ...]


def glance_figure(rows: tuple[CellRow, ...], alternative: str) -> Chart:
    """A row a pillar, at most `A_LINE` squares in a line."""
    lines = sum(-(-len(row.cells) // A_LINE) for row in rows)
    return figure(PAGE_WIDTH, lines * LINE_HEIGHT, alternative, _shapes(rows))


def _shapes(rows: tuple[CellRow, ...]) -> Iterator[Shape]:
    top = 1.0
    for row in rows:
        yield from badge(0, top + 4, row.letter, row.colour)
        for place, cell in enumerate(row.cells):
            x = START + place % A_LINE * STEP
            yield from _cell(cell, x, top + place // A_LINE * LINE_HEIGHT)
        top += -(-len(row.cells) // A_LINE) * LINE_HEIGHT


def _cell(cell: Cell, x: float, y: float) -> Iterator[Shape]:
    if cell.colour:
        yield rect(x, y, SQUARE, SQUARE, cell.colour)
    else:
        yield rect(x, y, SQUARE, SQUARE, WHITE, stroke=MUTED, stroke_width=0.7, dash="2 2")
    ink = WHITE if cell.dark else INK
    if cell.sign:
        yield label(
            x + SQUARE / 2, y + 14.6, cell.sign, size=10, fill=ink, bold=True, anchor="middle"
        )
    yield label(x + SQUARE / 2, y + SQUARE + 7.6, cell.id, size=6.2, fill=MUTED, anchor="middle")
