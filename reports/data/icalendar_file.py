"""The milestones of a roadmap for calendars (iCalendar, RFC 5545): each on its planned day, with its safe date."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from icalendar import Calendar, Event

from assessment import Milestone, Standing
from assessment.countries import country_name
from reports.analysis import Analysis
from reports.formats import format_month
from translations import gettext as _


def plan_calendar(facts: Analysis, stamp: dt.datetime) -> bytes:
    """One event of a day for each milestone; equal milestones keep their UID, so a newer file replaces an older.

    Where nothing is planned, one event on the day of `stamp` says so: a calendar without an event is no calendar.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//COP toolkit//Roadmap//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _title(facts))
    for item in facts.roadmap.milestones:
        calendar.add_component(_milestone(facts, item, stamp))
    if not facts.roadmap.milestones:
        calendar.add_component(_nothing(facts, stamp))
    data: bytes = calendar.to_ical()
    return data


def _milestone(facts: Analysis, item: Milestone, stamp: dt.datetime) -> Event:
    indicator = facts.edition.indicators[item.indicator_id]
    summary = _("{id} reaches {level} {name}").format(
        id=item.indicator_id, level=item.level, name=facts.level_name(indicator, item.level)
    )
    text = " ".join(filter(None, (_description(facts, item), _standing(facts))))
    last = item.date.replace(day=monthrange(item.date.year, item.date.month)[1])
    return _event(facts, f"{item.indicator_id}-{item.level}", last, summary, text, stamp)


def _nothing(facts: Analysis, stamp: dt.datetime) -> Event:
    return _event(
        facts, "nothing", stamp.date(), _("No milestone is planned"), _standing(facts), stamp
    )  # fmt: skip


def _event(
    facts: Analysis, key: str, day: dt.date, summary: str, description: str, stamp: dt.datetime
) -> Event:
    given = facts.assessment
    event = Event()
    event.add("uid", f"{given.country}-{given.cycle}-{key}@cop-toolkit.invalid")
    event.add("dtstamp", stamp.astimezone(dt.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add(
        "summary",
        _("{country}: {event}").format(country=country_name(given.country), event=summary),
    )
    if description:
        event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event


def _title(facts: Analysis) -> str:
    return _("{country}: child online protection, milestones {cycle}").format(
        country=country_name(facts.assessment.country), cycle=facts.assessment.cycle
    )


def _standing(facts: Analysis) -> str:
    """What a reader must not overlook when the event stands among others."""
    if facts.assessment.standing is Standing.ILLUSTRATIVE:
        return _("Illustrative, not the country's assessment.")
    return ""


def _description(facts: Analysis, item: Milestone) -> str:
    question = facts.question(facts.edition.indicators[item.indicator_id])
    found = facts.risk.milestones.get((item.indicator_id, item.level))
    if found is None:
        return question
    return _("{question} Likely in {likely}; safe date {safe}.").format(
        question=question, likely=format_month(found.likely), safe=format_month(found.safe)
    )
