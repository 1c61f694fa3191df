"""Store of the review of answers: remarks are added and never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from assessment.access.permissions import Operation
from assessment.model.assessment import NATIONAL, UNANSWERED, AssessmentState
from assessment.review.answer_review import (
    RULES,
    IndicatorReview,
    Remark,
    RemarkKind,
    check_remark,
)
from assessment.review.layers import taken_over
from assessment.store.database.queries import newest, newest_transition
from assessment.store.database.tables import AnswerRow, Base
from assessment.store.people.identity import Person
from assessment.store.reviews.remark_rows import reviews_of
from assessment.store.reviews.remark_store import RemarkStore, ThreadWriter, require_kind
from assessment.store.reviews.remark_table import REMARKS
from assessment.store.revisions import ANSWERS, answer_of
from translations import gettext as _


class Reviews(RemarkStore):
    """The part of the store that keeps the review of answers."""

    def reviews(self, assessment_id: str, *, person: Person) -> Mapping[str, IndicatorReview]:
        """Return the review of each indicator with remarks."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_REVIEW)
            return reviews_of(session, assessment_id)

    def expert_questions(self, assessment_id: str, *, person: Person) -> Mapping[str, Remark]:
        """Return the open question of the expert on each answer with which the assessment was returned, by indicator.

        For an institution those it is asked, without the name of the expert; empty in any other state.
        """
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            last = newest_transition(session, assessment_id)
            if last is None or last.state != AssessmentState.RETURNED:
                return {}
            reviews = reviews_of(session, assessment_id)
            open_threads = {
                key: reviews[key].newest(RemarkKind.QUESTION)
                for key in last.questioned
                if key in reviews
                and reviews[key].question_is_open
                and scope.includes_indicator(key)
            }
            return {
                key: question if scope.limits is None else replace(question, author="")
                for key, question in open_threads.items()
                if question is not None
            }

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
        """Add an expert's view or question, or that a question is resolved; `seen` as in `_add_remark`.

        Nobody reviews their own answers: an author of any revision of the answer, of any institution, is refused,
        except in local mode. Raises IllegalRemark, StaleReview and StateLocked.
        """
        require_kind(remark, RULES, by_expert=True)
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
        """Add a response of the country: a reply, or that it takes the expert's level over or keeps its own.

        Taking it over adds a revision of the answer in the same transaction. `seen` and errors as in `review`.
        """
        require_kind(remark, RULES, by_expert=False)
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
        return self._add_remark(
            assessment_id,
            remark,
            partial(_AnswerThread, key=indicator_id),
            seen=seen,
            person=person,
            at=at,
            operation=operation,
            stale_message=_(
                "{id}: somebody else has said something meanwhile, or the answer was changed. "
                "Nothing was stored. Read what is new, then press again."
            ).format(id=indicator_id),
        )


class _AnswerThread(ThreadWriter[Remark]):
    """The thread of one indicator; `review` is its state before the remark."""

    table, rules = REMARKS, RULES
    review: IndicatorReview

    def read(self) -> tuple[Remark, ...]:
        answer = self._newest_answer()
        remarks = REMARKS.thread(self.session, self.assessment_id, self.key)
        self.review = IndicatorReview(self.key, remarks, answer.number if answer else 0)
        return remarks

    def is_outdated(self, remark: Remark) -> bool:
        return remark.answer != self.review.answer

    def is_repeated(self, remark: Remark) -> bool:
        # A level taken over is stored with another answer than it was sent with.
        last = self.remarks[-1].kind if self.remarks else None
        return last is not RemarkKind.ACCEPTED and super().is_repeated(remark)

    def check(self, remark: Remark, person: Person) -> None:
        check_remark(
            remark,
            self.review,
            roles=self.scope.roles,
            answered_by=self.authors(
                person, AnswerRow, assessment_id=self.assessment_id, indicator_id=self.key
            ),
            name=person.name,
        )

    def apply(self, remark: Remark) -> tuple[Remark, list[Base]]:
        """Where the country takes the view over, name its level and add the next revision of the answer."""
        view, number = self.review.view, self.review.answer + 1
        if remark.kind is not RemarkKind.ACCEPTED or view is None or remark.at is None:
            return remark, []
        answer = self._newest_answer()
        row = ANSWERS.new_row(
            taken_over(answer_of(answer) if answer else UNANSWERED, view),
            assessment_id=self.assessment_id,
            number=number,
            author=remark.author,
            at=remark.at,
            institution=NATIONAL,
            indicator_id=self.key,
        )
        return replace(remark, level=view.level, self_level=view.self_level, answer=number), [row]

    def locked_message(self) -> str:
        return _(
            "This assessment is not in review now. Nothing was stored. "
            "Look at its state on the page “Hand in”."
        )

    def _newest_answer(self) -> AnswerRow | None:
        return newest(
            self.session,
            AnswerRow,
            assessment_id=self.assessment_id,
            institution=NATIONAL,
            indicator_id=self.key,
        )
