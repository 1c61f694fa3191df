"""What the list of assessments shows of each, in one statement for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from assessment.audit_chain import AuditAction
from assessment.model.assessment import NATIONAL, AnswerStatus, AssessmentState
from assessment.store.database.queries import SAVED_TABLES
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    AuditRow,
    Base,
    ProfileRow,
    TransitionRow,
)

IDS_AT_ONCE = 500
"""Assessments in one statement; a statement of SQLite has at most 32,766 parameters."""


@dataclass(frozen=True, slots=True)
class StoredSummary:
    """State, profile and time of the last save of an assessment, and the number of answers of the country."""

    state: AssessmentState
    profile: str
    answered: int
    saved_at: dt.datetime | None


def stored_summaries(session: Session, ids: Collection[str]) -> Mapping[str, StoredSummary]:
    """Return the summary of each of these assessments, whole: without regard to what a person may see.

    For a region with ten years of cycles these are hundreds. Each subquery finds its rows by an index, so the time
    does not depend on the other assessments of the store.
    """
    result: dict[str, StoredSummary] = {}
    ordered = sorted(ids)
    for start in range(0, len(ordered), IDS_AT_ONCE):
        for row in session.execute(_summaries(ordered[start : start + IDS_AT_ONCE])):
            key, first_state, first_profile, state, profile, answered, *times = row
            result[key] = StoredSummary(
                state=AssessmentState(state or first_state),
                profile=first_profile if profile is None else profile,
                answered=answered,
                saved_at=max((at for at in times if at is not None), default=None),
            )
    return result


def _summaries(ids: Collection[str]) -> Any:
    imported = AuditRow.action == AuditAction.SUBMISSION_IMPORTED.value
    return select(
        AssessmentRow.id,
        AssessmentRow.state,
        AssessmentRow.profile,
        _newest(TransitionRow, "state"),
        _newest(ProfileRow, "profile"),
        _answered(),
        *(_last_save(table) for table in SAVED_TABLES),
        _last_save(AuditRow, imported),
    ).where(AssessmentRow.id.in_(ids))


def _newest(table: type[Base], column: str) -> ScalarSelect[Any]:
    """Return the subquery of a column in the newest row of the assessment of the outer row."""
    columns = table.__table__.c
    return (
        select(columns[column])
        .where(columns.assessment_id == AssessmentRow.id)
        .order_by(columns.number.desc())
        .limit(1)
        .correlate(AssessmentRow)
        .scalar_subquery()
    )


def _last_save(table: type[Base], *conditions: Any) -> ScalarSelect[Any]:
    """Return the subquery of the time of the last row of the assessment of the outer row."""
    columns = table.__table__.c
    return (
        select(func.max(columns.at))
        .where(columns.assessment_id == AssessmentRow.id, *conditions)
        .correlate(AssessmentRow)
        .scalar_subquery()
    )


def _answered() -> ScalarSelect[int]:
    """Return the subquery of the number of the country's newest answers in a state other than unanswered."""
    other = aliased(AnswerRow)
    newest = (
        select(func.max(other.number))
        .where(
            other.assessment_id == AnswerRow.assessment_id,
            other.institution == AnswerRow.institution,
            other.indicator_id == AnswerRow.indicator_id,
        )
        .correlate(AnswerRow)
        .scalar_subquery()
    )
    return (
        select(func.count())
        .select_from(AnswerRow)
        .where(
            AnswerRow.assessment_id == AssessmentRow.id,
            AnswerRow.institution == NATIONAL,
            AnswerRow.state != AnswerStatus.UNANSWERED.value,
            AnswerRow.number == newest,
        )
        .correlate(AssessmentRow)
        .scalar_subquery()
    )
