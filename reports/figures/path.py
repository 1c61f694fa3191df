"""Path of the overall score while the plan is carried out, stepped at the end of each quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from questionnaires.palette import ACTION, HAIRLINE, MUTED
from reports.figures.shapes import PAGE_WIDTH, Chart, Shape, label, line, make_chart, polyline
from reports.pdf.fonts import wrap_text

LEFT, TOP, WIDTH, HEIGHT = 34.0, 12.0, 372.0, 120.0
TEXT_START, TEXT_LINE = LEFT + WIDTH + 6, 10.0
"""Left edge of the texts at the ends of the lines, and height of a line of text, in points."""

Line = Sequence[float | None]


def path_chart(
    lows: Line,
    scores: Line,
    *,
    ticks: tuple[str, ...],
    years: tuple[tuple[int, str], ...],
    low_text: str,
    score_text: str,
    alternative: str,
) -> Chart:
    """Chart of two stepped lines; each value is a position from 0 to 1 at one point in time, the start first.

    `years` are pairs of point and text where a year begins. Texts may have two lines.
    """
    height = TOP + HEIGHT + 18
    shapes = _shapes(lows, scores, ticks, years, low_text, score_text)
    return make_chart(PAGE_WIDTH, height, alternative, shapes)


def _shapes(
    lows: Line,
    scores: Line,
    ticks: tuple[str, ...],
    years: tuple[tuple[int, str], ...],
    low_text: str,
    score_text: str,
) -> Iterator[Shape]:
    steps = max(len(lows) - 1, len(scores) - 1, 1)
    for index, tick in enumerate(ticks):
        y = TOP + HEIGHT * (1 - index / (len(ticks) - 1))
        yield line(LEFT, y, LEFT + WIDTH, y, HAIRLINE, width=0.5)
        yield label(LEFT - 5, y + 2.5, tick, size=8.5, fill=MUTED, anchor="end")
    for point, text in years:
        x = LEFT + WIDTH * point / steps
        yield line(x, TOP, x, TOP + HEIGHT + 4, HAIRLINE, width=0.8)
        yield label(x + 3, TOP + HEIGHT + 12, text, size=8.5, fill=MUTED)
    below, above = _wrapped(low_text), _wrapped(score_text)
    lower, upper = _baselines(_end(lows), _end(scores), len(below), len(above))
    for values, width, dash, y, lines in (
        (lows, 1.4, "4 2", lower, below),
        (scores, 2.6, "", upper, above),
    ):
        for points in _runs(values, steps):
            yield polyline(points, ACTION, width=width, dash=dash)
        if _end(values) is not None:
            for index, part in enumerate(lines):
                yield label(TEXT_START, y + index * TEXT_LINE, part, size=8.5, bold=index == 0)


def _wrapped(text: str) -> list[str]:
    """Lines of the text at the end of a line, each as wide as the space beside the chart."""
    return [
        part for line in text.split("\n") for part in wrap_text(line, 8.5, PAGE_WIDTH - TEXT_START)
    ]


def _baselines(
    low: float | None, score: float | None, below: int, above: int
) -> tuple[float, float]:
    """Baselines of the first line of both texts, `below` and `above` lines high, apart and inside the chart."""
    lower, upper = (TOP + HEIGHT * (1 - (end or 0.0)) + 1 for end in (low, score))
    if low is not None and score is not None:
        overlap = max(above * TEXT_LINE - (lower - upper), 0.0)
        upper = max(upper - overlap / 2, TOP + 1)
        lower = max(lower, upper + above * TEXT_LINE)
        over = max(lower + (below - 1) * TEXT_LINE - (TOP + HEIGHT + 16), 0.0)
        return lower - over, min(upper, lower - over - above * TEXT_LINE)
    return lower, upper


def _end(values: Line) -> float | None:
    return values[-1] if values else None


def _runs(values: Line, steps: int) -> Iterator[list[tuple[float, float]]]:
    """Points of the stepped line of each unbroken run of values."""
    run: list[tuple[float, float]] = []
    for index, value in enumerate(values):
        if value is None:
            if run:
                yield run
            run = []
            continue
        x, y = LEFT + WIDTH * index / steps, TOP + HEIGHT * (1 - value)
        if run:
            run.append((x, run[-1][1]))
        run.append((x, y))
    if run:
        yield run
