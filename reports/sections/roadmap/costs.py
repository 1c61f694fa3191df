"""Costs of the plan by year, compared with the budget, and the path of the score."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import Roadmap, cost_currency, quarter_start
from assessment.planning.costs import count_bases, is_comparable
from questionnaires import Edition
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.figures import Chart, path_chart
from reports.formats import (
    DASH,
    format_amount,
    format_amounts,
    format_day,
    format_quarter,
    format_share,
)
from reports.sections.roadmap.emphasis import dangers_count_sentence
from reports.sections.roadmap.money_years import fiscal_note, fiscal_year_name
from translations import gettext as _
from translations import ngettext

MAXIMUM_PATH_QUARTERS = 80
"""Maximum number of quarters in the chart of the path."""


@dataclass(frozen=True, slots=True)
class PlanCost:
    """Sums over the plan: lower and upper end in the plan's currency, number of open-ended measures.

    `open_share` is the share of the lower end due to open-ended measures, from 0 to 1.
    """

    low: float
    high: float
    open_ended: int
    open_share: float


@dataclass(frozen=True, slots=True)
class CostRow:
    """Row of one plan year, or of all years; amounts as texts."""

    year: str
    once: str
    yearly: str
    low: str
    high: str
    open_ended: str
    budget: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Costs:
    """The table of costs with its notes."""

    caption: str
    unit: str
    rows: tuple[CostRow, ...]
    total: CostRow | None
    basis: str
    """Basis of the effort bands; empty for an edition without bands."""
    remark: str
    known: str
    """Sentence on the number of measures with national costs, with bands, and without costs."""


@dataclass(frozen=True, slots=True)
class Path:
    """Chart of the score's path, with its finding as title and its key."""

    title: str
    chart: Chart
    sentence: str
    key: str


def biggest_bands(edition: Edition) -> frozenset[str]:
    """Ids of the two largest effort bands; empty where the edition has fewer than three."""
    bands = edition.about.effort.bands if edition.about.effort else ()
    return frozenset(band.id for band in bands[-2:]) if len(bands) > 2 else frozenset()


def price_year(analysis: Analysis) -> int:
    """The price year of the stated costs."""
    effort, plan = analysis.edition.about.effort, analysis.assessment.plan
    if effort is None:
        return plan.price_year or analysis.assessment.cycle
    own = cost_currency(analysis.edition, plan) != effort.currency
    return plan.price_year if own and plan.price_year else effort.price_year


def plan_cost(analysis: Analysis) -> PlanCost:
    """Sum the costs of all plan years."""
    years = analysis.roadmap.costs
    low = sum(year.low for year in years)
    open_costs = [
        action.cost.once for action in analysis.roadmap.actions if action.cost.once.is_open
    ]
    open_low = sum(cost.low for cost in open_costs)
    return PlanCost(
        low=low,
        high=sum(year.high for year in years),
        open_ended=len(open_costs),
        open_share=open_low / low if low else 0.0,
    )


def costs(analysis: Analysis) -> Costs | None:
    """The table of costs; None without planned measures."""
    effort = analysis.edition.about.effort
    if not analysis.roadmap.actions:
        return None
    cost = plan_cost(analysis)
    budgets = [year.budget for year in analysis.roadmap.costs]
    known = [budget for budget in budgets if budget is not None]
    currency = analysis.assessment.plan.currency
    comparable = is_comparable(analysis.edition, analysis.assessment.plan)
    unit = cost_currency(analysis.edition, analysis.assessment.plan)
    note = fiscal_note(analysis.roadmap.start, analysis.assessment.plan)
    rows = tuple(
        CostRow(
            year=fiscal_year_name(analysis.roadmap.start, analysis.assessment.plan, year.year - 1)
            or _("Year {number}, from {day}").format(number=year.year, day=format_day(year.start)),
            once=format_amounts(year.once_low, year.once_high),
            yearly=format_amounts(year.yearly_low, year.yearly_high),
            low=format_amount(year.low),
            high=format_amount(year.high),
            open_ended=str(year.open_ended) if year.open_ended else DASH,
            budget=DASH if year.budget is None else format_amount(year.budget),
            verdict=_verdict(year.low, year.high, year.budget, year.open_ended)
            if comparable
            else DASH,
        )
        for year in analysis.roadmap.costs
    )
    total = CostRow(
        year=_("All years"),
        once=format_amounts(
            sum(year.once_low for year in analysis.roadmap.costs),
            sum(year.once_high for year in analysis.roadmap.costs),
        ),
        yearly=format_amounts(
            sum(year.yearly_low for year in analysis.roadmap.costs),
            sum(year.yearly_high for year in analysis.roadmap.costs),
        ),
        low=format_amount(cost.low),
        high=format_amount(cost.high),
        open_ended=str(cost.open_ended) if cost.open_ended else DASH,
        budget=format_amount(sum(known)) if known else DASH,
        verdict="",
    )
    return Costs(
        caption=(
            _("Cost by fiscal year, {currency} at prices of {year}, rounded to three digits")
            if note
            else _("Cost by plan year, {currency} at prices of {year}, rounded to three digits")
        ).format(currency=unit, year=price_year(analysis)),
        unit=unit,
        rows=rows,
        total=total,
        basis=edition_text("effort", "basis", effort.basis) if effort else "",
        known=cost_basis_sentence(analysis.roadmap),
        remark=" ".join(
            filter(
                None,
                (
                    _remark(
                        comparable=comparable,
                        currency=currency,
                        budgets=bool(known),
                        figure=analysis.assessment.plan.budget_figure,
                    ),
                    note,
                ),
            )
        ),
    )


