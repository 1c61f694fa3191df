"""Retention of names in the audit log: after `COP_RETENTION_DAYS` they are removed, checked once a day."""

from __future__ import annotations

import datetime as dt
import os

from assessment.errors import AssessmentError
from assessment.store import Store
from translations import gettext as _

RETENTION_DAYS = 730
"""Default of `COP_RETENTION_DAYS`, two years: a cycle and the review of the next one."""

MINIMUM_DAYS = 30
MAXIMUM_DAYS = 36_500

_last_run: dict[str, dt.date] = {}


def retention_days() -> int:
    """Days for which names are kept. Raises AssessmentError where `COP_RETENTION_DAYS` is not a number in range."""
    text = os.environ.get("COP_RETENTION_DAYS", "").strip() or str(RETENTION_DAYS)
    if not text.isascii() or not text.isdecimal() or not MINIMUM_DAYS <= int(text) <= MAXIMUM_DAYS:
        raise AssessmentError(
            _("COP_RETENTION_DAYS: {text} is no number of days. Write one of {fewest} or more.").format(
                text=text[:20], fewest=MINIMUM_DAYS
            )
        )  # fmt: skip
    return int(text)


def apply_retention(store: Store, at: dt.datetime) -> int:
    """Remove names from older entries of the audit log; return the number of entries, 0 on a later call of the day."""
    if _last_run.get(store.location) == at.date():
        return 0
    _last_run[store.location] = at.date()
    return store.forget_persons(before=at - dt.timedelta(days=retention_days()), at=at)
