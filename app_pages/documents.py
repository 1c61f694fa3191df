"""What to take along: the roadmap as a PDF, the data as JSON, the assessment file."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

import streamlit as st
from markupsafe import Markup

from app_pages import frame, words
from app_pages.glance import glance_at, load
from app_pages.workplace import pdf_worker, today
from assessment import Assessment
from assessment.file import dump_assessment, dump_json
from questionnaires import Edition
from reports import build_questionnaire, build_report, render_html, render_questionnaire
from translations import gettext as _

LOOK_AGAIN_SECONDS = 0.3


def show() -> None:
    chosen = frame.assessment_chosen()
    if chosen is None:
        return
    with frame.errors_shown():
        glance = glance_at(chosen)
        frame.show_side(glance)
        edition, assessment = load(chosen)
        st.html(frame.header(glance) + Markup("<h1>{}</h1>").format(_("Documents")))
        with st.container(key="pdf"):
            _pdf(edition, assessment)
        with st.container(key="paper"):
            _questionnaire(edition, assessment)
        _data(assessment)


def _pdf(edition: Edition, assessment: Assessment) -> None:
    """The PDF is made beside the application; this page tells how far it is."""
    frame.show_title(_("The roadmap as a PDF"))
    st.write(
        _(
            "Where the country stands, the gaps, the roadmap and all answers, for a reader who has nothing else. "
            "It is made from the answers as they are stored now."
        )
    )
    _offer(
        _("Make the PDF"),
        lambda: (
            render_html(build_report(edition, assessment, date=today())),
            dump_json(assessment),
        ),
        f"{words.file_stem(assessment)}.pdf",
        key="pdf",
        kind="primary",
    )


def _questionnaire(edition: Edition, assessment: Assessment) -> None:
    frame.show_title(_("The questionnaire on paper"))
    st.write(
        _(
            "Every question with its levels, hard cases and room for the answer, to print for a workshop or for an "
            "institution without a computer. It holds none of your answers."
        )
    )

    def page() -> tuple[str, str]:
        form = build_questionnaire(edition, profile=assessment.profile, date=today())
        return render_questionnaire(form), ""

    _offer(
        _("Make the questionnaire to print"),
        page,
        f"questionnaire-{edition.id}-{assessment.profile}.pdf",
        key="paper",
        kind="secondary",
    )


def _offer(
    label: str,
    page: Callable[[], tuple[str, str]],
    file_name: str,
    *,
    key: str,
    kind: Literal["primary", "secondary"],
) -> None:
    """A button that makes the document of `page` (HTML and attachment), then another that hands it over."""
    place = st.empty()
    if not place.button(label, type=kind, key=f"make-{key}"):
        return
    bar = place.progress(0.0, _("Gathering the answers"))
    with frame.errors_shown():
        job = pdf_worker().submit(*page())
        while not job.done():
            now = job.progress()
            bar.progress(now.stage / now.of, now.text)
            time.sleep(LOOK_AGAIN_SECONDS)
        pdf = job.result()
        place.download_button(
            _("Download the PDF ({size} kB)").format(size=len(pdf) // 1000),
            pdf,
            file_name=file_name,
            mime="application/pdf",
            type=kind,
            on_click="ignore",
            key=f"{key}-file",
        )


def _data(assessment: Assessment) -> None:
    frame.show_title(_("The data"))
    st.write(
        _(
            "The assessment file holds all answers, targets and settings. Another copy of this toolkit opens it; "
            "so does any editor."
        )
    )
    stem = words.file_stem(assessment)
    with st.container(horizontal=True):
        st.download_button(
            _("Assessment file (YAML)"),
            dump_assessment(assessment),
            file_name=f"{stem}.yaml",
            mime="application/yaml",
            on_click="ignore",
            key="yaml",
        )
        st.download_button(
            _("The same as JSON"),
            dump_json(assessment),
            file_name=f"{stem}.json",
            mime="application/json",
            on_click="ignore",
            key="json",
        )
