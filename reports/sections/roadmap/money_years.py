"""Names of the years in which a plan counts money: `2027/28` for a fiscal year, else the number of the year of the plan."""

from __future__ import annotations

from datetime import date

from assessment.model.plan_settings import PlanSettings
from assessment.planning.fiscal_years import fiscal_year
from reports.formats import month_name
from translations import gettext as _


def fiscal_year_name(start: date, plan: PlanSettings, year: int) -> str:
    """The name of a fiscal year, counted from 0 with the one in which the plan starts; empty for a year of the plan."""
    found = fiscal_year(start, plan.fiscal_year_start, year)
    if found is None:
        return ""
    return year_name(found.first, found.last)


def year_name(first: int, last: int) -> str:
    """A year that begins and ends in these calendar years.

    >>> year_name(2027, 2027), year_name(2027, 2028), year_name(1999, 2000)
    ('2027', '2027/28', '1999/00')
    """
    if first == last:
        return str(first)
    return _("{first}/{last}").format(first=first, last=f"{last % 100:02}")


def numbered_year(start: date, plan: PlanSettings, year: int) -> str:
    """The same, or the number of the year of the plan from 1, for a sentence that says `year {year}`."""
    return fiscal_year_name(start, plan, year) or str(year + 1)


def fiscal_note(start: date, plan: PlanSettings) -> str:
    """Sentence on what a fiscal year is here; empty where money is counted by years of the plan."""
    if not fiscal_year_name(start, plan, 0) or plan.fiscal_year_start is None:
        return ""
    return _(
        "Years are fiscal years, {span}. A quarter of the plan counts in the year in which its middle month lies; "
        "the first and the last year may hold less than four quarters."
    ).format(span=month_span(plan.fiscal_year_start))


def month_span(first: int) -> str:
    """The first and last month of a year that begins in this month, such as July to June."""
    return _("{first} to {last}").format(
        first=month_name(first), last=month_name((first - 2) % 12 + 1)
    )
