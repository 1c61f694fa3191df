"""The report of a review, to take along: made from what is stored when it is asked for."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.audited_download import audited
from app_pages.shell.level_basis import course_of
from app_pages.shell.pdf_download import offer_pdf
from assessment import Assessment, AssessmentError, apply_details
from assessment.store import Person
from assessment.workflow.history import WorkflowHistory
from host.services import edition_of, open_store, today
from reports import ReviewReport, build_review_report, gather_review, render_review, review_docx
from translations import gettext as _

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(glance: AssessmentContext) -> None:
    """Buttons for the PDF and for Word."""
    layout.show_title(_("Review report"))
    st.write(
        _(
            "Self, expert and agreed profile together; what is open and who must act; every level that differs, with "
            "reason and reply. For the ministry and the expert to sign."
        )
    )
    stem = f"{shell_labels.file_stem(glance.assessment)}-review"
    make = partial(_report, glance.id, session.person(), today())
    with st.container(key="review-report"):
        offer_pdf(
            _("Make the review report (PDF)"),
            audited(glance.id, f"{stem}.pdf", lambda: (render_review(make()), "")),
            f"{stem}.pdf",
            key="review-report",
            kind="secondary",
        )
        st.download_button(
            _("Review report (Word)"),
            audited(
                glance.id, f"{stem}.docx", partial(_word, glance.id, session.person(), today())
            ),
            file_name=f"{stem}.docx",
            mime=WORD,
            on_click="ignore",
            key="review-report.docx",
        )


@session.in_user_language
def _word(assessment_id: str, person: Person, date: dt.date) -> bytes:
    return review_docx(_report(assessment_id, person, date))


def _report(assessment_id: str, person: Person, date: dt.date) -> ReviewReport:
    """As it is stored now; a download knows no session, so the person is given."""
    store = open_store()
    found = store.load(assessment_id, person=person)
    edition = edition_of(found.edition)
    course = course_of(assessment_id, person)
    return build_review_report(
        gather_review(
            edition,
            apply_details(edition, found),
            store.reviews(assessment_id, person=person),
            course=course,
            date=date,
            handed_in=_handed_in(assessment_id, course, person),
            plan=store.plan_review(assessment_id, person=person),
        )
    )


def _handed_in(assessment_id: str, course: WorkflowHistory, person: Person) -> Assessment | None:
    """The snapshot that the review began with; None where there is none, or it is not what it was."""
    began = course.reviewed
    if began is None:
        return None
    try:
        found = open_store().snapshot(assessment_id, began.snapshot, person=person)
    except AssessmentError:
        return None
    return apply_details(edition_of(found.edition), found)
