"""The questionnaire page: one question at a time, stored with every change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.question_map import filters
from app_pages.question_map.squares import render_pillar
from app_pages.questionnaire import (
    bar,
    detail_fields,
    detail_rows,
    discussion,
    drafts,
    edit_conflict,
    evidence_editor,
    full_profile,
    saving,
)
from app_pages.questionnaire import history as answer_history
from app_pages.questionnaire.answer_form import (
    AnswerForm,
    choices_of,
    figure_text,
    form_of,
)
from app_pages.questionnaire.heading import heading
from app_pages.questionnaire.help import help_blocks
from app_pages.questionnaire.kept_texts import texts_of
from app_pages.questionnaire.next_level import differs, level_basis, one_level_up
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load_context
from app_pages.shell.choice_labels import choice_formatter
from app_pages.shell.forms import kept_text, messages
from app_pages.shell.keyboard_help import keys_help
from app_pages.shell.layout import Slots
from app_pages.shell.navigation.code_links import show_html
from app_pages.statistics import editor as observation_editor
from app_pages.statistics import past_values
from app_pages.workflow import edit_lock_banner
from assessment import AnswerStatus, Derived
from assessment.access.editability import Editability, EditableArea
from assessment.answers.derived_level import derived_answer
from assessment.answers.documents import documents_in, visible_answers
from assessment.answers.settlement import answers_of
from assessment.model.assessment import UNANSWERED, Answer
from assessment.store import Revision
from questionnaires import Checklist, Figures, Indicator, Rows, Statuses
from translations import gettext as _


@layout.assessment_fragment_page
@layout.fragment
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
        chosen = filters.of_address(context)
        matches = filters.fitting(context, chosen) if chosen else None
        st.html(layout.header_above_bar(context))
        status = bar.show(context, key, matches)
        if conflict is not None:
            show_html(heading(context, indicator))
            edit_conflict.show(context, indicator, conflict)
            status.html(layout.saved_status(context))
        else:
            with session.bind_fields("answer", assessment_id, session.institution(), key):
                _fields(context, indicator, newest, changes, status)
        if matches is not None:
            st.html(filters.note(context, chosen, matches))
        if context.next_unanswered(key) is None and changes.may(EditableArea.PROFILE):
            full_profile.offer(
                assessment_id,
                context.edition,
                context.profile,
                context.count_answered(context.indicators),
            )
        answer_history.show(
            context, indicator, newest, locked=not changes.may(EditableArea.ANSWERS, key)
        )
        st.html(
            render_pillar(context, context.edition.pillar_of[key], key, filters.as_text(chosen))
        )


def _fields(
    context: AssessmentContext,
    indicator: Indicator,
    newest: Revision[Answer] | None,
    changes: Editability,
    status: Any,
) -> None:
    """Draw what is asked and, beside it, evidence and help; then what is saved in the place `status`."""
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
    show_html(
        edit_lock_banner.banner(context, changes, EditableArea.ANSWERS, key)
        + edit_lock_banner.expert_question(context, key)
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
    derived = saving.derived_level(indicator, form, context.held)
    with st.container(key="question-columns"):
        asked, beside = st.columns((5, 3), gap="medium")
    with asked:
        if stored.look_again and not locked:
            _look_again(context.id, key, stored.look_again)
        choices = choices_of(
            indicator, context.edition.levels_of(indicator), stored, is_national=context.is_national
        )
        index = choices.index(form.choice) if form.choice in choices else None
        if derived is not None:
            _parts(context, indicator, form, changes)
            st.html(level_basis(context.edition, indicator, form, derived))
            with st.expander(
                _("State the level, or that it is not known or does not apply"),
                expanded=bool(form.override) or differs(form, derived),
            ):
                _choice(context, indicator, draft, choices, index, changed, derived)
        else:
            _choice(context, indicator, draft, choices, index, changed, None)
        above = one_level_up(context.edition, indicator, form, derived, context.held)
        if above:
            show_html(above)
        if derived is None and indicator.details is not None:
            st.html(Markup("<h2>{}</h2>").format(_("Details, kept with the answer")))
            _parts(context, indicator, form, changes)
        _words(context.id, indicator, draft, changed)
        # A hidden field lets the browser send back the revision it shows. It is drawn after the fields of that revision,
        # and "Saved" after it: a connection lost in between would otherwise lead to a conflict with the user's own answer.
        carried = st.text_input(
            _("Revision"),
            str(draft.revision) if first_run else "",
            key=f"{key}.seen",
            label_visibility="collapsed",
        )
    drafts.record_shown_choice(context.id, key, draft.revision, form.choice)
    status.html(layout.saved_status(context, choice=index, saves_changes=True))
    for text in texts_of(context.id, indicator, stored):
        kept_text.keep(text)
    if first_run and saving.recover_unsaved(context.id, key, draft, carried):
        session.mark_first_run_done()
        st.rerun()
    with beside:
        evidence_editor.show(
            context.id,
            indicator,
            draft.form,
            locked=locked,
            listed=lambda: documents_in(visible_answers(context.assessment, context.institution)),
        )
        st.html(help_blocks(context.edition, indicator))
        discussion.show(context, key, locked=locked)
        if not locked:
            _undo_buttons(context, key, newest)
        st.html(keys_help())


def _choice(
    context: AssessmentContext,
    indicator: Indicator,
    draft: drafts.AnswerDraft,
    choices: tuple[str, ...],
    index: int | None,
    changed: Mapping[str, Any],
    derived: Derived | None,
) -> None:
    """Draw the figure and the choice of a question, and why its level differs from what the parts give, where it does."""
    key, form, first_run = indicator.id, draft.form, session.is_first_run()
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
        if context.edition.levels_of(indicator)
        else _("Or no figure"),
        choices,
        index=index if first_run else None,
        key=f"{key}.choice",
        format_func=choice_formatter(context.edition, indicator),
        **changed,
    )
    messages.show_inline("answer", key, draft.problem)
    # A level taken over from a review has a reason also without a rule.
    if form.override or (derived is not None and differs(form, derived)):
        st.text_area(
            _("Why the level differs from what the parts give")
            if derived is not None
            else _("Why this level was taken over from the review"),
            form.override if first_run else "",
            key=f"{key}.override",
            height="content",
            **changed,
        )
        _field_problem(draft, "override")


def _words(
    assessment_id: str, indicator: Indicator, draft: drafts.AnswerDraft, changed: Mapping[str, Any]
) -> None:
    """Draw reason and comment; what the reason has to say depends on the choice."""
    key, form, first_run = indicator.id, draft.form, session.is_first_run()
    with st.container(key="question-words"):
        with st.container(gap="small"):
            st.text_area(
                _("Reason: why it does not apply here")
                if form.choice == AnswerStatus.NOT_APPLICABLE
                else _("Reason: what makes the text true"),
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
    """Draw the fields of details."""
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


def _undo_buttons(context: AssessmentContext, key: str, newest: Revision[Answer] | None) -> None:
    """Draw the buttons that clear the choice and undo the last change."""
    with st.container(horizontal=True, key="undo-buttons"):
        st.button(
            _("Clear this answer"),
            type="tertiary",
            on_click=saving.clear,
            args=(context.id, key),
            disabled=not context.has_answer(key),
            key="clear",
        )
        answer_history.show_undo(context, key, newest)
