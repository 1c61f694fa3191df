"""All evidence of an assessment: what is missing, what is old, which links and files are in order."""

from __future__ import annotations

import streamlit as st

from app_pages import frame
from app_pages.glance import glance_at
from translations import gettext as _


def show() -> None:
    chosen = frame.assessment_chosen()
    if chosen is None:
        return
    with frame.errors_shown():
        glance = glance_at(chosen)
        frame.show_side(glance)
        st.html(frame.header(glance))
        st.title(_("Evidence"))
