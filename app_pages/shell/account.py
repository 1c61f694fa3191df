"""The account signed in: its address, the button to sign out, the message where it has no role."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from host.identity import signed_in_person
from host.services import now
from host.settings import contact
from translations import gettext as _


def show_user() -> None:
    """Show the address signed in with, and the button to sign out."""
    person = signed_in_person(now())
    with st.container(horizontal=True, key="who", vertical_alignment="center"):
        st.html(Markup("<p>{}</p>").format(_("Signed in as {email}").format(email=person.name)))
        st.button(_("Sign out"), on_click=st.logout, key="sign-out")


def show_no_role() -> None:
    """Show the message for an account without a role."""
    st.write(
        _(
            "You have no role here, so there is nothing to see yet. Ask the administrator of your country to give "
            "a role to this e-mail address."
        )
    )
    if contact():
        st.write(_("Contact: {contact}").format(contact=contact()))
