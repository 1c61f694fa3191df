"""The roadmap on a grid of quarters: one row for each action, grouped by phase, in parts that fit a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from questionnaires.palette import HAIRLINE, INK, MUTED, PANEL, WHITE
from reports.figures.shapes import PAGE_WIDTH, Chart, Shape, diamond, label, line, make_chart, rect
from reports.pdf.fonts import text_width, wrap_text

LABEL_WIDTH, TEXT = 240.0, 8.5
LINE_HEIGHT, ROW_SPACE, GROUP_HEIGHT, HEAD = 10.2, 4.4, 18.0, 26.0
FIRST_PART, PART = 580.0, 650.0
"""Maximum heights of the part below the section heading and of the following ones, in points, on A4 and on Letter."""


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """Bar of one action, in quarters from the start of the plan: `first` included, `after` excluded.

    `milestone` is the level reached at its end, empty for none. `safe` is the safe date, possibly past the grid's end.
    """

    code: str
    name: str
    letter: str
    colour: str
    first: int
    after: int
    outlined: bool
    milestone: str
    safe: float = 0.0


@dataclass(frozen=True, slots=True)
class TimelineGroup:
    """Bars of one phase; `continued_name` is its heading in a further part."""

    name: str
    continued_name: str
    bars: tuple[TimelineBar, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    bar: TimelineBar | None
    lines: tuple[str, ...]
    height: float


def timeline_charts(
    groups: tuple[TimelineGroup, ...], *, start: date, quarters: int, alternatives: tuple[str, str]
) -> tuple[Chart, ...]:
    """The grid in parts; `alternatives` are the text alternatives of the first part and of the following ones."""
    parts = list(_parts(groups))
    return tuple(
        make_chart(
            PAGE_WIDTH,
            HEAD + sum(row.height for row in rows) + 2,
            alternatives[min(index, 1)],
            _shapes(rows, start, quarters),
        )
        for index, rows in enumerate(parts)
    )


def timeline_legend(texts: tuple[str, str, str, str], alternative: str) -> Chart:
    """Key: `texts` explain a bar, its outline, a diamond and a thin line."""
    shapes: list[Shape] = []
    x = 0.0
    for index, text in enumerate(texts):
        sign = 13.0 if index == 2 else 22.0
        if index == 2:
            shapes.append(diamond(x + sign / 2, 7, 6))
        elif index == 3:
            shapes += _to_safe_date(x, x + sign, 7)
        else:
            shapes.append(_box(x, 2.2, sign, 9.6, MUTED, outlined=index == 1))
        shapes.append(label(x + sign + 5, 9.8, text, size=TEXT, fill=MUTED))
        x += sign + 5 + text_width(text, TEXT) + 12
    return make_chart(PAGE_WIDTH, 14, alternative, shapes)


def _parts(groups: tuple[TimelineGroup, ...]) -> Iterator[list[_Row]]:
    rows: list[_Row] = []
    room = FIRST_PART - HEAD
    for group in groups:
        for index, bar in enumerate(group.bars):
            lines = wrap_text(bar.name, TEXT, LABEL_WIDTH - 8)
            row = _Row(bar, lines, LINE_HEIGHT * len(lines) + ROW_SPACE)
            heading = index == 0 or not rows
            # Keep a phase's heading on the same part as its first row.
            needed = row.height + (GROUP_HEIGHT if heading else 0)
            if rows and needed > room:
                yield rows
                rows, room, heading = [], PART - HEAD, True
            if heading:
                rows.append(
                    _Row(None, (group.name if index == 0 else group.continued_name,), GROUP_HEIGHT)
                )
                room -= GROUP_HEIGHT
            rows.append(row)
            room -= row.height
    if rows:
        yield rows


def _shapes(rows: list[_Row], start: date, quarters: int) -> Iterator[Shape]:
    step = (PAGE_WIDTH - LABEL_WIDTH - 6) / max(quarters, 1)
    height = HEAD + sum(row.height for row in rows)
    top = HEAD
    for row in rows:
        if row.bar is None:
            yield rect(0, top + 3, PAGE_WIDTH, GROUP_HEIGHT - 5, PANEL)
            yield label(4, top + 12.6, row.lines[0], size=8.5, bold=True)
        top += row.height
    yield from _grid(start, quarters, step, height)
    top = HEAD
    for row in rows:
        if row.bar is not None:
            yield from _action(row, row.bar, top, step, quarters)
        top += row.height


def _grid(start: date, quarters: int, step: float, height: float) -> Iterator[Shape]:
    """Lines between quarters, heavier between years, labelled with years and, where they fit, quarters."""
    first = (start.month + 2) // 3 - 1
    for quarter in range(quarters + 1):
        x = LABEL_WIDTH + quarter * step
        new_year = (first + quarter) % 4 == 0 or quarter in (0, quarters)
        if new_year or step >= 5:
            yield line(
                x, 12 if new_year else 22, x, height, HAIRLINE, width=0.9 if new_year else 0.4
            )
        if quarter == quarters:
            break
        if step >= 11:
            text = str((first + quarter) % 4 + 1)
            yield label(x + step / 2, 22, text, size=8.5, fill=MUTED, anchor="middle")
        if new_year and (step * 4 >= 22 or start.year % 2 == 0):
            year = str(start.year + (first + quarter) // 4)
            yield label(x + 2, 11, year, size=TEXT, fill=INK, bold=True)


def _to_safe_date(first: float, last: float, middle: float) -> Iterator[Shape]:
    yield line(first, middle, last, middle, MUTED, width=0.8)
    yield line(last, middle - 2.6, last, middle + 2.6, MUTED, width=0.8)


def _action(row: _Row, bar: TimelineBar, top: float, step: float, quarters: int) -> Iterator[Shape]:
    for index, text in enumerate(row.lines):
        yield label(4, top + 2 + LINE_HEIGHT * (index + 0.75), text, size=TEXT)
    x = LABEL_WIDTH + bar.first * step
    width = (bar.after - bar.first) * step
    middle = top + row.height / 2
    if bar.safe > bar.after:
        safe = LABEL_WIDTH + min(bar.safe, quarters) * step
        if safe > x + width + 1:
            yield from _to_safe_date(x + width, safe, middle)
    yield _box(x + 1, middle - 4.8, max(width - 2, 1.5), 9.6, bar.colour, outlined=bar.outlined)
    if width >= 9:
        yield label(
            x + min(width / 2, 8),
            middle + 3.1,
            bar.letter,
            size=TEXT,
            fill=WHITE,
            bold=True,
            anchor="middle",
        )
    if bar.milestone:
        end = x + width
        yield diamond(end, middle, 7.4)
        yield label(
            end, middle + 3.1, bar.milestone, size=TEXT, fill=WHITE, bold=True, anchor="middle"
        )


def _box(x: float, y: float, width: float, height: float, colour: str, *, outlined: bool) -> Shape:
    if not outlined:
        return rect(x, y, width, height, colour, radius=1.5)
    return rect(
        x + 0.7,
        y - 0.6,
        max(width - 1.4, 1.0),
        height + 1.2,
        colour,
        stroke=INK,
        stroke_width=1.8,
        radius=1.5,
    )
