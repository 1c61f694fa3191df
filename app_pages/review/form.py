"""The form of a review: the expert's level and question, the country's reply, and their callbacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app_pages.review.thread import level_label
from app_pages.shell import labels, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.choice_labels import choice_formatter
from app_pages.shell.forms import form_drafts, messages
from app_pages.shell.markup import as_markdown
from app_pages.shell.roles import roles_in
from assessment import AssessmentError
from assessment.review.answer_review import (
    BY_EXPERT,
    IndicatorReview,
    OpenPoint,
    Remark,
    RemarkKind,
    can_remark,
)
from assessment.review.thread import EXPERTS, RESPONDERS
from host.services import now, open_store
from questionnaires import Indicator
from translations import gettext as _
from translations import pgettext

AREA = "review"
"""Name of the messages of this form."""

NO_LEVEL = "none"
"""The expert's choice that no level is evident."""


def show(context: AssessmentContext, review: IndicatorReview, next_id: str | None) -> None:
    """Draw the fields the user may fill in now, as expert and for the country.

    `next_id` is the indicator to show after a level is saved, if any.
    """
    roles = roles_in(context.country)
    prefix = f"review.{review.indicator_id}"
    stored = _stored(review)
    initial = form_drafts.bind(context.id, prefix, **stored)
    if EXPERTS & roles and can_remark(context.state, RemarkKind.VIEW):
        _level_fields(context, review, prefix, next_id, initial)
        _question_fields(context, review, prefix, initial)
    if RESPONDERS & roles and can_remark(context.state, RemarkKind.REPLY) and review.remarks:
        _reply_fields(context, review, prefix, initial)
    form_drafts.recover(context.id, prefix, **stored)


def _stored(review: IndicatorReview) -> dict[str, str | None]:
    """Return the stored value of each field: the expert's view of the newest answer, and empty texts."""
    view = review.view if review.is_current else None
    return {
        "choice": _choice_of(view.level) if view else None,
        "reason": view.text if view else "",
        "question": "",
        "reply": "",
    }


def _choice_of(level: int | None) -> str:
    """Return the radio choice of a level."""
    return NO_LEVEL if level is None else str(level)


def _level_fields(
    context: AssessmentContext,
    review: IndicatorReview,
    prefix: str,
    next_id: str | None,
    initial: Mapping[str, Any],
) -> None:
    """Draw the expert's level with its reason; the country's level is marked in the list."""
    indicator = context.edition.indicators[review.indicator_id]
    levels = [str(level) for level in context.edition.levels_of(indicator)]
    choices, choice = [*levels, NO_LEVEL], initial["choice"]
    self_level = context.assessment.level(review.indicator_id)
    choice_name = choice_formatter(context.edition, indicator)

    def label(choice: str) -> str:
        if choice == NO_LEVEL:
            return f"**{as_markdown(_no_level(context, indicator))}**"
        own = as_markdown(_("the country’s level"))
        return choice_name(choice) + (f" **({own})**" if choice == str(self_level) else "")

    st.radio(
        _("The expert’s level"),
        choices,
        index=choices.index(choice) if choice in choices else None,
        format_func=label,
        **form_drafts.field(context.id, prefix, "choice"),
    )
    st.text_area(
        _("Why (needed where it differs from the country’s)"),
        initial["reason"],
        height="content",
        **form_drafts.field(context.id, prefix, "reason"),
    )
    messages.show(AREA, context.id, at="level")
    displayed = (self_level, review.answer, len(review.remarks))
    with st.container(horizontal=True, key="review-level"):
        st.button(
            _("Save and go on"),
            type="primary",
            key="review.go",
            on_click=_save_view,
            args=(context.id, review.indicator_id, displayed, next_id),
        )
        st.button(
            _("Same as the country: go on"),
            key="review.same",
            on_click=_save_same,
            args=(context.id, review.indicator_id, displayed, next_id),
        )  # fmt: skip


def _no_level(context: AssessmentContext, indicator: Indicator) -> str:
    """Return the label of the choice without a level, according to the country's answer."""
    answer = context.assessment.answer(indicator.id)
    if answer.level is not None:
        return _("No level can be seen from what is there")
    if answer.value is not None:
        return _("The figure stands")
    return _("{status}: stands").format(status=labels.status_name(answer.state))


def _question_fields(
    context: AssessmentContext, review: IndicatorReview, prefix: str, initial: Mapping[str, Any]
) -> None:
    """Draw the expert's question with its buttons."""
    st.text_area(
        _("Question to the country"),
        initial["question"],
        height="content",
        **form_drafts.field(context.id, prefix, "question"),
    )
    messages.show(AREA, context.id, at="question")
    with st.container(horizontal=True, key="review-question"):
        _button(context, review, RemarkKind.QUESTION, _("Ask"), "ask", field="question")
        if review.question_is_open:
            _button(
                context,
                review,
                RemarkKind.RESOLVED,
                pgettext("button", "Resolved"),
                "resolved",
                field="question",
            )


