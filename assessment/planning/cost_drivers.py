"""Costs that grow with a country: the number of a driver, and the range that follows from it. Pure but for the facts file.

Method: docs/adr/0046-costs-by-size.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessment.model.assessment import Assessment, Observation
from assessment.population import populations
from questionnaires import Edition
from questionnaires.model import POPULATION_DRIVER, CostDriver, SizeCost


@dataclass(frozen=True, slots=True)
class DriverNumber:
    """The number of a driver in a country.

    `year` is that of the country's own figure, None where it states none or the number is a default. A default is
    `driver.per_million` of `millions` inhabitants, at least `driver.at_least`; `millions_own` if the country gave them.
    """

    driver: CostDriver
    number: float
    own: bool
    year: int | None = None
    millions: float | None = None
    millions_own: bool = False


@dataclass(frozen=True, slots=True)
class SizedCost:
    """A cost by size, once or yearly, in the currency of the edition's bands."""

    rule: SizeCost
    number: DriverNumber

    @property
    def low(self) -> float:
        return self.rule.fixed.low + self.rule.unit.low * self.rule.share * self.number.number

    @property
    def high(self) -> float:
        return self.rule.fixed.high + self.rule.unit.high * self.rule.share * self.number.number


def sized_cost(edition: Edition, assessment: Assessment, rule: SizeCost | None) -> SizedCost | None:
    """The cost of a rule; None without a rule, or where the size of the country is not known."""
    if rule is None:
        return None
    number = driver_number(edition, assessment, rule.driver)
    return None if number is None else SizedCost(rule, number)


def driver_number(edition: Edition, assessment: Assessment, driver_id: str) -> DriverNumber | None:
    """The country's own newest figure, else the default for its population; None where neither is known."""
    driver = next((item for item in edition.about.drivers if item.id == driver_id), None)
    if driver is None:
        return None
    own = _own_figure(assessment, driver)
    if own is not None and own.value is not None:
        return DriverNumber(driver, own.value, own=True, year=own.year)
    population = next((d for d in edition.about.drivers if d.id == POPULATION_DRIVER), None)
    stated = _own_figure(assessment, population) if population else None
    millions = stated.value if stated else populations().millions.get(assessment.country)
    if millions is None:
        return None
    number = max(driver.at_least, driver.per_million * millions)
    return DriverNumber(
        driver, number, own=False, millions=millions, millions_own=stated is not None
    )


def _own_figure(assessment: Assessment, driver: CostDriver) -> Observation | None:
    """The newest total of the driver's statistic above zero; of one year the last one given."""
    if driver.statistic is None:
        return None
    totals = [
        item
        for item in assessment.figures.get(driver.statistic, ())
        if item.is_total and item.value is not None and item.value > 0
    ]
    return max(reversed(totals), key=lambda item: item.year or 0, default=None)
