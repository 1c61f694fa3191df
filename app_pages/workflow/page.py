"""From draft to agreement: where an assessment stands, what is missing, the steps that can be taken now, and those taken."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.shell import layout, plan_review_status, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.authorship import author_and_time
from app_pages.shell.markup import table
from app_pages.shell.roles import roles_in
from app_pages.shell.workflow_labels import step_button, step_done, what_is_next
from app_pages.workflow import checklist, next_cycle
from assessment import AssessmentError, AssessmentState
from assessment.review.answer_review import IndicatorReview, open_points, open_questions
from assessment.store import StoredTransition
from assessment.workflow.states import BY_OTHERS, LegalStep, Transition, legal_steps
from host.services import now, open_store
from translations import gettext as _

ELSEWHERE = frozenset((Transition.PUBLISH, Transition.RETRACT))
"""Steps that need more than a reason, and so a page of their own."""

NEAR = frozenset((Transition.SUBMIT, Transition.START_REVIEW, Transition.RETURN, Transition.AGREE))
"""Steps that lead on; the others lead back or out."""


@layout.of_one_assessment
def show(glance: AssessmentContext) -> None:
    st.html(layout.header(glance) + Markup("<h1>{}</h1>").format(_("Hand in")))
    if not glance.is_national:
        st.write(_("This page is the coordinator’s. Your institution answers the questions."))
        return
    taken = open_store().steps(glance.id, person=session.person())
    st.html(Markup("<p><strong>{}</strong></p>").format(what_is_next(glance.state)))
    _messages(glance.id)
    reviews = open_store().reviews(glance.id, person=session.person())
    if glance.state in (AssessmentState.DRAFT, AssessmentState.RETURNED):
        checklist.show_answers(glance, taken)
    if glance.state in (AssessmentState.IN_REVIEW, AssessmentState.RETURNED):
        checklist.show_review(glance, reviews)
        plan_review_status.show_open(glance)
    _buttons(glance, len(taken), _not_yet(glance, reviews))
    next_cycle.show(glance)
    _taken(taken)


def _messages(assessment_id: str) -> None:
    problem = session.problem_of("step", assessment_id)
    if problem:
        layout.show_problem(problem)
    done = session.problem_of("step done", assessment_id)
    if done:
        st.html(Markup('<p class="cop-done" role="status">{}</p>').format(done))


def _not_yet(
    glance: AssessmentContext, reviews: Mapping[str, IndicatorReview]
) -> Mapping[Transition, str]:
    """Why a step of the review can't be taken yet, or not by the visitor."""
    if open_store().has_answered(glance.id, person=session.person()):
        told = _("You have answered here yourself. Somebody else must review, agree and publish.")
        return dict.fromkeys(BY_OTHERS, told)
    found = {}
    if open_points(reviews):
        found[Transition.AGREE] = _("To agree, nothing may be open.")
    if not open_questions(reviews):
        found[Transition.RETURN] = _("To return, ask a question on the page “Review” first.")
    return found


def _buttons(glance: AssessmentContext, seen: int, not_yet: Mapping[Transition, str]) -> None:
    """What the person may do now: what leads on first, the rest folded away."""
    legal = [
        item
        for item in legal_steps(glance.state, roles_in(glance.country))
        if item.step not in ELSEWHERE
    ]
    for item in legal:
        if item.step in NEAR:
            _near(glance, item, seen, not_yet.get(item.step, ""))
    others = [item for item in legal if item.step not in NEAR]
    if others:
        with st.expander(_("Other steps"), key="other-steps"):
            for item in others:
                _step(glance, item, seen, primary=False)


def _near(glance: AssessmentContext, item: LegalStep, seen: int, not_yet: str) -> None:
    """A step that leads on, or why it can't be taken yet."""
    if not_yet:
        st.html(Markup('<p class="cop-note">{}</p>').format(not_yet))
    else:
        _step(glance, item, seen, primary=True)


def _step(glance: AssessmentContext, item: LegalStep, seen: int, *, primary: bool) -> None:
    session.hydrate("step", **{item.step.value: session.field("step", item.step.value) or ""})
    words = (
        _("{step}: why (one sentence; it is kept)")
        if item.reason
        else _("{step}: a sentence to keep with it, if you like")
    )
    st.text_area(
        words.format(step=step_button(item.step)), key=f"step.{item.step.value}", height="content"
    )
    st.button(
        step_button(item.step),
        type="primary" if primary else "secondary",
        key=f"step-{item.step.value}",
        on_click=_take,
        args=(glance.id, item.step, seen),
    )


@session.in_user_language
def _take(assessment_id: str, step: Transition, seen: int) -> None:
    """Take a step; what is refused says why, and what was written stays."""
    problem = done = ""
    try:
        open_store().apply_transition(
            assessment_id,
            step,
            seen=seen,
            person=session.person(),
            at=now(),
            reason=session.field("step", step.value) or "",
        )
    except AssessmentError as error:
        problem = str(error)
    else:
        done = _("{step}.").format(step=step_done(step))
        session.fill("step", **{step.value: ""})
    session.note_problem("step", assessment_id, problem)
    session.note_problem("step done", assessment_id, done)


def _taken(taken: tuple[StoredTransition, ...]) -> None:
    if not taken:
        return
    st.html(
        Markup("<h2>{}</h2>").format(_("Steps taken"))
        + table(
            _("The newest first. The snapshot is the fingerprint of all that was handed in, agreed or published."),
            (_("Step"), _("Who and when"), _("Why"), _("Snapshot")),
            [
                (
                    Markup("<strong>{}</strong>").format(step_done(item.step)),
                    author_and_time(item.author, item.at),
                    _why(item),
                    Markup("<code>{}</code>").format(item.snapshot[:12]) if item.snapshot else "–",
                )
                for item in reversed(taken)
            ],
        )
    )  # fmt: skip


def _why(item: StoredTransition) -> str:
    asked = _("Questions: {ids}").format(ids=", ".join(item.questioned)) if item.questioned else ""
    return " · ".join(text for text in (item.reason, asked) if text) or "–"
