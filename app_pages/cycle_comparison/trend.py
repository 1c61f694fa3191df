"""The trend over all cycles of a country: score with bounds, dangers open, and the level of each question in each cycle."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.markup import join, signed, table
from assessment import Assessment, score_assessment
from assessment.cycles.trend import ENOUGH, IndicatorTrend, Trend, TrendCycle, cycle_trend
from questionnaires import Edition
from reports import Formats
from reports.figures.scale import scale_ends, tick_values
from reports.figures.trend_line import trend_line
from reports.html import render_chart
from reports.joining import join_clauses, listed
from translations import gettext as _
from translations import ngettext


def render(given: Iterable[tuple[Edition, Assessment]], edition: Edition) -> Markup:
    """Return the section; `given` are the assessments of one country with their editions, `edition` that of the newest."""
    trend = cycle_trend(tuple(given))
    return join(
        (
            Markup("<h2>{}</h2>").format(_("All cycles")),
            *(Markup("<p>{}</p>").format(text) for text in _sentences(trend)),
            _chart(edition, trend),
            _cycles(edition, trend),
            _levels(edition, trend),
        )
    )


def _sentences(trend: Trend) -> Iterator[str]:
    """Yield what the numbers rest on, and that fewer than three cycles show no direction."""
    if len(trend.cycles) < ENOUGH:
        yield _(
            "A trend needs {enough} cycles; here are {count}. They are shown as they are, and say nothing about a direction."
        ).format(enough=ENOUGH, count=len(trend.cycles))
    if trend.left_out:
        yield _(
            "Not shown, as their edition has no map to this one: {cycles}."
        ).format(cycles=listed(map(str, trend.left_out)))  # fmt: skip
    count = len(trend.same)
    yield ngettext(
        "{count} question means the same in all of them. Scores are by the weights, dangers by the targets of the newest cycle.",
        "{count} questions mean the same in all of them. Scores are by the weights, dangers by the targets of the newest cycle.",
        count,
    ).format(count=count)


def _chart(edition: Edition, trend: Trend) -> Markup:
    """Return the chart as a picture of its own, as `st.html` takes SVG elements out; the table has its numbers."""
    if all(item.low is None for item in trend.cycles):
        return Markup()
    formats = Formats(edition)
    empty = Assessment(country="XAA", edition=edition.id, cycle=trend.cycles[-1].cycle)
    scale = score_assessment(edition, empty).overall
    texts = [formats.score(item.score) for item in trend.cycles]
    words = join_clauses(_cycle_text(formats, item) for item in trend.cycles)
    chart = trend_line(
        trend.cycles,
        texts,
        ends=scale_ends(scale),
        ticks=[(value, formats.score(value)) for value in tick_values(scale)],
        alternative=words,
    )
    drawn = b64encode(render_chart(chart).encode()).decode()
    return Markup(
        '<figure class="cop-trend"><img src="data:image/svg+xml;base64,{}" alt="{}">'
        "<figcaption>{}</figcaption></figure>"
    ).format(
        drawn,
        words,
        _("Score of each cycle; the upright line spans what it could be, as some questions have no level."),
    )  # fmt: skip


def _cycle_text(formats: Formats, item: TrendCycle) -> str:
    return _("{cycle}: {score}, between {low} and {high}").format(
        cycle=item.cycle,
        score=formats.score(item.score),
        low=formats.score(item.low),
        high=formats.score(item.high),
    )


def _cycles(edition: Edition, trend: Trend) -> Markup:
    formats = Formats(edition)
    head = (
        _("Cycle"),
        _("Score"),
        _("Between"),
        _("Answered"),
        ngettext(
            "On the {count} question with a level in all",
            "On the {count} questions with a level in all",
            len(trend.common),
        ).format(count=len(trend.common)),
        _("Dangers open"),
        _("Dangers without a level"),
    )
    rows = [
        (
            str(item.cycle),
            formats.score(item.score),
            _("{low} and {high}").format(
                low=formats.score(item.low), high=formats.score(item.high)
            ),
            _("{count} of {total}").format(count=item.answered, total=item.total),
            formats.score(item.score_common),
            _with_codes(item.dangers),
            _with_codes(item.dangers_unknown),
        )
        for item in trend.cycles
    ]
    return table(_("Score and dangers by cycle"), head, rows)


def _with_codes(codes: tuple[str, ...]) -> str:
    if not codes:
        return "0"
    return _("{count}: {codes}").format(count=len(codes), codes=listed(codes))


def _levels(edition: Edition, trend: Trend) -> Markup:
    """Return, folded, the questions whose level changed, and the others; nothing of two cycles, which the page compares above."""
    if len(trend.cycles) < ENOUGH:
        return Markup()
    changed = [item for item in trend.indicators if item.has_changed]
    same = [item for item in trend.indicators if not item.has_changed]
    changed_text = ngettext(
        "{count} question whose level has changed between any two cycles",
        "{count} questions whose level has changed between any two cycles",
        len(changed),
    )
    same_text = ngettext(
        "{count} question whose level has not changed, or is known once at most",
        "{count} questions whose level has not changed, or is known once at most",
        len(same),
    )
    return join(
        Markup('<details class="cop-help"><summary>{}</summary>{}</details>').format(
            text.format(count=len(items)), _level_table(edition, trend, items)
        )
        for text, items in ((changed_text, changed), (same_text, same))
        if items
    )


def _level_table(edition: Edition, trend: Trend, items: list[IndicatorTrend]) -> Markup:
    head = (_("Question"), *(str(item.cycle) for item in trend.cycles))
    rows = []
    for item in items:
        indicator = edition.indicators[item.indicator_id]
        name = Markup("<strong>{}</strong> {}").format(indicator.id, labels.question(indicator))
        rows.append((name, *_level_cells(item)))
    return table(_("Level in each cycle"), head, rows, right=tuple(range(1, len(head))))


def _level_cells(item: IndicatorTrend) -> Iterator[Markup | str]:
    """Yield a cell for each cycle: the level, with the steps since the one before where it has changed."""
    for index, (level, steps) in enumerate(zip(item.levels, item.steps, strict=True)):
        if index < item.since:
            yield _("asked otherwise")
        elif level is None:
            yield "–"
        elif steps:
            yield Markup("{} <strong>({})</strong>").format(level, signed(steps))
        else:
            yield str(level)
