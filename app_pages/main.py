"""The script that Streamlit runs for every visitor and every change: the language, the pages, the page asked for."""

from __future__ import annotations

import streamlit as st

from app_pages import (
    answer,
    documents,
    evidence_overview,
    follow_up,
    gaps,
    hand_in,
    institutions,
    people,
    plan_review,
    publication,
    results,
    review,
    roadmap,
    server_mode,
    session,
    settle,
    sign_in,
    since,
    start,
    statistics,
    workbooks,
)
from app_pages.workplace import now
from translations import gettext as _

session.speak_visitors_language()
st.set_page_config(page_title=_("Child online protection"), layout="centered")
pages = {
    "start": st.Page(start.show, title=_("Start"), url_path="start", default=True),
    "answer": st.Page(answer.show, title=_("Questionnaire"), url_path="answer"),
    "statistics": st.Page(statistics.show, title=_("Figures"), url_path="statistics"),
    "results": st.Page(results.show, title=_("Results"), url_path="results"),
    "gaps": st.Page(gaps.show, title=_("Gaps"), url_path="gaps"),
    "roadmap": st.Page(roadmap.show, title=_("Roadmap"), url_path="roadmap"),
    "follow-up": st.Page(follow_up.show, title=_("Follow-up"), url_path="follow-up"),
    "since": st.Page(since.show, title=_("Since last time"), url_path="since"),
    "institutions": st.Page(institutions.show, title=_("Institutions"), url_path="institutions"),
    "settle": st.Page(settle.show, title=_("Settle the answers"), url_path="settle"),
    "evidence": st.Page(evidence_overview.show, title=_("Evidence"), url_path="evidence"),
    "hand-in": st.Page(hand_in.show, title=_("Hand in"), url_path="hand-in"),
    "review": st.Page(review.show, title=_("Review"), url_path="review"),
    "plan-review": st.Page(plan_review.show, title=_("Review of the plan"), url_path="plan-review"),
    "workbooks": st.Page(workbooks.show, title=_("Excel, forms and paper"), url_path="workbooks"),
    "publication": st.Page(publication.show, title=_("Publication"), url_path="publication"),
    "documents": st.Page(documents.show, title=_("Documents"), url_path="documents"),
}
if server_mode.is_server():
    session.keep_roles(sign_in.roles(now()))
    pages["people"] = st.Page(people.show, title=_("People"), url_path="people")
session.keep_pages(pages)
page = st.navigation(list(pages.values()), position="hidden")
if page is not pages["answer"]:
    session.leave_question()
if server_mode.is_server() and not sign_in.is_signed_in(now()):
    sign_in.show()
else:
    page.run()
session.note_run()
