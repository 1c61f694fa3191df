"""Choice of the document's version and of the chapters left out."""

from __future__ import annotations

import streamlit as st

from app_pages.roadmap.saving import save_plan
from app_pages.shell import session
from app_pages.shell.forms import messages
from assessment import Assessment
from assessment.model.report_chapters import Chapter
from questionnaires import Edition
from reports import Version
from reports.chapters import SHORT_PAGES, chapter_title
from translations import gettext as _


def show(assessment_id: str, edition: Edition, assessment: Assessment, revision: int) -> Version:
    """Draw both fields and return the chosen version. The chapters left out are stored with the plan settings."""
    chosen: Version | None = st.radio(
        _("How much of it"),
        list(Version),
        format_func=version_name,
        horizontal=True,
        key="document.version",
    )
    session.hydrate("document", left_out=list(assessment.plan.left_out))
    st.multiselect(
        _("Chapters to leave out"),
        list(Chapter),
        format_func=chapter_title,
        placeholder=_("None"),
        key="document.left_out",
        on_change=_save,
        args=(assessment_id, edition, revision),
    )
    messages.show("plan", "document")
    return chosen or Version.FULL


def version_name(version: Version) -> str:
    """Return the display name of a version."""
    return {
        Version.FULL: _("The whole document"),
        Version.SHORT: _("Short, at most {pages} pages").format(pages=SHORT_PAGES),
    }[version]


@session.in_user_language
def _save(assessment_id: str, edition: Edition, revision: int) -> None:
    """Store the chapters left out."""
    left_out = tuple(session.field("document", "left_out") or ())
    save_plan(
        assessment_id, edition, revision, lambda _before: {"left_out": left_out}, about="document"
    )
