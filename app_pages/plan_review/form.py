"""The fields of a review of the plan: the expert's question and decision, the country's reply; and what is stored when they are sent."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st
from markupsafe import Markup

from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from assessment import AssessmentError
from assessment.model.roles import AccessRole
from assessment.review.answer_review import EXPERTS, SPEAKERS
from assessment.review.plan_review import (
    BY_EXPERT,
    WHOLE_PLAN,
    PlanRemark,
    PlanRemarkKind,
    PlanReview,
    PlanStanding,
    Subject,
    can_remark_on_plan,
    subject_name,
)
from assessment.review.thread import QUESTION, newest
from host.services import now, open_store
from translations import gettext as _


def show(
    context: AssessmentContext, review: PlanReview, subject: Subject, roles: Collection[AccessRole]
) -> None:
    """What the person may say of a subject now; nothing where they may not."""
    own = own_name(subject)
    asked = newest(review.thread(subject).remarks, {QUESTION}) is not None
    if EXPERTS & set(roles) and can_remark_on_plan(context.state, PlanRemarkKind.QUESTION):
        _keep(own, "question")
        st.text_area(
            _("Question on the plan as a whole")
            if subject == WHOLE_PLAN
            else _("Question to the country"),
            key=f"{own}.question",
            height="content",
        )
        with st.container(horizontal=True, key=f"{own}.ask-buttons"):
            _button(context, review, subject, PlanRemarkKind.QUESTION, _("Ask"), "question")
            if review.thread(subject).question_is_open:
                _button(
                    context, review, subject, PlanRemarkKind.RESOLVED, _("Resolved"), "question"
                )
    if SPEAKERS & set(roles) and asked and can_remark_on_plan(context.state, PlanRemarkKind.REPLY):
        _keep(own, "reply")
        st.text_area(_("Reply of the country"), key=f"{own}.reply", height="content")
        _button(context, review, subject, PlanRemarkKind.REPLY, _("Reply"), "reply")


def decide(context: AssessmentContext, review: PlanReview, roles: Collection[AccessRole]) -> None:
    """Approve or return the plan as a whole; nothing where it is decided and nothing has changed since."""
    if not EXPERTS & set(roles) or not can_remark_on_plan(context.state, PlanRemarkKind.APPROVED):
        return
    if review.open_questions:
        _note(_("To approve, no question on the plan may be open."))
        if not review.is_returned:
            _decision(context, review, PlanRemarkKind.RETURNED, _("Return the plan: why"))
    elif review.standing is not PlanStanding.APPROVED:
        _note(_("To return the plan, ask a question first."))
        _decision(context, review, PlanRemarkKind.APPROVED, _("What you say with it, if anything"))


def _note(text: str) -> None:
    st.html(Markup('<p class="cop-note">{}</p>').format(text))


def _decision(
    context: AssessmentContext, review: PlanReview, kind: PlanRemarkKind, words: str
) -> None:
    own = own_name(WHOLE_PLAN)
    _keep(own, "reason")
    st.text_area(words, key=f"{own}.reason", height="content")
    label = (
        _("Approve the plan")
        if kind is PlanRemarkKind.APPROVED
        else _("Return the plan with the open questions")
    )
    _button(context, review, WHOLE_PLAN, kind, label, "reason", primary=True)


def show_messages(assessment_id: str) -> None:
    problem = session.problem_of("plan review", assessment_id)
    if problem:
        layout.show_problem(problem)
    done = session.problem_of("plan reviewed", assessment_id)
    if done:
        st.html(Markup('<p class="cop-done" role="status">{}</p>').format(done))


def own_name(subject: Subject) -> str:
    """With what the names of a subject's fields begin."""
    return f"review.{subject.key}"


def _keep(own: str, name: str) -> None:
    """Of a session's first run the browser may know better; later a field that was not drawn has lost its value."""
    if not session.is_first_run():
        session.hydrate(own, **{name: session.field(own, name) or ""})


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
    st.button(
        label,
        key=f"{own_name(subject)}.say-{kind.value}",
        type="primary" if primary else "secondary",
        on_click=_say,
        args=(context.id, subject, kind, field, review.plan, len(review.thread(subject).remarks)),
    )


@session.in_user_language
def _say(
    assessment_id: str,
    subject: Subject,
    kind: PlanRemarkKind,
    field: str,
    plan: str,
    seen: int,
) -> None:
    """Store what is said; what was refused says why, and what was written stays on the screen."""
    store, own = open_store(), own_name(subject)
    method = store.review_plan if kind in BY_EXPERT else store.respond_on_plan
    remark = PlanRemark(kind, session.field(own, field) or "", plan)
    problem = done = ""
    try:
        method(assessment_id, subject, remark, seen=seen, person=session.person(), at=now())
    except AssessmentError as error:
        problem = str(error)
    else:
        session.fill(own, **{field: ""})
        done = _("{subject}: stored.").format(subject=subject_name(subject))
    note(assessment_id, problem=problem, done=done)


def note(assessment_id: str, *, problem: str = "", done: str = "") -> None:
    """What is said above the subject in the next run."""
    session.note_problem("plan review", assessment_id, problem)
    session.note_problem("plan reviewed", assessment_id, done)
