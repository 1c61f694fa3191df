"""Downloads of the national report on Resolution 179, from the pair of cycles chosen on the page or from one cycle."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from app_pages.shell import labels, layout
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.audited_download import WORD, audited_in_each
from app_pages.shell.level_basis import current_basis
from app_pages.shell.markup import as_markdown
from app_pages.shell.pdf_download import offer_pdf
from assessment import Assessment
from assessment.store import AssessmentSummary
from assessment.workflow.level_basis import Basis
from host.services import today
from questionnaires import Edition
from reports import (
    build_resolution_analysis,
    build_resolution_report,
    render_resolution,
    resolution_document,
)
from reports.pdf.missing_scripts import missing_script_sentence
from reports.resolution_report import ResolutionAnalysis
from translations import current_language, use_language
from translations import gettext as _

Cycle = tuple[Edition, Assessment, Basis]


def show(context: AssessmentContext, other: AssessmentSummary | None) -> None:
    """Draw the buttons for PDF, Word and JSON; `other` is the earlier cycle, None for a report on one cycle."""
    layout.show_title(_("National report on Resolution 179"))
    if other is not None and other.cycle == context.cycle:
        st.write(_("Both are of the same cycle, so the report is about this assessment alone."))
        other = None
    st.write(
        _(
            "Invitation by invitation: what changed, what was done, what is missing and what is planned next. "
            "The country may give it to the ITU; nothing is sent from here."
        )
    )
    newest = _cycle(context.id)
    former = None if other is None else _cycle(other.id)
    if warning := missing_script_sentence(newest[1]):
        st.warning(as_markdown(warning))
    stem = f"{labels.file_stem(newest[1])}-resolution-179"
    ids = (context.id,) if other is None else (context.id, other.id)
    language, day = current_language(), today()
    with st.container(key="resolution-report"):
        offer_pdf(
            _("Make the report (PDF)"),
            audited_in_each(ids, f"{stem}.pdf", partial(_page, day, newest, former)),
            f"{stem}.pdf",
            key="resolution-report",
            kind="secondary",
        )
        with st.container(horizontal=True):
            for suffix, label, kind in (
                (".docx", _("Word"), WORD),
                (".json", _("Data (JSON)"), "application/json"),
            ):
                st.download_button(
                    label,
                    audited_in_each(
                        ids,
                        f"{stem}{suffix}",
                        partial(_file, suffix, day, newest, former, language),
                    ),
                    file_name=f"{stem}{suffix}",
                    mime=kind,
                    on_click="ignore",
                    key=f"resolution-report{suffix}",
                )


def _cycle(assessment_id: str) -> Cycle:
    """Return a cycle as stored now. Raises NotAllowed for a user restricted to institutions."""
    edition, assessment = load(assessment_id)
    return edition, assessment, current_basis(assessment_id, edition, assessment)


def _analysis(day: dt.date, newest: Cycle, former: Cycle | None) -> ResolutionAnalysis:
    edition, assessment, basis = newest
    return build_resolution_analysis(
        edition,
        assessment,
        day,
        former=None if former is None else former[:2],
        basis=basis,
        former_basis=None if former is None else former[2],
    )


def _page(day: dt.date, newest: Cycle, former: Cycle | None) -> tuple[str, str]:
    """Return the HTML of the PDF, without an attachment."""
    return render_resolution(build_resolution_report(_analysis(day, newest, former))), ""


def _file(suffix: str, day: dt.date, newest: Cycle, former: Cycle | None, language: str) -> bytes:
    """Return the report in the format of `suffix`. Day and language are parameters because a callback has no session."""
    with use_language(language):
        return resolution_document(suffix, _analysis(day, newest, former))
