"""A project as XML of Microsoft Project (MSPDI), which ProjectLibre, GanttProject and others open too.

Every day of the calendar has eight working hours, so that durations are calendar days and the planned dates come out
again when a program schedules the file. A measure starts no earlier than planned and after its prerequisites.
Elements stand in the order of the schema http://schemas.microsoft.com/project.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

from reports.analysis import Analysis
from reports.project.tasks import MAXIMUM_TEXT, Project, Row, project_of
from translations import gettext as _

NAMESPACE = "http://schemas.microsoft.com/project"

HOURS = 8
"""Working hours of a day."""

CALENDAR_UID = 1

START_NO_EARLIER_THAN, FINISH_TO_START, DAYS, TENTHS = 4, 1, 7, 600
"""Type of constraint, type of link, format of a duration in days, tenths of minutes in an hour."""

_LIST_SIGNS = re.compile(r"\s*[,;]\s*")
"""Signs that separate resources in Microsoft Project, so that no name may hold them; nor brackets."""


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field of the program that holds a value of ours: its number, its name, our head."""

    id: int
    name: str
    alias: str


def custom_fields() -> Mapping[str, CustomField]:
    """The fields by the keys of `Row.fields`; ids are those of the task fields of Microsoft Project."""
    return {
        "code": CustomField(188743731, "Text1", _("Code")),
        "phase": CustomField(188743734, "Text2", _("Phase")),
        "status": CustomField(188743737, "Text3", _("Status")),
        "funding": CustomField(188743740, "Text4", _("Who pays")),
        "once_low": CustomField(188743786, "Cost1", _("Once, from")),
        "once_high": CustomField(188743787, "Cost2", _("Once, to")),
        "yearly_low": CustomField(188743788, "Cost3", _("Yearly, from")),
        "yearly_high": CustomField(188743938, "Cost4", _("Yearly, to")),
        "likely": CustomField(188743945, "Date1", _("Likely end")),
        "safe": CustomField(188743946, "Date2", _("Safe end")),
    }


def plan_project(analysis: Analysis) -> bytes:
    """The file in UTF-8. The same analysis gives the same bytes."""
    root = _document(project_of(analysis))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _document(project: Project) -> ET.Element:
    root = ET.Element("Project", xmlns=NAMESPACE)
    noon = dt.datetime.combine(project.day, dt.time(12))
    _add(
        root,
        SaveVersion=12,
        Name=_one_line(project.title),
        Title=_one_line(project.title),
        CreationDate=noon.isoformat(),
        LastSaved=noon.isoformat(),
        ScheduleFromStart=1,
        StartDate=_morning(project.start),
        FinishDate=_evening(project.finish),
        CurrencyDigits=0,
        CurrencySymbol=project.currency,
        CurrencyCode=project.currency,
        CurrencySymbolPosition=2,
        CalendarUID=CALENDAR_UID,
        DefaultStartTime="08:00:00",
        DefaultFinishTime="17:00:00",
        MinutesPerDay=HOURS * 60,
        MinutesPerWeek=HOURS * 60 * 7,
        DaysPerMonth=30,
        DefaultTaskType=1,
        DurationFormat=DAYS,
        NewTasksEffortDriven=0,
        NewTasksEstimated=0,
        StatusDate=_evening(project.day),
        CurrentDate=_morning(project.day),
    )
    fields = ET.SubElement(root, "ExtendedAttributes")
    for item in custom_fields().values():
        _add(
            ET.SubElement(fields, "ExtendedAttribute"),
            FieldID=item.id,
            FieldName=item.name,
            Alias=item.alias,
        )
    leads = {name: (uid, most) for uid, (name, most) in enumerate(project.leads.items(), 1)}
    _calendars(root, leads)
    tasks = ET.SubElement(root, "Tasks")
    _add(ET.SubElement(tasks, "Task"), **_whole(project))
    for place, row in enumerate(project.rows, 1):
        _task(ET.SubElement(tasks, "Task"), place, row)
    _resources(root, leads)
    _assignments(root, project.rows, leads)
    return root


def _add(parent: ET.Element, **values: object) -> None:
    """Add a child for each value that is not None."""
    for name, value in values.items():
        if value is not None:
            ET.SubElement(parent, name).text = str(value)


def _whole(project: Project) -> dict[str, object]:
    """The row of the whole project, number 0."""
    return {
        "UID": 0,
        "ID": 0,
        "Name": _one_line(project.title),
        "Type": 1,
        "IsNull": 0,
        "OutlineNumber": 0,
        "OutlineLevel": 0,
        "Start": _morning(project.start),
        "Finish": _evening(project.finish),
        "Duration": _hours((project.finish - project.start).days + 1),
        "DurationFormat": DAYS,
        "Milestone": 0,
        "Summary": 1,
        "CalendarUID": -1,
        "Notes": project.notes or None,
    }


