"""The overall score by cycle: a dot, its bounds as a thin upright line, and a line from cycle to cycle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.cycles.trend import TrendCycle
from questionnaires.palette import ACTION, HAIRLINE, INK, MUTED
from reports.figures.shapes import Chart, Shape, circle, label, line, make_chart, polyline

LEFT, TOP, WIDTH, HEIGHT = 40.0, 16.0, 360.0, 120.0
EDGE = 30.0


def trend_line(
    cycles: Sequence[TrendCycle],
    texts: Sequence[str],
    *,
    ends: tuple[float, float],
    ticks: Sequence[tuple[float, str]],
    alternative: str,
) -> Chart:
    """Chart of the score by cycle on a true scale of years; `ends` are those of the scale, `ticks` value and text.

    `texts` are the scores as printed, one a cycle.
    """
    shapes = _shapes(cycles, texts, ends, ticks)
    return make_chart(LEFT + WIDTH + 10, TOP + HEIGHT + 22, alternative, shapes)


def _shapes(
    cycles: Sequence[TrendCycle],
    texts: Sequence[str],
    ends: tuple[float, float],
    ticks: Sequence[tuple[float, str]],
) -> Iterator[Shape]:
    years = [item.cycle for item in cycles]
    span = (years[-1] - years[0]) or 1

    def x_of(year: int) -> float:
        share = (year - years[0]) / span if len(years) > 1 else 0.5
        return LEFT + EDGE + (WIDTH - 2 * EDGE) * share

    def y_of(value: float) -> float:
        return TOP + HEIGHT * (1 - (value - ends[0]) / ((ends[1] - ends[0]) or 1.0))

    for value, text in ticks:
        yield line(LEFT, y_of(value), LEFT + WIDTH, y_of(value), HAIRLINE, width=0.5)
        yield label(LEFT - 5, y_of(value) + 2.5, text, size=8.5, fill=MUTED, anchor="end")
    known = [item for item in cycles if item.score is not None]
    yield polyline(
        ((x_of(item.cycle), y_of(item.score or 0.0)) for item in known), ACTION, width=2.0
    )
    for item, text in zip(cycles, texts, strict=True):
        x = x_of(item.cycle)
        if item.low is not None and item.high is not None:
            yield line(x, y_of(item.low), x, y_of(item.high), INK, width=1.2)
            for end in (item.low, item.high):
                yield line(x - 4, y_of(end), x + 4, y_of(end), INK, width=1.2)
        if item.score is not None:
            yield circle(x, y_of(item.score), 4.0, ACTION)
            top = y_of(item.score if item.high is None else item.high)
            yield label(x, top - 6, text, size=9, bold=True, anchor="middle")
        yield label(x, TOP + HEIGHT + 14, str(item.cycle), size=9, anchor="middle")
