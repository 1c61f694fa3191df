"""What the plan costs by year, against the budget where one is given; and where the score goes."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import Roadmap, cost_currency, quarter_start
from assessment.planning.costs import count_bases, is_comparable
from questionnaires import Edition
from reports.analysis import Analysis, edition_text
from reports.figures import Chart, path_figure
from reports.formats import (
    DASH,
    format_amount,
    format_amounts,
    format_day,
    format_quarter,
    format_share,
)
from translations import gettext as _
from translations import ngettext

LONGEST_PATH = 80
"""Quarters shown at most in the figure of the path."""


@dataclass(frozen=True, slots=True)
class PlanCost:
    """Sums over the plan; `open_share` is the share of the lower figure in bands without an upper end."""

    low: float
    high: float
    open_ended: int
    open_share: float


@dataclass(frozen=True, slots=True)
class CostRow:
    """One plan year, or all of them."""

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
    """The table of costs and what it rests on."""

    caption: str
    unit: str
    rows: tuple[CostRow, ...]
    total: CostRow | None
    basis: str
    """What the bands rest on; empty where the edition has none."""
    remark: str
    known: str
    """How many measures have a figure of the country, a band, or no cost at all."""


@dataclass(frozen=True, slots=True)
class Path:
    """The figure of the score's path, with its finding and its key."""

    title: str
    figure: Chart
    sentence: str
    key: str


def biggest_bands(edition: Edition) -> frozenset[str]:
    """The two largest bands of effort, where an edition has enough of them to tell."""
    bands = edition.about.effort.bands if edition.about.effort else ()
    return frozenset(band.id for band in bands[-2:]) if len(bands) > 2 else frozenset()


def price_year(facts: Analysis) -> int:
    """The year of the prices in which costs are stated."""
    effort, plan = facts.edition.about.effort, facts.assessment.plan
    if effort is None:
        return plan.price_year or facts.assessment.cycle
    own = cost_currency(facts.edition, plan) != effort.currency
    return plan.price_year if own and plan.price_year else effort.price_year


def plan_cost(facts: Analysis) -> PlanCost:
    years = facts.roadmap.costs
    low = sum(year.low for year in years)
    open_costs = [action.cost.once for action in facts.roadmap.actions if action.cost.once.is_open]
    open_low = sum(cost.low for cost in open_costs)
    return PlanCost(
        low=low,
        high=sum(year.high for year in years),
        open_ended=len(open_costs),
        open_share=open_low / low if low else 0.0,
    )


