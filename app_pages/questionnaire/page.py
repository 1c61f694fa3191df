"""The questionnaire: one question at a time, stored with every change, and what is left."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import (
    detail_fields,
    detail_rows,
    drafts,
    edit_conflict,
    evidence_editor,
    full_profile,
    saving,
    search,
)
from app_pages.questionnaire import history as questionnaire_history
from app_pages.questionnaire.answer_form import AnswerForm, choices_of, form_of
from app_pages.questionnaire.heading import heading
from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext, history_of, load_context
from app_pages.shell.choice_labels import choice_words
from app_pages.shell.keyboard_help import keys_help
from app_pages.shell.layout import Slots
from app_pages.statistics import editor as statistics_editor
from app_pages.workflow import edit_lock_banner
from assessment.access.editability import Changes, EditableArea
from assessment.answers.derived_level import derived_answer
from assessment.model.assessment import UNANSWERED
from assessment.store import AnswerRevision
from questionnaires import Checklist, Figures, Indicator, Rows, Statuses
from translations import gettext as _


@layout.of_one_assessment_in_parts
@st.fragment
@session.in_user_language
def show(assessment_id: str, slots: Slots) -> None:
    """The part that every answer changes."""
    with layout.errors_shown():
        glance = load_context(assessment_id)
        if not glance.asked:
            st.html(layout.header(glance))
            st.write(
                _(
                    "No question is given to this institution yet. "
                    "The coordinator chooses them on the page “Institutions”."
                )
            )
            return
        key = session.indicator_id()
        if key not in glance.asked:
            key = glance.next_unanswered() or glance.asked[0]
        session.name_in_address(key)
        indicator = glance.edition.indicators[key]
        layout.fill_side(glance, slots, glance.edition.pillar_of[key].id)
        history = history_of(assessment_id, key)
        changes = edit_lock_banner.changes_of(glance)
        found = drafts.conflict(assessment_id, key)
        if found is not None:
            st.html(layout.header(glance) + heading(glance, indicator))
            edit_conflict.show(glance, indicator, found)
        else:
            with session.bind_fields("answer", assessment_id, session.institution(), key):
                _fields(glance, indicator, history, changes)
        found_by = search.followed(glance)
        _way_on(glance, key, history, found_by, changes)
        search.show(glance, key, found_by)
        questionnaire_history.show(
            glance, indicator, history, locked=not changes.may(EditableArea.ANSWERS, key)
        )
        st.html(keys_help())


def _fields(
    glance: AssessmentContext,
    indicator: Indicator,
    history: tuple[AnswerRevision, ...],
    changes: Changes,
) -> None:
    """The choices, reason, comment and evidence of one question."""
    key = indicator.id
    seen = history[-1].number if history else 0
    stored = history[-1].answer if history else UNANSWERED
    work = drafts.working(glance.id, key)
    if work is None or not work.problem:
        work = drafts.Working(seen, form_of(derived_answer(indicator, stored, glance.held)))
        drafts.keep_working(glance.id, key, work)
    form = work.form
    top = glance.edition.scale_of(indicator).top_level
    choices = choices_of(indicator, top, stored, is_national=glance.is_national)
    place = choices.index(form.choice) if form.choice in choices else None
    with st.container(gap=None):
        above = st.container()
        st.html(
            edit_lock_banner.banner(glance, changes, EditableArea.ANSWERS, key)
            + heading(glance, indicator)
        )
    first_run = session.is_first_run()
    if not first_run:
        session.hydrate(
            key,
            seen=str(work.seen),
            choice=form.choice,
            figure=form.figure,
            reason=form.reason,
            comment=form.comment,
            override=form.override,
        )
    locked = not changes.may(EditableArea.ANSWERS, key)
    changed: dict[str, Any] = {
        "on_change": saving.save_fields,
        "args": (glance.id, key),
        "disabled": locked,
    }
    if stored.look_again and not locked:
        _look_again(glance.id, key, stored.look_again)
    if indicator.details is not None:
        _parts(glance, indicator, form, changes)
    if indicator.number is not None:
        st.number_input(
            _("Figure ({unit})").format(unit=indicator.number.unit),
            value=form.figure if first_run else None,
            key=f"{key}.figure",
            **changed,
        )
    st.radio(
        _("Choose the highest level whose text and all lower texts are true."),
        choices,
        index=place if first_run else None,
        key=f"{key}.choice",
        format_func=choice_words(glance.edition, indicator),
        **changed,
    )
    by_rule = indicator.details is not None and indicator.details.levels
    if by_rule or form.override:  # a level from a review says why, also where no rule gives one
        st.text_area(
            _("Why the level differs from what the parts give (only where it does)")
            if by_rule
            else _("Why this level was taken over from the review"),
            form.override if first_run else "",
            key=f"{key}.override",
            height="content",
            **changed,
        )
    st.text_area(
        _("Reason: what makes the text true"),
        form.reason if first_run else "",
        key=f"{key}.reason",
        height="content",
        **changed,
    )
    st.text_area(
        _("Comment (optional)"),
        form.comment if first_run else "",
        key=f"{key}.comment",
        height="content",
        **changed,
    )
    # The browser keeps the revision it shows, out of sight, and brings it back; so it comes after what it stands for,
    # and "saved" after it: a line that is cut between the two would make a conflict with oneself.
    carried = st.text_input(
        _("Revision"),
        str(work.seen) if first_run else "",
        key=f"{key}.seen",
        label_visibility="collapsed",
    )
    drafts.note_shown(glance.id, key, work.seen, form.choice)
    above.html(layout.header(glance, choice=place))
    if first_run and saving.bring_back(glance.id, key, work, carried):
        session.note_run()
        st.rerun()
    evidence_editor.show(glance.id, indicator, work.form, locked=locked)


def _look_again(assessment_id: str, key: str, why: str) -> None:
    """What a move from an earlier edition asks of somebody who knows the answer."""
    st.html(
        Markup('<p class="cop-banner">{}</p>').format(
            _("Look again: {why} Choose anew, or confirm the answer as it stands.").format(why=why)
        )
    )
    st.button(
        _("The answer stands"),
        key=f"{key}.confirm",
        on_click=saving.confirm,
        args=(assessment_id, key),
    )


def _parts(
    glance: AssessmentContext, indicator: Indicator, form: AnswerForm, changes: Changes
) -> None:
    """The fields of the parts, and the level that they give."""
    locked = not changes.may(EditableArea.ANSWERS, indicator.id)
    changed = {
        "on_change": saving.save_parts,
        "args": (glance.id, indicator.id),
        "disabled": locked,
    }
    with st.container(key="parts"):
        for place, field in enumerate(indicator.details.fields if indicator.details else ()):
            detail_rows.show_title(indicator, place)
            match field:
                case Checklist():
                    detail_fields.checklist(indicator, place, form, changed)
                case Statuses():
                    detail_fields.statuses(indicator, place, form, changed)
                case Rows():
                    detail_rows.show(glance.id, indicator, place, form, locked=locked)
                case Figures():
                    _figures(glance, field, locked=not changes.may(EditableArea.FIGURES))
        derived = saving.derived(glance.id, indicator.id, form)
        detail_fields.show_level(glance.edition, indicator, derived)


def _figures(glance: AssessmentContext, field: Figures, *, locked: bool) -> None:
    for code in field.statistics:
        statistic = glance.edition.statistic.get(code)
        if statistic is not None:
            name = shell_labels.content(code, "name", statistic.name)
            st.html(Markup('<p class="cop-part">{}</p>').format(name))
            figures = glance.figures.get(code, ())
            statistics_editor.show(glance.id, glance.edition, statistic, figures, locked=locked)


def _way_on(
    glance: AssessmentContext,
    key: str,
    history: tuple[AnswerRevision, ...],
    found: tuple[str, ...] | None,
    changes: Changes,
) -> None:
    """The next step, and every question of the pillar; among the questions `found` while a filter is on."""
    onward = glance.next_unanswered(key)
    before, after = neighbours(glance.asked, key, found)
    with st.container(horizontal=True, key="way-on"):
        if onward is not None and onward != key:
            st.button(
                _("Next unanswered question"),
                type="primary",
                on_click=_go,
                args=(onward,),
                key="on",
            )
        elif onward is None:
            layout.show_next_step(
                "results" if glance.is_national else "workbooks",
                _("Every question has an answer. See the results")
                if glance.is_national
                else _("Every question has an answer. Thank you"),
                glance.id,
            )
        else:
            st.button(
                _("This is the last unanswered question"), type="primary", disabled=True, key="on"
            )
        for name, label, other in (
            ("previous", _("Previous"), before),
            ("next", _("Next"), after),
        ):
            st.button(label, on_click=_go, args=(other,), disabled=other is None, key=name)
        if changes.may(EditableArea.ANSWERS, key):
            _way_back(glance, key, history)
        if session.unsaved(glance.id) and drafts.conflict(glance.id, key) is None:
            st.button(
                _("Try to save again"), on_click=saving.try_again, args=(glance.id,), key="again"
            )
    if onward is None and changes.may(EditableArea.PROFILE):
        full_profile.offer(glance.id, glance.edition, glance.profile, glance.answered(glance.asked))
    asked = glance.asked_in(glance.edition.pillar_of[key])
    session.fill("all", **{key: key})
    st.pills(
        _("All questions of this pillar; ✓ has an answer"),
        asked,
        key=f"all.{key}",
        format_func=lambda item: f"{item} ✓" if glance.has_answer(item) else item,
        on_change=session.follow,
        args=("all", key),
    )


def _way_back(glance: AssessmentContext, key: str, history: tuple[AnswerRevision, ...]) -> None:
    """Take the choice away, or the last change."""
    st.button(
        _("Clear this answer"),
        type="tertiary",
        on_click=saving.clear,
        args=(glance.id, key),
        disabled=not glance.has_answer(key),
        key="clear",
    )
    questionnaire_history.offer_undo(glance, key, history)


def neighbours(
    asked: tuple[str, ...], key: str, found: tuple[str, ...] | None
) -> tuple[str | None, str | None]:
    """The questions before and after `key`: of all that are asked, or of those found."""
    followed = asked if found is None else tuple(k for k in asked if k in found or k == key)
    place = followed.index(key)
    before = followed[place - 1] if place else None
    return before, followed[place + 1] if place + 1 < len(followed) else None


@session.in_user_language
def _go(indicator: str | None) -> None:
    if indicator is not None:
        session.go_to(indicator)
