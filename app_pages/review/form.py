"""The form of a review: the expert's level and question, the country's reply, and their callbacks."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.review.thread import level_label
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.choice_labels import choice_formatter
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

NO_LEVEL = "none"
"""The expert's choice that no level is evident."""


def show(context: AssessmentContext, review: IndicatorReview, next_id: str | None) -> None:
    """Draw the fields the user may fill in now, as expert and for the country.

    `next_id` is the indicator to show after a level is saved, if any.
    """
    roles = roles_in(context.country)
    prefix = f"review.{review.indicator_id}"
    defaults = _fill(review, prefix)
    if EXPERTS & roles and can_remark(context.state, RemarkKind.VIEW):
        _level_fields(context, review, prefix, next_id, defaults)
        _question_fields(context, review, prefix)
    if RESPONDERS & roles and can_remark(context.state, RemarkKind.REPLY) and review.remarks:
        _reply_fields(context, review, prefix)


def show_messages(assessment_id: str) -> None:
    """Draw the outcome of the last remark: why it was refused, or that it was stored."""
    problem = session.problem_of("review", assessment_id)
    if problem:
        layout.show_problem(problem)
    done = session.problem_of("reviewed", assessment_id)
    if done:
        st.html(Markup('<p class="cop-done" role="status">{}</p>').format(done))


def _fill(review: IndicatorReview, prefix: str) -> tuple[str | None, str]:
    """Fill the fields of an indicator; return initial choice and reason for the widgets.

    The fields are filled once from the stored review and then keep the user's input until it is stored. In the first
    run of a session the browser may still hold newer input (docs/adr/0012), so nothing is written and the stored values
    are returned as defaults; in later runs the defaults are empty.
    """
    view = review.view if review.is_current else None
    choice, reason = (_choice_of(view.level), view.text) if view else (None, "")
    first_run = session.is_first_run()
    if not first_run and session.field(prefix, "of") is None:
        session.fill(prefix, choice=choice, reason=reason, question="", reply="")
    elif not first_run:  # a field that is not drawn loses its value
        session.hydrate(
            prefix,
            choice=session.field(prefix, "choice"),
            reason=session.field(prefix, "reason") or "",
            question=session.field(prefix, "question") or "",
            reply=session.field(prefix, "reply") or "",
        )
    session.fill(prefix, of=review.indicator_id)
    return (choice, reason) if first_run else (None, "")


def _choice_of(level: int | None) -> str:
    """Return the radio choice of a level."""
    return NO_LEVEL if level is None else str(level)


def _level_fields(
    context: AssessmentContext,
    review: IndicatorReview,
    prefix: str,
    next_id: str | None,
    defaults: tuple[str | None, str],
) -> None:
    """Draw the expert's level with its reason; the country's level is marked in the list."""
    indicator = context.edition.indicators[review.indicator_id]
    top = context.edition.scale_of(indicator).top_level
    levels = [str(level) for level in range(top + 1)] if indicator.number is None else []
    choices, (choice, reason) = [*levels, NO_LEVEL], defaults
    self_level = context.assessment.level(review.indicator_id)
    choice_name = choice_formatter(context.edition, indicator)

    def label(choice: str) -> str:
        if choice == NO_LEVEL:
            return f"**{as_markdown(_no_level(context, indicator))}**"
        mark = (
            f" **({as_markdown(_('the country’s level'))})**" if choice == str(self_level) else ""
        )
        return choice_name(choice) + mark

    st.radio(
        _("The expert’s level"),
        choices,
        index=choices.index(choice) if choice in choices else None,
        format_func=label,
        key=f"{prefix}.choice",
    )
    st.text_area(
        _("Why (needed where it differs from the country’s)"),
        reason,
        key=f"{prefix}.reason",
        height="content",
    )
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


def _question_fields(context: AssessmentContext, review: IndicatorReview, prefix: str) -> None:
    """Draw the expert's question with its buttons."""
    st.text_area(_("Question to the country"), key=f"{prefix}.question", height="content")
    with st.container(horizontal=True, key="review-question"):
        _button(context, review, RemarkKind.QUESTION, _("Ask"), "ask", field="question")
        if review.question_is_open:
            _button(
                context, review, RemarkKind.RESOLVED, _("Resolved"), "resolved", field="question"
            )


def _reply_fields(context: AssessmentContext, review: IndicatorReview, prefix: str) -> None:
    """Draw the country's reply with its buttons and, where the levels differ, the two decisions."""
    st.text_area(_("Reply of the country"), key=f"{prefix}.reply", height="content")
    with st.container(horizontal=True, key="review-reply"):
        _button(context, review, RemarkKind.REPLY, _("Reply"), "reply", field="reply")
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
        _note(assessment_id, problem=_("{id}: choose a level first.").format(id=key))
        return
    self_level, answer, seen = displayed
    level = None if choice == NO_LEVEL else int(choice)
    reason = session.field(f"review.{key}", "reason") or ""
    view = Remark(RemarkKind.VIEW, reason, level=level, self_level=self_level, answer=answer)
    if _store(assessment_id, key, view, seen) and next_id is not None:
        session.go_to(next_id)


@session.in_user_language
def _save_same(assessment_id: str, key: str, displayed: Displayed, next_id: str | None) -> None:
    """Store the country's level as the expert's and show the next indicator."""
    self_level, answer, seen = displayed
    view = Remark(RemarkKind.VIEW, level=self_level, self_level=self_level, answer=answer)
    if _store(assessment_id, key, view, seen) and next_id is not None:
        session.go_to(next_id)


@session.in_user_language
def _save_remark(
    assessment_id: str, key: str, kind: RemarkKind, field: str, displayed: tuple[int, int]
) -> None:
    """Store a question, a reply or a decision; `displayed` is the answer's revision and the number of remarks."""
    answer, seen = displayed
    text = session.field(f"review.{key}", field) or ""
    _store(assessment_id, key, Remark(kind, text, answer=answer), seen)


def _store(assessment_id: str, key: str, remark: Remark, seen: int) -> bool:
    """Store a remark and return whether it was accepted; a refusal is noted and the fields keep their text."""
    store = open_store()
    method = store.review if remark.kind in BY_EXPERT else store.respond
    try:
        method(assessment_id, key, remark, seen=seen, person=session.person(), at=now())
    except AssessmentError as error:
        _note(assessment_id, problem=str(error))
        return False
    session.fill(f"review.{key}", of=None)
    _note(assessment_id, done=_("{id}: stored.").format(id=key))
    return True


def _note(assessment_id: str, *, problem: str = "", done: str = "") -> None:
    """Set the messages of the next run."""
    session.set_problem("review", assessment_id, problem)
    session.set_problem("reviewed", assessment_id, done)
