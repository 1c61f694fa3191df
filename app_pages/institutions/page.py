"""The institutions page: the list of institutions, their questions and progress, and their answers compared."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.institutions import answer_matrix, editor, overview
from app_pages.institutions.saving import update_institutions
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, assessment_edition, load_context
from app_pages.shell.forms import kept_text, messages
from app_pages.shell.markup import as_markdown
from app_pages.workflow import edit_lock_banner
from assessment import Institution
from assessment.access.editability import EditableArea
from assessment.answers.settlement import new_id, propose_indicators, propose_institutions
from assessment.values.characters import read_text
from assessment.workflow.invitations import InvitationEventKind
from host.services import open_store
from questionnaires import Edition
from translations import gettext as _
from translations import ngettext


@layout.assessment_fragment_page
@layout.fragment
def show(assessment_id: str, slots: layout.Slots) -> None:
    """Draw the page; a message for users of an institution."""
    with layout.errors_shown():
        context = load_context(assessment_id)
        layout.fill_sidebar(context, slots, None)
        title = Markup("<h1>{}</h1>").format(_("Institutions"))
        if not context.is_national:
            layout.show_coordinator_only(context, title)
            return
        changes = edit_lock_banner.changes_of(context)
        locked = not changes.may(EditableArea.INSTITUTIONS)
        events = open_store().invitation_events(context.id, person=session.person())
        sent = [item.at for item in events if item.kind is not InvitationEventKind.VISITED]
        st.html(
            layout.header(context, saves_changes=True, saved_at=max(sent, default=None))
            + edit_lock_banner.banner(context, changes, EditableArea.INSTITUTIONS)
            + title
        )
        listed = context.assessment.institutions
        st.write(
            _(
                "List who has to be asked. Each institution answers for itself, by link, by workbook or on paper; "
                "where answers differ, you settle the national one."
            )
        )
        if listed:
            overview.show(context, events, locked=locked)
            editor.show(context, locked=locked)
        if not locked:
            with st.expander(_("Add institutions"), expanded=not listed, key="institutions.add"):
                _add(context)
        if listed:
            answer_matrix.show_questions(context)
            layout.show_next_step("settle", _("Settle the answers"), context.id)


def _add(context: AssessmentContext) -> None:
    """Draw the form that adds institutions by role, and the one that adds an institution by name."""
    edition = context.edition
    st.write(
        _(
            "Tick the roles that exist in the country. Each comes with the questions that somebody in this role "
            "usually knows; you change names and questions afterwards."
        )
    )
    used = {item.role for item in context.assessment.institutions}
    with st.container(key="roles"):
        for role in edition.role:
            if role not in used:
                st.checkbox(
                    as_markdown(_role_label(edition, role)), key=f"institutions.role.{role}"
                )
    chosen = _chosen_roles(edition)
    messages.show("institutions", context.id, at="add-roles")
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
        args=(context.id,),
    )
    kept_text.keep(kept_text.KeptText("institutions.name", "institutions.name", ""))
    st.text_input(
        _("Or name one yourself, such as a second regulator"),
        key="institutions.name",
    )
    st.selectbox(
        _("Whose questions it gets (optional)"),
        list(edition.role),
        index=None,
        format_func=lambda role: _role_label(edition, role),
        placeholder=_("None yet; choose them afterwards"),
        key="institutions.of_role",
    )
    messages.show("institutions", context.id, at="add-named")
    st.button(
        _("Add this institution"),
        key="institutions.add-named",
        on_click=_add_named,
        args=(context.id,),
    )


def _role_label(edition: Edition, role: str) -> str:
    count = len(propose_indicators(edition, role))
    return ngettext("{role} ({count} question)", "{role} ({count} questions)", count).format(
        role=labels.content(role, "name", edition.role[role].name), count=count
    )


def _chosen_roles(edition: Edition) -> tuple[str, ...]:
    return tuple(role for role in edition.role if session.field("institutions", f"role.{role}"))


@session.in_user_language
def _add_roles(assessment_id: str) -> None:
    edition = assessment_edition(assessment_id)
    roles = _chosen_roles(edition)

    def added(listed: tuple[Institution, ...]) -> tuple[Institution, ...]:
        new = propose_institutions(edition, roles, listed)
        named = (
            item.model_copy(
                update={"name": labels.content(item.role, "name", edition.role[item.role].name)}
            )
            for item in new
        )
        return (*listed, *named)

    if update_institutions(assessment_id, added, at="add-roles"):
        session.fill("institutions", **{f"role.{role}": False for role in roles})


@session.in_user_language
def _add_named(assessment_id: str) -> None:
    name = " ".join(read_text(session.field("institutions", "name") or "").split())
    if not name:
        messages.report(
            "institutions", assessment_id, problem=_("Write the name first."), at="add-named"
        )
        return

    role = session.field("institutions", "of_role") or ""
    indicators = propose_indicators(assessment_edition(assessment_id), role)

    def added(listed: tuple[Institution, ...]) -> tuple[Institution, ...]:
        key = new_id(name, (item.id for item in listed))
        return (*listed, Institution(id=key, name=name, role=role, indicators=indicators))

    if update_institutions(assessment_id, added, at="add-named"):
        kept_text.done("institutions.name", session.field("institutions", "name"))
        session.fill("institutions", name="", of_role=None)
