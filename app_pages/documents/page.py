"""The page Documents: downloads of the roadmap, the data and the assessment file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import streamlit as st
from markupsafe import Markup

from app_pages.documents import chapter_choice, look_form
from app_pages.roadmap import sketch
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.audited_download import WORD, audited
from app_pages.shell.level_basis import current_basis
from app_pages.shell.markup import as_markdown
from app_pages.shell.pdf_download import offer_pdf
from assessment import Assessment, PlanStanding, first_questions, plan_standing
from assessment.files.assessment_file import dump_assessment, dump_json
from assessment.model.readership import DEFAULT, Readership
from assessment.workflow.level_basis import Basis
from host.services import now, open_store, today
from questionnaires import Edition
from reports import build_report, plan_document, render_html
from reports.pdf.missing_scripts import missing_script_sentence
from reports.sections.roadmap.plan_standing import standing_sentence
from translations import LANGUAGES, current_language, statuses, use_language
from translations import gettext as _

T = TypeVar("T")


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page."""
    edition, assessment = load(context.id)
    st.html(layout.header(context) + Markup("<h1>{}</h1>").format(_("Documents")))
    basis = current_basis(context.id, edition, assessment)
    standing = plan_standing(edition, assessment, sketch=sketch.is_wanted(context.id))
    if standing is not PlanStanding.PLAN:
        st.warning(standing_sentence(standing, first_questions(edition, assessment)))
        sketch.show_choice(context.id, assessment)
    language = _language()
    with st.container(key="pdf"):
        readership = _pdf(context.id, edition, assessment, basis, standing, language)
    _other_formats(context.id, edition, assessment, basis, readership or DEFAULT, language)
    _resolution(context.id)
    _review(context.id)
    _data(context.id, assessment)


def _language() -> str:
    """Draw the choice of the documents' language, at first that of the screens, and return it."""
    if session.field("document", "language") is None and current_language() in LANGUAGES:
        session.fill("document", language=current_language())
    chosen: str | None = st.selectbox(
        _("Language of the documents"),
        LANGUAGES,
        format_func=lambda language: statuses()[language].name,
        key="document.language",
    )
    return chosen or current_language()


def _in_language(language: str, make: Callable[[], T]) -> Callable[[], T]:
    """Return `make` so that it runs in a language other than that of the page."""

    def make_in_language() -> T:
        with use_language(language):
            return make()

    return make_in_language


def _stem(assessment: Assessment, language: str) -> str:
    """Return the beginning of a file name; with the language where it is not that of the page."""
    stem = labels.file_stem(assessment)
    return stem if language == current_language() else f"{stem}-{language}"


def _pdf(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    basis: Basis,
    standing: PlanStanding,
    language: str,
) -> Readership | None:
    """Draw the choice of the reader and the button that renders the PDF in a worker process; return the choice."""
    layout.show_title(_("The roadmap as a PDF"))
    st.write(
        _(
            "Where the country stands, the gaps and the roadmap, in the document that each reader needs; Word below has the "
            "same choice. It is made from the answers as they are stored now."
        )
    )
    if warning := missing_script_sentence(assessment):
        st.warning(as_markdown(warning))
    revision = open_store().settings(assessment_id, person=session.person()).number
    readership = chapter_choice.show(assessment_id, edition, assessment, revision, standing)
    if readership is None:
        return None
    look_form.show(assessment_id, edition, assessment, revision)
    as_sketch = sketch.is_wanted(assessment_id)
    name = f"{_stem(assessment, language)}{readership.suffix}.pdf"
    offer_pdf(
        _("Make the PDF"),
        audited(
            assessment_id,
            name,
            _in_language(
                language,
                lambda: (
                    render_html(
                        build_report(
                            edition,
                            assessment,
                            date=today(),
                            readership=readership,
                            basis=basis,
                            sketch=as_sketch,
                        )
                    ),
                    dump_json(assessment),
                ),
            ),
        ),
        name,
        key="pdf",
        kind="primary",
    )
    return readership


