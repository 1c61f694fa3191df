"""The editor of an institution: name, questions, and the invitation that the coordinator sends."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app_pages.institutions import letter
from app_pages.institutions.saving import update_institution
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, assessment_edition
from app_pages.shell.forms import kept_text, messages
from app_pages.shell.markup import as_markdown, isolate
from assessment import Institution
from assessment.answers.settlement import answers_of, propose_indicators
from assessment.values.characters import read_text
from assessment.workflow.invitations import invitation_status
from host.services import open_store
from questionnaires.palette import pillar_letter
from translations import gettext as _
from translations import ngettext, pgettext

FIELDS = ("name", "contact")


def show(context: AssessmentContext, *, locked: bool) -> None:
    """Draw a select box of institutions and the editor of the one chosen; fields are disabled where `locked`."""
    listed = {item.id: item for item in context.assessment.institutions}
    session.reset_stale_choice("institutions", "open", listed)
    opened = st.selectbox(
        _("See what an institution is asked")
        if locked
        else _("Write to an institution, or change what it is asked"),
        list(listed),
        index=None,
        format_func=lambda key: context.institution_names.get(key, key),
        placeholder=_("Choose an institution"),
        key="institutions.open",
    )
    if opened is None or opened not in listed:
        return
    with st.container(border=True, key="institution-editor"):
        _invitation(context, listed[opened])
        _fields(context, listed[opened], locked=locked)
        _questions(context, listed[opened], locked=locked)
        messages.show("institutions", context.id)
        _close_or_remove(context, listed[opened], locked=locked)


def _invitation(context: AssessmentContext, institution: Institution) -> None:
    """Show the text of the invitation, and links to the workbook and the questionnaire of the institution."""
    layout.show_title(_("Invite {institution}").format(institution=isolate(institution.name)))
    url = st.context.url
    if letter.is_reachable(url):
        st.write(_("Copy this into an e-mail, or take the workbook along:"))
    else:
        st.write(_("Copy this into an e-mail, and attach the workbook of the institution:"))
    events = open_store().invitation_events(context.id, person=session.person())
    deadline = invitation_status(institution.id, events, asked=0, answered=0).deadline
    st.code(letter.invitation(context, institution, deadline, url), language=None, wrap_lines=True)
    with st.container(horizontal=True):
        for page, label in (
            ("workbooks", _("Its workbook and its form")),
            ("home", _("See what it sees")),
        ):
            st.page_link(
                session.pages()[page],
                label=label,
                query_params=session.query_params(context.id, institution=institution.id),
            )


def _fields(context: AssessmentContext, institution: Institution, *, locked: bool) -> None:
    callback: dict[str, Any] = {
        "on_change": _changed,
        "args": (context.id, institution.id),
        "disabled": locked,
    }
    session.hydrate(
        f"institution.{institution.id}", name=institution.name, contact=institution.contact
    )
    for name in FIELDS:
        key = f"institution.{institution.id}.{name}"
        kept_text.keep(kept_text.KeptText(key, key, getattr(institution, name), at_once=True))
    st.text_input(_("Name"), key=f"institution.{institution.id}.name", **callback)
    st.text_input(
        _("Whom to write to (optional; only what is needed for that)"),
        key=f"institution.{institution.id}.contact",
        **callback,
    )


def _questions(context: AssessmentContext, institution: Institution, *, locked: bool) -> None:
    """Draw a checkbox for each question of the pillar chosen, and the button for the questions of its role."""
    pillars = {
        pillar.id: pillar for pillar in context.edition.pillars if context.indicators_of(pillar)
    }
    assigned = set(institution.indicators)
    layout.show_title(_("Questions"))
    session.reset_stale_choice("institutions", "pillar", pillars, first=True)
    chosen = st.radio(
        _("Part of the questionnaire"),
        list(pillars),
        format_func=lambda key: as_markdown(
            _("{letter} {name}: {number}").format(
                letter=pillar_letter(context.edition, key),
                name=labels.pillar_name(pillars[key]),
                number=len(assigned.intersection(context.indicators_of(pillars[key]))),
            )
        ),
        horizontal=True,
        key="institutions.pillar",
    )
    for key in context.indicators_of(pillars[chosen]) if chosen in pillars else ():
        session.hydrate(f"institution.{institution.id}", **{f"asks.{key}": key in assigned})
        st.checkbox(
            as_markdown(f"{key} {labels.question(context.edition.indicators[key])}"),
            key=f"institution.{institution.id}.asks.{key}",
            on_change=_assign,
            args=(context.id, institution.id, key),
            disabled=locked,
        )
    proposal = propose_indicators(context.edition, institution.role)
    if proposal and assigned != set(proposal) and not locked:
        name = labels.content(institution.role, "name", context.edition.role[institution.role].name)
        st.button(
            ngettext(
                "Ask the {count} question that this role usually knows ({role})",
                "Ask the {count} questions that this role usually knows ({role})",
                len(proposal),
            ).format(count=len(proposal), role=name),
            key=f"institution.{institution.id}.reset",
            on_click=_reset,
            args=(context.id, institution.id),
        )


def _close_or_remove(context: AssessmentContext, institution: Institution, *, locked: bool) -> None:
    answered = answers_of(context.assessment, institution.id)
    with st.container(horizontal=True):
        st.button(
            pgettext("button", "Done"),
            key=f"institution.{institution.id}.done",
            on_click=_close,
        )
        if not locked:
            st.button(
                _("Take it off the list"),
                type="tertiary",
                key=f"institution.{institution.id}.remove",
                disabled=bool(answered),
                on_click=_remove,
                args=(context.id, institution.id),
            )
    if answered and not locked:
        st.caption(_("It has answered, so it stays on the list; untick questions instead."))


@session.in_user_language
def _changed(assessment_id: str, institution: str) -> None:
    values = {
        name: " ".join(read_text(session.field(f"institution.{institution}", name) or "").split())
        for name in FIELDS
    }
    if not values["name"]:
        messages.report("institutions", assessment_id, problem=_("An institution needs a name."))
        return

    def changed(item: Institution) -> Institution:
        return Institution.model_validate({**item.model_dump(), **values})

    update_institution(assessment_id, institution, changed)


@session.in_user_language
def _assign(assessment_id: str, institution: str, indicator: str) -> None:
    """Callback: assign or unassign a question, as its checkbox says."""
    is_assigned = bool(session.field(f"institution.{institution}", f"asks.{indicator}"))
    order = list(assessment_edition(assessment_id).indicators)

    def changed(item: Institution) -> Institution:
        others = {*item.indicators} - {indicator}
        assigned = {*others, indicator} if is_assigned else others
        ordered = tuple(key for key in order if key in assigned)
        return item.model_copy(update={"indicators": ordered})

    update_institution(assessment_id, institution, changed)


@session.in_user_language
def _reset(assessment_id: str, institution: str) -> None:
    edition = assessment_edition(assessment_id)
    update_institution(
        assessment_id,
        institution,
        lambda item: item.model_copy(update={"indicators": propose_indicators(edition, item.role)}),
    )


@session.in_user_language
def _remove(assessment_id: str, institution: str) -> None:
    if update_institution(assessment_id, institution, lambda _item: None):
        _close()


@session.in_user_language
def _close() -> None:
    session.fill("institutions", open=None)
