"""The milestones of a roadmap as an iCalendar file (RFC 5545), on their planned days, with their safe dates."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from icalendar import Calendar, Event

from assessment import Milestone, Standing
from assessment.countries import country_name
from reports.analysis import Analysis
from reports.formats import format_month
from translations import gettext as _


def plan_calendar(analysis: Analysis, stamp: dt.datetime) -> bytes:
    """The file in UTF-8, with one all-day event for each milestone; `stamp` is its time of creation.

    UIDs are stable, so that a newer file replaces an older one. Without milestones a single event on the day of `stamp`
    says so, because RFC 5545 requires one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//COP toolkit//Roadmap//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _title(analysis))
    for item in analysis.roadmap.milestones:
        calendar.add_component(_milestone(analysis, item, stamp))
    if not analysis.roadmap.milestones:
        calendar.add_component(_nothing(analysis, stamp))
    data: bytes = calendar.to_ical()
    return data


def _milestone(analysis: Analysis, item: Milestone, stamp: dt.datetime) -> Event:
    indicator = analysis.edition.indicators[item.indicator_id]
    summary = _("{id} reaches {level} {name}").format(
        id=item.indicator_id, level=item.level, name=analysis.level_name(indicator, item.level)
    )
    text = " ".join(filter(None, (_description(analysis, item), _illustrative_note(analysis))))
    last = item.date.replace(day=monthrange(item.date.year, item.date.month)[1])
    return _event(analysis, f"{item.indicator_id}-{item.level}", last, summary, text, stamp)


def _nothing(analysis: Analysis, stamp: dt.datetime) -> Event:
    return _event(
        analysis, "nothing", stamp.date(), _("No milestone is planned"), _illustrative_note(analysis), stamp
    )  # fmt: skip


def _event(
    analysis: Analysis, key: str, day: dt.date, summary: str, description: str, stamp: dt.datetime
) -> Event:
    assessment = analysis.assessment
    event = Event()
    event.add("uid", f"{assessment.country}-{assessment.cycle}-{key}@cop-toolkit.invalid")
    event.add("dtstamp", stamp.astimezone(dt.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add(
        "summary",
        _("{country}: {event}").format(country=country_name(assessment.country), event=summary),
    )
    if description:
        event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event


def _title(analysis: Analysis) -> str:
    return _("{country}: child online protection, milestones {cycle}").format(
        country=country_name(analysis.assessment.country), cycle=analysis.assessment.cycle
    )


def _illustrative_note(analysis: Analysis) -> str:
    """Note for illustrative assessments; empty for others."""
    if analysis.assessment.standing is Standing.ILLUSTRATIVE:
        return _("Illustrative, not the country's assessment.")
    return ""


def _description(analysis: Analysis, item: Milestone) -> str:
    question = analysis.question(analysis.edition.indicators[item.indicator_id])
    dates = analysis.risk.milestones.get((item.indicator_id, item.level))
    if dates is None:
        return question
    return _("{question} Likely in {likely}; safe date {safe}.").format(
        question=question, likely=format_month(dates.likely), safe=format_month(dates.safe)
    )
