"""What was said of targets, measures, dates and the plan, subject by subject; and whether the plan is approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.review.plan_labels import plan_remark_name, standing_name, thread_outcome_name
from assessment.review.plan_review import (
    WHOLE_PLAN,
    PlanRemark,
    PlanReview,
    PlanStanding,
    PlanThread,
    Subject,
    SubjectKind,
    ThreadOutcome,
    subject_name,
)
from questionnaires import Edition
from reports.edition_labels import edition_text, question_text
from reports.review_report.remarks import PrintedRemark, paragraphs, who_and_when
from translations import gettext as _

FINGERPRINT = 12
"""Characters of the plan's digest that are shown."""


@dataclass(frozen=True, slots=True)
class PlanSubject:
    """One subject with all that was said of it, the oldest first, and who must act."""

    name: str
    title: str
    outcome: str
    to_do: str
    said: tuple[PrintedRemark, ...]


@dataclass(frozen=True, slots=True)
class PlanPart:
    """Where the review of the plan stands, and its subjects."""

    sentences: tuple[str, ...]
    subjects: tuple[PlanSubject, ...]


def plan_part(edition: Edition, review: PlanReview | None) -> PlanPart | None:
    """None where nothing was said of the plan."""
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
    decision, standing = review.decision, review.standing
    if decision is None:
        yield _("{standing}.").format(standing=standing_name(standing))
    else:
        yield _("{what} ({who}).").format(
            what=plan_remark_name(decision.kind), who=who_and_when(decision.author, decision.at)
        )
    match standing:
        case PlanStanding.APPROVED:
            yield _("It was not changed since.")
        case PlanStanding.CHANGED:
            yield _("It was changed since: what was approved is not the plan that stands.")
        case PlanStanding.OPEN | PlanStanding.RETURNED if review.open_questions:
            yield _("Open questions: {subjects}.").format(
                subjects="; ".join(map(subject_name, review.open_questions))
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
        said=tuple(_said(remark) for remark in thread.remarks),
    )


def _title(edition: Edition, subject: Subject) -> str:
    """What the subject is called in the questionnaire; empty where the edition knows nothing of that id."""
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


def _said(remark: PlanRemark) -> PrintedRemark:
    label = _("{what} ({who})").format(
        what=plan_remark_name(remark.kind), who=who_and_when(remark.author, remark.at)
    )
    return PrintedRemark(label, None, paragraphs(remark.text))
