"""The people page: roles in a country, granted and revoked by e-mail address. For administrators, in server mode."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, layout, session
from app_pages.shell.forms import messages
from app_pages.shell.markup import as_markdown, isolate
from assessment import AssessmentError
from assessment.access.permissions import EVERYWHERE, Grant
from assessment.countries import country_codes, country_name, named_invented_codes
from assessment.model.roles import AccessRole, role_name
from assessment.store import RoleGrant
from host.services import now, open_store
from translations import gettext as _
from translations.sorting import sort_key


def show() -> None:
    """Draw the page; a message for users who are no administrator."""
    st.html(Markup("<h1>{}</h1>").format(_("People")))
    st.page_link(session.pages()["start"], label=_("All assessments"))
    with layout.errors_shown():
        countries = session.countries_with_role(AccessRole.ADMINISTRATOR)
        if not countries:
            st.write(_("Only administrators give roles. Ask the administrator of your country."))
            return
        st.write(
            _(
                "A role is given to an e-mail address, for one country. Whoever signs in with that address has it at "
                "once. Nothing is sent from here: write to them yourself. Administrators see no answers."
            )
        )
        country = _country(countries)
        _show_grants(country)
        _grant_form(country)


def _country(countries: tuple[str, ...]) -> str:
    """Draw the select box of the countries the user administers, and return the one chosen."""
    options = (
        EVERYWHERE,
        *sorted(
            (*country_codes(), *named_invented_codes()),
            key=lambda code: sort_key(country_name(code)),
        ),
    )
    if EVERYWHERE not in countries:
        options = countries
    chosen = st.selectbox(
        _("Country"), options, format_func=_country_name, key="people.country", index=0
    )
    return chosen or options[0]


def _country_name(code: str) -> str:
    return _("Every country (administrators)") if code == EVERYWHERE else country_name(code)


def _show_grants(country: str) -> None:
    grants = open_store().people(country, person=session.person())
    layout.show_title(_("Who has a role"))
    if not grants:
        st.write(_("Nobody yet. Invite the coordinator first."))
    for index, item in enumerate(grants):
        with st.container(horizontal=True, vertical_alignment="center", key=f"people.row.{index}"):
            st.markdown(_line(item))
            if item.email == session.person().name:
                st.caption(_("you"))
                continue
            st.button(
                _("Take away"),
                key=f"people.take.{item.email}.{item.grant.role}.{item.grant.institution}",
                help=_("{role} of {email}").format(
                    role=as_markdown(role_name(item.grant.role)), email=as_markdown(item.email)
                ),
                on_click=_revoke,
                args=(item,),
            )
        messages.show("people", "take", at=_row(item))


def _line(item: RoleGrant) -> str:
    role = role_name(item.grant.role)
    if item.grant.institution:
        role = _("{role} for {institution}").format(role=role, institution=item.grant.institution)
    return _("**{email}** · {role} · given by {author}, {time}").format(
        email=as_markdown(item.email),
        role=as_markdown(role),
        author=as_markdown(isolate(item.author)),
        time=labels.time_of_day(item.at, now=now(), zone=session.time_zone()),
    )


def _row(item: RoleGrant) -> str:
    """Return the place of the messages of a row."""
    return f"{item.email} {item.grant.role} {item.grant.institution}"


@session.in_user_language
def _revoke(item: RoleGrant) -> None:
    try:
        open_store().take_role(item.email, item.grant, person=session.person(), at=now())
    except AssessmentError as error:
        messages.report("people", "take", problem=str(error), at=_row(item))
    else:
        messages.report("people", "take")


def _grant_form(country: str) -> None:
    layout.show_title(_("Give a role"))
    st.text_input(_("E-mail address"), key="people.email")
    roles = (AccessRole.ADMINISTRATOR,) if country == EVERYWHERE else tuple(AccessRole)
    role = st.radio(_("Role"), roles, format_func=_role_description, key="people.role") or roles[0]
    if role is AccessRole.CONTRIBUTOR:
        names = open_store().institution_names(country, person=session.person())
        if not names:
            st.write(
                _(
                    "No institution is listed yet. The coordinator lists them on the page “Institutions”."
                )
            )
            return
        st.selectbox(
            _("Institution"),
            sorted(names, key=names.__getitem__),
            format_func=lambda key: isolate(names.get(key, key)),
            key="people.institution",
        )
    st.button(_("Give this role"), type="primary", key="people.give", on_click=_grant)
    messages.show("people", "give")


@session.in_user_language
def _grant() -> None:
    """Callback: grant the role in the fields to the address in the fields, then empty the address."""
    email = session.field("people", "email") or ""
    role: AccessRole = session.field("people", "role")
    is_contributor = role is AccessRole.CONTRIBUTOR
    institution = session.field("people", "institution") if is_contributor else None
    grant = Grant(role, session.field("people", "country"), institution or "")
    try:
        open_store().give_role(email, grant, person=session.person(), at=now())
    except AssessmentError as error:
        messages.report("people", "give", problem=str(error))
    else:
        done = _("{role} of {email}").format(role=role_name(role), email=email)
        messages.report("people", "give", done=_("Stored: {what}").format(what=done))
        session.fill("people", email="")


def _role_description(role: AccessRole) -> str:
    return {
        AccessRole.COORDINATOR: _("Coordinator: keeps the assessment, settles answers, hands in"),
        AccessRole.CONTRIBUTOR: _("Contributor: answers for one institution"),
        AccessRole.APPROVER: _("Approver: agrees and publishes for the country"),
        AccessRole.EXPERT: _("Expert: reviews from outside"),
        AccessRole.ADMINISTRATOR: _("Administrator: gives roles; sees no answers"),
    }[role]
