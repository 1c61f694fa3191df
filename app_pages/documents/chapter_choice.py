"""Choice of the document's reader, of the annexes and of the chapters left out."""

from __future__ import annotations

import streamlit as st

from app_pages.roadmap.saving import save_plan
from app_pages.shell import session
from app_pages.shell.forms import messages
from assessment import Assessment, PlanStanding, roadmap_of
from assessment.model.readership import Reader, Readership
from assessment.model.report_chapters import Chapter
from questionnaires import Edition
from reports.chapters import chapter_title, reader_name
from reports.sections.roadmap.bodies import leading_bodies
from translations import gettext as _
from translations import pgettext


def show(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    revision: int,
    standing: PlanStanding,
) -> Readership | None:
    """Draw the fields and return the chosen reader; None for a body where nobody leads a measure.

    The chapters left out are stored with the plan settings.
    """
    chosen: Reader | None = st.radio(
        _("For whom"),
        [Reader.TECHNICAL, Reader.CABINET, Reader.MINISTER, Reader.BODY],
        format_func=reader_name,
        key="document.reader",
    )
    reader = chosen or Reader.TECHNICAL
    if reader is Reader.BODY:
        return _body(edition, assessment, standing)
    annexes = reader is Reader.TECHNICAL and st.checkbox(
        _("With annexes: all answers, how each number was made, and a sheet for each measure"),
        key="document.annexes",
    )
    if reader is not Reader.MINISTER:
        _left_out(assessment_id, edition, assessment, revision)
    return Readership(reader, annexes=annexes)


def _body(edition: Edition, assessment: Assessment, standing: PlanStanding) -> Readership | None:
    """Draw the choice of the body and return it; None where nobody leads a measure."""
    bodies = leading_bodies(edition, roadmap_of(edition, assessment, standing).actions)
    if not bodies:
        st.info(_("Nothing is planned, so no body leads a measure."))
        return None
    body: str | None = st.selectbox(_("Which body"), bodies, key="document.body")
    return Readership(Reader.BODY, body or bodies[0])


def _left_out(assessment_id: str, edition: Edition, assessment: Assessment, revision: int) -> None:
    session.hydrate("document", left_out=list(assessment.plan.left_out))
    st.multiselect(
        _("Chapters to leave out"),
        list(Chapter),
        format_func=chapter_title,
        placeholder=pgettext("chapters", "None"),
        key="document.left_out",
        on_change=_save,
        args=(assessment_id, edition, revision),
    )
    messages.show("plan", "document")


@session.in_user_language
def _save(assessment_id: str, edition: Edition, revision: int) -> None:
    """Store the chapters left out."""
    left_out = tuple(session.field("document", "left_out") or ())
    save_plan(
        assessment_id, edition, revision, lambda _before: {"left_out": left_out}, about="document"
    )
