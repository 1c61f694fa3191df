"""Years and days, as canonical text: `2024`, `2024-05-31`."""

from __future__ import annotations

import datetime as dt
import re

from assessment.values.characters import ascii_digits
from assessment.values.numbers import check_limits
from assessment.values.unreadable import Unreadable, shown
from translations import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2100

_DAY = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm])?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?"
)
"""A day, the year first; a time and its zone are left out."""

_YEAR = re.compile(r"(\d{4})(?:[.,]0+)?")
_TWO_YEARS = re.compile(r"(\d{4}) ?[-/] ?(\d{2}|\d{4})")


def read_year(text: str) -> str:
    """A year as text of four digits; empty for a text that shows nothing. Raises Unreadable.

    A school or budget year is the year in which it ends, as the UNESCO Institute for Statistics counts: 2023/24 is 2024.
    """
    plain = ascii_digits(text)
    year = _year(plain) if plain else ""
    if year is None:
        raise Unreadable(
            _("'{text}' is not a year.").format(text=shown(text)),
            _(
                "Write four digits, such as 2026; of a school or budget year the year in which it ends (2024 for 2023/24)."
            ),
        )
    return year


def parse_year(text: str, *, minimum: int, maximum: int) -> int | None:
    """The year in a text, read as by `read_year`; None for a text that shows nothing. Raises Unreadable, also outside of the limits."""
    canonical = read_year(text)
    if not canonical:
        return None
    check_limits(int(canonical), text, minimum, maximum)
    return int(canonical)


def read_day(text: str) -> str:
    """A day or a year, as canonical text; empty for a text that shows nothing. Raises Unreadable.

    A year is read as by `read_year`, and a day has a year of the same range: one of another calendar is none.
    """
    plain = ascii_digits(text)
    match = _DAY.fullmatch(plain)
    if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        try:
            return dt.date(int(match[1]), int(match[3]), int(match[4])).isoformat()
        except ValueError:
            pass
    year = _year(plain) if plain else ""
    if year is None:
        raise Unreadable(
            _("'{text}' can't be read as a day or a year.").format(text=shown(text)),
            _("Write it like 2026-05-31, or the year alone."),
        )
    return year


_MONTH = re.compile(r"(20[0-9]{2})[-/.]([0-9]{1,2})|([0-9]{1,2})[-/.](20[0-9]{2})")


def read_month(text: str) -> str:
    """A month as YYYY-MM; empty for a text that shows nothing. Raises Unreadable.

    >>> read_month(" 3/2027"), read_month("2027-03"), read_month("")
    ('2027-03', '2027-03', '')
    """
    plain = ascii_digits(text)
    if not plain:
        return ""
    if match := _MONTH.fullmatch(plain):
        year, month = match[1] or match[4], int(match[2] or match[3])
        if 1 <= month <= 12:
            return f"{year}-{month:02}"
    raise Unreadable(
        _("'{text}' is not a month from 2000 to 2099.").format(text=shown(text)),
        _("Write year and month, such as 2027-03."),
    )


def _year(plain: str) -> str | None:
    """The year in a text of ASCII characters; None where there is none from 1900 to 2100."""
    if match := _YEAR.fullmatch(plain):
        year = int(match[1])
    elif match := _TWO_YEARS.fullmatch(plain):
        year = int(match[1]) + 1
        # 2010-11 may also be a month.
        is_month = len(match[2]) == 2 and 1 <= int(match[2]) <= 12
        if is_month or not str(year).endswith(match[2]):
            return None
    else:
        return None
    return str(year) if FIRST_YEAR <= year <= LAST_YEAR else None
