"""In which order an expert looks at a plan, and why each part of it stands where it stands. Pure."""

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
    """Why a part of the plan should be looked at early, the strongest reason first."""

    URGENT = "urgent"
    """A gap in a core indicator, or one in which a child may be in danger."""
    EARLY = "early"
    """A measure of the plan's first quarter."""
    SETS_END = "sets_end"
    """A measure that most often sets the end."""
    NO_ROOM = "no_room"
    """A measure that is needed and does not fit, or may not be done."""
    RAISED = "raised"
    """A target that the plan raises, because another measure needs it."""
    DECIDED = "decided"
    """What the country has decided otherwise than the edition, with its reason."""


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A subject in its place, with every reason for it, the strongest first; none where it only follows."""

    subject: Subject
    reasons: tuple[LookFirst, ...] = ()


def plan_reading_order(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, risk: ScheduleRisk
) -> tuple[PlanReading, ...]:
    """Every target, measure and date of the plan once: by its strongest reason, then targets, measures, dates.

    Within a reason gaps by priority, measures by start, dates by how often they set the end. Nothing here depends on
    what was said already. The plan as a whole is not among them.
    """
    found: dict[Subject, list[LookFirst]] = {}
    for subject, reason in _reasons(edition, assessment, roadmap, risk):
        reasons = found.setdefault(subject, [])
        if reason not in reasons:
            reasons.append(reason)
    known = dict.fromkeys(_all(edition, assessment, roadmap))
    first = [PlanReading(key, tuple(reasons)) for key, reasons in found.items() if key in known]
    return (*first, *(PlanReading(key) for key in known if key not in found))


def _reasons(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, risk: ScheduleRisk
) -> Iterator[tuple[Subject, LookFirst]]:
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
    """Whether a country has decided by when a measure is done, or how long it takes."""
    return decision.by is not None or decision.months is not None


def _all(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> Iterator[Subject]:
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