def _task(task: ET.Element, place: int, row: Row) -> None:
    is_measure = not (row.is_summary or row.is_milestone)
    is_done = is_measure and row.done_days == row.days
    begin = _evening(row.start) if row.is_milestone else _morning(row.start)
    cost = None if row.cost is None else _cents(row.cost)
    _add(
        task,
        UID=row.uid,
        ID=place,
        Name=row.name,
        Type=1,
        IsNull=0,
        WBS=row.number,
        OutlineNumber=row.number,
        OutlineLevel=row.number.count(".") + 1,
        Start=begin,
        Finish=_evening(row.finish),
        Duration=_hours(row.days),
        DurationFormat=DAYS,
        EffortDriven=0,
        Estimated=0,
        Milestone=int(row.is_milestone),
        Summary=int(row.is_summary),
        FixedCost=cost,
        FixedCostAccrual=None if cost is None else 2,
        PercentComplete=None if row.is_summary else _percent(row),
        Cost=cost,
        ActualStart=begin if row.done_days else None,
        ActualFinish=_evening(row.finish) if is_done else None,
        ActualDuration=_hours(row.done_days) if is_measure else None,
        RemainingDuration=_hours(row.days - row.done_days) if is_measure else None,
        ConstraintType=0 if row.is_summary else START_NO_EARLIER_THAN,
        CalendarUID=-1,
        ConstraintDate=None if row.is_summary else begin,
        Deadline=_evening(row.deadline) if row.deadline else None,
        Notes=row.notes or None,
    )
    for link in row.links:
        _add(
            ET.SubElement(task, "PredecessorLink"),
            PredecessorUID=link.uid,
            Type=FINISH_TO_START,
            CrossProject=0,
            LinkLag=link.lag * HOURS * TENTHS,
            LagFormat=DAYS,
        )
    for key, item in custom_fields().items():
        if key in row.fields:
            _add(
                ET.SubElement(task, "ExtendedAttribute"),
                FieldID=item.id,
                Value=_value(row.fields[key]),
            )


def _calendars(root: ET.Element, leads: Mapping[str, tuple[int, int]]) -> None:
    """Add a calendar that works every day, and one after it for each body."""
    calendars = ET.SubElement(root, "Calendars")
    base = ET.SubElement(calendars, "Calendar")
    _add(base, UID=CALENDAR_UID, Name="Standard", IsBaseCalendar=1, BaseCalendarUID=-1)
    days = ET.SubElement(base, "WeekDays")
    for weekday in range(1, 8):
        day = ET.SubElement(days, "WeekDay")
        _add(day, DayType=weekday, DayWorking=1)
        times = ET.SubElement(day, "WorkingTimes")
        for first, last in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
            _add(ET.SubElement(times, "WorkingTime"), FromTime=first, ToTime=last)
    for name, (uid, _most) in leads.items():
        _add(
            ET.SubElement(calendars, "Calendar"),
            UID=CALENDAR_UID + uid,
            Name=resource_name(name),
            IsBaseCalendar=0,
            BaseCalendarUID=CALENDAR_UID,
        )


def _resources(root: ET.Element, leads: Mapping[str, tuple[int, int]]) -> None:
    resources = ET.SubElement(root, "Resources")
    for name, (uid, most) in leads.items():
        _add(
            ET.SubElement(resources, "Resource"),
            UID=uid,
            ID=uid,
            Name=resource_name(name),
            Type=1,
            IsNull=0,
            MaxUnits=most,
            CalendarUID=CALENDAR_UID + uid,
        )


def _assignments(
    root: ET.Element, rows: Iterable[Row], leads: Mapping[str, tuple[int, int]]
) -> None:
    """Add who leads what; a body has a unit for each measure that it leads at a time, as the plan knows no hours."""
    assignments = ET.SubElement(root, "Assignments")
    for uid, row in enumerate((row for row in rows if row.lead), 1):
        _add(
            ET.SubElement(assignments, "Assignment"),
            UID=uid,
            TaskUID=row.uid,
            ResourceUID=leads[row.lead][0],
            PercentWorkComplete=_percent(row),
            ActualWork=_hours(row.done_days),
            Finish=_evening(row.finish),
            RemainingWork=_hours(row.days - row.done_days),
            Start=_morning(row.start),
            Units=1,
            Work=_hours(row.days),
        )


def resource_name(text: str) -> str:
    """A name that Microsoft Project takes for a resource: one line without separators of a list and brackets.

    >>> resource_name("Ministry of Health, Labour [new]")
    'Ministry of Health / Labour (new)'
    """
    return _one_line(_LIST_SIGNS.sub(" / ", text.translate({ord("["): "(", ord("]"): ")"})))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:MAXIMUM_TEXT]


def _percent(row: Row) -> int:
    """The share of the days that have passed, in per cent, rounded down."""
    return row.done_days * 100 // row.days if row.days else 0


def _value(value: str | dt.date | float) -> str:
    match value:
        case dt.date():
            return _evening(value)
        case str():
            return value
        case _amount:
            return _cents(value)


def _cents(amount: float) -> str:
    """Money in hundredths of the currency, as the format has it, whole."""
    return str(int((Decimal(amount) * 100).to_integral_value()))


def _hours(days: int) -> str:
    return f"PT{days * HOURS}H0M0S"


def _morning(day: dt.date) -> str:
    return f"{day.isoformat()}T08:00:00"


def _evening(day: dt.date) -> str:
    return f"{day.isoformat()}T17:00:00"
