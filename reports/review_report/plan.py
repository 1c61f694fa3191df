"""Chapter on the review of the plan: its state, and the remarks on each subject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.review.plan_labels import plan_outcome_name, plan_remark_name, thread_outcome_name
from assessment.review.plan_review import (
    WHOLE_PLAN,
    PlanRemark,
    PlanReview,
    PlanReviewOutcome,
    PlanThread,
    Subject,
    SubjectKind,
    ThreadOutcome,
    subject_name,
)
from questionnaires import Edition
from questionnaires.labels import edition_text, question_text
from reports.joining import join_clauses
from reports.review_report.remarks import PrintedRemark, author_and_day
from reports.sections.labels import typed_paragraphs
from translations import gettext as _

FINGERPRINT = 12
"""Number of printed characters of the plan's digest."""


@dataclass(frozen=True, slots=True)
class PlanSubject:
    """One subject with its state, the task that is open, and its remarks, the oldest first."""

    name: str
    title: str
    outcome: str
    to_do: str
    remarks: tuple[PrintedRemark, ...]


@dataclass(frozen=True, slots=True)
class PlanPart:
    """Sentences on the state of the plan review, and its subjects."""

    sentences: tuple[str, ...]
    subjects: tuple[PlanSubject, ...]


def plan_part(edition: Edition, review: PlanReview | None) -> PlanPart | None:
    """The chapter; None where the plan has no remarks."""
    if review is None or not review.threads:
        return None
    return PlanPart(
        sentences=tuple(_sentences(review)),
        subjects=tuple(
            _subject(edition, thread)
            for thread in sorted(review.threads.values(), key=lambda item: item.subject != WHOLE_PLAN)
        ),
    )  # fmt: skip


def _sentences(review: PlanReview) -> Iterator[str]:
    decision, status = review.decision, review.outcome
    if decision is None:
        yield _("{standing}.").format(standing=plan_outcome_name(status))
    else:
        yield _("{what} ({who}).").format(
            what=plan_remark_name(decision.kind), who=author_and_day(decision.author, decision.at)
        )
    match status:
        case PlanReviewOutcome.APPROVED:
            yield _("It was not changed since.")
        case PlanReviewOutcome.CHANGED:
            yield _("It was changed since: what was approved is not the plan that stands.")
        case PlanReviewOutcome.OPEN | PlanReviewOutcome.RETURNED if review.open_questions:
            yield _("Open questions: {subjects}.").format(
                subjects=join_clauses(map(subject_name, review.open_questions))
            )
    if review.plan:
        yield _("Fingerprint of the plan as it stands: {digest}.").format(
            digest=review.plan[:FINGERPRINT]
        )


def _subject(edition: Edition, thread: PlanThread) -> PlanSubject:
    return PlanSubject(
        name=subject_name(thread.subject),
        title=_title(edition, thread.subject),
        outcome=""
        if thread.outcome is ThreadOutcome.NOT_ASKED
        else thread_outcome_name(thread.outcome),
        to_do=_task(thread.outcome),
        remarks=tuple(_remark(remark) for remark in thread.remarks),
    )


def _title(edition: Edition, subject: Subject) -> str:
    """The title of the subject in the edition; empty for an unknown id."""
    if subject.kind is SubjectKind.TARGET:
        indicator = edition.indicators.get(subject.id)
        return question_text(indicator) if indicator else ""
    measure = edition.measure.get(subject.id)
    return edition_text(measure.id, "title", measure.title) if measure else ""


def _task(outcome: ThreadOutcome) -> str:
    return {
        ThreadOutcome.WAITS_FOR_REPLY: _("The country replies, and changes the plan where needed."),
        ThreadOutcome.REPLIED: _("The expert says whether that is enough, or asks again."),
    }.get(outcome, "")


def _remark(remark: PlanRemark) -> PrintedRemark:
    label = _("{what} ({who})").format(
        what=plan_remark_name(remark.kind), who=author_and_day(remark.author, remark.at)
    )
    return PrintedRemark(label, None, typed_paragraphs(remark.text))
