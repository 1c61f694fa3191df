"""Reading of the review of answers."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from assessment.model.assessment import NATIONAL
from assessment.review.answer_review import IndicatorReview, read_reviews
from assessment.store.database.queries import newest_numbers
from assessment.store.reviews.remark_table import REMARKS


def reviews_of(session: Session, assessment_id: str) -> Mapping[str, IndicatorReview]:
    """Return the review of each indicator with remarks, ordered by indicator id."""
    answers = {
        indicator: number
        for (owner, indicator), number in newest_numbers(session, assessment_id).items()
        if owner == NATIONAL
    }
    return read_reviews(REMARKS.threads(session, assessment_id), answers)
