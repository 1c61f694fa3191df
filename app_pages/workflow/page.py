"""The page Hand in: state, checklist, the legal transitions with their buttons, and the transition history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.home import next_action
from app_pages.shell import layout, plan_review_status, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.authorship import byline
from app_pages.shell.forms import form_drafts, messages
from app_pages.shell.markup import join, table, typed
from app_pages.shell.navigation import steps_line
from app_pages.shell.navigation.code_links import show_html
from app_pages.shell.roles import roles_in
from app_pages.shell.workflow_labels import next_step_text, transition_button, transition_label
from app_pages.workflow import checklist, next_cycle
from assessment import AssessmentError, AssessmentState
from assessment.review.answer_review import IndicatorReview, open_points, open_questions
from assessment.store import StoredTransition
from assessment.workflow.next_step import next_step
from assessment.workflow.states import BY_OTHERS, LegalTransition, Transition, legal_transitions
from host.services import now, open_store
from reports.joining import listed
from translations import gettext as _

ON_OTHER_PAGES = frozenset((Transition.PUBLISH, Transition.RETRACT))
"""Transitions that need more input than a reason and have their own page."""

FORWARD = frozenset(
    (Transition.SUBMIT, Transition.START_REVIEW, Transition.RETURN, Transition.AGREE)
)
"""Transitions towards agreement; the others reopen or withdraw."""


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page."""
    title = Markup("<h1>{}</h1>").format(_("Hand in"))
    if not context.is_national:
        layout.show_coordinator_only(context, title)
        return
    st.html(layout.header(context) + title)
    transitions = open_store().transitions(context.id, person=session.person())
    st.html(Markup("<p><strong>{}</strong></p>").format(next_step_text(context.state)))
    with messages.here_unless_drawn("step", context.id):
        reviews = open_store().reviews(context.id, person=session.person())
        if context.state in (AssessmentState.DRAFT, AssessmentState.RETURNED):
            checklist.show_answers(context, transitions)
        if context.state in (AssessmentState.IN_REVIEW, AssessmentState.RETURNED):
            checklist.show_review(context, reviews)
            plan_review_status.show_open(context)
        if not _buttons(context, len(transitions), _blocked(context, reviews)):
            _show_next_step(context, transitions)
    next_cycle.show(context)
    _history(transitions)


def _blocked(
    context: AssessmentContext, reviews: Mapping[str, IndicatorReview]
) -> Mapping[Transition, str]:
    """Return the reasons why transitions of the review are blocked, for now or for this user."""
    if open_store().has_answered(context.id, person=session.person()):
        reason = _(
            "You have saved answers, figures, institutions or the plan here yourself. "
            "Somebody else must review, agree and publish."
        )
        return dict.fromkeys(BY_OTHERS, reason)
    reasons = {}
    if open_points(reviews):
        reasons[Transition.AGREE] = _("To agree, nothing may be open.")
    if not open_questions(reviews):
        reasons[Transition.RETURN] = _("To return, ask a question on the page “Review” first.")
    return reasons


def _show_next_step(context: AssessmentContext, transitions: Sequence[StoredTransition]) -> None:
    """Draw the button to what the user can do next, where that is on another page."""
    returned = context.state is AssessmentState.RETURNED and transitions
    status = steps_line.status_of(context, transitions[-1].questioned if returned else ())
    step = next_step(
        status,
        roles_in(context.country),
        context.institution,
        has_answered=open_store().has_answered(context.id, person=session.person()),
    )
    page = next_action.page_of(step)
    if page != "hand-in":
        layout.show_next_step(
            page,
            next_action.button_text(step),
            context.id,
            step.first if step.first in status.asked else None,
        )


def _buttons(context: AssessmentContext, seen: int, blocked: Mapping[Transition, str]) -> bool:
    """Draw the transitions the user may apply: the forward ones first, the others in an expander.

    Return whether a forward one can be applied now.
    """
    legal = [
        item
        for item in legal_transitions(context.state, roles_in(context.country))
        if item.transition not in ON_OTHER_PAGES
    ]
    for item in legal:
        if item.transition in FORWARD:
            _forward(context, item, seen, blocked.get(item.transition, ""))
    others = [item for item in legal if item.transition not in FORWARD]
    if others:
        with st.expander(_("Other steps"), key="other-steps"):
            for item in others:
                _transition(context, item, seen, primary=False)
    return any(
        item.transition in FORWARD and not blocked.get(item.transition, "") for item in legal
    )


def _forward(context: AssessmentContext, item: LegalTransition, seen: int, blocked: str) -> None:
    """Draw a forward transition, or the reason why it is blocked."""
    if blocked:
        st.html(Markup('<p class="cop-note">{}</p>').format(blocked))
    else:
        _transition(context, item, seen, primary=True)


def _transition(
    context: AssessmentContext, item: LegalTransition, seen: int, *, primary: bool
) -> None:
    """Draw the reason field and the button of a transition; `seen` is the number of transitions on the screen."""
    name = item.transition.value
    initial = form_drafts.bind(context.id, "step", **{name: ""})
    label = (
        _("{step}: why (one sentence; it is kept)")
        if item.reason
        else _("{step}: a sentence to keep with it, if you like")
    )
    st.text_area(
        label.format(step=transition_button(item.transition)),
        initial[name],
        height="content",
        **form_drafts.field(context.id, "step", name),
    )
    form_drafts.recover(context.id, "step", **{name: ""})
    messages.show("step", context.id, at=item.transition.value)
    st.button(
        transition_button(item.transition),
        type="primary" if primary else "secondary",
        key=f"step-{item.transition.value}",
        on_click=_apply,
        args=(context.id, item.transition, seen),
    )


@session.in_user_language
def _apply(assessment_id: str, transition: Transition, seen: int) -> None:
    """Apply a transition with the reason in its field; a refusal becomes a message and the field keeps its text."""
    try:
        open_store().apply_transition(
            assessment_id,
            transition,
            seen=seen,
            person=session.person(),
            at=now(),
            reason=session.field("step", transition.value) or "",
        )
    except AssessmentError as error:
        messages.report("step", assessment_id, problem=str(error), at=transition.value)
    else:
        form_drafts.forget(assessment_id, "step", transition.value)
        done = _("{step}.").format(step=transition_label(transition))
        messages.report("step", assessment_id, done=done, at=messages.TOP)


def _history(transitions: tuple[StoredTransition, ...]) -> None:
    """Draw the applied transitions, the newest first; nothing where there are none."""
    if not transitions:
        return
    show_html(
        Markup("<h2>{}</h2>").format(_("Steps taken"))
        + table(
            _("The newest first. The snapshot is the fingerprint of all that was handed in, agreed or published."),
            (_("Step"), _("Who and when"), _("Why"), _("Snapshot")),
            [
                (
                    Markup("<strong>{}</strong>").format(transition_label(item.transition)),
                    byline(item.author, item.at),
                    _reason(item),
                    Markup("<code>{}</code>").format(item.snapshot[:12]) if item.snapshot else "–",
                )
                for item in reversed(transitions)
            ],
        )
    )  # fmt: skip


def _reason(item: StoredTransition) -> Markup | str:
    """Return the reason and the questioned indicators of a transition; a dash where there are none."""
    questioned = (
        _("Questions: {ids}").format(ids=listed(item.questioned)) if item.questioned else ""
    )
    reason = typed(item.reason) if item.reason else ""
    return join((text for text in (reason, questioned) if text), " · ") or "–"
