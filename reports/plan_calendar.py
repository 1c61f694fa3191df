"""The milestones of a roadmap for calendars (iCalendar, RFC 5545): each on its planned day, with its safe date."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from icalendar import Calendar, Event

from reports.facts import Facts
from reports.formats import format_month
from translations import gettext as _


def plan_calendar(facts: Facts, stamp: dt.datetime) -> bytes:
    """One event of a day for each milestone; equal milestones keep their UID, so a newer file replaces an older."""
    calendar = Calendar()
    calendar.add("prodid", "-//COP toolkit//Roadmap//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _title(facts))
    for item in facts.roadmap.milestones:
        indicator = facts.edition.indicators[item.indicator_id]
        event = Event()
        event.add(
            "uid",
            f"{facts.assessment.country}-{facts.assessment.cycle}-{item.indicator_id}-{item.level}@cop-toolkit.invalid",
        )
        event.add("dtstamp", stamp.astimezone(dt.UTC))
        day = item.date.replace(day=monthrange(item.date.year, item.date.month)[1])
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add(
            "summary",
            _("{id} reaches {level} {name}").format(
                id=item.indicator_id, level=item.level, name=facts.level_name(indicator, item.level)
            ),
        )
        event.add("description", _description(facts, item.indicator_id, item.level))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _title(facts: Facts) -> str:
    return _("Child online protection, milestones {cycle}").format(cycle=facts.assessment.cycle)


def _description(facts: Facts, key: str, level: int) -> str:
    indicator = facts.edition.indicators[key]
    found = facts.risk.milestones.get((key, level))
    question = facts.question(indicator)
    if found is None:
        return question
    return _("{question} Likely in {likely}; safe date {safe}.").format(
        question=question, likely=format_month(found.likely), safe=format_month(found.safe)
    )
