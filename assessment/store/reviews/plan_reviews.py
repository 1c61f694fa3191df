"""Store of the review of plans: remarks are added and never changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.review.plan_review import (
    DECISIONS,
    RULES,
    PlanRemark,
    PlanReview,
    Subject,
    check_plan_remark,
    subject_name,
)
from assessment.store.audit.writer import lock_log
from assessment.store.database.tables import SettingsRow
from assessment.store.people.identity import Person
from assessment.store.reviews.plan_remark_rows import plan_review_of
from assessment.store.reviews.remark_store import RemarkStore, ThreadWriter, require_kind
from assessment.store.reviews.remark_table import PLAN_REMARKS
from assessment.store.visibility import AccessScope
from translations import gettext as _


class PlanReviews(RemarkStore):
    """The part of the store that keeps the review of plans."""

    def plan_review(self, assessment_id: str, *, person: Person) -> PlanReview:
        """Return the threads of all subjects with remarks, and the digest of the plan as stored."""
        with self._read() as session:
            assessment_row = self._find(session, assessment_id, person, Operation.SEE_REVIEW)
            return plan_review_of(session, assessment_row)

    def review_plan(
        self,
        assessment_id: str,
        subject: Subject,
        remark: PlanRemark,
        *,
        seen: int,
        person: Person,
        at: dt.datetime,
    ) -> PlanRemark:
        """Add an expert's question, that one is resolved, or that the plan is approved or returned.

        `seen` as in `_add_remark`. An approval or return names the digest `plan` of the plan that was seen; other
        remarks get that of the plan as stored. Nobody reviews a plan of which they have saved a revision, except in
        local mode. Raises IllegalRemark, StaleReview and StateLocked.
        """
        require_kind(remark, RULES, by_expert=True)
        return self._remark_on_plan(
            assessment_id, subject, remark, seen, person, at, Operation.REVIEW
        )

    def respond_on_plan(
        self,
        assessment_id: str,
        subject: Subject,
        remark: PlanRemark,
        *,
        seen: int,
        person: Person,
        at: dt.datetime,
    ) -> PlanRemark:
        """Add the country's reply to a question; `seen` and errors as in `review_plan`."""
        require_kind(remark, RULES, by_expert=False)
        return self._remark_on_plan(
            assessment_id, subject, remark, seen, person, at, Operation.RESPOND
        )

    def _remark_on_plan(
        self,
        assessment_id: str,
        subject: Subject,
        remark: PlanRemark,
        seen: int,
        person: Person,
        at: dt.datetime,
        operation: Operation,
    ) -> PlanRemark:
        return self._add_remark(
            assessment_id,
            remark,
            partial(_PlanThread, subject=subject),
            seen=seen,
            person=person,
            at=at,
            operation=operation,
            stale_message=_(
                "{subject}: somebody else has said something meanwhile, or the plan was changed. "
                "Nothing was stored. Read what is new, then press again."
            ).format(subject=subject_name(subject)),
        )


class _PlanThread(ThreadWriter[PlanRemark]):
    """The thread of one subject; `review` is the state of the whole review before the remark."""

    table, rules = PLAN_REMARKS, RULES
    review: PlanReview

    def __init__(self, session: Session, scope: AccessScope, subject: Subject) -> None:
        self.subject = subject
        super().__init__(session, scope, subject.key)

    def read(self) -> tuple[PlanRemark, ...]:
        # Other remarks and saves of the plan are done before the review is read, or after this transaction.
        lock_log(self.session)
        self.review = plan_review_of(self.session, self.scope.assessment_row)
        return self.review.thread(self.subject).remarks

    def complete(self, remark: PlanRemark) -> PlanRemark:
        return remark if remark.kind in DECISIONS else replace(remark, plan=self.review.plan)

    def is_outdated(self, remark: PlanRemark) -> bool:
        return self.review.is_outdated(remark)

    def check(self, remark: PlanRemark, person: Person) -> None:
        check_plan_remark(
            remark,
            self.subject,
            self.review,
            roles=self.scope.roles,
            planned_by=self.authors(person, SettingsRow, assessment_id=self.assessment_id),
            name=person.name,
        )

    def locked_message(self) -> str:
        return _(
            "The plan of this assessment is not in review now. Nothing was stored. "
            "Look at its state on the page “Hand in”."
        )