def costs(facts: Analysis) -> Costs | None:
    effort = facts.edition.about.effort
    if not facts.roadmap.actions:
        return None
    cost = plan_cost(facts)
    budgets = [year.budget for year in facts.roadmap.costs]
    known = [budget for budget in budgets if budget is not None]
    currency = facts.assessment.plan.currency
    comparable = is_comparable(facts.edition, facts.assessment.plan)
    unit = cost_currency(facts.edition, facts.assessment.plan)
    rows = tuple(
        CostRow(
            year=_("Year {number}, from {day}").format(
                number=year.year, day=format_day(year.start)
            ),
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
        for year in facts.roadmap.costs
    )
    total = CostRow(
        year=_("All years"),
        once=format_amounts(
            sum(year.once_low for year in facts.roadmap.costs),
            sum(year.once_high for year in facts.roadmap.costs),
        ),
        yearly=format_amounts(
            sum(year.yearly_low for year in facts.roadmap.costs),
            sum(year.yearly_high for year in facts.roadmap.costs),
        ),
        low=format_amount(cost.low),
        high=format_amount(cost.high),
        open_ended=str(cost.open_ended) if cost.open_ended else DASH,
        budget=format_amount(sum(known)) if known else DASH,
        verdict="",
    )
    return Costs(
        caption=_("Cost by plan year, {currency} at prices of {year}, rounded to thousands").format(
            currency=unit, year=price_year(facts)
        ),
        unit=unit,
        rows=rows,
        total=total,
        basis=edition_text("effort", "basis", effort.basis) if effort else "",
        known=basis_sentence(facts.roadmap),
        remark=_remark(
            comparable=comparable,
            currency=currency,
            budgets=bool(known),
            figure=facts.assessment.plan.budget_figure,
        ),
    )


def basis_sentence(roadmap: Roadmap) -> str:
    """How many measures have a figure of the country, a band, or no cost at all."""
    found = count_bases(item.cost for item in roadmap.actions)
    total = len(roadmap.actions)
    own = ngettext(
        "{count} of {total} measures has a figure of the country;",
        "{count} of {total} measures have a figure of the country;",
        found.own,
    ).format(count=found.own, total=total)
    bands = _("{count} stand on a band of the questionnaire, to be replaced by national figures.")
    without = (
        _("{count} ({share}) have no cost yet: the totals leave them out.").format(
            count=found.without, share=format_share(found.without / total)
        )
        if found.without
        else _("None is without a cost.")
    )
    return " ".join((own, bands.format(count=found.bands), without))


def _verdict(low: float, high: float, budget: float | None, open_ended: int) -> str:
    if budget is None:
        return DASH
    if low > budget:
        return _("Above the budget even at the lower end")
    if high > budget or open_ended:
        return _("Within the budget at the lower end only")
    return _("Within the budget")


def budget_figure_name(figure: str) -> str:
    """Which figure of a range is held against the budget."""
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


def path(facts: Analysis) -> Path | None:
    points = facts.roadmap.path
    if not facts.roadmap.actions or not points or len(points) > LONGEST_PATH:
        return None
    overall, formats = facts.scores.overall, facts.formats
    last = points[-1]
    lows = [facts.place(overall, value) for value in (overall.low, *(p.low for p in points))]
    scores = [facts.place(overall, value) for value in (overall.score, *(p.score for p in points))]
    if overall.coverage == 1:
        lows = []
    when = format_quarter(quarter_start(facts.roadmap.start, last.quarter))
    if overall.score is not None:
        sentence = _(
            "Carried out in full, the plan raises the overall score from {now} to {then} by the end of {when}."
        ).format(now=formats.score(overall.score), then=formats.score(last.score), when=when)
    else:
        sentence = _(
            "There is no overall score to follow. Counting all that is unanswered at the lowest level, the plan "
            "raises the figure from {now} to {then} by the end of {when}."
        ).format(now=formats.score(overall.low), then=formats.score(last.low), when=when)
    whole = facts.empty.overall
    span = [
        (whole.low or 0.0) + step / 4 * ((whole.high or 1.0) - (whole.low or 0.0))
        for step in range(5)
    ]
    starts = [quarter_start(facts.roadmap.start, place) for place in range(len(points))]
    every = 1 if len(points) <= 24 else 2 if len(points) <= 48 else 4
    return Path(
        title=_path_title(facts),
        figure=path_figure(
            lows,
            scores,
            ticks=tuple(formats.score(value) for value in span),
            years=tuple(
                (place, str(day.year))
                for place, day in enumerate(starts)
                if (place == 0 or day.month <= 3) and day.year % every == 0
            ),
            low_text=_("{score}\nif the rest is lowest").format(score=formats.score(last.low)),
            score_text=_("{score}\nscore").format(score=formats.score(last.score)),
            alternative=sentence,
        ),
        sentence=sentence,
        key=_("The overall score; everything is answered.")
        if overall.coverage == 1
        else _(
            "Solid: overall score. Dashed: the same, with everything unanswered at the lowest level."
        ),
    )


def _path_title(facts: Analysis) -> str:
    formats, last = facts.formats, facts.roadmap.path[-1]
    if last.score is not None and facts.scores.overall.score is not None:
        return _("The plan leads to {score}").format(score=formats.score(last.score))
    return _("The plan raises what is certain to {score}").format(score=formats.score(last.low))
