"""Downloads of the review report as PDF and Word, built from the stored review on request."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.audited_download import WORD, audited
from app_pages.shell.level_basis import workflow_history
from app_pages.shell.pdf_download import offer_pdf
from assessment import Assessment, AssessmentError, apply_details
from assessment.store import Person
from assessment.workflow.history import WorkflowHistory
from host.services import edition_of, open_store, today
from reports import (
    ReviewReport,
    build_review_analysis,
    build_review_report,
    render_review,
    review_docx,
)
from translations import gettext as _


def show(context: AssessmentContext) -> None:
    """Draw the download buttons for PDF and Word."""
    layout.show_title(_("Review report"))
    st.write(
        _(
            "Self, expert and agreed profile together; what is open and who must act; every level that differs, with "
            "reason and reply. For the ministry and the expert to sign."
        )
    )
    stem = f"{labels.file_stem(context.assessment)}-review"
    make = partial(_report, context.id, session.person(), today())
    with st.container(key="review-report"):
        offer_pdf(
            _("Make the review report (PDF)"),
            audited(context.id, f"{stem}.pdf", lambda: (render_review(make()), "")),
            f"{stem}.pdf",
            key="review-report",
            kind="secondary",
        )
        st.download_button(
            _("Review report (Word)"),
            audited(
                context.id, f"{stem}.docx", partial(_word, context.id, session.person(), today())
            ),
            file_name=f"{stem}.docx",
            mime=WORD,
            on_click="ignore",
            key="review-report.docx",
        )


def _word(assessment_id: str, person: Person, date: dt.date) -> bytes:
    """Return the report as a Word document."""
    return review_docx(_report(assessment_id, person, date))


def _report(assessment_id: str, person: Person, date: dt.date) -> ReviewReport:
    """Build the report from the store. The person is a parameter because a download callback has no session."""
    store = open_store()
    assessment = store.load(assessment_id, person=person)
    edition = edition_of(assessment.edition)
    history = workflow_history(assessment_id, person)
    return build_review_report(
        build_review_analysis(
            edition,
            apply_details(edition, assessment),
            store.reviews(assessment_id, person=person),
            history=history,
            date=date,
            handed_in=_submitted_answers(assessment_id, history, person),
            plan=store.plan_review(assessment_id, person=person),
        )
    )


def _submitted_answers(
    assessment_id: str, history: WorkflowHistory, person: Person
) -> Assessment | None:
    """Return the snapshot under review; None where there is none or its fingerprint does not match."""
    submission = history.reviewed
    if submission is None:
        return None
    try:
        snapshot = open_store().snapshot(assessment_id, submission.snapshot, person=person)
    except AssessmentError:
        return None
    return apply_details(edition_of(snapshot.edition), snapshot)
