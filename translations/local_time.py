"""The calendar day of a moment as the reader sees it: the one place that turns a time into a day to print."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_zone: ContextVar[dt.tzinfo | None] = ContextVar("time zone", default=None)


def local_day(moment: dt.datetime) -> dt.date:
    """The day of an aware `moment` in the time zone of this context, by default that of the computer (`TZ`).

    >>> with use_time_zone(named_zone("America/Lima")):
    ...     local_day(dt.datetime(2026, 11, 27, 3, tzinfo=dt.UTC))
    datetime.date(2026, 11, 26)
    """
    return moment.astimezone(_zone.get()).date()


def set_time_zone(zone: dt.tzinfo | None) -> None:
    """Set the time zone of this context (a page run); None is that of the computer."""
    _zone.set(zone)


@contextmanager
def use_time_zone(zone: dt.tzinfo | None) -> Iterator[None]:
    """Set the time zone inside the block, and restore the former one after it."""
    token = _zone.set(zone)
    try:
        yield
    finally:
        _zone.reset(token)


def named_zone(name: str | None) -> dt.tzinfo | None:
    """The IANA time zone of this name, as a browser gives it; None where it is missing or unknown.

    >>> named_zone("../etc/passwd"), named_zone(""), str(named_zone("Asia/Jakarta"))
    (None, None, 'Asia/Jakarta')
    """
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
