"""The day of a publication in the country, as a public page has no visitor whose time zone is known."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pycountry
from babel.core import get_global

from translations.local_time import local_day, named_zone, use_time_zone


def publication_day(country: str, at: dt.datetime) -> dt.date:
    """The day of the moment `at` in a country (alpha-3); the day in UTC where its time zones are on two days.

    >>> publication_day("PER", dt.datetime(2026, 11, 27, 3, tzinfo=dt.UTC))
    datetime.date(2026, 11, 26)
    """
    days = set()
    for zone in _zones(country):
        with use_time_zone(zone):
            days.add(local_day(at))
    return days.pop() if len(days) == 1 else at.astimezone(dt.UTC).date()


@cache
def _zones(country: str) -> tuple[dt.tzinfo, ...]:
    """The time zones of a country, by the Unicode CLDR."""
    entry = pycountry.countries.get(alpha_3=country)
    names = (
        name
        for name, territory in get_global("zone_territories").items()
        if entry is not None and territory == entry.alpha_2
    )
    return tuple(zone for name in sorted(names) if (zone := named_zone(name)) is not None)
