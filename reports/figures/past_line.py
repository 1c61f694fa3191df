"""A small line of a country's own past values: interrupted where a value is missing and where the series breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assessment.cycles.past_values import PastSeries, PastValue
from questionnaires.palette import ACTION, HAIRLINE, INK, MUTED, WHITE
from reports.figures.shapes import Chart, Shape, circle, line, make_chart, polyline, square

WIDTH, HEIGHT, MARGIN = 96.0, 26.0, 4.0


def past_line(series: PastSeries, alternative: str) -> Chart:
    """Chart of the values by year, over a base line at zero, so that a small change stays small.

    Values that only an earlier cycle holds are hollow.
    """
    return make_chart(WIDTH, HEIGHT, alternative, _shapes(series))


def _shapes(series: PastSeries) -> Iterator[Shape]:
    years = [item.year for item in series.values]
    known = [item.value for item in series.values if item.value is not None]
    low, high = min(0.0, *known), max(0.0, *known)

    def x_of(year: float) -> float:
        if years[0] == years[-1]:
            return WIDTH / 2
        return MARGIN + (WIDTH - 2 * MARGIN) * (year - years[0]) / (years[-1] - years[0])

    def point(item: PastValue) -> tuple[float, float]:
        share = ((item.value or 0.0) - low) / ((high - low) or 1.0)
        return x_of(item.year), HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share

    base = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (0.0 - low) / ((high - low) or 1.0)
    yield line(0, base, WIDTH, base, HAIRLINE, width=0.75)
    for before, after in pairwise(series.values):
        if series.break_between(before, after):
            middle = x_of((before.year + after.year) / 2)
            yield line(middle, 1, middle, HEIGHT - 1, MUTED, width=0.75, dash="2 2")
    for stretch in series.stretches:
        if len(stretch) > 1:
            yield polyline(map(point, stretch), ACTION, width=1.5)
    for item in series.values:
        x, y = point(item)
        if item.value is None:  # a cross on the base line: nothing was counted, which is not a zero
            yield line(x - 2, base - 2, x + 2, base + 2, MUTED, width=1)
            yield line(x - 2, base + 2, x + 2, base - 2, MUTED, width=1)
        elif item.former is not None:
            yield square(x, y, 1.9, WHITE, stroke=ACTION)
        else:
            is_last = item is series.values[-1]
            yield circle(x, y, 2.6 if is_last else 1.9, INK if is_last else ACTION)
