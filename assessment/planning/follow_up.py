"""Follow-up of the plan: progress of each measure against the adopted dates, and the actions of the next months. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.model.assessment import Assessment
from assessment.model.plan_settings import (
    AdoptedPlan,
    MeasureProgress,
    MeasureStatus,
    PlanSettings,
)
from assessment.planning.roadmap import Action, Roadmap
from questionnaires import Edition


class Pace(StrEnum):
    """Progress of a measure relative to the adopted plan."""

    DONE = "done"
    DONE_LATE = "done_late"
    ON_TIME = "on_time"
    START_OVERDUE = "start_overdue"
    END_OVERDUE = "end_overdue"
    STOPPED = "stopped"
    NOT_DUE = "not_due"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One measure: its planned first and last month (YYYY-MM; None if not in the plan), its progress, and the comparison."""

    measure_id: str
    planned: tuple[str, str] | None
    progress: MeasureProgress
    pace: Pace


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Counts of measures of the adopted plan: due to be done by now, done, under way, late, stopped."""

    rows: tuple[FollowUp, ...]
    due: int
    done: int
    under_way: int
    late: int
    stopped: int


NOT_STARTED = MeasureProgress(status=MeasureStatus.NOT_STARTED)


def with_status(progress: MeasureProgress, status: MeasureStatus, month: str) -> MeasureProgress:
    """The progress with another status; a month that it needs is `month` (YYYY-MM) where none is known yet.

    What has not started has no months, what is under way no end.
    """
    started, ended = progress.started, progress.ended
    match status:
        case MeasureStatus.NOT_STARTED:
            started = ended = None
        case MeasureStatus.UNDER_WAY:
            started, ended = started or month, None
        case MeasureStatus.DONE:
            ended = ended or max(started or month, month)
    return progress.model_copy(update={"status": status, "started": started, "ended": ended})


def adopt(roadmap: Roadmap, on: date) -> AdoptedPlan:
    """The first and last months of a roadmap's actions, as the baseline of the follow-up."""
    return AdoptedPlan(
        date=on,
        months={
            item.measure.id: (f"{item.start:%Y-%m}", f"{item.end:%Y-%m}")
            for item in roadmap.actions
        },
    )


def put_off(plan: PlanSettings) -> Mapping[str, str]:
    """The month (YYYY-MM) in which to look again at each measure that is put off, by measure, the earliest first."""
    months = {
        key: decision.look_again
        for key, decision in plan.decisions.items()
        if decision.look_again is not None
    }
    return dict(sorted(months.items(), key=lambda item: (item[1], item[0])))


def due_again(plan: PlanSettings, today: date) -> tuple[str, ...]:
    """The measures that were put off until the present month or an earlier one, the earliest first."""
    now = f"{today:%Y-%m}"
    return tuple(key for key, month in put_off(plan).items() if month <= now)


def led_rows(plan: PlanSettings, today: date) -> tuple[FollowUp, ...]:
    """The progress of each measure of the part of a plan that an institution reports on, by planned end and id."""
    months = plan.adopted.months if plan.adopted else {}
    now = f"{today:%Y-%m}"
    rows = (
        FollowUp(key, span, progress, _pace(span, progress, now))
        for key, span in months.items()
        for progress in (plan.progress.get(key, NOT_STARTED),)
    )
    return tuple(sorted(rows, key=lambda row: (months[row.measure_id][1], row.measure_id)))


def propose_reporting(
    edition: Edition, assessment: Assessment, measures: Iterable[str]
) -> Mapping[str, str]:
    """The institution that reports each of `measures`, by measure; those without one are left out.

    What is stored prevails; then an institution with the name of the country's own lead; then, where the lead has no
    own name, the first institution of the edition's role.
    """
    institutions = assessment.institutions
    by_name = {item.name.strip().casefold(): item.id for item in reversed(institutions)}
    by_role = {item.role: item.id for item in reversed(institutions) if item.role}
    proposed: dict[str, str] = {}
    for key in measures:
        decision = assessment.plan.decisions.get(key)
        name = decision.lead.strip().casefold() if decision else ""
        if key in edition.measure:
            lead = edition.measure[key].lead
            proposed[key] = by_name.get(name, "") if name else by_role.get(lead, "")
    stored = assessment.plan.reporting
    return {key: value for key, value in proposed.items() if value} | dict(stored)


def follow_up(assessment: Assessment, roadmap: Roadmap, today: date) -> PlanProgress:
    """The progress of every measure of the adopted plan, or of the roadmap if none is adopted, as of `today`."""
    plan = assessment.plan
    adopted = plan.adopted or adopt(roadmap, today)
    keys = dict.fromkeys(
        (*adopted.months, *(item.measure.id for item in roadmap.actions), *plan.progress)
    )
    now = f"{today:%Y-%m}"
    rows = tuple(
        FollowUp(
            key,
            adopted.months.get(key),
            plan.progress.get(key, NOT_STARTED),
            _pace(adopted.months.get(key), plan.progress.get(key, NOT_STARTED), now),
        )
        for key in keys
    )
    return PlanProgress(
        rows=rows,
        due=sum(row.planned is not None and row.planned[1] < now for row in rows),
        done=sum(row.pace in (Pace.DONE, Pace.DONE_LATE) for row in rows),
        under_way=sum(row.progress.status is MeasureStatus.UNDER_WAY for row in rows),
        late=sum(row.pace in (Pace.START_OVERDUE, Pace.END_OVERDUE) for row in rows),
        stopped=sum(row.pace is Pace.STOPPED for row in rows),
    )


def _pace(planned: tuple[str, str] | None, progress: MeasureProgress, now: str) -> Pace:
    """Compare progress with the planned months in the month `now` (YYYY-MM)."""
    match progress.status:
        case MeasureStatus.STOPPED:
            return Pace.STOPPED
        case MeasureStatus.DONE:
            late = (
                planned is not None and progress.ended is not None and progress.ended > planned[1]
            )
            return Pace.DONE_LATE if late else Pace.DONE
        case MeasureStatus.UNDER_WAY:
            return Pace.END_OVERDUE if planned and planned[1] < now else Pace.ON_TIME
        case MeasureStatus.NOT_STARTED:
            if planned is None:
                return Pace.NEW
            return Pace.START_OVERDUE if planned[0] < now else Pace.NOT_DUE


def operational_plan(roadmap: Roadmap, *, first: date, months: int) -> tuple[Action, ...]:
    """The actions not done yet that overlap the `months` from `first` on, by start, each with its full dates."""
    end = first.year * 12 + first.month - 1 + months
    return tuple(
        item
        for item in roadmap.actions
        if item.status is not MeasureStatus.DONE
        and item.end >= first
        and item.start.year * 12 + item.start.month - 1 < end
    )


@dataclass(frozen=True, slots=True)
class PastStart:
    """A plan that starts before the present month, with measures that should have started and have not."""

    months: int
    """Whole months from the start of the plan to the present month."""
    overdue: tuple[str, ...]
    """Ids of the measures planned to start in a past month without a status, by start."""


def past_start(roadmap: Roadmap, plan: PlanSettings, today: date) -> PastStart | None:
    """The part of a roadmap that is in the past and has not started; None where there is none.

    In a plan recalculated from a month, a measure may still start in the quarter of today.
    """
    allowance = 0 if plan.not_before is None else 2
    overdue = tuple(
        item.measure.id
        for item in roadmap.actions
        if item.status is MeasureStatus.NOT_STARTED
        and _months_between(item.start, today) > allowance
    )
    return PastStart(_months_between(roadmap.start, today), overdue) if overdue else None


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
