"""The form of a plan review: the expert's question and decision, the country's reply, and their callback."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.forms import form_drafts, messages
from assessment import AssessmentError
from assessment.model.roles import AccessRole
from assessment.review.plan_review import (
    BY_EXPERT,
    WHOLE_PLAN,
    PlanRemark,
    PlanRemarkKind,
    PlanReview,
    PlanReviewOutcome,
    Subject,
    can_remark_on_plan,
    subject_name,
)
from assessment.review.thread import EXPERTS, RESPONDERS
from host.services import now, open_store
from translations import gettext as _
from translations import pgettext

AREA = "plan review"
"""Name of the messages of this form."""


def show(
    context: AssessmentContext, review: PlanReview, subject: Subject, roles: Collection[AccessRole]
) -> None:
    """Draw the fields for the remarks on a subject that the user's roles and the state allow."""
    prefix = key_prefix(subject)
    is_questioned = review.thread(subject).newest(PlanRemarkKind.QUESTION) is not None
    if EXPERTS & set(roles) and can_remark_on_plan(context.state, PlanRemarkKind.QUESTION):
        _text_field(
            context,
            subject,
            "question",
            _("Question on the plan as a whole")
            if subject == WHOLE_PLAN
            else _("Question to the country"),
        )
        with st.container(horizontal=True, key=f"{prefix}.ask-buttons"):
            _button(context, review, subject, PlanRemarkKind.QUESTION, _("Ask"), "question")
            if review.thread(subject).question_is_open:
                _button(
                    context,
                    review,
                    subject,
                    PlanRemarkKind.RESOLVED,
                    pgettext("button", "Resolved"),
                    "question",
                )
    if (
        RESPONDERS & set(roles)
        and is_questioned
        and can_remark_on_plan(context.state, PlanRemarkKind.REPLY)
    ):
        _text_field(context, subject, "reply", _("Reply of the country"))
        _button(
            context, review, subject, PlanRemarkKind.REPLY, pgettext("button", "Reply"), "reply"
        )


def decide(context: AssessmentContext, review: PlanReview, roles: Collection[AccessRole]) -> None:
    """Draw the decision on the whole plan: return while a question is open, else approve.

    Nothing is drawn for other roles or states, nor for a plan approved and unchanged since.
    """
    if not EXPERTS & set(roles) or not can_remark_on_plan(context.state, PlanRemarkKind.APPROVED):
        return
    if review.open_questions:
        _note(_("To approve, no question on the plan may be open."))
        if not review.is_returned:
            _decision(context, review, PlanRemarkKind.RETURNED, _("Return the plan: why"))
    elif review.outcome is not PlanReviewOutcome.APPROVED:
        _note(_("To return the plan, ask a question first."))
        _decision(context, review, PlanRemarkKind.APPROVED, _("What you say with it, if anything"))


def _note(text: str) -> None:
    """Draw a note."""
    st.html(Markup('<p class="cop-note">{}</p>').format(text))


def _decision(
    context: AssessmentContext, review: PlanReview, kind: PlanRemarkKind, label: str
) -> None:
    """Draw the reason field, named `label`, and the button of a decision."""
    _text_field(context, WHOLE_PLAN, "reason", label)
    action = (
        _("Approve the plan")
        if kind is PlanRemarkKind.APPROVED
        else _("Return the plan with the open questions")
    )
    _button(context, review, WHOLE_PLAN, kind, action, "reason", primary=True)


def key_prefix(subject: Subject) -> str:
    """Return the prefix of the widget keys of a subject."""
    return f"review.{subject.key}"


def _text_field(context: AssessmentContext, subject: Subject, name: str, label: str) -> None:
    """Draw a text field, whose draft is kept until it is stored, and the message of its buttons."""
    prefix = key_prefix(subject)
    initial = form_drafts.bind(context.id, prefix, **{name: ""})
    st.text_area(
        label, initial[name], height="content", **form_drafts.field(context.id, prefix, name)
    )
    form_drafts.recover(context.id, prefix, **{name: ""})
    messages.show(AREA, context.id, at=f"{prefix}.{name}")


def _button(
    context: AssessmentContext,
    review: PlanReview,
    subject: Subject,
    kind: PlanRemarkKind,
    label: str,
    field: str,
    *,
    primary: bool = False,
) -> None:
    """Draw the button that stores a remark of `kind` with the text of `field`."""
    st.button(
        label,
        key=f"{key_prefix(subject)}.say-{kind.value}",
        type="primary" if primary else "secondary",
        on_click=_save_remark,
        args=(context.id, subject, kind, field, review.plan, len(review.thread(subject).remarks)),
    )


@session.in_user_language
def _save_remark(
    assessment_id: str,
    subject: Subject,
    kind: PlanRemarkKind,
    field: str,
    plan: str,
    seen: int,
) -> None:
    """Store a remark on the plan revision `plan`; a refusal becomes a message and the field keeps its text.

    `seen` is the number of remarks on the subject that were on the screen.
    """
    store, prefix = open_store(), key_prefix(subject)
    method = store.review_plan if kind in BY_EXPERT else store.respond_on_plan
    remark = PlanRemark(kind, session.field(prefix, field) or "", plan)
    at = f"{prefix}.{field}"
    try:
        method(assessment_id, subject, remark, seen=seen, person=session.person(), at=now())
    except AssessmentError as error:
        messages.report(AREA, assessment_id, problem=str(error), at=at)
    else:
        form_drafts.forget(assessment_id, prefix, field)
        done = _("{subject}: stored.").format(subject=subject_name(subject))
        messages.report(AREA, assessment_id, done=done, at=at)
