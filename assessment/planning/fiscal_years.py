"""The years in which a plan counts money: years of the plan, or fiscal years of the country. Pure.

The schedule is in quarters of the plan. A quarter is money of the fiscal year in which its middle month lies, so that no
quarter is split where a fiscal year begins within one (docs/adr/0054).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessment.planning.quarters import quarter_start

QUARTERS = 4
"""Quarters of a year."""


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """The calendar years in which a fiscal year begins and ends; the same one where it begins in January."""

    first: int
    last: int


def year_shift(start: date, first_month: int | None) -> int:
    """Quarters of the first year that lie before the plan's start, 0 to 3; `first_month` None counts years of the plan.

    Quarter q of the plan is in year number `(q + shift) // 4`, from 0.

    >>> [year_shift(date(2027, 1, 1), month) for month in (None, 1, 4, 7, 10)]
    [0, 0, 3, 2, 1]
    """
    if first_month is None:
        return 0
    months = (first_month - start.month) % 12
    return -((months + 1) // 3) % QUARTERS


def first_quarter(shift: int, year: int) -> int:
    """The first quarter of the plan that is in a year, both from 0."""
    return max(0, QUARTERS * year - shift)


def count_years(quarters: int, shift: int) -> int:
    """The number of years that some quarters from the plan's start touch.

    >>> count_years(12, 0), count_years(12, 2), count_years(0, 2)
    (3, 4, 0)
    """
    return -(-(quarters + shift) // QUARTERS) if quarters else 0


def fiscal_year(start: date, first_month: int | None, year: int) -> FiscalYear | None:
    """The fiscal year with a number from 0; None where money is counted by years of the plan.

    These are also used where the fiscal year is the calendar year and the plan begins with one: both are the same then.

    >>> fiscal_year(date(2027, 1, 1), 7, 0), fiscal_year(date(2027, 1, 1), 7, 1)
    (FiscalYear(first=2026, last=2027), FiscalYear(first=2027, last=2028))
    """
    if first_month is None or (first_month == 1 and start.month == 1):
        return None
    begin = quarter_start(start, first_quarter(year_shift(start, first_month), year))
    middle = date(begin.year + begin.month // 12, begin.month % 12 + 1, 1)
    first = middle.year - (middle.month < first_month)
    return FiscalYear(first, first if first_month == 1 else first + 1)
