"""The fields of a review: the expert's level and question, the country's reply; and what is stored when they are sent."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.review.thread import level_in_words
from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.choice_labels import choice_words
from app_pages.shell.markup import as_markdown
from app_pages.shell.roles import roles_in
from assessment import AssessmentError
from assessment.review.answer_review import (
    BY_EXPERT,
    EXPERTS,
    SPEAKERS,
    IndicatorReview,
    OpenPoint,
    Remark,
    RemarkKind,
    can_remark,
)
from host.services import now, open_store
from questionnaires import Indicator
from translations import gettext as _

NO_LEVEL = "none"
"""The choice of an expert who can see no level."""


def show(glance: AssessmentContext, review: IndicatorReview, onward: str | None) -> None:
    """What the person may say now, as expert and for the country; nothing where the review is over."""
    roles = roles_in(glance.country)
    own = f"review.{review.indicator_id}"
    filled = _fill(review, own)
    if EXPERTS & roles and can_remark(glance.state, RemarkKind.VIEW):
        _level(glance, review, own, onward, filled)
        _asking(glance, review, own)
    if SPEAKERS & roles and can_remark(glance.state, RemarkKind.REPLY) and review.remarks:
        _replying(glance, review, own)


def show_messages(assessment_id: str) -> None:
    problem = session.problem_of("review", assessment_id)
    if problem:
        layout.show_problem(problem)
    done = session.problem_of("reviewed", assessment_id)
    if done:
        st.html(Markup('<p class="cop-done" role="status">{}</p>').format(done))


def _fill(review: IndicatorReview, own: str) -> tuple[str | None, str]:
    """Choice and reason of a session's first run, when the browser may know better; later they stand in the fields.

    They are filled once from what stands, then they are the person's own until they are stored.
    """
    view = review.view if review.is_current else None
    choice, reason = (_choice_of(view.level), view.text) if view else (None, "")
    first_run = session.is_first_run()
    if not first_run and session.field(own, "of") is None:
        session.fill(own, choice=choice, reason=reason, question="", reply="")
    elif not first_run:  # a field that is not drawn loses its value
        session.hydrate(
            own,
            choice=session.field(own, "choice"),
            reason=session.field(own, "reason") or "",
            question=session.field(own, "question") or "",
            reply=session.field(own, "reply") or "",
        )
    session.fill(own, of=review.indicator_id)
    return (choice, reason) if first_run else (None, "")


def _choice_of(level: int | None) -> str:
    return NO_LEVEL if level is None else str(level)


def _level(
    glance: AssessmentContext,
    review: IndicatorReview,
    own: str,
    onward: str | None,
    filled: tuple[str | None, str],
) -> None:
    """The expert's level beside the country's, with why."""
    indicator = glance.edition.indicators[review.indicator_id]
    top = glance.edition.scale_of(indicator).top_level
    levels = [str(level) for level in range(top + 1)] if indicator.number is None else []
    choices, (choice, reason) = [*levels, NO_LEVEL], filled
    self_level = glance.assessment.level(review.indicator_id)
    in_words = choice_words(glance.edition, indicator)

    def label(choice: str) -> str:
        if choice == NO_LEVEL:
            return f"**{as_markdown(_no_level(glance, indicator))}**"
        mine = (
            f" **({as_markdown(_('the country’s level'))})**" if choice == str(self_level) else ""
        )
        return in_words(choice) + mine

    st.radio(
        _("The expert’s level"),
        choices,
        index=choices.index(choice) if choice in choices else None,
        format_func=label,
        key=f"{own}.choice",
    )
    st.text_area(
        _("Why (needed where it differs from the country’s)"),
        reason,
        key=f"{own}.reason",
        height="content",
    )
    stands = (self_level, review.answer, len(review.remarks))
    with st.container(horizontal=True, key="review-level"):
        st.button(
            _("Save and go on"),
            type="primary",
            key="review.go",
            on_click=_save_view,
            args=(glance.id, review.indicator_id, stands, onward),
        )
        st.button(
            _("Same as the country: go on"),
            key="review.same",
            on_click=_save_same,
            args=(glance.id, review.indicator_id, stands, onward),
        )  # fmt: skip


def _no_level(glance: AssessmentContext, indicator: Indicator) -> str:
    answer = glance.assessment.answer(indicator.id)
    if answer.level is not None:
        return _("No level can be seen from what is there")
    if answer.value is not None:
        return _("The figure stands")
    return _("{status}: stands").format(status=shell_labels.status_name(answer.state))


def _asking(glance: AssessmentContext, review: IndicatorReview, own: str) -> None:
    st.text_area(_("Question to the country"), key=f"{own}.question", height="content")
    with st.container(horizontal=True, key="review-question"):
        _button(glance, review, RemarkKind.QUESTION, _("Ask"), "ask", field="question")
        if review.question_is_open:
            _button(
                glance, review, RemarkKind.RESOLVED, _("Resolved"), "resolved", field="question"
            )


def _replying(glance: AssessmentContext, review: IndicatorReview, own: str) -> None:
    st.text_area(_("Reply of the country"), key=f"{own}.reply", height="content")
    with st.container(horizontal=True, key="review-reply"):
        _button(glance, review, RemarkKind.REPLY, _("Reply"), "reply", field="reply")
        view = review.view
        differs = OpenPoint.DISAGREEMENT in review.open_points
        if view is not None and differs and can_remark(glance.state, RemarkKind.ACCEPTED):
            theirs = level_in_words(glance, review.indicator_id, view.level)
            ours = level_in_words(glance, review.indicator_id, view.self_level)
            _button(
                glance, review, RemarkKind.ACCEPTED,
                _("Take over: {level}").format(level=theirs), "accept", field="reply",
            )  # fmt: skip
            _button(
                glance, review, RemarkKind.KEPT,
                _("Keep both, ours counts: {level}").format(level=ours), "keep", field="reply",
            )  # fmt: skip


def _button(
    glance: AssessmentContext,
    review: IndicatorReview,
    kind: RemarkKind,
    label: str,
    name: str,
    *,
    field: str,
) -> None:
    st.button(
        label,
        key=f"review.{name}",
        on_click=_say,
        args=(glance.id, review.indicator_id, kind, field, (review.answer, len(review.remarks))),
    )


Stands = tuple[int | None, int, int]
"""What was on the screen: the country's level, the revision of its answer, the number of the last remark."""


