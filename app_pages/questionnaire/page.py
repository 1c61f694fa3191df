"""The questionnaire page: one question at a time, stored with every change."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.question_map import filters
from app_pages.question_map.squares import render_pillar
from app_pages.questionnaire import (
    detail_fields,
    detail_rows,
    drafts,
    edit_conflict,
    evidence_editor,
    full_profile,
    saving,
)
from app_pages.questionnaire import history as answer_history
from app_pages.questionnaire.answer_form import AnswerForm, choices_of, figure_text, form_of
from app_pages.questionnaire.heading import heading
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load_context
from app_pages.shell.choice_labels import choice_formatter
from app_pages.shell.forms import messages
from app_pages.shell.keyboard_help import keys_help
from app_pages.shell.layout import Slots
from app_pages.shell.navigation.code_links import show_html
from app_pages.statistics import editor as observation_editor
from app_pages.statistics import past_values
from app_pages.workflow import edit_lock_banner
from assessment.access.editability import Editability, EditableArea
from assessment.answers.derived_level import derived_answer
from assessment.answers.settlement import answers_of
from assessment.model.assessment import UNANSWERED, Answer
from assessment.store import Revision
from questionnaires import Checklist, Figures, Indicator, Rows, Statuses
from translations import gettext as _


@layout.assessment_fragment_page
@st.fragment
@session.in_user_language
def show(assessment_id: str, slots: Slots) -> None:
    """Draw the question in the address; a fragment, as every answer changes it."""
    with layout.errors_shown():
        context = load_context(assessment_id)
        if not context.indicators:
            st.html(layout.header(context))
            st.write(
                _(
                    "No question is given to this institution yet. "
                    "The coordinator chooses them on the page “Institutions”."
                )
            )
            return
        key = named = session.indicator_id()
        changes = edit_lock_banner.changes_of(context)
        if key not in context.indicators:
            questioned = (it for it in context.indicators if it in changes.questioned)
            key = next(questioned, None) or context.next_unanswered() or context.indicators[0]
            layout.show_lost_question(named, key)
        session.sync_address(key)
        indicator = context.edition.indicators[key]
        layout.fill_sidebar(context, slots, context.edition.pillar_of[key].id)
        newest = context.stored_answers.get(key)
        conflict = drafts.get_conflict(assessment_id, key)
        if conflict is not None:
            show_html(layout.header(context) + heading(context, indicator))
            edit_conflict.show(context, indicator, conflict)
        else:
            with session.bind_fields("answer", assessment_id, session.institution(), key):
                _fields(context, indicator, newest, changes)
        chosen = filters.of_address(context)
        matches = filters.fitting(context, chosen) if chosen else None
        _navigation(context, key, newest, matches, changes)
        if matches is not None:
            st.html(filters.note(context, chosen, matches))
        answer_history.show(
            context, indicator, newest, locked=not changes.may(EditableArea.ANSWERS, key)
        )
        st.html(keys_help())


def _fields(
    context: AssessmentContext,
    indicator: Indicator,
    newest: Revision[Answer] | None,
    changes: Editability,
) -> None:
    """Draw details, choice, reason, comment and evidence of a question."""
    key = indicator.id
    revision = newest.number if newest else 0
    # An answer carried here from a question of the draft that is gone has no revision of its own yet.
    own = answers_of(context.assessment, context.institution)
    stored = newest.value if newest else own.get(key, UNANSWERED)
    draft = drafts.get_draft(context.id, key)
    if draft is None or not draft.problem:
        draft = drafts.AnswerDraft(
            revision, form_of(derived_answer(indicator, stored, context.held))
        )
        drafts.set_draft(context.id, key, draft)
    form = draft.form
    levels = context.edition.levels_of(indicator)
    choices = choices_of(indicator, levels, stored, is_national=context.is_national)
    index = choices.index(form.choice) if form.choice in choices else None
    with st.container(gap=None):
        above = st.container()
        show_html(
            edit_lock_banner.banner(context, changes, EditableArea.ANSWERS, key)
            + heading(context, indicator)
        )
    first_run = session.is_first_run()
    if not first_run:
        session.hydrate(
            key,
            seen=str(draft.revision),
            choice=form.choice,
            figure=figure_text(form),
            reason=form.reason,
            comment=form.comment,
            override=form.override,
        )
    locked = not changes.may(EditableArea.ANSWERS, key)
    changed: dict[str, Any] = {
        "on_change": saving.save_fields,
        "args": (context.id, key),
        "disabled": locked,
    }
    if stored.look_again and not locked:
        _look_again(context.id, key, stored.look_again)
    if indicator.details is not None:
        _parts(context, indicator, form, changes)
    if indicator.number is not None:
        st.text_input(
            _("Figure ({unit})").format(unit=indicator.number.unit),
            figure_text(form) if first_run else "",
            key=f"{key}.figure",
            **changed,
        )
        _field_problem(draft, "figure")
    st.radio(
        _("Choose the highest level whose text and all lower texts are true.")
        if levels
        else _("Or no figure"),
        choices,
        index=index if first_run else None,
        key=f"{key}.choice",
        format_func=choice_formatter(context.edition, indicator),
        **changed,
    )
    messages.show_inline("answer", key, draft.problem)
    by_rule = indicator.details is not None and indicator.details.levels
    if (
        by_rule or form.override
    ):  # a level taken over from a review has a reason also without a rule
        st.text_area(
            _("Why the level differs from what the parts give (only where it does)")
            if by_rule
            else _("Why this level was taken over from the review"),
            form.override if first_run else "",
            key=f"{key}.override",
            height="content",
            **changed,
        )
        _field_problem(draft, "override")
    st.text_area(
        _("Reason: what makes the text true"),
        form.reason if first_run else "",
        key=f"{key}.reason",
        height="content",
        **changed,
    )
    _field_problem(draft, "reason")
    st.text_area(
        _("Comment (optional)"),
        form.comment if first_run else "",
        key=f"{key}.comment",
        height="content",
        **changed,
    )
    # A hidden field lets the browser send back the revision it shows. It is drawn after the fields of that revision, and
    # "Saved" after it: a connection lost in between would otherwise lead to a conflict with the user's own answer.
    carried = st.text_input(
        _("Revision"),
        str(draft.revision) if first_run else "",
        key=f"{key}.seen",
        label_visibility="collapsed",
    )
    drafts.record_shown_choice(context.id, key, draft.revision, form.choice)
    above.html(layout.header(context, choice=index, saves_changes=True))
    if first_run and saving.recover_unsaved(context.id, key, draft, carried):
        session.mark_first_run_done()
        st.rerun()
    evidence_editor.show(context.id, indicator, draft.form, locked=locked)


def _field_problem(draft: drafts.AnswerDraft, field: str) -> None:
    """Repeat the problem of the draft at the field that it is about."""
    if draft.field == field:
        messages.show_at_field(draft.problem)


def _look_again(assessment_id: str, key: str, why: str) -> None:
    """Show why an answer carried over from an earlier edition needs review, with a button to confirm it."""
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
    context: AssessmentContext, indicator: Indicator, form: AnswerForm, changes: Editability
) -> None:
    """Draw the fields of details, and the level derived from them."""
    locked = not changes.may(EditableArea.ANSWERS, indicator.id)
    changed = {
        "on_change": saving.save_fields,
        "args": (context.id, indicator.id),
        "disabled": locked,
    }
    with st.container(key="parts"):
        for index, field in enumerate(indicator.details.fields if indicator.details else ()):
            detail_rows.show_title(indicator, index)
            match field:
                case Checklist():
                    detail_fields.checklist(indicator, index, form, changed)
                case Statuses():
                    detail_fields.statuses(indicator, index, form, changed)
                case Rows():
                    detail_rows.show(context.id, indicator, index, form, locked=locked)
                case Figures():
                    _figures(context, field, locked=not changes.may(EditableArea.FIGURES))
        derived = saving.derived_level(indicator, form, context.held)
        detail_fields.show_level(context.edition, indicator, derived)


def _figures(context: AssessmentContext, field: Figures, *, locked: bool) -> None:
    for code in field.statistics:
        statistic = context.edition.statistic.get(code)
        if statistic is not None:
            name = labels.content(code, "name", statistic.name)
            st.html(Markup('<p class="cop-part">{}</p>').format(name))
            figures = context.figures.get(code, ())
            # The earlier cycles are on the page Figures: here each tap would read them again.
            past = past_values.lines(context.edition, statistic, figures, former=())
            observation_editor.show(
                context.id, context.edition, statistic, figures, past, locked=locked
            )


def _navigation(
    context: AssessmentContext,
    key: str,
    newest: Revision[Answer] | None,
    matches: tuple[str, ...] | None,
    changes: Editability,
) -> None:
    """Draw the buttons to other questions and the questions of the pillar; `matches` restricts next and previous."""
    onward = context.next_unanswered(key)
    before, after = neighbours(context.indicators, key, matches)
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
                "results" if context.is_national else "workbooks",
                _("Every question has an answer. See the results")
                if context.is_national
                else _("Every question has an answer. Thank you"),
                context.id,
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
            _undo_buttons(context, key, newest)
        if session.unsaved(context.id) and drafts.get_conflict(context.id, key) is None:
            st.button(
                _("Try to save again"), on_click=saving.retry, args=(context.id,), key="again"
            )
    if onward is None and changes.may(EditableArea.PROFILE):
        full_profile.offer(
            context.id, context.edition, context.profile, context.count_answered(context.indicators)
        )
    pillar = context.edition.pillar_of[key]
    chosen = filters.as_text(filters.of_address(context))
    st.html(render_pillar(context, pillar, key, chosen))


def _undo_buttons(context: AssessmentContext, key: str, newest: Revision[Answer] | None) -> None:
    """Draw the buttons that clear the choice and undo the last change."""
    st.button(
        _("Clear this answer"),
        type="tertiary",
        on_click=saving.clear,
        args=(context.id, key),
        disabled=not context.has_answer(key),
        key="clear",
    )
    answer_history.show_undo(context, key, newest)


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
