"""One institution: its name, its questions, and the invitation that the coordinator sends it."""

from __future__ import annotations

import urllib.parse
from typing import Any

import streamlit as st

from app_pages.institutions.saving import change_one
from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext, edition_answered
from app_pages.shell.markup import as_markdown
from assessment import Institution
from assessment.answers.settlement import answers_of, asked_of, propose_indicators
from assessment.countries import country_name
from translations import gettext as _
from translations import ngettext

FIELDS = ("name", "contact")


def show(glance: AssessmentContext, *, locked: bool) -> None:
    """Choose an institution; its fields open below, greyed where the list stands still."""
    listed = {item.id: item for item in glance.assessment.institutions}
    session.keep_choice("institutions", "open", listed)
    opened = st.selectbox(
        _("See what an institution is asked")
        if locked
        else _("Write to an institution, or change what it is asked"),
        list(listed),
        index=None,
        format_func=lambda key: listed[key].name if key in listed else key,
        placeholder=_("Choose an institution"),
        key="institutions.open",
    )
    if opened is None or opened not in listed:
        return
    with st.container(border=True, key="institution-editor"):
        _invitation(glance, listed[opened])
        _fields(glance, listed[opened], locked=locked)
        _questions(glance, listed[opened], locked=locked)
        _way_out(glance, listed[opened], locked=locked)


def _invitation(glance: AssessmentContext, found: Institution) -> None:
    """What to paste into an e-mail; the link and the workbook."""
    layout.show_title(_("Invite {institution}").format(institution=found.name))
    st.write(_("Copy this into an e-mail, or take the workbook along:"))
    st.code(invitation(glance, found), language=None, wrap_lines=True)
    with st.container(horizontal=True):
        for page, label in (
            ("workbooks", _("Its workbook and its form")),
            ("answer", _("See what it sees")),
        ):
            st.page_link(
                session.pages()[page],
                label=label,
                query_params=session.address(glance.id, institution=found.id),
            )


def invitation(glance: AssessmentContext, found: Institution) -> str:
    """The e-mail: what, why, how long, where; and what never to write."""
    asked = len(asked_of(glance.edition, glance.assessment, found.id))
    return "\n\n".join(
        (
            _("To: {name}").format(name=found.contact or found.name),
            _(
                "{country} is assessing what it has in place to protect children online. "
                "We ask your institution for its own view; you need not agree with others."
            ).format(country=country_name(glance.country)),
            ngettext(
                "It is {count} question. Choose the highest level that is true, and name what proves it. "
                "“Don’t know”, “not applicable” and “outside our mandate” are answers too.",
                "They are {count} questions, about ten minutes each. Choose the highest level that is true, and name "
                "what proves it. “Don’t know”, “not applicable” and “outside our mandate” are answers too.",
                asked,
            ).format(count=asked),
            _("Every answer is saved at once; stop and come back as often as you like:"),
            link(glance.id, found.id),
            _("No personal data of children and no abuse material, ever."),
        )
    )


def link(assessment_id: str, institution: str) -> str:
    """The whole address under which an institution answers, as this browser reached the application."""
    here = urllib.parse.urlsplit(st.context.url or "")
    query = session.query(session.address(assessment_id, institution=institution))
    return urllib.parse.urlunsplit((here.scheme, here.netloc, "/answer", query, ""))


def _fields(glance: AssessmentContext, found: Institution, *, locked: bool) -> None:
    kept: dict[str, Any] = {
        "on_change": _changed,
        "args": (glance.id, found.id),
        "disabled": locked,
    }
    session.hydrate(f"institution.{found.id}", name=found.name, contact=found.contact)
    st.text_input(_("Name"), key=f"institution.{found.id}.name", max_chars=200, **kept)
    st.text_input(
        _("Whom to write to (optional; only what is needed for that)"),
        key=f"institution.{found.id}.contact",
        max_chars=200,
        **kept,
    )


def _questions(glance: AssessmentContext, found: Institution, *, locked: bool) -> None:
    """The questions of one pillar at a time, each with a tick."""
    pillars = {pillar.id: pillar for pillar in glance.edition.pillars if glance.asked_in(pillar)}
    asked = set(found.indicators)
    layout.show_title(_("What it is asked"))
    session.keep_choice("institutions", "pillar", pillars, first=True)
    chosen = st.radio(
        _("Part of the questionnaire"),
        list(pillars),
        format_func=lambda key: as_markdown(
            _("{letter} {name}: {number}").format(
                letter=pillars[key].letter,
                name=shell_labels.pillar_name(pillars[key]),
                number=len(asked.intersection(glance.asked_in(pillars[key]))),
            )
        ),
        horizontal=True,
        key="institutions.pillar",
    )
    for key in glance.asked_in(pillars[chosen]) if chosen in pillars else ():
        session.hydrate(f"institution.{found.id}", **{f"asks.{key}": key in asked})
        st.checkbox(
            as_markdown(f"{key} {shell_labels.question(glance.edition.indicators[key])}"),
            key=f"institution.{found.id}.asks.{key}",
            on_change=_ask,
            args=(glance.id, found.id, key),
            disabled=locked,
        )
    proposal = propose_indicators(glance.edition, found.role)
    if proposal and asked != set(proposal) and not locked:
        name = shell_labels.content(found.role, "name", glance.edition.role[found.role].name)
        st.button(
            ngettext(
                "Ask the {count} question that this role usually knows ({role})",
                "Ask the {count} questions that this role usually knows ({role})",
                len(proposal),
            ).format(count=len(proposal), role=name),
            key=f"institution.{found.id}.reset",
            on_click=_reset,
            args=(glance.id, found.id),
        )


def _way_out(glance: AssessmentContext, found: Institution, *, locked: bool) -> None:
    answered = answers_of(glance.assessment, found.id)
    with st.container(horizontal=True):
        st.button(
            _("Done"),
            key=f"institution.{found.id}.done",
            on_click=_close,
        )
        if not locked:
            st.button(
                _("Take it off the list"),
                type="tertiary",
                key=f"institution.{found.id}.remove",
                disabled=bool(answered),
                on_click=_remove,
                args=(glance.id, found.id),
            )
    if answered and not locked:
        st.caption(_("It has answered, so it stays on the list; untick questions instead."))


@session.in_user_language
def _changed(assessment_id: str, institution: str) -> None:
    given = {
        name: " ".join((session.field(f"institution.{institution}", name) or "").split())
        for name in FIELDS
    }
    if not given["name"]:
        session.note_problem("institutions", assessment_id, _("An institution needs a name."))
        return
    change_one(assessment_id, institution, lambda item: item.model_copy(update=given))


@session.in_user_language
def _ask(assessment_id: str, institution: str, indicator: str) -> None:
    wanted = bool(session.field(f"institution.{institution}", f"asks.{indicator}"))
    order = list(edition_answered(assessment_id).indicators)

    def changed(item: Institution) -> Institution:
        asked = {*item.indicators, indicator} if wanted else {*item.indicators} - {indicator}
        known = [key for key in order if key in asked]
        return item.model_copy(update={"indicators": tuple(known)})

    change_one(assessment_id, institution, changed)


@session.in_user_language
def _reset(assessment_id: str, institution: str) -> None:
    edition = edition_answered(assessment_id)
    change_one(
        assessment_id,
        institution,
        lambda item: item.model_copy(update={"indicators": propose_indicators(edition, item.role)}),
    )


@session.in_user_language
def _remove(assessment_id: str, institution: str) -> None:
    if change_one(assessment_id, institution, lambda _item: None):
        _close()


@session.in_user_language
def _close() -> None:
    session.fill("institutions", open=None)
