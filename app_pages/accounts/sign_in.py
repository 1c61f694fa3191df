"""The sign-in page."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell.forms import kept_text
from app_pages.shell.markup import as_markdown
from assessment.errors import NotAllowed
from host.identity import signed_in_person
from host.services import now
from translations import gettext as _


def show() -> None:
    """Draw the page, with the reason where a sign-in is no longer valid."""
    st.html(
        Markup("<h1>{}</h1><p>{}</p>").format(
            _("Child online protection: national self-assessment"),
            _("Sign in with the e-mail address to which you were invited."),
        )
    )
    if st.user.to_dict().get("is_logged_in"):
        try:
            signed_in_person(now())
        except NotAllowed as problem:
            st.warning(as_markdown(str(problem)))
    st.button(_("Sign in"), type="primary", on_click=st.login, key="sign-in")
    st.html(kept_text.drop_button())
