"""Days of the quarters of a plan. Pure."""

from __future__ import annotations

from datetime import date


def quarter_start(start: date, quarter: int) -> date:
    """The first day of a quarter, counted from the roadmap's start.

    >>> quarter_start(date(2027, 1, 1), 5)
    datetime.date(2028, 4, 1)
    """
    months = start.year * 12 + start.month - 1 + 3 * quarter
    return date(months // 12, months % 12 + 1, 1)


def last_month(start: date, quarter: int) -> date:
    """The first day of the last month before quarter number `quarter`."""
    after = quarter_start(start, quarter)
    return date(after.year - (after.month == 1), (after.month - 2) % 12 + 1, 1)
