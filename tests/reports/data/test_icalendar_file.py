"""Calendar file: two independent libraries read every milestone."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from reports.data.icalendar_file import plan_calendar
from tests.reports.plans import CASES, DAY, analysis_of, form_of


def expected(name: str) -> set[tuple[str, dt.date]]:
    return {
        (
            f"{item.indicator_id}-{item.level}",
            item.date.replace(day=calendar.monthrange(item.date.year, item.date.month)[1]),
        )
        for item in analysis_of(name).roadmap.milestones
    } or {("nothing", DAY)}


def key_of(uid: str) -> str:
    return uid.partition("@")[0]


@pytest.mark.parametrize("name", CASES)
def test_vobject_reads_every_milestone_on_its_day(name: str) -> None:
    events = vobject.readOne(form_of(name, ".ics").decode()).contents["vevent"]
    assert {(key_of(item.uid.value), item.dtstart.value) for item in events} == expected(name)
    assert len({item.uid.value for item in events}) == len(events)


@pytest.mark.parametrize("name", CASES)
def test_icalendar_reads_every_milestone_on_its_day(name: str) -> None:
    events = Calendar.from_ical(form_of(name, ".ics")).walk("VEVENT")
    assert {(key_of(item["UID"]), item["DTSTART"].dt) for item in events} == expected(name)
    for item in events:
        assert item["DTEND"].dt - item["DTSTART"].dt == dt.timedelta(days=1)
        assert item["DTSTAMP"].dt == dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", CASES)
def test_lines_end_and_fold_as_rfc_5545_says(name: str) -> None:
    data = form_of(name, ".ics")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    data.decode("utf-8")


def test_signs_in_texts_come_back_as_they_were() -> None:
    analysis = analysis_of("ken")
    result: Any = vobject.readOne(form_of("ken", ".ics").decode()).contents["vevent"][0]
    item = analysis.roadmap.milestones[0]
    question = analysis.question(analysis.edition.indicators[item.indicator_id])
    assert "," in question
    assert result.description.value.startswith(question)
    assert b"\\," in form_of("ken", ".ics")


def test_a_later_file_has_the_same_events_with_a_later_stamp() -> None:
    later = dt.datetime(2027, 2, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    events = Calendar.from_ical(plan_calendar(analysis_of("ken"), later)).walk("VEVENT")
    before = Calendar.from_ical(form_of("ken", ".ics")).walk("VEVENT")
    assert [item["UID"] for item in events] == [item["UID"] for item in before]
    assert {item["DTSTAMP"].to_ical() for item in events} == {b"20270201T060000Z"}


def events_at(stamp: dt.datetime, name: str = "ken", assessment_id: str = "") -> list[Any]:
    return Calendar.from_ical(plan_calendar(analysis_of(name), stamp, assessment_id)).walk("VEVENT")


@pytest.mark.parametrize("later_by", [dt.timedelta(seconds=1), dt.timedelta(days=400)])
def test_a_file_made_later_is_a_later_revision_of_the_same_events(later_by: dt.timedelta) -> None:
    first = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
    before, after = events_at(first), events_at(first + later_by)
    for old, new in zip(before, after, strict=True):
        assert old["UID"] == new["UID"]
        assert new["SEQUENCE"] > old["SEQUENCE"] > 0
        assert new["LAST-MODIFIED"].dt == new["DTSTAMP"].dt == old["DTSTAMP"].dt + later_by


def test_each_assessment_has_events_of_its_own() -> None:
    stamp = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
    one, other = events_at(stamp, assessment_id="a-1"), events_at(stamp, assessment_id="b-2")
    assert not {item["UID"] for item in one} & {item["UID"] for item in other}
    analysis = analysis_of("ken")
    quick = dataclasses.replace(
        analysis, assessment=analysis.assessment.model_copy(update={"profile": "quick"})
    )
    uids = [
        {item["UID"] for item in Calendar.from_ical(plan_calendar(each, stamp)).walk("VEVENT")}
        for each in (analysis, quick)
    ]
    assert not uids[0] & uids[1]
