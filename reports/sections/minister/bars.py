"""The overall score and that of each pillar, today and at the end of the plan, as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assessment import NodeScore, furthest_behind, score_assessment
from questionnaires.palette import INK, TRACK, WHITE
from reports.analysis import Analysis
from reports.figures import Chart
from reports.figures.shapes import PAGE_WIDTH, Shape, label, make_chart, rect
from reports.formats import DASH
from reports.joining import join_clauses
from reports.pdf.fonts import wrap_text
from reports.sections.gap_outlook import levels_after
from translations import gettext as _
from translations import ngettext

SHOWN = 7
"""Pillars in the chart."""

START, WIDTH, ROW, LINE = 175.0, 205.0, 15.0, 10.5
"""Left end and width of the bars, and heights of a row and of a further line of a name, in points."""

NAME_LINES, MANY = 2, 7
"""Lines of a pillar's name, and the number of rows above which each name has one."""

GAIN_OPACITY = 0.55
"""Share of white in the colour of what the plan adds."""


@dataclass(frozen=True, slots=True)
class Bars:
    """The chart with the finding as its title and the key below it."""

    title: str
    chart: Chart | None
    """None where nothing can be scored."""
    key: str
    """How to read the chart; empty without a plan."""
    note: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar: score today and at the end, 0 to 1 on its scale (None: no score), and its text."""

    name: str
    colour: str
    now: float | None
    then: float | None
    text: str


def bars(analysis: Analysis) -> Bars:
    """The chart of the overall score and of each pillar."""
    rows = tuple(bar_rows(analysis))
    furthest = furthest_behind(analysis.scores.pillars)
    title = (
        _("Where we stand. Furthest behind: {pillar}").format(
            pillar=analysis.pillar_name(furthest.id)
        )
        if furthest is not None
        else _("Where we stand")
    )
    most = NAME_LINES if len(rows) <= MANY else 1
    names = [_lines(row.name, most) for row in rows]
    heights = [ROW + LINE * (len(name) - 1) for name in names]
    tops = accumulate(heights, initial=0.0)
    shapes = [
        shape
        for top, row, name in zip(tops, rows, names, strict=False)
        for shape in _draw(top, row, name)
    ]
    return Bars(
        title,
        None
        if all(row.text == DASH for row in rows)
        else make_chart(
            PAGE_WIDTH,
            sum(heights),
            _("Scores: {scores}.").format(
                scores=join_clauses(
                    _("{name} {score}").format(name=row.name, score=row.text) for row in rows
                )
            ),
            shapes,
        ),
        _("Dark: today. Light: what the plan adds.") if analysis.roadmap.actions else "",
        _note(analysis),
    )


def bar_rows(analysis: Analysis) -> Iterator[BarRow]:
    now = analysis.scores
    after = levels_after(analysis)
    then = (
        score_assessment(analysis.edition, analysis.counted.with_levels(after)) if after else None
    )
    yield _row(analysis, _("Overall"), INK, now.overall, then.overall if then else None)
    later = {node.id: node for node in then.pillars} if then else {}
    for node in now.pillars[:SHOWN]:
        yield _row(
            analysis,
            analysis.pillar_name(node.id),
            analysis.colour(node.id),
            node,
            later.get(node.id),
        )


def _row(
    analysis: Analysis, name: str, colour: str, now: NodeScore, then: NodeScore | None
) -> BarRow:
    formats = analysis.formats
    reached = then.score if then is not None else None
    if now.score is None:
        text = (
            _("{dash} ({range})").format(
                dash=formats.score(None), range=formats.score_range(now.low, now.high)
            )
            if now.low is not None
            else formats.score(None)
        )
    elif reached is not None and formats.number(reached) != formats.number(now.score):
        text = _("{now} › {then}").format(
            now=formats.number(now.score), then=formats.score(reached)
        )
    else:
        text = formats.score(now.score)
    return BarRow(
        name,
        colour,
        analysis.scale_position(now, now.score),
        analysis.scale_position(now, reached) if now.score is not None else None,
        text,
    )


def _lines(name: str, most: int) -> tuple[str, ...]:
    """A name in at most `most` lines, the last with an ellipsis where it is longer."""
    lines = wrap_text(name, 9, START - 20)
    return lines if len(lines) <= most else (*lines[: most - 1], lines[most - 1] + "…")


def _draw(y: float, row: BarRow, name: Sequence[str]) -> Iterator[Shape]:
    for index, text in enumerate(name):
        yield label(0, y + 10.5 + LINE * index, text, size=9, bold=row.colour == INK)
    yield rect(START, y + 3, WIDTH, 9, TRACK)
    if row.then is not None:
        yield rect(START, y + 3, max(WIDTH * row.then, 1), 9, pale(row.colour))
    if row.now is not None:
        yield rect(START, y + 3, max(WIDTH * row.now, 1), 9, row.colour)
    yield label(START + WIDTH + 10, y + 10.5, row.text, size=9, bold=row.colour == INK)


def pale(colour: str) -> str:
    """A colour mixed with white.

    >>> pale("#000000")
    '#8C8C8C'
    """
    channels = (
        (int(colour[index : index + 2], 16), int(WHITE[index : index + 2], 16))
        for index in (1, 3, 5)
    )
    mixed = (round(own + (white - own) * GAIN_OPACITY) for own, white in channels)
    return "#" + "".join(f"{value:02X}" for value in mixed)


def _note(analysis: Analysis) -> str:
    sentences = [
        _("A score says what institutions have put in place, not how many children are harmed.")
    ]
    if not analysis.applicable_count:
        return " ".join(sentences)
    sentences.append(
        ngettext(
            "{answered} of {total} questions is answered with a level or a figure.",
            "{answered} of {total} questions are answered with a level or a figure.",
            analysis.answered_count,
        ).format(answered=analysis.answered_count, total=analysis.applicable_count)
    )
    return " ".join(sentences)
