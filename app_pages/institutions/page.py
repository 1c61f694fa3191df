"""Who is asked: the list of institutions, what each is asked and has answered, where they differ, what nobody has."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.institutions import answer_matrix, editor
from app_pages.institutions.saving import change_list
from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext, edition_answered, load_context
from app_pages.shell.markup import as_markdown
from app_pages.workflow import edit_lock_banner
from assessment import Institution
from assessment.access.editability import EditableArea
from assessment.answers.settlement import new_id, propose_indicators, propose_institutions
from questionnaires import Edition
from translations import gettext as _
from translations import ngettext


@layout.of_one_assessment_in_parts
@st.fragment
@session.in_user_language
def show(assessment_id: str, slots: layout.Slots) -> None:
    with layout.errors_shown():
        glance = load_context(assessment_id)
        layout.fill_side(glance, slots, None)
        title = Markup("<h1>{}</h1>").format(_("Institutions"))
        if not glance.is_national:
            st.html(layout.header(glance) + title)
            st.write(_("This page is the coordinator’s. Your institution answers the questions."))
            return
        changes = edit_lock_banner.changes_of(glance)
        locked = not changes.may(EditableArea.INSTITUTIONS)
        st.html(
            layout.header(glance)
            + edit_lock_banner.banner(glance, changes, EditableArea.INSTITUTIONS)
            + title
        )
        problem = session.problem_of("institutions", assessment_id)
        if problem:
            layout.show_problem(problem)
        listed = glance.assessment.institutions
        st.write(
            _(
                "List who has to be asked. Each institution answers for itself, by link, by workbook or on paper; "
                "where answers differ, you settle the national one."
            )
        )
        if listed:
            answer_matrix.show(glance)
            editor.show(glance, locked=locked)
        if not locked:
            with st.expander(_("Add institutions"), expanded=not listed, key="institutions.add"):
                _add(glance)
        if listed:
            answer_matrix.show_questions(glance)
            layout.show_next_step("settle", _("Settle the answers"), glance.id)


def _add(glance: AssessmentContext) -> None:
    """Tick the roles that exist, or name an institution."""
    edition = glance.edition
    st.write(
        _(
            "Tick the roles that exist in the country. Each comes with the questions that somebody in this role "
            "usually knows; you change names and questions afterwards."
        )
    )
    taken = {item.role for item in glance.assessment.institutions}
    with st.container(key="roles"):
        for role in edition.role:
            if role not in taken:
                st.checkbox(
                    as_markdown(_role_words(edition, role)), key=f"institutions.role.{role}"
                )
    chosen = _ticked(edition)
    st.button(
        ngettext("Add {count} institution", "Add {count} institutions", len(chosen)).format(
            count=len(chosen)
        )
        if chosen
        else _("Add the institutions ticked"),
        type="primary",
        disabled=not chosen,
        key="institutions.add-roles",
        on_click=_add_roles,
        args=(glance.id,),
    )
    st.text_input(
        _("Or name one yourself, such as a second regulator"),
        key="institutions.name",
        max_chars=200,
    )
    st.selectbox(
        _("Whose questions it gets (optional)"),
        list(edition.role),
        index=None,
        format_func=lambda role: _role_words(edition, role),
        placeholder=_("None yet; choose them afterwards"),
        key="institutions.of_role",
    )
    st.button(
        _("Add this institution"),
        key="institutions.add-named",
        on_click=_add_named,
        args=(glance.id,),
    )


def _role_words(edition: Edition, role: str) -> str:
    count = len(propose_indicators(edition, role))
    return ngettext("{role} ({count} question)", "{role} ({count} questions)", count).format(
        role=shell_labels.content(role, "name", edition.role[role].name), count=count
    )


def _ticked(edition: Edition) -> tuple[str, ...]:
    return tuple(role for role in edition.role if session.field("institutions", f"role.{role}"))


@session.in_user_language
def _add_roles(assessment_id: str) -> None:
    edition = edition_answered(assessment_id)
    roles = _ticked(edition)

    def added(listed: tuple[Institution, ...]) -> tuple[Institution, ...]:
        new = propose_institutions(edition, roles, listed)
        named = (
            item.model_copy(
                update={
                    "name": shell_labels.content(item.role, "name", edition.role[item.role].name)
                }
            )
            for item in new
        )
        return (*listed, *named)

    if change_list(assessment_id, added):
        session.fill("institutions", **{f"role.{role}": False for role in roles})


@session.in_user_language
def _add_named(assessment_id: str) -> None:
    name = " ".join((session.field("institutions", "name") or "").split())
    if not name:
        session.note_problem("institutions", assessment_id, _("Write the name first."))
        return

    role = session.field("institutions", "of_role") or ""
    asked = propose_indicators(edition_answered(assessment_id), role)

    def added(listed: tuple[Institution, ...]) -> tuple[Institution, ...]:
        key = new_id(name, (item.id for item in listed))
        return (*listed, Institution(id=key, name=name, role=role, indicators=asked))

    if change_list(assessment_id, added):
        session.fill("institutions", name="", of_role=None)
