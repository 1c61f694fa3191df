"""The way between a `PlanRemark` and its row, and what is said of a plan as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.review.plan_digest import plan_digest
from assessment.review.plan_review import (
    DECISIONS,
    WHOLE_PLAN,
    PlanRemark,
    PlanRemarkKind,
    PlanReview,
    Subject,
    read_plan_review,
    subject_of,
)
from assessment.store.database.tables import AssessmentRow, PlanRemarkRow
from assessment.store.load import load_assessment


def plan_review_of(session: Session, begun: AssessmentRow) -> PlanReview:
    """The review of the plan as both stand now, subjects in the order of their keys."""
    said: dict[str, list[PlanRemark]] = {}
    for row in _remarks_on(session, begun.id):
        said.setdefault(row.subject, []).append(plan_remark_of(row))
    return read_plan_review(
        {subject_of(key): said[key] for key in sorted(said)},
        plan_digest(load_assessment(session, begun)),
    )


def plan_is_returned(session: Session, assessment_id: str) -> bool:
    """Whether the last decision about the plan was to return it."""
    newest = session.scalars(
        select(PlanRemarkRow.kind)
        .where(
            PlanRemarkRow.assessment_id == assessment_id,
            PlanRemarkRow.subject == WHOLE_PLAN.key,
            PlanRemarkRow.kind.in_([kind.value for kind in DECISIONS]),
        )
        .order_by(PlanRemarkRow.number.desc())
        .limit(1)
    ).first()
    return newest == PlanRemarkKind.RETURNED


def _remarks_on(session: Session, assessment_id: str) -> Sequence[PlanRemarkRow]:
    """All remarks, the oldest of each subject first."""
    return session.scalars(
        select(PlanRemarkRow)
        .where(PlanRemarkRow.assessment_id == assessment_id)
        .order_by(PlanRemarkRow.number)
    ).all()


def plan_remark_of(row: PlanRemarkRow) -> PlanRemark:
    """The remark in a row."""
    return PlanRemark(
        kind=PlanRemarkKind(row.kind),
        text=row.text,
        plan=row.plan,
        number=row.number,
        author=row.author,
        at=row.at,
    )


def plan_remark_row(remark: PlanRemark, assessment_id: str, subject: Subject) -> PlanRemarkRow:
    """A remark that has its number, author and time, not yet stored."""
    return PlanRemarkRow(
        assessment_id=assessment_id,
        subject=subject.key,
        number=remark.number,
        kind=remark.kind.value,
        text=remark.text,
        plan=remark.plan,
        author=remark.author,
        at=remark.at,
    )
