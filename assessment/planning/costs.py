"""Costs of measures and of the plan, once and yearly, as ranges: by size, from effort bands or the country's own figures. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assessment.model.assessment import Assessment
from assessment.model.plan_settings import PlanSettings
from assessment.planning.cost_drivers import SizedCost, sized_cost
from assessment.planning.fiscal_years import QUARTERS, count_years, first_quarter, year_shift
from assessment.planning.quarters import quarter_start
from questionnaires import Edition, Measure


@dataclass(frozen=True, slots=True)
class Cost:
    """A range of money; an open upper end has `is_open` and `high` equal to `low`.

    `own`: the country's figure. `sized`: how it was computed from the size of the country, in the edition's currency.
    """

    low: float = 0.0
    high: float = 0.0
    is_open: bool = False
    own: bool = False
    sized: SizedCost | None = None

    def planned(self, figure: str) -> float:
        """The amount compared with a budget; `figure` is `low`, `middle` or `high`."""
        return {"low": self.low, "high": self.high}.get(figure, (self.low + self.high) / 2)


@dataclass(frozen=True, slots=True)
class MeasureCost:
    """Cost of a measure once, and per year from its end on; not `known` without own figures where the edition has no bands."""

    once: Cost
    yearly: Cost
    known: bool
    funding: str = ""

    def times(self, share: float) -> MeasureCost:
        """A share of the cost once, as a rider of a bundle adds it."""
        once = replace(self.once, low=self.once.low * share, high=self.once.high * share)
        return replace(self, once=once)

    @property
    def basis(self) -> CostBasis:
        """Where the one-off cost comes from; `SIZE_ROUGH` where the country gave no number of its own."""
        if self.once.own:
            return CostBasis.OWN
        if self.once.sized is not None:
            return CostBasis.SIZE if self.once.sized.number.own else CostBasis.SIZE_ROUGH
        return CostBasis.BAND if self.known else CostBasis.NONE


class CostBasis(StrEnum):
    """Where the one-off cost of a measure comes from."""

    OWN = "own"
    SIZE = "size"
    SIZE_ROUGH = "size_rough"
    BAND = "band"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class YearCost:
    """Cost of one year, of the plan or fiscal (fiscal_years.py), in the plan's cost currency; `start` is its first day in the plan.

    `high` counts measures in a band without an upper end with their lower end; `open_ended` counts those that start.
    `low` and `high` are the sums of once and yearly.
    """

    year: int
    start: date
    once_low: float
    once_high: float
    yearly_low: float
    yearly_high: float
    open_ended: int
    budget: float | None

    @property
    def low(self) -> float:
        return self.once_low + self.yearly_low

    @property
    def high(self) -> float:
        return self.once_high + self.yearly_high


@dataclass(frozen=True, slots=True)
class CostItem:
    """A measure of the plan for summing: its cost, its first quarter and the first quarter after its end."""

    cost: MeasureCost
    start: int
    end: int


def is_comparable(edition: Edition, plan: PlanSettings) -> bool:
    """Whether budgets and own figures can be added to the edition's bands: same currency, or an exchange rate is set."""
    effort = edition.about.effort
    return effort is None or effort.currency == plan.currency or plan.exchange_rate is not None


def cost_currency(edition: Edition, plan: PlanSettings) -> str:
    """The currency in which all costs are stated: the plan's if bands can be converted to it, else the edition's."""
    effort = edition.about.effort
    return plan.currency if effort is None or is_comparable(edition, plan) else effort.currency


def measure_cost(edition: Edition, assessment: Assessment, measure: Measure) -> MeasureCost:
    """The country's own figures where it gave them, else by size, else the edition's bands, in `cost_currency`."""
    plan, effort = assessment.plan, edition.about.effort
    decision = plan.decisions.get(measure.id)
    rate = 1.0
    if effort and effort.currency != plan.currency and plan.exchange_rate is not None:
        rate = plan.exchange_rate
    own_once = decision.cost if decision and is_comparable(edition, plan) else None
    own_yearly = decision.yearly_cost if decision and is_comparable(edition, plan) else None
    recurring = measure.recurring
    band = recurring.effort if recurring else None
    once = sized_cost(edition, assessment, measure.by_size)
    yearly = sized_cost(edition, assessment, recurring.by_size if recurring else None)
    return MeasureCost(
        once=Cost(own_once.low, own_once.high, own=True)
        if own_once
        else _sized(once, rate) or _band(edition, measure.effort, rate),
        yearly=Cost(own_yearly.low, own_yearly.high, own=True)
        if own_yearly
        else _sized(yearly, rate) or (_band(edition, band, rate) if band else Cost()),
        known=own_once is not None or effort is not None,
        funding=decision.funding.strip() if decision else "",
    )


