"""Reading order of a plan for its review, with the reasons for the rank of each subject. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessment.answers.checks import DEFAULT_TARGET
from assessment.model.assessment import Assessment
from assessment.model.plan_settings import MeasureDecision
from assessment.planning.gaps import find_gaps, target_levels
from assessment.planning.roadmap import Roadmap
from assessment.planning.schedule_risk import MAXIMUM_CRITICAL, ScheduleRisk
from assessment.review.plan_review import Subject, SubjectKind
from questionnaires import Edition


class LookFirst(StrEnum):
    """Reasons to read a subject early, the strongest first."""

    URGENT = "urgent"
    """A gap in a core indicator, or one in which a child may be in danger."""
    EARLY = "early"
    """A measure of the plan's first quarter."""
    SETS_END = "sets_end"
    """The date of one of the `MAXIMUM_CRITICAL` measures that most often set the end."""
    NO_ROOM = "no_room"
    """A measure that is needed but not scheduled."""
    RAISED = "raised"
    """A target raised as a prerequisite of a measure elsewhere."""
    DECIDED = "decided"
    """A decision of the country that differs from the edition."""


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A subject with its reasons, the strongest first; without any it follows the others."""

    subject: Subject
    reasons: tuple[LookFirst, ...] = ()


def plan_reading_order(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, risk: ScheduleRisk
) -> tuple[PlanReading, ...]:
    """Every target, measure and date of the plan once: by its strongest reason, then targets, measures, dates.

    Within a reason, gaps are sorted by priority, measures by start, dates by criticality. Remarks do not change the
    order. The plan as a whole is not included.
    """
    reasons_by_subject: dict[Subject, list[LookFirst]] = {}
    for subject, reason in _reasons(edition, assessment, roadmap, risk):
        reasons = reasons_by_subject.setdefault(subject, [])
        if reason not in reasons:
            reasons.append(reason)
    subjects = dict.fromkeys(_all_subjects(edition, assessment, roadmap))
    first = [
        PlanReading(subject, tuple(reasons))
        for subject, reasons in reasons_by_subject.items()
        if subject in subjects
    ]
    return (*first, *(PlanReading(item) for item in subjects if item not in reasons_by_subject))


def _reasons(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, risk: ScheduleRisk
) -> Iterator[tuple[Subject, LookFirst]]:
    """Yield each subject with each of its reasons, the strongest reasons first."""
    for gap in find_gaps(edition, assessment):
        if gap.indicator.core or gap.indicator.severe:
            yield _target(gap.indicator.id), LookFirst.URGENT
    for action in roadmap.actions:
        if action.start_quarter == 0:
            yield _measure(action.measure.id), LookFirst.EARLY
    for key, _share in risk.criticality[:MAXIMUM_CRITICAL]:
        yield _date(key), LookFirst.SETS_END
    for item in roadmap.unplanned:
        yield _measure(item.measure.id), LookFirst.NO_ROOM
    for raised in roadmap.raised:
        yield _target(raised.indicator_id), LookFirst.RAISED
    for key in assessment.targets:
        if key != DEFAULT_TARGET:
            yield _target(key), LookFirst.DECIDED
    for key, decision in assessment.plan.decisions.items():
        yield _measure(key), LookFirst.DECIDED
        if is_about_dates(decision):
            yield _date(key), LookFirst.DECIDED


def is_about_dates(decision: MeasureDecision) -> bool:
    """Whether a decision sets the date or the duration of a measure."""
    return decision.by is not None or decision.months is not None


def _all_subjects(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> Iterator[Subject]:
    """Yield the targets, measures and dates of the plan."""
    targets = target_levels(edition, assessment)
    for key in dict.fromkeys((*targets, *(item.indicator_id for item in roadmap.raised))):
        yield _target(key)
    planned = [item.measure.id for item in roadmap.actions]
    for key in (*planned, *(item.measure.id for item in roadmap.unplanned)):
        yield _measure(key)
    for key in planned:
        yield _date(key)


def _target(key: str) -> Subject:
    return Subject(SubjectKind.TARGET, key)


def _measure(key: str) -> Subject:
    return Subject(SubjectKind.MEASURE, key)


def _date(key: str) -> Subject:
    return Subject(SubjectKind.DATE, key)
