"""Bullet bars: score as a bar, bounds as a thin line, target as a tick, coverage as a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from questionnaires.palette import HAIRLINE, INK, MUTED, TRACK, WHITE
from reports.figures.scale import NARROW, BulletPositions
from reports.figures.shapes import (
    PAGE_WIDTH,
    Chart,
    Shape,
    badge,
    centred,
    label,
    line,
    make_chart,
    rect,
    row_height,
)
from reports.pdf.fonts import wrap_text

BAR_START, BAR_WIDTH = 168.0, 190.0
TEXT_START = BAR_START + BAR_WIDTH + 14
ROW, NAME_LINE, REMARK_LINE = 36.0, 12.0, 10.2
"""Least height of a row, and heights of a line of a name and of a remark, in points."""
REMARK_WIDTH = PAGE_WIDTH - TEXT_START


@dataclass(frozen=True, slots=True)
class Bullet:
    """One row of the chart; the letter is empty for the overall score; long lines of `remark` are broken."""

    name: str
    letter: str
    colour: str
    positions: BulletPositions
    score_text: str
    remark: str


def bullet_chart(bullets: tuple[Bullet, ...], ticks: tuple[str, ...], alternative: str) -> Chart:
    """Chart with one row for each bullet under a common axis; `ticks` are its labels, evenly spaced from end to end."""
    names = [wrap_text(item.name, 9.5, BAR_START - _name_start(item) - 22) for item in bullets]
    remarks = [
        [part for line in item.remark.split("\n") for part in wrap_text(line, 8.5, REMARK_WIDTH)]
        for item in bullets
    ]
    heights = [
        row_height(ROW, max(NAME_LINE * len(name), NAME_LINE + REMARK_LINE * len(remark)))
        for name, remark in zip(names, remarks, strict=True)
    ]
    height = 16 + sum(heights)
    rows = zip(bullets, names, remarks, accumulate(heights, initial=16.0), heights, strict=False)
    shapes = chain(
        _axis(ticks, height),
        *(_row(item, name, remark, top + tall / 2) for item, name, remark, top, tall in rows),
    )
    return make_chart(PAGE_WIDTH, height, alternative, shapes)


def _axis(ticks: tuple[str, ...], height: float) -> Iterator[Shape]:
    for index, tick in enumerate(ticks):
        x = BAR_START + BAR_WIDTH * index / (len(ticks) - 1)
        yield label(x, 8, tick, size=8.5, fill=MUTED, anchor="middle")
        yield line(x, 12, x, height, HAIRLINE, width=0.5)


def _name_start(bullet: Bullet) -> float:
    return 21.0 if bullet.letter else 0.0


def _row(
    bullet: Bullet, name: Sequence[str], remark: Sequence[str], middle: float
) -> Iterator[Shape]:
    if bullet.letter:
        yield from badge(0, middle - 7, bullet.letter, bullet.colour)
    yield from centred(_name_start(bullet), middle + 3.4, name, NAME_LINE, size=9.5)
    yield from bar(BAR_START, middle, BAR_WIDTH, 12, bullet)
    above = REMARK_LINE / 2 * (len(remark) - 1)
    yield label(TEXT_START, middle - 1.5 - above, bullet.score_text, size=9.5, bold=True)
    for index, text in enumerate(remark):
        y = middle + 9 - above + REMARK_LINE * index
        yield label(TEXT_START, y, text, size=8.5, fill=MUTED)


def bar(
    start: float, middle: float, width: float, height: float, bullet: Bullet
) -> Iterator[Shape]:
    """Track, score, bounds and target of one bar, centred on the height `middle`."""
    half, positions = height / 2, bullet.positions
    yield rect(start, middle - half, width, height, TRACK)
    if positions.score is not None:
        yield rect(start, middle - half, max(width * positions.score, 1.0), height, bullet.colour)
    if positions.low is not None and positions.high is not None:
        low, high = start + width * positions.low, start + width * positions.high
        if positions.high - positions.low > NARROW:
            yield from _bounds(low, high, middle, half * 0.5)
    if positions.target is not None:
        x = start + width * positions.target
        yield line(x, middle - half - 3, x, middle + half + 3, INK, width=2)


def _bounds(low: float, high: float, middle: float, half: float) -> Iterator[Shape]:
    """Thin line with end marks over a wider white one, visible on the bar and on the track."""
    for colour, width in ((WHITE, 3.0), (INK, 1.0)):
        yield line(low, middle, high, middle, colour, width=width)
        for x in (low, high):
            yield line(x, middle - half, x, middle + half, colour, width=width)


def small_bar(bullet: Bullet, alternative: str) -> Chart:
    """A single bar without labels, for a table row."""
    width = 92.0
    return make_chart(width, 14, alternative, bar(1, 7, width - 2, 8, bullet))