@session.in_user_language
def _save_view(assessment_id: str, key: str, stands: Stands, onward: str | None) -> None:
    """Store the level that is chosen, and go on; or say what is missing."""
    choice = session.field(f"review.{key}", "choice")
    if choice is None:
        _note(assessment_id, problem=_("{id}: choose a level first.").format(id=key))
        return
    self_level, answer, seen = stands
    level = None if choice == NO_LEVEL else int(choice)
    why = session.field(f"review.{key}", "reason") or ""
    view = Remark(RemarkKind.VIEW, why, level=level, self_level=self_level, answer=answer)
    if _store(assessment_id, key, view, seen) and onward is not None:
        session.go_to(onward)


@session.in_user_language
def _save_same(assessment_id: str, key: str, stands: Stands, onward: str | None) -> None:
    """The expert sees what the country says."""
    self_level, answer, seen = stands
    view = Remark(RemarkKind.VIEW, level=self_level, self_level=self_level, answer=answer)
    if _store(assessment_id, key, view, seen) and onward is not None:
        session.go_to(onward)


@session.in_user_language
def _say(
    assessment_id: str, key: str, kind: RemarkKind, field: str, stands: tuple[int, int]
) -> None:
    """Store a question, a reply, or what was decided."""
    answer, seen = stands
    text = session.field(f"review.{key}", field) or ""
    _store(assessment_id, key, Remark(kind, text, answer=answer), seen)


def _store(assessment_id: str, key: str, remark: Remark, seen: int) -> bool:
    """Whether it was stored; what was refused says why, and what was written stays on the screen."""
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
    session.note_problem("review", assessment_id, problem)
    session.note_problem("reviewed", assessment_id, done)
