"""Reviews in the store: every remark is added and never changed, by who may make it while it may be made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.errors import AssessmentError
from assessment.model.assessment import NATIONAL, UNANSWERED
from assessment.model.base import typed_text
from assessment.model.roles import EVERY_ROLE
from assessment.review.answer_review import (
    BY_COUNTRY,
    BY_EXPERT,
    IllegalRemark,
    IndicatorReview,
    Remark,
    RemarkKind,
    check_remark,
)
from assessment.review.layers import taken_over
from assessment.store.audit.writer import log_rows
from assessment.store.base import StoreBase
from assessment.store.database.queries import newest
from assessment.store.database.tables import AnswerRow, Base
from assessment.store.people.identity import Person
from assessment.store.reviews.remark_rows import remark_of, remark_row, remarks_on, reviews_of
from assessment.store.revisions import ANSWERS, answer_of
from assessment.store.state_guard import require_reviewable
from translations import gettext as _


class StaleReview(AssessmentError):
    """Somebody else said something of the indicator, or changed its answer, meanwhile; nothing was stored."""


class Reviews(StoreBase):
    """The part of the store that keeps what an expert and a country say to each answer."""

    def reviews(self, assessment_id: str, *, person: Person) -> Mapping[str, IndicatorReview]:
        """What was said, by indicator; those of which nothing was said are not named."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_REVIEW)
            return reviews_of(session, assessment_id)

    def review(
        self,
        assessment_id: str,
        indicator_id: str,
        remark: Remark,
        *,
        seen: int,
        person: Person,
        at: dt.datetime,
    ) -> Remark:
        """Add an expert's view or question, or that a question is resolved; `seen` is the last remark's number seen.

        Only while the assessment is in review. Nobody reviews their own answers: who wrote any revision of the
        answer is refused, except in local mode, where one person plays all parts (roles are then `EVERY_ROLE`).
        Raises IllegalRemark, StaleReview or StateLocked.
        """
        _require(remark, BY_EXPERT)
        return self._remark(assessment_id, indicator_id, remark, seen, person, at, Operation.REVIEW)

    def respond(
        self,
        assessment_id: str,
        indicator_id: str,
        remark: Remark,
        *,
        seen: int,
        person: Person,
        at: dt.datetime,
    ) -> Remark:
        """Add what the country says: a reply, or that it takes the expert's level over or keeps its own beside it.

        To take it over changes the answer in the same transaction. Raises IllegalRemark, StaleReview or StateLocked.
        """
        _require(remark, BY_COUNTRY)
        return self._remark(
            assessment_id, indicator_id, remark, seen, person, at, Operation.RESPOND
        )

    def _remark(
        self,
        assessment_id: str,
        indicator_id: str,
        remark: Remark,
        seen: int,
        person: Person,
        at: dt.datetime,
        operation: Operation,
    ) -> Remark:
        try:
            with self._write() as session:
                extent = self._find_scope(session, assessment_id, person, operation)
                before = _review_of(session, assessment_id, indicator_id)
                stored = replace(
                    remark,
                    text=typed_text(remark.text),
                    number=seen + 1,
                    author=person.name,
                    at=at.astimezone(dt.UTC),
                )
                if _said_already(stored, before):
                    return before.remarks[-1]
                if len(before.remarks) != seen or remark.answer != before.answer:
                    raise _stale(indicator_id)
                check_remark(
                    stored,
                    before,
                    roles=extent.roles,
                    answered_by=_authors(session, assessment_id, indicator_id, person),
                    name=person.name,
                )
                rows: list[Base] = []
                if remark.kind is RemarkKind.ACCEPTED and before.view is not None:
                    stored = replace(
                        stored,
                        level=before.view.level,
                        self_level=before.view.self_level,
                        answer=before.answer + 1,
                    )
                    rows.append(_taken_over(session, assessment_id, before, person, at))
                rows.append(remark_row(stored, assessment_id, indicator_id))
                session.add_all(rows)
                log_rows(session, rows, person.name, at)
                require_reviewable(session, extent.assessment_row, remark.kind)
        except (
            IntegrityError
        ) as error:  # somebody else got this number between our look and our write
            raise _stale(indicator_id) from error
        return stored


def _require(remark: Remark, kinds: frozenset[RemarkKind]) -> None:
    if remark.kind not in kinds:
        raise IllegalRemark(_("This is not yours to say in a review. Nothing was stored."))


def _review_of(session: Session, assessment_id: str, indicator_id: str) -> IndicatorReview:
    answer = _newest_answer(session, assessment_id, indicator_id)
    said = tuple(remark_of(row) for row in remarks_on(session, assessment_id, indicator_id))
    return IndicatorReview(indicator_id, said, answer.number if answer else 0)


def _newest_answer(session: Session, assessment_id: str, indicator_id: str) -> AnswerRow | None:
    """Return the newest revision of the national answer to an indicator."""
    return newest(
        session,
        AnswerRow,
        assessment_id=assessment_id,
        institution=NATIONAL,
        indicator_id=indicator_id,
    )


def _said_already(offered: Remark, before: IndicatorReview) -> bool:
    """Whether the same person has just said the same: a press that was sent twice."""
    last = before.remarks[-1] if before.remarks else None
    return (
        last is not None
        and last.kind is not RemarkKind.ACCEPTED
        and replace(last, at=offered.at) == offered
    )


def _authors(
    session: Session, assessment_id: str, indicator_id: str, person: Person
) -> frozenset[str]:
    """Who has written any revision of any institution's answer; nobody for who plays all parts in local mode."""
    if person.roles == EVERY_ROLE:
        return frozenset()
    rows = session.scalars(
        select(AnswerRow.author)
        .where(AnswerRow.assessment_id == assessment_id, AnswerRow.indicator_id == indicator_id)
        .distinct()
    )
    return frozenset(rows)


def _taken_over(
    session: Session,
    assessment_id: str,
    before: IndicatorReview,
    person: Person,
    at: dt.datetime,
) -> Base:
    """The answer at the expert's level, as the next revision."""
    answer = _newest_answer(session, assessment_id, before.indicator_id)
    if before.view is None:
        raise RuntimeError("a level is taken over from a view only")
    return ANSWERS.new_row(
        taken_over(answer_of(answer) if answer else UNANSWERED, before.view),
        assessment_id=assessment_id,
        institution=NATIONAL,
        indicator_id=before.indicator_id,
        number=before.answer + 1,
        author=person.name,
        at=at,
    )


def _stale(indicator_id: str) -> StaleReview:
    return StaleReview(
        _(
            "{id}: somebody else has said something meanwhile, or the answer was changed. "
            "Nothing was stored. Read what is new, then press again."
        ).format(id=indicator_id)
    )
