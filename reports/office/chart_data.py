"""What the charts of Word and slides show: categories, series and a text alternative. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.planning.costs import is_comparable
from reports.analysis import Analysis
from reports.joining import join_clauses
from reports.sections.minister.bars import Bars, bar_rows
from reports.sections.minister.dangers import plan_year
from reports.sections.minister.money import Money
from reports.sections.minister.units import unit_for
from reports.sections.profile import ProfileSection, profile_bullets
from translations import gettext as _

MAXIMUM_YEARS = 5


@dataclass(frozen=True, slots=True)
class Series:
    """Values of a chart by category, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart: categories, series, text alternative with the numbers, and whether the values are shares from 0 to 1."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alternative: str
    is_share: bool


def score_chart(analysis: Analysis, bars: Bars) -> ChartData | None:
    """Scores today and at the end of the plan; None where there is no score."""
    rows = tuple(bar_rows(analysis))
    if not any(row.now is not None for row in rows):
        return None
    categories = tuple(_("{name}: {value}").format(name=row.name, value=row.text) for row in rows)
    today = Series(_("Today"), tuple(row.now for row in rows))
    then = Series(_("End of the plan"), tuple(row.then for row in rows))
    return ChartData(
        categories,
        (today, then) if any(value is not None for value in then.values) else (today,),
        bars.chart.alternative if bars.chart else join_clauses(categories),
        is_share=True,
    )


def money_chart(analysis: Analysis, money: Money) -> ChartData | None:
    """Costs of each year of the plan, with the budget where it is comparable; None where no cost is known."""
    years = analysis.roadmap.costs[:MAXIMUM_YEARS]
    if money.chart is None or not years:
        return None
    comparable = is_comparable(analysis.edition, analysis.assessment.plan)
    budgets = tuple(year.budget if comparable else None for year in years)
    unit = unit_for(max([*(year.high for year in analysis.roadmap.costs), *filter(None, budgets)]))
    series = [
        Series(_("Cost, lower end"), tuple(year.low / unit.size for year in years)),
        Series(_("Cost, upper end"), tuple(year.high / unit.size for year in years)),
    ]
    if any(budget is not None for budget in budgets):
        amounts = tuple(None if budget is None else budget / unit.size for budget in budgets)
        series.append(Series(_("Budget"), amounts))
    return ChartData(
        tuple(plan_year(analysis, index) for index in range(len(years))),
        tuple(series),
        money.chart.alternative,
        is_share=False,
    )


def profile_chart(analysis: Analysis, section: ProfileSection) -> ChartData | None:
    """Overall score and that of each pillar with the score at the targets; None where there is no score."""
    bullets = profile_bullets(analysis)
    scores = tuple(item.positions.score for item in bullets)
    if not any(score is not None for score in scores):
        return None
    return ChartData(
        tuple(
            _("{name}: {value}").format(name=item.name, value=item.score_text) for item in bullets
        ),
        (
            Series(_("Score"), scores),
            Series(_("At the targets"), tuple(item.positions.target for item in bullets)),
        ),
        section.bullets.alternative,
        is_share=True,
    )
