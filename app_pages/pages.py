"""The registry of pages: URL path, title and the function that draws each."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app_pages.accounts import page as accounts
from app_pages.comparison import page as comparison
from app_pages.cycle_comparison import page as cycle_comparison
from app_pages.data_exchange import page as data_exchange
from app_pages.desk import page as desk
from app_pages.documents import page as documents
from app_pages.evidence import page as evidence
from app_pages.follow_up import page as follow_up
from app_pages.gaps import page as gaps
from app_pages.home import page as home
from app_pages.institutions import page as institutions
from app_pages.plan_review import page as plan_review
from app_pages.publication import page as publication
from app_pages.question_map import page as question_map
from app_pages.questionnaire import page as questionnaire
from app_pages.results import page as results
from app_pages.review import page as review
from app_pages.roadmap import page as roadmap
from app_pages.settlement import page as settlement
from app_pages.start import page as start
from app_pages.statistics import page as statistics
from app_pages.workflow import page as workflow
from translations import gettext as _
from translations import pgettext

START = "start"
QUESTIONNAIRE = "answer"
SERVER_ONLY = frozenset({"people"})
"""Pages that exist only in server mode, where people sign in."""
WITHOUT_ASSESSMENT = frozenset({START, "desk", "people"})
"""Pages that are about no single assessment."""

SCREENS: dict[str, Callable[[], None]] = {
    START: start.show,
    QUESTIONNAIRE: questionnaire.show,
    "home": home.show,
    "questions": question_map.show,
    "statistics": statistics.show,
    "results": results.show,
    "gaps": gaps.show,
    "roadmap": roadmap.show,
    "follow-up": follow_up.show,
    "since": cycle_comparison.show,
    "comparison": comparison.show,
    "institutions": institutions.show,
    "settle": settlement.show,
    "evidence": evidence.show,
    "hand-in": workflow.show,
    "review": review.show,
    "plan-review": plan_review.show,
    "workbooks": data_exchange.show,
    "publication": publication.show,
    "documents": documents.show,
    "desk": desk.show,
    "people": accounts.show,
}
"""Function by page name, in the order of the navigation. The name is also the URL path and must not change."""


def titles() -> dict[str, str]:
    """Return the title of each page by name, in the user's language."""
    return {
        START: pgettext("page", "Start"),
        QUESTIONNAIRE: _("Questionnaire"),
        "home": _("What to do next"),
        "questions": _("All questions"),
        "statistics": _("Figures"),
        "results": _("Results"),
        "gaps": _("Gaps"),
        "roadmap": _("Roadmap"),
        "follow-up": _("Follow-up"),
        "since": _("Since last time"),
        "comparison": _("Comparison"),
        "institutions": _("Institutions"),
        "settle": _("Settle the answers"),
        "evidence": _("Evidence"),
        "hand-in": _("Hand in"),
        "review": _("Review"),
        "plan-review": _("Review of the plan"),
        "workbooks": _("Excel, forms and paper"),
        "publication": _("Publication"),
        "documents": _("Documents"),
        "desk": _("Countries"),
        "people": _("People"),
    }


def page_paths(*, is_server: bool) -> frozenset[str]:
    """Return the path of each page after the first slash; the start page has none."""
    names = frozenset(SCREENS) - (frozenset() if is_server else SERVER_ONLY)
    return names - {START} | {""}


def streamlit_pages(*, is_server: bool) -> dict[str, StreamlitPage]:
    """Return the Streamlit pages by name; those of SERVER_ONLY only where `is_server`."""
    title = titles()
    return {
        name: st.Page(show, title=title[name], url_path=name, default=name == START)
        for name, show in SCREENS.items()
        if is_server or name not in SERVER_ONLY
    }
