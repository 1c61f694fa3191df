"""Reviews of plans in the store: every remark is added and never changed, by who may make it while it may be made."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.model.base import typed_text
from assessment.model.roles import EVERY_ROLE
from assessment.review.answer_review import IllegalRemark
from assessment.review.plan_review import (
    BY_EXPERT,
    DECISIONS,
    PlanRemark,
    PlanReview,
    Subject,
    can_remark_on_plan,
    check_plan_remark,
    subject_name,
)
from assessment.store.audit.writer import lock_log, log_rows
from assessment.store.base import StoreBase
from assessment.store.database.queries import current_state
from assessment.store.database.tables import AssessmentRow, SettingsRow
from assessment.store.people.identity import Person
from assessment.store.reviews.plan_remark_rows import plan_remark_row, plan_review_of
from assessment.store.reviews.reviews import StaleReview
from assessment.store.state_guard import StateLocked
from translations import gettext as _


class PlanReviews(StoreBase):
    """The part of the store that keeps what an expert and a country say to the plan."""

    def plan_review(self, assessment_id: str, *, person: Person) -> PlanReview:
        """What was said, by subject, and the digest of the plan as it stands."""
        with self._read() as session:
            begun = self._find(session, assessment_id, person, Operation.SEE_REVIEW)
            return plan_review_of(session, begun)

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

        `seen` is the number of the subject's last remark seen; an approval or return names the `plan` that was seen,
        other remarks get the one that stands. Nobody reviews a plan of which they have saved anything, except in
        local mode, where one person plays all parts. Raises IllegalRemark, StaleReview or StateLocked.
        """
        _require(remark, expert=True)
        return self._say(assessment_id, subject, remark, seen, person, at, Operation.REVIEW)

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
        """Add the country's reply to a question. Raises IllegalRemark, StaleReview or StateLocked."""
        _require(remark, expert=False)
        return self._say(assessment_id, subject, remark, seen, person, at, Operation.RESPOND)

    def _say(
        self,
        assessment_id: str,
        subject: Subject,
        remark: PlanRemark,
        seen: int,
        person: Person,
        at: dt.datetime,
        operation: Operation,
    ) -> PlanRemark:
        with self._write() as session:
            extent = self._find_scope(session, assessment_id, person, operation)
            # Whoever asks, approves or saves the plan now does it before this or after it, not meanwhile.
            lock_log(session)
            before = plan_review_of(session, extent.assessment_row)
            is_decision = remark.kind in DECISIONS
            stored = replace(
                remark,
                text=typed_text(remark.text),
                plan=remark.plan if is_decision else before.plan,
                number=seen + 1,
                author=person.name,
                at=at.astimezone(dt.UTC),
            )
            said = before.thread(subject).remarks
            if said and replace(said[-1], at=stored.at) == stored:
                return said[-1]  # a press that was sent twice
            if len(said) != seen or before.is_older(stored):
                raise _stale(subject)
            check_plan_remark(
                stored,
                subject,
                before,
                roles=extent.roles,
                planned_by=_authors(session, extent.assessment_row, person),
                name=person.name,
            )
            row = plan_remark_row(stored, assessment_id, subject)
            session.add(row)
            log_rows(session, [row], person.name, at)
            _require_reviewable(session, extent.assessment_row, remark)
        return stored


def _require(remark: PlanRemark, *, expert: bool) -> None:
    if (remark.kind in BY_EXPERT) is not expert:
        raise IllegalRemark(_("This is not yours to say in a review. Nothing was stored."))


def _require_reviewable(session: Session, begun: AssessmentRow, remark: PlanRemark) -> None:
    if not can_remark_on_plan(current_state(session, begun), remark.kind):
        raise StateLocked(
            _(
                "The plan of this assessment is not in review now. Nothing was stored. "
                "Look at its state on the page “Hand in”."
            )
        )


def _authors(session: Session, begun: AssessmentRow, person: Person) -> frozenset[str]:
    """Who has saved targets or plan; nobody for who plays all parts in local mode."""
    if person.roles == EVERY_ROLE:
        return frozenset()
    rows = session.scalars(
        select(SettingsRow.author).where(SettingsRow.assessment_id == begun.id).distinct()
    )
    return frozenset(rows)


def _stale(subject: Subject) -> StaleReview:
    return StaleReview(
        _(
            "{subject}: somebody else has said something meanwhile, or the plan was changed. "
            "Nothing was stored. Read what is new, then press again."
        ).format(subject=subject_name(subject))
    )
