"""Bullet bars: score as a bar, bounds as a thin line, target as a tick, coverage as a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires.palette import HAIRLINE, INK, MUTED, TRACK, WHITE
from reports.figures.scale import NARROW, BulletPositions
from reports.figures.shapes import PAGE_WIDTH, Chart, Shape, badge, label, line, make_chart, rect
from reports.pdf.fonts import wrap_text

BAR_START, BAR_WIDTH, ROW = 168.0, 190.0, 36.0


@dataclass(frozen=True, slots=True)
class Bullet:
    """One row of the chart; the letter is empty for the overall score; `remark` has one or two lines."""

    name: str
    letter: str
    colour: str
    positions: BulletPositions
    score_text: str
    remark: str


def bullet_chart(bullets: tuple[Bullet, ...], ticks: tuple[str, ...], alternative: str) -> Chart:
    """Chart with one row for each bullet under a common axis; `ticks` are its labels, evenly spaced from end to end."""
    height = 16 + ROW * len(bullets)
    return make_chart(PAGE_WIDTH, height, alternative, _shapes(bullets, ticks, height))


def _shapes(bullets: tuple[Bullet, ...], ticks: tuple[str, ...], height: float) -> Iterator[Shape]:
    for index, tick in enumerate(ticks):
        x = BAR_START + BAR_WIDTH * index / (len(ticks) - 1)
        yield label(x, 8, tick, size=7, fill=MUTED, anchor="middle")
        yield line(x, 12, x, height, HAIRLINE, width=0.5)
    for index, bullet in enumerate(bullets):
        yield from _row(bullet, 16 + index * ROW)


def _row(bullet: Bullet, top: float) -> Iterator[Shape]:
    middle = top + ROW / 2
    start = 0.0
    if bullet.letter:
        yield from badge(0, middle - 7, bullet.letter, bullet.colour)
        start = 21.0
    lines = wrap_text(bullet.name, 9.5, BAR_START - start - 22)
    for index, text in enumerate(lines):
        yield label(
            start, middle + 3.4 + (index - (len(lines) - 1) / 2) * 12, text, size=9.5, bold=True
        )
    yield from bar(BAR_START, middle, BAR_WIDTH, 12, bullet)
    text_start = BAR_START + BAR_WIDTH + 14
    remarks = bullet.remark.split("\n")
    above = 4.5 * (len(remarks) - 1)
    yield label(text_start, middle - 1.5 - above, bullet.score_text, size=9.5, bold=True)
    for index, remark in enumerate(remarks):
        yield label(text_start, middle + 9 - above + 9 * index, remark, size=7.5, fill=MUTED)


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
