"""The way between a `Remark` and its row, and what is said of an assessment as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.model.assessment import NATIONAL
from assessment.review.answer_review import IndicatorReview, Remark, RemarkKind, read_reviews
from assessment.store.database.queries import newest_numbers
from assessment.store.database.tables import RemarkRow


def reviews_of(session: Session, assessment_id: str) -> Mapping[str, IndicatorReview]:
    """The review of each indicator of which anything was said, in the order of their ids."""
    said: dict[str, list[Remark]] = {}
    for row in remarks_on(session, assessment_id):
        said.setdefault(row.indicator_id, []).append(remark_of(row))
    answers = {
        indicator: number
        for (owner, indicator), number in newest_numbers(session, assessment_id).items()
        if owner == NATIONAL
    }
    return read_reviews({key: said[key] for key in sorted(said)}, answers)


def remarks_on(
    session: Session, assessment_id: str, indicator_id: str | None = None
) -> Sequence[RemarkRow]:
    """The remarks on one indicator or on all, the oldest of each first."""
    mine = [RemarkRow.assessment_id == assessment_id]
    if indicator_id is not None:
        mine.append(RemarkRow.indicator_id == indicator_id)
    return session.scalars(select(RemarkRow).where(*mine).order_by(RemarkRow.number)).all()


def remark_of(row: RemarkRow) -> Remark:
    """The remark in a row."""
    return Remark(
        kind=RemarkKind(row.kind),
        text=row.text,
        level=row.level,
        self_level=row.self_level,
        answer=row.answer,
        number=row.number,
        author=row.author,
        at=row.at,
    )


def remark_row(remark: Remark, assessment_id: str, indicator_id: str) -> RemarkRow:
    """A remark that has its number, author and time, not yet stored."""
    return RemarkRow(
        assessment_id=assessment_id,
        indicator_id=indicator_id,
        number=remark.number,
        kind=remark.kind.value,
        text=remark.text,
        level=remark.level,
        self_level=remark.self_level,
        answer=remark.answer,
        author=remark.author,
        at=remark.at,
    )