def _reply_fields(
    context: AssessmentContext, review: IndicatorReview, prefix: str, initial: Mapping[str, Any]
) -> None:
    """Draw the country's reply with its buttons and, where the levels differ, the two decisions."""
    st.text_area(
        _("Reply of the country"),
        initial["reply"],
        height="content",
        **form_drafts.field(context.id, prefix, "reply"),
    )
    messages.show(AREA, context.id, at="reply")
    with st.container(horizontal=True, key="review-reply"):
        _button(
            context, review, RemarkKind.REPLY, pgettext("button", "Reply"), "reply", field="reply"
        )
        view = review.view
        differs = OpenPoint.DISAGREEMENT in review.open_points
        if view is not None and differs and can_remark(context.state, RemarkKind.ACCEPTED):
            expert_level = level_label(context, review.indicator_id, view.level)
            own_level = level_label(context, review.indicator_id, view.self_level)
            _button(
                context, review, RemarkKind.ACCEPTED,
                _("Take over: {level}").format(level=expert_level), "accept", field="reply",
            )  # fmt: skip
            _button(
                context, review, RemarkKind.KEPT,
                _("Keep both, ours counts: {level}").format(level=own_level), "keep", field="reply",
            )  # fmt: skip


def _button(
    context: AssessmentContext,
    review: IndicatorReview,
    kind: RemarkKind,
    label: str,
    name: str,
    *,
    field: str,
) -> None:
    """Draw the button that stores a remark of `kind` with the text of `field`."""
    st.button(
        label,
        key=f"review.{name}",
        on_click=_save_remark,
        args=(context.id, review.indicator_id, kind, field, (review.answer, len(review.remarks))),
    )


Displayed = tuple[int | None, int, int]
"""What was on the screen: the country's level, the revision of its answer, the number of remarks."""


@session.in_user_language
def _save_view(assessment_id: str, key: str, displayed: Displayed, next_id: str | None) -> None:
    """Store the chosen level and show the next indicator; note a problem where no level is chosen."""
    choice = session.field(f"review.{key}", "choice")
    if choice is None:
        problem = _("{id}: choose a level first.").format(id=key)
        messages.report(AREA, assessment_id, problem=problem, at="level")
        return
    level = None if choice == NO_LEVEL else int(choice)
    _store_view(
        assessment_id, key, displayed, next_id, level, session.field(f"review.{key}", "reason")
    )


@session.in_user_language
def _save_same(assessment_id: str, key: str, displayed: Displayed, next_id: str | None) -> None:
    """Store the country's level as the expert's and show the next indicator."""
    _store_view(assessment_id, key, displayed, next_id, displayed[0], "")


def _store_view(
    assessment_id: str,
    key: str,
    displayed: Displayed,
    next_id: str | None,
    level: int | None,
    reason: str | None,
) -> None:
    """Store the expert's level; then show the next indicator, or stay at the last one."""
    self_level, answer, seen = displayed
    view = Remark(RemarkKind.VIEW, reason or "", level=level, self_level=self_level, answer=answer)
    at = "level" if next_id is None else messages.TOP
    stored = _store(assessment_id, key, view, seen, ("choice", "reason"), "level", done_at=at)
    if stored and next_id is not None:
        session.go_to(next_id)


@session.in_user_language
def _save_remark(
    assessment_id: str, key: str, kind: RemarkKind, field: str, displayed: tuple[int, int]
) -> None:
    """Store a question, a reply or a decision; `displayed` is the answer's revision and the number of remarks."""
    answer, seen = displayed
    text = session.field(f"review.{key}", field) or ""
    _store(assessment_id, key, Remark(kind, text, answer=answer), seen, (field,), field)


def _store(
    assessment_id: str,
    key: str,
    remark: Remark,
    seen: int,
    fields: tuple[str, ...],
    at: str,
    *,
    done_at: str = "",
) -> bool:
    """Store a remark and return whether it was accepted; only then are the drafts of its `fields` dropped.

    `at` is the place of the message, `done_at` the one of a success where it differs.
    """
    store = open_store()
    method = store.review if remark.kind in BY_EXPERT else store.respond
    try:
        method(assessment_id, key, remark, seen=seen, person=session.person(), at=now())
    except AssessmentError as error:
        messages.report(AREA, assessment_id, problem=str(error), at=at)
        return False
    form_drafts.forget(assessment_id, f"review.{key}", *fields)
    done = _("{id}: stored.").format(id=key)
    messages.report(AREA, assessment_id, done=done, at=done_at or at)
    return True
