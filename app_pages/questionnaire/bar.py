"""The bar of a question, which stays in view: what is saved, how much is answered, and the way to other questions."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.home import next_action
from app_pages.questionnaire import drafts, saving
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from assessment import AssessmentState
from assessment.answers.settlement import answers_of
from assessment.cycles.next_cycle import not_looked_at
from assessment.workflow.next_step import NextAction, NextStep
from translations import gettext as _


def show(context: AssessmentContext, key: str, matches: tuple[str, ...] | None) -> Any:
    """Draw the bar, and return the place of what is saved; `matches` restricts previous and next."""
    onward = context.next_unanswered(key)
    before, after = neighbours(context.indicators, key, matches)
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        with st.container(horizontal=True, vertical_alignment="center", key="bar-status"):
            status = st.empty()
            st.html(
                Markup('<p class="cop-count">{}</p>').format(
                    _("{part} of {whole}").format(
                        part=context.count_answered(context.indicators),
                        whole=len(context.indicators),
                    )
                )
            )
        if session.unsaved(context.id) and drafts.get_conflict(context.id, key) is None:
            st.button(
                _("Try to save again"), on_click=saving.retry, args=(context.id,), key="again"
            )
        for name, label, other in (
            ("previous", _("Previous"), before),
            ("next", _("Next"), after),
        ):
            st.button(label, on_click=_go, args=(other,), disabled=other is None, key=name)
        again = _to_look_at_again(context, key)
        if onward is None and again:
            st.button(
                next_action.button_text(NextStep(NextAction.LOOK_AGAIN, again)),
                type="primary",
                on_click=_go,
                args=(again[0],),
                key="on",
            )
        elif onward is None:
            layout.show_next_step(
                "results" if context.is_national else "workbooks",
                _("Every question has an answer. See the results")
                if context.is_national
                else _("Every question has an answer. Thank you"),
                context.id,
            )
        else:
            is_last = onward == key
            st.button(
                _("This is the last unanswered question")
                if is_last
                else _("Next unanswered question"),
                type="primary",
                disabled=is_last,
                on_click=_go,
                args=(onward,),
                key="on",
            )
    return status


def _to_look_at_again(context: AssessmentContext, key: str) -> tuple[str, ...]:
    """Return the questions after `key`, then those before it, whose answer is still of the last cycle; none once handed in."""
    if context.state is not AssessmentState.DRAFT:
        return ()
    index = context.indicators.index(key)
    others = (*context.indicators[index + 1 :], *context.indicators[:index])
    return not_looked_at(answers_of(context.assessment, context.institution), others)


def neighbours(
    indicators: tuple[str, ...], key: str, matches: tuple[str, ...] | None
) -> tuple[str | None, str | None]:
    """Return the indicators before and after `key`, among `matches` where a filter is chosen."""
    order = (
        indicators
        if matches is None
        else tuple(other for other in indicators if other in matches or other == key)
    )
    index = order.index(key)
    before = order[index - 1] if index else None
    return before, order[index + 1] if index + 1 < len(order) else None


@session.in_user_language
def _go(indicator: str | None) -> None:
    if indicator is not None:
        session.go_to(indicator)