def _sized(sized: SizedCost | None, rate: float) -> Cost | None:
    """A cost by size times `rate`; None without one."""
    return None if sized is None else Cost(sized.low * rate, sized.high * rate, sized=sized)


def _band(edition: Edition, band_id: str, rate: float) -> Cost:
    """The range of an effort band times `rate`; 0 to 0 for an unknown band."""
    effort = edition.about.effort
    band = next((item for item in effort.bands if item.id == band_id), None) if effort else None
    if band is None:
        return Cost()
    high = band.low if band.high is None else band.high
    return Cost(band.low * rate, high * rate, is_open=band.high is None)


def cost_by_year(
    items: Iterable[CostItem], *, quarters: int, start: date, plan: PlanSettings
) -> tuple[YearCost, ...]:
    """Costs by year: `once` spread evenly over a measure's quarters, `yearly` from its end to the plan's.

    The sums over all years do not depend on the month in which a fiscal year begins.
    """
    budget_by_year = plan.budget_by_year
    shift = year_shift(start, plan.fiscal_year_start)
    years = max(count_years(quarters, shift), len(budget_by_year) if quarters else 0)
    rows = [[0.0] * 4 for _year in range(years)]
    open_ended = [0] * years
    for item in items:
        length = item.end - item.start
        for quarter in range(item.start, item.end):
            if 0 <= quarter < years * QUARTERS - shift:
                rows[(quarter + shift) // QUARTERS][0] += item.cost.once.low / length
                rows[(quarter + shift) // QUARTERS][1] += item.cost.once.high / length
        for quarter in range(max(item.end, 0), quarters):
            rows[(quarter + shift) // QUARTERS][2] += item.cost.yearly.low / QUARTERS
            rows[(quarter + shift) // QUARTERS][3] += item.cost.yearly.high / QUARTERS
        if item.cost.once.is_open and years:
            open_ended[min((max(item.start, 0) + shift) // QUARTERS, years - 1)] += 1
    return tuple(
        YearCost(
            year=year + 1,
            start=quarter_start(start, first_quarter(shift, year)),
            once_low=row[0],
            once_high=row[1],
            yearly_low=row[2],
            yearly_high=row[3],
            open_ended=open_ended[year],
            budget=budget_by_year[year] if year < len(budget_by_year) else None,
        )
        for year, row in enumerate(rows)
    )


@dataclass(frozen=True, slots=True)
class FundingCost:
    """Cost over the plan by source of funding; an empty `source` is the cost without one."""

    source: str
    measures: int
    low: float
    high: float


def cost_by_funding(items: Iterable[CostItem], *, quarters: int) -> tuple[FundingCost, ...]:
    """Costs by source of funding, sorted by name, without a source last; the sums equal those by year."""
    sums: dict[str, list[float]] = {}
    for item in items:
        row = sums.setdefault(item.cost.funding, [0, 0.0, 0.0])
        length = item.end - item.start
        within = sum(0 <= quarter < quarters for quarter in range(item.start, item.end)) / length
        later = (quarters - min(max(item.end, 0), quarters)) / 4
        row[0] += 1
        row[1] += item.cost.once.low * within + item.cost.yearly.low * later
        row[2] += item.cost.once.high * within + item.cost.yearly.high * later
    return tuple(
        FundingCost(source, int(row[0]), row[1], row[2])
        for source, row in sorted(sums.items(), key=lambda pair: (not pair[0], pair[0]))
    )


@dataclass(frozen=True, slots=True)
class CostBases:
    """Counts of measures by the source of their cost: own figures, size of the country, bands of the edition, none.

    `rough` of those `by_size` rest on a default number.
    """

    own: int
    by_size: int
    rough: int
    bands: int
    without: int


def count_bases(costs: Iterable[MeasureCost]) -> CostBases:
    """Count measures by the source of their one-off cost."""
    counts = Counter(item.basis for item in costs)
    return CostBases(
        own=counts[CostBasis.OWN],
        by_size=counts[CostBasis.SIZE] + counts[CostBasis.SIZE_ROUGH],
        rough=counts[CostBasis.SIZE_ROUGH],
        bands=counts[CostBasis.BAND],
        without=counts[CostBasis.NONE],
    )
