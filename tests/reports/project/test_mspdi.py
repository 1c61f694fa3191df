"""The project file: elements in the order of Microsoft's schema, dates, links, leads, costs and progress those of the plan."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from assessment import MeasureDecision, MeasureStatus
from assessment.model.plan_settings import MeasureProgress
from reports import plan_document
from reports.analysis import Analysis, build_analysis
from reports.project import plan_project
from reports.project.mspdi import NAMESPACE, resource_name
from reports.project.tasks import last_day
from tests.reports import made
from tests.reports.plans import CASES, DAY, UNPLANNED, analysis_of, case, form_of

IN = f"{{{NAMESPACE}}}"

ORDER = {
    "Project": (
        "SaveVersion Name Title CreationDate LastSaved ScheduleFromStart StartDate FinishDate CurrencyDigits "
        "CurrencySymbol CurrencyCode CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime "
        "MinutesPerDay MinutesPerWeek DaysPerMonth DefaultTaskType DurationFormat NewTasksEffortDriven "
        "NewTasksEstimated StatusDate CurrentDate ExtendedAttributes Calendars Tasks Resources Assignments"
    ),
    "Task": (
        "UID ID Name Type IsNull CreateDate Contact WBS OutlineNumber OutlineLevel Priority Start Finish Duration "
        "DurationFormat Work EffortDriven Recurring OverAllocated Estimated Milestone Summary Critical FixedCost "
        "FixedCostAccrual PercentComplete PercentWorkComplete Cost ActualStart ActualFinish ActualDuration "
        "ActualCost ActualWork RemainingDuration RemainingCost RemainingWork ConstraintType CalendarUID "
        "ConstraintDate Deadline LevelAssignments Hyperlink HyperlinkAddress IgnoreResourceCalendar Notes HideBar "
        "PredecessorLink ExtendedAttribute Baseline"
    ),
    "PredecessorLink": "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "WorkingTime": "FromTime ToTime",
    "Resource": "UID ID Name Type IsNull Initials Group MaxUnits CalendarUID Notes",
    "Assignment": (
        "UID TaskUID ResourceUID PercentWorkComplete ActualWork Finish RemainingWork Start Units Work"
    ),
}
"""Children of each element in the order of the schema mspdi_pj12.xsd, of those that are used or near them."""


def read(data: bytes) -> ET.Element:
    return ET.fromstring(data)


@cache
def project(name: str) -> ET.Element:
    return read(form_of(name, ".xml"))


def text(element: ET.Element, name: str) -> str:
    return element.findtext(IN + name, "")


def tasks(root: ET.Element) -> dict[str, ET.Element]:
    """Tasks by the code of their measure or indicator, pillars by their number; of milestones the last."""
    return {
        field(item, 188743731) or text(item, "OutlineNumber"): item
        for item in root.iter(IN + "Task")
    }


def field(task: ET.Element, number: int) -> str:
    values = {
        text(item, "FieldID"): text(item, "Value")
        for item in task.findall(IN + "ExtendedAttribute")
    }
    return values.get(str(number), "")


@pytest.mark.parametrize("name", CASES)
def test_every_element_stands_in_the_order_of_the_schema(name: str) -> None:
    for element in project(name).iter():
        kind = element.tag.removeprefix(IN)
        if kind in ORDER:
            allowed = ORDER[kind].split()
            places = [allowed.index(child.tag.removeprefix(IN)) for child in element]
            assert places == sorted(places), kind


@pytest.mark.parametrize("name", CASES)
def test_rows_are_numbered_from_nought_and_every_reference_leads_somewhere(name: str) -> None:
    root = project(name)
    rows = list(root.iter(IN + "Task"))
    uids = [text(item, "UID") for item in rows]
    assert [text(item, "ID") for item in rows] == [str(place) for place in range(len(rows))]
    assert len(set(uids)) == len(uids)
    assert {text(item, "PredecessorUID") for item in root.iter(IN + "PredecessorLink")} <= set(uids)
    resources = {text(item, "UID") for item in root.iter(IN + "Resource")}
    calendars = {text(item, "UID") for item in root.iter(IN + "Calendar")}
    for item in root.iter(IN + "Assignment"):
        assert text(item, "TaskUID") in uids
        assert text(item, "ResourceUID") in resources
    assert {text(item, "CalendarUID") for item in root.iter(IN + "Resource")} <= calendars
    levels = [int(text(item, "OutlineLevel")) for item in rows]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("name", sorted(CASES.keys() - UNPLANNED))
def test_measures_have_the_dates_prerequisites_and_leads_of_the_plan(name: str) -> None:
    analysis, root = analysis_of(name), project(name)
    rows = tasks(root)
    code = {text(item, "UID"): key for key, item in rows.items()}
    lead = {text(item, "UID"): text(item, "Name") for item in root.iter(IN + "Resource")}
    leads = {
        code[text(item, "TaskUID")]: lead[text(item, "ResourceUID")]
        for item in root.iter(IN + "Assignment")
    }
    for action in analysis.roadmap.actions:
        row = rows[action.measure.id]
        assert text(row, "Start") == f"{action.start}T08:00:00"
        assert text(row, "Finish") == f"{last_day(action.end)}T17:00:00"
        days = (last_day(action.end) - action.start).days + 1
        assert text(row, "Duration") == f"PT{8 * days}H0M0S"
        links = row.findall(IN + "PredecessorLink")
        assert {code[text(item, "PredecessorUID")] for item in links} == set(action.prerequisites)
        assert leads[action.measure.id] == resource_name(analysis.lead_name(action))
        assert field(row, 188743786) == (
            str(round(action.cost.once.low * 100)) if action.cost.known else ""
        )
    assert set(leads) == {item.measure.id for item in analysis.roadmap.actions}


@pytest.mark.parametrize("name", sorted(CASES.keys() - UNPLANNED))
def test_a_program_that_schedules_by_links_and_constraints_finds_the_same_dates(name: str) -> None:
    rows = {text(item, "UID"): item for item in project(name).iter(IN + "Task")}
    for row in rows.values():
        begin = text(row, "Start")
        for link in row.findall(IN + "PredecessorLink"):
            finish = dt.date.fromisoformat(text(rows[text(link, "PredecessorUID")], "Finish")[:10])
            lag = int(text(link, "LinkLag")) // 4800
            if text(row, "Milestone") == "1":
                assert f"{finish}T17:00:00" <= begin
            else:
                assert finish + dt.timedelta(days=1 + lag) <= dt.date.fromisoformat(begin[:10])
        if text(row, "ConstraintType") == "4":
            assert text(row, "ConstraintDate") == begin


@pytest.mark.parametrize("name", sorted(CASES.keys() - UNPLANNED))
def test_every_milestone_of_the_plan_is_one_on_its_last_day(name: str) -> None:
    found = [
        (field(item, 188743731), text(item, "Start"), text(item, "Duration"))
        for item in project(name).iter(IN + "Task")
        if text(item, "Milestone") == "1"
    ]
    assert sorted(found) == sorted(
        (item.indicator_id, f"{last_day(item.date)}T17:00:00", "PT0H0M0S")
        for item in analysis_of(name).roadmap.milestones
    )


@pytest.mark.parametrize("name", sorted(UNPLANNED & CASES.keys()))
def test_where_nothing_is_planned_one_row_says_so(name: str) -> None:
    _whole, only = project(name).iter(IN + "Task")
    assert text(only, "Name") == "Nothing is planned"


def analysis_with(changes: dict[str, object]) -> Analysis:
    """The training country with other plan settings."""
    assessment = case("xtc")
    plan = assessment.plan.model_copy(update=changes)
    return build_analysis(
        made.edition(), assessment.model_copy(update={"plan": plan}), DAY, sketch=True
    )


def test_progress_is_shown_as_the_days_that_have_passed() -> None:
    first, second, third = (item.measure.id for item in analysis_of("xtc").roadmap.actions[:3])
    analysis = analysis_with(
        {
            "start": "2026-01",
            "progress": {
                first: MeasureProgress(
                    status=MeasureStatus.DONE, started="2026-01", ended="2026-03"
                ),
                second: MeasureProgress(status=MeasureStatus.UNDER_WAY, started="2026-10"),
            },
        }
    )
    rows = tasks(read(plan_project(analysis)))
    assert text(rows[first], "PercentComplete") == "100"
    assert text(rows[first], "ActualFinish") == text(rows[first], "Finish")
    assert text(rows[first], "RemainingDuration") == "PT0H0M0S"
    assert 0 < int(text(rows[second], "PercentComplete")) < 100
    assert text(rows[second], "ActualDuration") == f"PT{8 * 54}H0M0S"
    assert field(rows[second], 188743737) == "Under way"
    assert not text(rows[second], "ActualFinish")
    if third in rows:
        assert text(rows[third], "PercentComplete") == "0"
        assert not text(rows[third], "ActualStart")


def test_a_measure_begun_before_its_prerequisite_ends_has_a_negative_lag() -> None:
    action = next(item for item in analysis_of("xtc").roadmap.actions if item.prerequisites)
    analysis = analysis_with(
        {
            "start": "2026-10",
            "progress": {
                action.measure.id: MeasureProgress(
                    status=MeasureStatus.UNDER_WAY, started="2026-10"
                )
            },
        }
    )
    row = tasks(read(plan_project(analysis)))[action.measure.id]
    lags = [int(text(item, "LinkLag")) for item in row.findall(IN + "PredecessorLink")]
    assert lags
    assert min(lags) < 0
    assert all(lag % 4800 == 0 for lag in lags)


@pytest.mark.parametrize(
    ("lead", "shown"),
    [
        ("Ministry of Health, Labour & <Family>", "Ministry of Health / Labour & <Family>"),
        ("A; B [acting]", "A / B (acting)"),
        ("የኢትዮጵያ]]>&#0; office", "የኢትዮጵያ))>&#0 / office"),
        ("x" * 900, "x" * 255),
    ],
)
def test_typed_names_come_back_as_text_without_signs_that_split_a_resource(
    lead: str, shown: str
) -> None:
    key = analysis_of("xtc").roadmap.actions[0].measure.id
    decision = MeasureDecision(lead=lead, funding="<b>&amp;</b>\n=1+1", reason="]]>")
    analysis = analysis_with({"decisions": {key: decision}})
    root = read(plan_project(analysis))
    assert shown in {text(item, "Name") for item in root.iter(IN + "Resource")}
    assert field(tasks(root)[key], 188743740) == "<b>&amp;</b> =1+1"


def test_no_body_leads_more_at_once_than_it_has_units() -> None:
    root = project("xtc")
    rows = {text(item, "UID"): item for item in root.iter(IN + "Task")}
    for body in root.iter(IN + "Resource"):
        own = [
            rows[text(item, "TaskUID")]
            for item in root.iter(IN + "Assignment")
            if text(item, "ResourceUID") == text(body, "UID")
        ]
        most = max(
            sum(text(item, "Start") <= text(row, "Start") <= text(item, "Finish") for item in own)
            for row in own
        )
        assert text(body, "MaxUnits") == str(most)


def test_a_deadline_that_the_country_set_stands_at_its_measure() -> None:
    key = analysis_of("xtc").roadmap.actions[0].measure.id
    analysis = analysis_with({"decisions": {key: MeasureDecision(by="2029-06")}})
    assert text(tasks(read(plan_project(analysis)))[key], "Deadline") == "2029-06-30T17:00:00"


def test_a_sketch_is_marked_in_its_title_with_the_reason() -> None:
    data = plan_document(".xml", made.edition(), case("quick"), DAY, sketch=True)
    root = read(data)
    assert text(root, "Title").startswith("Sketch")
    assert "This is a sketch" in text(next(root.iter(IN + "Task")), "Notes")
