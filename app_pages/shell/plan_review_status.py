"""The status of a plan review in sentences: open questions, the decision with author and time, the next step."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.authorship import byline
from app_pages.shell.markup import isolate
from app_pages.shell.navigation.code_links import show_html
from assessment.review.plan_review import (
    QUESTIONED_IN,
    PlanRemark,
    PlanRemarkKind,
    PlanReview,
    PlanReviewOutcome,
    Subject,
    subject_name,
)
from host.services import open_store
from reports.joining import join_clauses
from translations import gettext as _
from translations import ngettext

MAXIMUM_NAMED = 6
"""Open questions named in a sentence; the others are counted."""


def status_sentences(review: PlanReview) -> str:
    """Return the status of the review, the most recent event first."""
    decision = review.decision
    match review.outcome:
        case PlanReviewOutcome.NOT_LOOKED_AT:
            return _("No expert has looked at the plan yet.")
        case PlanReviewOutcome.RESOLVED:
            return _("Every question is resolved. The plan is not approved yet.")
        case PlanReviewOutcome.APPROVED | PlanReviewOutcome.CHANGED if decision is not None:
            return _decided(review, decision)
    texts = [open_sentence(review)]
    if decision is not None:
        texts.insert(0 if review.is_returned else 1, _decided(review, decision))
    return " ".join(texts)


def open_sentence(review: PlanReview) -> str:
    """Return how many questions are open, and how many of them wait for a reply."""
    count, waiting = len(review.open_questions), len(review.waiting_for_reply)
    opened = ngettext(
        "{count} question on the plan is open.", "{count} questions on the plan are open.", count
    ).format(count=count)
    without = ngettext(
        "{count} question waits for a reply.", "{count} questions wait for a reply.", waiting
    ).format(count=waiting)
    return f"{opened} {without}"


def _decided(review: PlanReview, decision: PlanRemark) -> str:
    """Return the sentence on a decision, with author and time."""
    who = byline(decision.author, decision.at) if decision.at else isolate(decision.author)
    if decision.kind is PlanRemarkKind.RETURNED:
        return _("The plan is returned ({who}): {reason}").format(
            who=who, reason=isolate(decision.text)
        )
    if review.is_outdated(decision):
        return _("The plan was approved ({who}) and was changed since.").format(who=who)
    return _("The plan is approved ({who}).").format(who=who)


def named(subjects: Iterable[Subject]) -> str:
    """Return the names of the first MAXIMUM_NAMED subjects and the number of the others."""
    listed = list(subjects)
    shown = join_clauses(map(subject_name, listed[:MAXIMUM_NAMED]))
    more = len(listed) - MAXIMUM_NAMED
    return _("{listed}; and {count} more").format(listed=shown, count=more) if more > 0 else shown


def next_step_text(review: PlanReview) -> str:
    """Return the sentence that names the next step of the plan and its role."""
    return {
        PlanReviewOutcome.NOT_LOOKED_AT: _(
            "Next, the expert looks at targets, measures and dates, asks, and approves the plan as a whole."
        ),
        PlanReviewOutcome.OPEN: _(
            "Next, the coordinator or approver replies, and the expert says whether that is enough."
        ),
        PlanReviewOutcome.RETURNED: _(
            "Targets and plan can be changed. Next, the coordinator replies and changes what was asked about where needed."
        ),
        PlanReviewOutcome.RESOLVED: _("Next, the expert approves the plan as a whole, below."),
        PlanReviewOutcome.APPROVED: _("The plan can be carried out. Every later change is shown here."),
        PlanReviewOutcome.CHANGED: _("Next, the expert looks at what was changed, asks, or approves again."),
    }[review.outcome]  # fmt: skip


def show_standing(context: AssessmentContext) -> None:
    """Show the status of the review with the open questions; nothing before the plan can be questioned."""
    review = _review(context)
    if review is None:
        return
    if context.state in QUESTIONED_IN or review.outcome is not PlanReviewOutcome.NOT_LOOKED_AT:
        _line(context, status_sentences(review), review)


def show_open(context: AssessmentContext) -> None:
    """Show the open questions by name; nothing where none is open."""
    review = _review(context)
    if review is not None and review.open_questions:
        _line(context, open_sentence(review), review)


def _review(context: AssessmentContext) -> PlanReview | None:
    """Return the plan review, or None for an institution, which may not see the plan."""
    if not context.is_national:
        return None
    return open_store().plan_review(context.id, person=session.person())


def _line(context: AssessmentContext, text: str, review: PlanReview) -> None:
    subjects = named(review.open_questions)
    show_html(
        Markup('<p class="cop-note cop-plan-review">{}</p>').format(
            _("{sentence} Open: {subjects}.").format(sentence=text, subjects=subjects)
            if subjects
            else text
        )
    )
    st.page_link(
        session.pages()["plan-review"],
        label=_("To the review of the plan"),
        query_params=session.query_params(context.id),
    )
