"""Money by year of the plan: the range of the costs as a bar, the budget as a tick, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import YearCost, cost_currency
from assessment.planning.costs import count_bases, is_comparable
from questionnaires.palette import CAUTION, TRACK, level_colour
from reports.analysis import Analysis
from reports.figures import Chart
from reports.figures.shapes import PAGE_WIDTH, Shape, label, line, make_chart, rect
from reports.joining import join_clauses
from reports.sections.minister.dangers import plan_year
from reports.sections.minister.units import MoneyUnit, unit_for
from reports.sections.roadmap.costs import plan_cost, price_year
from translations import gettext as _
from translations import ngettext

SHOWN = 5
"""Years in the chart; the sum of later ones is stated below it."""

START, WIDTH, ROW = 60.0, 260.0, 17.0
"""Left end and width of the bars, and height of a row, in points."""


@dataclass(frozen=True, slots=True)
class Money:
    """The chart with its title; `sentences` stand below it, or in its place."""

    title: str
    chart: Chart | None
    sentences: tuple[str, ...]
    key: str = ""
    """How to read the chart."""


def money(analysis: Analysis) -> Money:
    """Costs against the budget, by year."""
    years, roadmap = analysis.roadmap.costs, analysis.roadmap
    title = _("Money by year")
    if not roadmap.actions:
        return Money(title, None, (_("Nothing is planned, so there is no cost."),))
    if not any(item.cost.known for item in roadmap.actions):
        return Money(title, None, (_("Nobody has given the cost of a measure."),))
    comparable = is_comparable(analysis.edition, analysis.assessment.plan)
    budgets = [year.budget for year in years if year.budget is not None and comparable]
    unit = unit_for(max([*(year.high for year in years), *budgets]))
    currency = cost_currency(analysis.edition, analysis.assessment.plan)
    return Money(
        title=_("Money by year, {unit}").format(unit=unit.name(currency)),
        chart=_chart(analysis, years[:SHOWN], unit, comparable=comparable),
        sentences=tuple(_sentences(analysis, unit, comparable=comparable)),
        key=_key(
            analysis,
            has_budget=comparable and any(year.budget is not None for year in years[:SHOWN]),
        ),
    )


def _chart(
    analysis: Analysis, years: tuple[YearCost, ...], unit: MoneyUnit, *, comparable: bool
) -> Chart:
    budgets = [year.budget if comparable else None for year in years]
    top = max([*(year.high for year in years), *(item for item in budgets if item), 1.0])
    shapes: list[Shape] = []
    said = []
    for row, (year, budget) in enumerate(zip(years, budgets, strict=True)):
        name = plan_year(analysis, row)
        shapes += _row(row * ROW, name, year, budget, top, unit)
        said.append(
            _("{year}: {range}, no budget").format(year=name, range=unit.range(year.low, year.high))
            if budget is None
            else _("{year}: {range}, budget {budget}").format(
                year=name, range=unit.range(year.low, year.high), budget=unit.amount(budget)
            )
        )
    return make_chart(
        PAGE_WIDTH,
        ROW * len(years),
        _("Cost by year: {years}.").format(years=join_clauses(said)),
        shapes,
    )


def _row(
    y: float, name: str, year: YearCost, budget: float | None, top: float, unit: MoneyUnit
) -> Iterator[Shape]:
    low, high = (WIDTH * value / top for value in (year.low, year.high))
    yield label(0, y + 11, name, size=9)
    yield rect(START, y + 4, WIDTH, 8, TRACK)
    yield rect(START + low, y + 4, max(high - low, 1.5), 8, level_colour(2, 4))
    if budget is not None:
        at = START + WIDTH * budget / top
        yield line(at, y + 1, at, y + 15, CAUTION, width=2)
    text = unit.range(year.low, year.high)
    if budget is not None:
        text = _("{range} (budget {budget})").format(range=text, budget=unit.amount(budget))
    yield label(START + WIDTH + 10, y + 11, text, size=9)


def _key(analysis: Analysis, *, has_budget: bool) -> str:
    return (
        _("Bar: from the lower to the upper estimate, at prices of {year}. Line: the budget.")
        if has_budget
        else _("Bar: from the lower to the upper estimate, at prices of {year}.")
    ).format(year=price_year(analysis))


def _sentences(analysis: Analysis, unit: MoneyUnit, *, comparable: bool) -> Iterator[str]:
    years = analysis.roadmap.costs
    has_budget = comparable and any(year.budget is not None for year in years[:SHOWN])
    later = years[SHOWN:]
    if later:
        yield ngettext(
            "{count} later year costs {range}.", "{count} later years cost {range}.", len(later)
        ).format(
            count=len(later),
            range=unit.range(sum(year.low for year in later), sum(year.high for year in later)),
        )
    if not comparable:
        yield _(
            "The budget is in another currency and is not compared, as no rate of exchange is given."
        )
    elif has_budget:
        yield _against_budget(years)
    else:
        yield _("No budget is given, so nothing limits the plan but people and time.")
    yield from _basis(analysis)


def _against_budget(years: tuple[YearCost, ...]) -> str:
    limited = [year for year in years if year.budget is not None]
    total = len(limited)
    above = sum(year.low > (year.budget or 0) for year in limited)
    partly = sum(
        year.low <= (year.budget or 0) < year.high
        or (year.low <= (year.budget or 0) and year.open_ended > 0)
        for year in limited
    )
    if above:
        return ngettext(
            "Even the lower estimate is above the budget in {above} of {total} year.",
            "Even the lower estimate is above the budget in {above} of {total} years.",
            total,
        ).format(above=above, total=total)
    if partly:
        return ngettext(
            "The budget holds at the lower estimate; at the upper one it is exceeded in {partly} of {total} year.",
            "The budget holds at the lower estimate; at the upper one it is exceeded in {partly} of {total} years.",
            total,
        ).format(partly=partly, total=total)
    return _("The budget holds in every year that has one, also at the upper estimate.")


def _basis(analysis: Analysis) -> Iterator[str]:
    """Yield what the costs rest on, and who pays."""
    actions = analysis.roadmap.actions
    total = len(actions)
    counts = count_bases(item.cost for item in actions)
    if counts.own == total:
        yield _("All costs are figures of the country.")
    elif not counts.own:
        yield _("No cost is a national figure yet.")
    else:
        yield ngettext(
            "{own} of {total} cost is a national figure.",
            "{own} of {total} costs are national figures.",
            total,
        ).format(own=counts.own, total=total)
    cost = plan_cost(analysis)
    if cost.open_ended:
        yield ngettext(
            "{count} measure has no upper limit; it counts with its lower end.",
            "{count} measures have no upper limit; they count with their lower ends.",
            cost.open_ended,
        ).format(count=cost.open_ended)
    paid = sum(bool(item.cost.funding.strip()) for item in actions)
    if not paid:
        yield _("Nobody is named who pays.")
    elif paid < total:
        yield ngettext(
            "Who pays is named for {paid} of {total} measure.",
            "Who pays is named for {paid} of {total} measures.",
            total,
        ).format(paid=paid, total=total)
