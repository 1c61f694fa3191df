"""The script that Streamlit runs on every interaction: set the language, register the pages, draw the current one."""

from __future__ import annotations

import streamlit as st

from app_pages.accounts import sign_in
from app_pages.pages import QUESTIONNAIRE, streamlit_pages
from app_pages.shell import layout, session
from app_pages.shell.forms import kept_text, messages
from app_pages.shell.navigation import language_choice
from host import identity
from host.services import now
from host.settings import is_server
from translations import gettext as _

session.set_user_language()
st.set_page_config(page_title=_("Child online protection"), layout="centered")
if is_server():
    session.set_grants(identity.roles(now()))
pages = streamlit_pages(is_server=is_server())
session.set_pages(pages)
page = st.navigation(list(pages.values()), position="hidden")
messages.clear_elsewhere(page.url_path)
session.set_page(page.url_path, page.title)
layout.set_tab_title()
if page is not pages[QUESTIONNAIRE]:
    session.clear_question()
with st.sidebar if session.assessment_id() else st.container(key="languages"):
    language_choice.show()
if is_server() and not identity.is_signed_in(now()):
    sign_in.show()
else:
    with kept_text.told_to_browser(whole_page=True):
        page.run()
        st.button("↻", key="resume")  # drafts.js presses it once a lost line is back
session.mark_first_run_done()
