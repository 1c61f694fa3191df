"""The account signed in: its address, the button to sign out, the message where it has no role."""

from __future__ import annotations

import logging

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.forms import kept_text
from assessment import AssessmentError
from host import identity
from host.identity import signed_in_person
from host.services import now
from host.settings import contact
from translations import gettext as _

log = logging.getLogger("cop.sign_in")


def show_user() -> None:
    """Show the address signed in with, and the button to sign out."""
    person = signed_in_person(now())
    with st.container(horizontal=True, key="who", vertical_alignment="center"):
        st.html(Markup("<p>{}</p>").format(_("Signed in as {email}").format(email=person.name)))
        st.button(_("Sign out"), on_click=_sign_out, key="sign-out")
        st.button(
            _("Sign out everywhere"),
            on_click=_sign_out,
            kwargs={"everywhere": True},
            key="sign-out-everywhere",
            type="tertiary",
            help=_("Ends your sign-in in every browser, also one that you left open elsewhere."),
        )
    st.html(kept_text.drop_button())


@session.in_user_language
def _sign_out(*, everywhere: bool = False) -> None:
    """Callback: end the sign-in on the server, then take the cookie away."""
    try:
        identity.sign_out(now(), everywhere=everywhere)
    except AssessmentError as error:
        log.error("A sign-in could not be ended: %s", error)
    st.logout()


def show_no_role() -> None:
    """Show the message for an account without a role."""
    st.write(
        _(
            "You have no role here, so there is nothing to see yet. Ask the administrator of your country to give "
            "a role to this e-mail address."
        )
    )
    st.write(
        _(
            "If you had a role and your account at the provider is a new one, the administrator takes away the roles "
            "of this address and gives them again."
        )
    )
    if contact():
        st.write(_("Contact: {contact}").format(contact=contact()))
