"""Metadata of a submission in a collecting program: id, time of sending, outcome of its review. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from assessment.values.characters import ascii_digits
from exchange.xlsform.program_fields import FORMER_ID, IDS, REVIEWS, TIMES, is_of_program, letters
from exchange.xlsform.submission_records import Values
from translations import gettext as _

_ACCEPTED = frozenset(
    ("", "approved", "validationstatusapproved", "edited", "received", "none", "pending", "1", "3")
)
"""Outcomes with which a submission counts; 1 and 3 are Ona's numbers for approved and pending."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_AFTERNOON = re.compile(r"p\.? ?m\b|م|下午", re.IGNORECASE)
_BEFORE_NOON = re.compile(r"a\.? ?m\b|ص|上午", re.IGNORECASE)

_DAY_ONE = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
"""Day 0 of the numbers by which a spreadsheet counts days."""


def submission_id(record: Values) -> str:
    """The id of a submission in the program that collected it, without `uuid:`; empty where the export has none."""
    return next((_plain_id(record[key]) for key in IDS if record.get(key)), "")


def former_id(record: Values) -> str:
    """The id of the submission that this one corrects; empty for none."""
    return _plain_id(record.get(FORMER_ID, ""))


def _plain_id(text: str) -> str:
    return text.removeprefix("uuid:")


def review_objection(record: Values) -> str:
    """The outcome of a review that keeps a submission back, in the program's words; empty where it counts.

    An outcome that is not known keeps it back too, as it may be a refusal in another language.
    """
    if record.get("deletedAt"):
        return _("Deleted")
    for key, state in record.items():
        if letters(key) in REVIEWS and letters(state) not in _ACCEPTED:
            return _mark(state)
    return ""


def _mark(state: str) -> str:
    """The words that the program shows for an outcome."""
    return {
        "validation_status_not_approved": _("Not approved"),
        "validation_status_on_hold": _("On hold"),
        "hasIssues": _("Has issues"),
        "rejected": _("Rejected"),
        "2": _("Rejected"),
    }.get(state, state)


def time_text(record: Values) -> str:
    """The time of a submission as the file writes it; empty where it has none."""
    return next(
        (record[key] for key in TIMES if record.get(key) and is_of_program(key, record[key])), ""
    )


def moments_of(texts: Sequence[str]) -> list[dt.datetime] | None:
    """The moments (UTC) that the texts name, in their order; None where they can't be told. A text without a zone is UTC.

    Read are ISO 8601, days counted by a spreadsheet, and dates as a spreadsheet writes them: in the one order of day
    and month that all texts permit. Where all permit both orders, either will do if both sort the texts alike.
    """
    readings = [
        [moment for moment in moments if moment is not None]
        for moments in (
            [_moment(text, day_first=day_first) for text in texts] for day_first in (True, False)
        )
        if None not in moments
    ]
    if not readings:
        return None
    return readings[0] if len({tuple(_ranks(each)) for each in readings}) == 1 else None


def _ranks(moments: Sequence[dt.datetime]) -> list[int]:
    order = sorted(set(moments))
    return [order.index(moment) for moment in moments]


def _moment(text: str, *, day_first: bool) -> dt.datetime | None:
    """The moment that a text names; None where it names none in this order of day and month."""
    try:
        text = ascii_digits(text[:60])
        if re.match(r"\d{4}-\d\d-\d\d", text):
            moment = dt.datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        if re.fullmatch(r"\d+([.,]\d+)?", text):
            return _DAY_ONE + dt.timedelta(days=float(text.replace(",", ".")))
        return _local_moment(text, day_first=day_first)
    except (ValueError, OverflowError):
        return None


def _local_moment(text: str, *, day_first: bool) -> dt.datetime:
    """The moment in a date that a spreadsheet has written. Raises ValueError."""
    month = next(
        (
            _MONTHS.index(word[:3].lower()) + 1
            for word in re.findall(r"[A-Za-z]{3,9}", text)
            if word[:3].lower() in _MONTHS
        ),
        None,
    )
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    if month is None:
        first, second, third, *clock = numbers
        if first > 999:
            year, month, day = first, second, third
        else:
            year = third
            day, month = (first, second) if day_first else (second, first)
    else:
        day, year, *clock = numbers
        if day > 999:
            day, year = year, day
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    if _AFTERNOON.search(text) and hour < 12:
        hour += 12
    elif _BEFORE_NOON.search(text) and hour == 12:
        hour = 0
    year += 2000 if year < 100 else 0
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)


def newest_versions(ids: Sequence[str], former: Sequence[str]) -> Mapping[int, bool]:
    """Whether each submission, the oldest first, is the newest version of itself in its file, by position."""
    last = {key: position for position, key in enumerate(ids) if key}
    corrected = {key for key in former if key}
    return {
        position: (not key or last[key] == position) and key not in corrected
        for position, key in enumerate(ids)
    }
