"""Grid of all answers: one square for each indicator, its level as number and shade; dashed without a level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires.palette import INK, MUTED, WHITE
from reports.figures.shapes import PAGE_WIDTH, Chart, Shape, badge, label, make_chart, rect

SQUARE, STEP, LINE_HEIGHT, START = 22.0, 27.9, 37.0, 34.0
CELLS_PER_LINE = 16
"""Squares in one line of the grid."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Square of one indicator: id, sign, colour of its level (empty without one), and whether that colour needs white text."""

    id: str
    sign: str
    colour: str
    dark: bool


@dataclass(frozen=True, slots=True)
class CellRow:
    """Squares of one pillar."""

    letter: str
    colour: str
    cells: tuple[Cell, ...]


def answer_grid_chart(rows: tuple[CellRow, ...], alternative: str) -> Chart:
    """Grid with one row for each pillar, wrapped after `CELLS_PER_LINE` squares."""
    lines = sum(-(-len(row.cells) // CELLS_PER_LINE) for row in rows)
    return make_chart(PAGE_WIDTH, lines * LINE_HEIGHT, alternative, _shapes(rows))


def _shapes(rows: tuple[CellRow, ...]) -> Iterator[Shape]:
    top = 1.0
    for row in rows:
        yield from badge(0, top + 4, row.letter, row.colour)
        for index, cell in enumerate(row.cells):
            x = START + index % CELLS_PER_LINE * STEP
            yield from _cell(cell, x, top + index // CELLS_PER_LINE * LINE_HEIGHT)
        top += -(-len(row.cells) // CELLS_PER_LINE) * LINE_HEIGHT


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
    yield label(x + SQUARE / 2, y + SQUARE + 8.4, cell.id, size=8.5, fill=MUTED, anchor="middle")
