"""Reading of the review of a plan."""

from __future__ import annotations

from sqlalchemy.orm import Session

from assessment.review.plan_digest import plan_digest
from assessment.review.plan_review import (
    DECISIONS,
    WHOLE_PLAN,
    PlanRemarkKind,
    PlanReview,
    PlanThread,
    read_plan_review,
    subject_of,
)
from assessment.store.database.tables import AssessmentRow
from assessment.store.load import load_assessment
from assessment.store.reviews.remark_table import PLAN_REMARKS


def plan_review_of(session: Session, assessment_row: AssessmentRow) -> PlanReview:
    """Return the review of the plan as stored, threads ordered by the key of their subjects."""
    threads = PLAN_REMARKS.threads(session, assessment_row.id)
    return read_plan_review(
        {subject_of(key): remarks for key, remarks in threads.items()},
        plan_digest(load_assessment(session, assessment_row)),
    )


def plan_is_returned(session: Session, assessment_id: str) -> bool:
    """Return whether the last decision about the plan is a return."""
    remarks = PLAN_REMARKS.thread(session, assessment_id, WHOLE_PLAN.key)
    decision = PlanThread(WHOLE_PLAN, remarks).newest(*DECISIONS)
    return decision is not None and decision.kind is PlanRemarkKind.RETURNED