def _other_formats(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    basis: Basis,
    readership: Readership,
    language: str,
) -> None:
    """Draw the downloads of the roadmap in other formats; each file is built when its button is pressed."""
    layout.show_title(_("The roadmap to work on"))
    st.write(
        _(
            "Word for editing before cabinet, eight slides to show there, Excel with table, timeline and costs, a calendar file of the "
            "milestones, a plan for MS Project and programs like it, and tables for others."
        )
    )
    stem = _stem(assessment, language)
    formats = (
        (
            ".docx",
            _("Word"),
            WORD,
        ),
        (
            ".pptx",
            _("Slides"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (".xlsx", _("Excel"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (".ics", _("Calendar"), "text/calendar"),
        (".xml", _("MS Project (XML)"), "application/xml"),
        (".csv", _("Plan (CSV)"), "text/csv"),
        (".scores.csv", _("Scores (CSV)"), "text/csv"),
        (".json", _("Plan and scores (JSON)"), "application/json"),
    )
    with st.container(horizontal=True):
        for suffix, label, kind in formats:
            name = f"{stem}-roadmap{readership.suffix if suffix == '.docx' else ''}{suffix}"
            st.download_button(
                label,
                audited(
                    assessment_id,
                    name,
                    _in_language(
                        language,
                        partial(
                            _document,
                            assessment_id,
                            suffix,
                            edition,
                            assessment,
                            today(),
                            basis,
                            readership,
                            as_sketch=sketch.is_wanted(assessment_id),
                        ),
                    ),
                ),
                file_name=name,
                mime=kind,
                on_click="ignore",
                key=f"plan{suffix}",
            )


def _document(
    assessment_id: str,
    suffix: str,
    edition: Edition,
    assessment: Assessment,
    date: dt.date,
    basis: Basis,
    readership: Readership,
    *,
    as_sketch: bool,
) -> bytes:
    """Return the roadmap in the format of `suffix`."""
    return plan_document(
        suffix,
        edition,
        assessment,
        date,
        readership,
        basis=basis,
        made_at=now(),
        assessment_id=assessment_id,
        sketch=as_sketch,
    )


def _resolution(assessment_id: str) -> None:
    """Draw the link to the page that offers the report on Resolution 179, where the earlier cycle is chosen."""
    layout.show_title(_("National report on Resolution 179"))
    st.page_link(
        session.pages()["since"],
        label=_(
            "What was done on each invitation since the last cycle: on the page Since last time"
        ),
        query_params=session.query_params(assessment_id),
    )


def _review(assessment_id: str) -> None:
    """Draw the link to the review report, where there is a review."""
    if not open_store().reviews(assessment_id, person=session.person()):
        return
    layout.show_title(_("The review"))
    st.page_link(
        session.pages()["review"],
        label=_("Review report: what the expert saw, what the country replied, what is open"),
        query_params=session.query_params(assessment_id),
    )


def _data(assessment_id: str, assessment: Assessment) -> None:
    """Draw the downloads of the assessment file."""
    layout.show_title(_("The data"))
    st.write(
        _(
            "The assessment file holds all answers, targets and settings. Another copy of this toolkit opens it; "
            "so does any editor."
        )
    )
    stem = labels.file_stem(assessment)
    with st.container(horizontal=True):
        st.download_button(
            _("Assessment file (YAML)"),
            audited(assessment_id, f"{stem}.yaml", lambda: dump_assessment(assessment).encode()),
            file_name=f"{stem}.yaml",
            mime="application/yaml",
            on_click="ignore",
            key="yaml",
        )
        st.download_button(
            _("Assessment file (JSON)"),
            audited(assessment_id, f"{stem}.json", lambda: dump_json(assessment).encode()),
            file_name=f"{stem}.json",
            mime="application/json",
            on_click="ignore",
            key="json",
        )