def cost_basis_sentence(roadmap: Roadmap) -> str:
    """Sentence on the number of measures with national costs, by size, with bands, and without costs."""
    counts = count_bases(item.cost for item in roadmap.actions)
    total = len(roadmap.actions)
    own = ngettext(
        "{count} of {total} measures has a figure of the country;",
        "{count} of {total} measures have a figure of the country;",
        counts.own,
    ).format(count=counts.own, total=total)
    sized = (
        ngettext(
            "{count} is computed from the size of the country, {rough} of them with a rough number;",
            "{count} are computed from the size of the country, {rough} of them with a rough number;",
            counts.by_size,
        ).format(count=counts.by_size, rough=counts.rough)
        if counts.by_size
        else ""
    )
    bands = _("{count} stand on a band of the questionnaire, to be replaced by national figures.")
    without = (
        _("{count} ({share}) have no cost yet: the totals leave them out.").format(
            count=counts.without, share=format_share(counts.without / total)
        )
        if counts.without
        else _("None is without a cost.")
    )
    return " ".join(filter(None, (own, sized, bands.format(count=counts.bands), without)))


def _verdict(low: float, high: float, budget: float | None, open_ended: int) -> str:
    if budget is None:
        return DASH
    if low > budget:
        return _("Above the budget even at the lower end")
    if high > budget or open_ended:
        return _("Within the budget at the lower end only")
    return _("Within the budget")


def budget_figure_name(figure: str) -> str:
    """Label of the end of a cost range that is compared with the budget: `low`, `middle` or `high`."""
    return {"low": _("lower end"), "high": _("upper end")}.get(figure, _("middle"))


def _remark(*, comparable: bool, currency: str, budgets: bool, figure: str) -> str:
    if not budgets:
        return _("No budget was given, so there is nothing to compare with.")
    if not comparable:
        return _(
            "The budget is in {currency} and is not compared, as no rate of exchange was given."
        ).format(currency=currency)
    return _("The plan holds the {figure} of each range against the budget of its year.").format(
        figure=budget_figure_name(figure)
    )


def path(analysis: Analysis) -> Path | None:
    """The chart of the overall score by quarter; None without measures, or beyond `MAXIMUM_PATH_QUARTERS`."""
    points = analysis.roadmap.path
    if not analysis.roadmap.actions or not points or len(points) > MAXIMUM_PATH_QUARTERS:
        return None
    overall, formats = analysis.scores.overall, analysis.formats
    last = points[-1]
    lows = [
        analysis.scale_position(overall, value) for value in (overall.low, *(p.low for p in points))
    ]
    scores = [
        analysis.scale_position(overall, value)
        for value in (overall.score, *(p.score for p in points))
    ]
    if overall.coverage == 1:
        lows = []
    when = format_quarter(quarter_start(analysis.roadmap.start, last.quarter))
    if overall.score is not None:
        sentence = _(
            "Carried out in full, the plan raises the overall score from {now} to {then} by the end of {when}."
        ).format(now=formats.score(overall.score), then=formats.score(last.score), when=when)
    else:
        sentence = _(
            "There is no overall score to follow. Counting all that is unanswered at the lowest level, the plan "
            "raises the figure from {now} to {then} by the end of {when}."
        ).format(now=formats.score(overall.low), then=formats.score(last.low), when=when)
    if closed := dangers_count_sentence(analysis.roadmap):
        sentence = f"{sentence} {closed}"
    starts = [quarter_start(analysis.roadmap.start, quarter) for quarter in range(len(points))]
    every = 1 if len(points) <= 24 else 2 if len(points) <= 48 else 4
    return Path(
        title=_path_title(analysis),
        chart=path_chart(
            lows,
            scores,
            ticks=analysis.score_ticks(),
            years=tuple(
                (quarter, str(day.year))
                for quarter, day in enumerate(starts)
                if (quarter == 0 or day.month <= 3) and day.year % every == 0
            ),
            low_text=_("{score}\nif the rest is lowest").format(score=formats.score(last.low)),
            score_text=_("{score}\nscore").format(score=formats.score(last.score)),
            alternative=sentence,
        ),
        sentence=sentence,
        key=_("The overall score; everything that counts in it is answered.")
        if overall.coverage == 1
        else _(
            "Solid: overall score. Dashed: the same, with everything unanswered at the lowest level."
        ),
    )


def _path_title(analysis: Analysis) -> str:
    formats, last = analysis.formats, analysis.roadmap.path[-1]
    if last.score is not None and analysis.scores.overall.score is not None:
        return _("The plan leads to {score}").format(score=formats.score(last.score))
    return _("The plan raises what is certain to {score}").format(score=formats.score(last.low))
