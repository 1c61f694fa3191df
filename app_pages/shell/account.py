"""Who is signed in, the button to sign out, and the text for an account without a role."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from host.identity import signed_in_person
from host.services import now
from host.settings import whom_to_ask
from translations import gettext as _


def show_who() -> None:
    """Who is signed in, and the way out."""
    person = signed_in_person(now())
    with st.container(horizontal=True, key="who", vertical_alignment="center"):
        st.html(Markup("<p>{}</p>").format(_("Signed in as {email}").format(email=person.name)))
        st.button(_("Sign out"), on_click=st.logout, key="sign-out")


def show_no_role() -> None:
    """What somebody is told who has signed in and has no role."""
    st.write(
        _(
            "You have no role here, so there is nothing to see yet. Ask the administrator of your country to give "
            "a role to this e-mail address."
        )
    )
    if whom_to_ask():
        st.write(_("Contact: {contact}").format(contact=whom_to_ask()))
