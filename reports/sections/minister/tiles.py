"""Four key figures: score, dangers closed, money, end of the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessment import PlanStanding, cost_currency, not_fitting
from assessment.planning.costs import is_comparable
from reports.analysis import Analysis
from reports.formats import DASH, format_money_compact, format_month_short, format_share
from reports.joining import join_clauses, join_phrases
from reports.sections.gap_outlook import levels_after
from reports.sections.minister.dangers import Danger, Prospect
from reports.sections.roadmap.costs import plan_cost
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure and what it counts."""

    value: str
    text: str


def tiles(analysis: Analysis, items: Sequence[Danger]) -> tuple[Tile, ...]:
    """The key figures; where nothing is planned, the answers take the place of the end of the plan."""
    last = _end(analysis) if analysis.roadmap.actions else _answers(analysis)
    return score_tile(analysis), _dangers(analysis, items), _money(analysis), last


def score_tile(analysis: Analysis) -> Tile:
    """The overall score today and at the end of the plan."""
    overall, formats, path = analysis.scores.overall, analysis.formats, analysis.roadmap.path
    if overall.low is None:
        return Tile(DASH, _("no question applies, so there is no score"))
    if overall.score is None:
        return Tile(
            formats.score_range(overall.low, overall.high),
            _("where the overall score can lie; too little is answered for a score"),
        )
    if not analysis.roadmap.actions or not path or path[-1].score is None:
        return Tile(
            formats.score(overall.score),
            join_phrases(_("overall score today"), formats.band(overall.score)),
        )
    count = len(analysis.roadmap.actions)
    text = ngettext(
        "overall score today and at the end of the plan, if its one measure is done",
        "overall score today and at the end of the plan, if its {count} measures are done",
        count,
    ).format(count=count)
    return Tile(
        _("{now} › {then}").format(
            now=formats.number(overall.score), then=formats.score(path[-1].score)
        ),
        text,
    )


def _dangers(analysis: Analysis, items: Sequence[Danger]) -> Tile:
    counts = Counter(item.prospect for item in items)
    unknown = counts[Prospect.UNKNOWN]
    known = len(items) - unknown
    if not any(item.severe for item in analysis.indicators):
        return _gaps(analysis)
    if not known:
        if unknown:
            text = ngettext(
                "danger to children is known; the one asked about has no answer",
                "dangers to children are known; {count} asked about have no answer",
                unknown,
            ).format(count=unknown)
            return Tile("0", text)
        return Tile("0", _open_today(0))
    more = (
        ngettext("{count} more is unknown", "{count} more are unknown", unknown).format(
            count=unknown
        )
        if unknown
        else ""
    )
    if analysis.standing is PlanStanding.WITHHELD:
        return Tile(
            str(known), join_clauses((_open_today(known), _("nothing is planned yet"), more))
        )
    closed = counts[Prospect.CLOSED]
    text = ngettext(
        "danger to children closed by the plan", "dangers to children closed by the plan", known
    )
    parts = (text, *_others(counts), more)
    return Tile(_("{closed} of {total}").format(closed=closed, total=known), join_clauses(parts))


def _open_today(number: int) -> str:
    return ngettext("danger to children open today", "dangers to children open today", number)


def _others(counts: Counter[Prospect]) -> Iterator[str]:
    half, left = counts[Prospect.HALF_WAY], counts[Prospect.OPEN]
    if half:
        yield ngettext("{count} gets half-way", "{count} get half-way", half).format(count=half)
    if left:
        yield ngettext("{count} is not in it", "{count} are not in it", left).format(count=left)


def _gaps(analysis: Analysis) -> Tile:
    after = levels_after(analysis)
    total = len(analysis.gaps)
    if not total:
        return Tile("0", _("answered questions are below their target"))
    closed = sum(after.get(gap.indicator.id, -1) >= gap.target_level for gap in analysis.gaps)
    return Tile(
        _("{closed} of {total}").format(closed=closed, total=total),
        ngettext("gap closed by the plan", "gaps closed by the plan", total),
    )


def _money(analysis: Analysis) -> Tile:
    roadmap, plan = analysis.roadmap, analysis.assessment.plan
    if analysis.edition.about.effort is None and not any(
        item.cost.known for item in roadmap.actions
    ):
        return Tile(DASH, _("this edition gives no costs"))
    if not roadmap.actions:
        return Tile(DASH, _("nothing is planned, so there is no cost"))
    currency = cost_currency(analysis.edition, plan)
    cost = plan_cost(analysis)
    low, high = (format_money_compact(currency, value) for value in (cost.low, cost.high))
    spread = low if low == high else _("{low} to {high}").format(low=low, high=high)
    if cost.open_ended:
        spread = (
            _("{low} or more").format(low=low)
            if low == high
            else _("{range} or more").format(range=spread)
        )
    budgets = [year.budget for year in roadmap.costs if year.budget is not None]
    left = _unplanned(analysis)
    if not budgets:
        return Tile(
            low,
            _join(
                _(
                    "lower estimate of the cost of the plan; upper estimate {high}; no budget is given"
                ).format(high=high)
                if high != low
                else _("cost of the plan; no budget is given"),
                left,
            ),
        )
    years = len(budgets)
    text = ngettext(
        "budget for {years} year; the plan costs {range}",
        "budget for {years} years; the plan costs {range}",
        years,
    ).format(years=years, range=spread)
    value = format_money_compact(plan.currency, sum(budgets))
    if not is_comparable(analysis.edition, plan):
        text = _("{text}, not compared").format(text=text)
    return Tile(value, _join(text, left))


def _join(text: str, more: str) -> str:
    return join_clauses((text, more))


def _unplanned(analysis: Analysis) -> str:
    left = len(not_fitting(analysis.roadmap))
    if not left:
        return ""
    return ngettext(
        "{count} more measure does not fit", "{count} more measures do not fit", left
    ).format(count=left)


def _end(analysis: Analysis) -> Tile:
    risk = analysis.risk
    if risk.end is None or risk.in_time is None:
        return Tile(
            format_month_short(max(item.end for item in analysis.roadmap.actions)), _("planned end")
        )
    planned = format_month_short(risk.end.planned)
    if risk.end.safe <= risk.end.planned:
        return Tile(planned, _("planned end, which is also a safe date"))
    share = (
        _("less than {share}").format(share=format_share(0.01))
        if risk.in_time < 0.01
        else format_share(risk.in_time)
    )
    return Tile(
        planned,
        _("planned end, kept in {share} of 5,000 simulations; safely {safe}").format(
            safe=format_month_short(risk.end.safe), share=share
        ),
    )


def _answers(analysis: Analysis) -> Tile:
    if not analysis.applicable_count:
        return Tile("0", _("questions apply to the country; all are said not to"))
    return Tile(
        _("{answered} of {total}").format(
            answered=analysis.answered_count, total=analysis.applicable_count
        ),
        _("questions are answered with a level or a figure"),
    )
