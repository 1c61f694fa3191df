"""The milestones of a roadmap as an iCalendar file (RFC 5545), on their planned days, with their safe dates."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

from icalendar import Calendar, Event

from assessment import Milestone
from assessment.countries import country_name
from reports.analysis import Analysis
from reports.basis_labels import standing_note
from reports.formats import format_month
from reports.sections.edition_rules import target_set
from reports.sections.roadmap.plan_standing import marked, standing_sentence
from translations import gettext as _

_FIRST_SEQUENCE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""From here sequence numbers count; a number of 32 bits lasts until 2088."""


def plan_calendar(analysis: Analysis, stamp: dt.datetime, assessment_id: str = "") -> bytes:
    """The file in UTF-8, with one all-day event for each milestone; `stamp` is its time of creation.

    UIDs are stable, and SEQUENCE grows with the time of creation, so that a newer file replaces an older one (RFC 5546,
    2.1.5). Assessments with an id, or else of another country, cycle, profile or standing, have UIDs of their own.
    Without milestones a single event on the day of the analysis says so, because RFC 5545 requires one.
    """
    events = _Events(analysis, stamp.astimezone(dt.UTC), assessment_id)
    calendar = Calendar()
    calendar.add("prodid", "-//COP toolkit//Roadmap//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _title(analysis))
    for item in analysis.roadmap.milestones:
        calendar.add_component(events.milestone(item))
    if not analysis.roadmap.milestones:
        calendar.add_component(events.nothing())
    data: bytes = calendar.to_ical()
    return data


@dataclass(frozen=True, slots=True)
class _Events:
    """Makes the events of one file; `stamp` is in UTC."""

    analysis: Analysis
    stamp: dt.datetime
    assessment_id: str

    def milestone(self, item: Milestone) -> Event:
        analysis = self.analysis
        indicator = analysis.edition.indicators[item.indicator_id]
        summary = _("{id} reaches {level} {name}").format(
            id=item.indicator_id, level=item.level, name=analysis.level_name(indicator, item.level)
        )
        text = " ".join(filter(None, (_description(analysis, item), _note(analysis))))
        last = item.date.replace(day=monthrange(item.date.year, item.date.month)[1])
        return self._event(f"{item.indicator_id}-{item.level}", last, summary, text)

    def nothing(self) -> Event:
        return self._event(
            "nothing", self.analysis.day, _("No milestone is planned"), _note(self.analysis)
        )

    def _event(self, key: str, day: dt.date, summary: str, description: str) -> Event:
        country = country_name(self.analysis.assessment.country)
        event = Event()
        event.add("uid", f"{key}@{self._owner()}.cop-toolkit.invalid")
        event.add("dtstamp", self.stamp)
        event.add("last-modified", self.stamp)
        event.add("sequence", max(0, int((self.stamp - _FIRST_SEQUENCE).total_seconds())))
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add(
            "summary",
            _("{country}: {event}").format(
                country=country, event=marked(self.analysis.standing, summary)
            ),
        )
        if description:
            event.add("description", description)
        event.add("transp", "TRANSPARENT")
        return event

    def _owner(self) -> str:
        """The common part of the UIDs of one assessment."""
        assessment = self.analysis.assessment
        named = (assessment.country, assessment.cycle, assessment.profile, assessment.standing)
        return self.assessment_id or "-".join(map(str, named)).lower().replace("_", "-")


def _title(analysis: Analysis) -> str:
    return _("{country}: child online protection, milestones {cycle}").format(
        country=country_name(analysis.assessment.country), cycle=analysis.assessment.cycle
    )


def _note(analysis: Analysis) -> str:
    """The set of targets in use, why nothing is planned where too little is answered, and that an assessment is not the country's own; empty where none is so."""
    texts = (
        target_set(analysis.edition, analysis.assessment),
        standing_sentence(analysis.standing, analysis.first),
        standing_note(analysis.assessment.standing),
    )
    return " ".join(filter(None, texts))


def _description(analysis: Analysis, item: Milestone) -> str:
    question = analysis.question(analysis.edition.indicators[item.indicator_id])
    dates = analysis.risk.milestones.get((item.indicator_id, item.level))
    if dates is None:
        return question
    return _("{question} Likely in {likely}; safe date {safe}.").format(
        question=question, likely=format_month(dates.likely), safe=format_month(dates.safe)
    )
