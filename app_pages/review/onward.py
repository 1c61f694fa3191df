"""The ways on from an answer under review: to its field while it can be changed, and to the step that comes next."""

from __future__ import annotations

import streamlit as st

from app_pages.home import next_action
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.navigation import steps_line
from app_pages.shell.roles import roles_in
from app_pages.workflow import edit_lock_banner
from assessment import AssessmentState
from assessment.access.editability import EditableArea
from assessment.workflow.next_step import NextAction, NextStep, next_step
from host.services import open_store
from translations import gettext as _


def offer_answer(context: AssessmentContext, indicator: str) -> None:
    """Draw the link to the answer that the assessment was returned with, for those who may change it."""
    if context.state is not AssessmentState.RETURNED:
        return
    changes = edit_lock_banner.changes_of(context)
    if indicator in changes.questioned and changes.may(EditableArea.ANSWERS, indicator):
        st.page_link(
            session.pages()["answer"],
            label=next_action.button_text(NextStep(NextAction.CORRECT, (indicator,))),
            query_params=session.query_params(context.id, indicator),
        )


def show(context: AssessmentContext) -> None:
    """Draw the link to the next step where it is on the page Hand in, and the link to the review of the plan."""
    step = _step(context)
    plan = _("To the review of the plan")
    if next_action.page_of(step) != "hand-in":
        layout.show_next_step("plan-review", plan, context.id)
        return
    layout.show_next_step("hand-in", next_action.button_text(step), context.id)
    st.page_link(
        session.pages()["plan-review"], label=plan, query_params=session.query_params(context.id)
    )


def _step(context: AssessmentContext) -> NextStep:
    """Return what the user does next; an expert may return open questions before every answer is looked at."""
    status = steps_line.status_of(context)
    has_answered = open_store().has_answered(context.id, person=session.person())
    step = next_step(status, roles_in(context.country), has_answered=has_answered)
    if step.action is NextAction.REVIEW and status.to_reply:
        return NextStep(NextAction.RETURN, status.to_reply)
    return step
