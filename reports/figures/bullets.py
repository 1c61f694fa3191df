"""Bullet bars: a score, its bounds as a thin line, the target as a tick, what is answered beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.figures.shapes import (
    INK,
    LINE,
    MUTED,
    PAGE_WIDTH,
    TRACK,
    Chart,
    Shape,
    badge,
    figure,
    label,
    line,
    rect,
)
from reports.pdf.fonts import wrap_text

BAR_START, BAR_WIDTH, ROW = 168.0, 190.0, 36.0

NARROW = 0.005
"""Bounds closer than this are one figure, and drawn as none."""


@dataclass(frozen=True, slots=True)
class Bullet:
    """One row: places are shares of the scale from 0 to 1, None where there is nothing to show."""

    name: str
    letter: str
    colour: str
    score: float | None
    low: float | None
    high: float | None
    target: float | None
    score_text: str
    remark: str


def bullet_figure(bullets: tuple[Bullet, ...], ticks: tuple[str, ...], alternative: str) -> Chart:
    """A row a bullet, under one axis with the given tick texts from the lower end to the top."""
    height = 16 + ROW * len(bullets)
    return figure(PAGE_WIDTH, height, alternative, _shapes(bullets, ticks, height))


def _shapes(bullets: tuple[Bullet, ...], ticks: tuple[str, ...], height: float) -> Iterator[Shape]:
    for place, tick in enumerate(ticks):
        x = BAR_START + BAR_WIDTH * place / (len(ticks) - 1)
        yield label(x, 8, tick, size=7, fill=MUTED, anchor="middle")
        yield line(x, 12, x, height, LINE, width=0.5)
    for place, bullet in enumerate(bullets):
        yield from _row(bullet, 16 + place * ROW)


def _row(bullet: Bullet, top: float) -> Iterator[Shape]:
    middle = top + ROW / 2
    start = 0.0
    if bullet.letter:
        yield from badge(0, middle - 7, bullet.letter, bullet.colour)
        start = 21.0
    lines = wrap_text(bullet.name, 9.5, BAR_START - start - 22)
    for place, text in enumerate(lines):
        yield label(
            start, middle + 3.4 + (place - (len(lines) - 1) / 2) * 12, text, size=9.5, bold=True
        )
    yield from bar(BAR_START, middle, BAR_WIDTH, 12, bullet)
    text_start = BAR_START + BAR_WIDTH + 14
    yield label(text_start, middle - 1.5, bullet.score_text, size=9.5, bold=True)
    yield label(text_start, middle + 9, bullet.remark, size=7.5, fill=MUTED)


def bar(
    start: float, middle: float, width: float, height: float, bullet: Bullet
) -> Iterator[Shape]:
    """Track, score, bounds and target around the line `middle`."""
    half = height / 2
    yield rect(start, middle - half, width, height, TRACK)
    if bullet.score is not None:
        yield rect(start, middle - half, max(width * bullet.score, 1.0), height, bullet.colour)
    if bullet.low is not None and bullet.high is not None and bullet.high - bullet.low > NARROW:
        low, high = start + width * bullet.low, start + width * bullet.high
        yield from _bounds(low, high, middle, half * 0.5)
    if bullet.target is not None:
        x = start + width * bullet.target
        yield line(x, middle - half - 3, x, middle + half + 3, INK, width=2)


def _bounds(low: float, high: float, middle: float, half: float) -> Iterator[Shape]:
    """A thin line with ends; white below, so that it is seen on the bar and beside it."""
    for colour, width in (("#FFFFFF", 3.0), (INK, 1.0)):
        yield line(low, middle, high, middle, colour, width=width)
        for x in (low, high):
            yield line(x, middle - half, x, middle + half, colour, width=width)


def small_bar(bullet: Bullet, alternative: str) -> Chart:
    """One bar alone, for a row of a table."""
    width = 92.0
    return figure(width, 14, alternative, bar(1, 7, width - 2, 8, bullet))
