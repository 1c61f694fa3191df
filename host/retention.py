"""How long the log says who signed in, exported or downloaded: `COP_RETENTION_DAYS`, looked after once a day."""

from __future__ import annotations

import datetime as dt
import os

from assessment.errors import AssessmentError
from assessment.store import Store
from translations import gettext as _

RETENTION_DAYS = 730
"""Two years, unless `COP_RETENTION_DAYS` says otherwise: a cycle and the review of the next one."""

FEWEST_DAYS = 30

_done: dict[str, dt.date] = {}


def retention_days() -> int:
    """Days after which nobody needs to know any more. Raises AssessmentError for what is no number of days."""
    text = os.environ.get("COP_RETENTION_DAYS", "").strip() or str(RETENTION_DAYS)
    if not text.isascii() or not text.isdecimal() or not FEWEST_DAYS <= int(text) <= 36_500:
        raise AssessmentError(
            _("COP_RETENTION_DAYS: {text} is no number of days. Write one of {fewest} or more.").format(
                text=text[:20], fewest=FEWEST_DAYS
            )
        )  # fmt: skip
    return int(text)


def forget_what_is_old(store: Store, at: dt.datetime) -> int:
    """Forget who used something longer ago than is kept; how many entries that were. Asked again on the same day, 0."""
    if _done.get(store.location) == at.date():
        return 0
    _done[store.location] = at.date()
    return store.forget_persons(before=at - dt.timedelta(days=retention_days()), at=at)
