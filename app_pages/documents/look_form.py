"""Fields for the look of the country's documents: paper, emblem, colours, foreword. Each change is stored at once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app_pages.roadmap.saving import save_plan
from app_pages.shell import session
from app_pages.shell.forms import file_field, kept_text, messages
from assessment import Assessment, AssessmentError
from assessment.model.document_settings import FOREWORD_LENGTH, Foreword, Paper
from assessment.pictures.contrast import MINIMUM_CONTRAST
from assessment.pictures.emblem import read_emblem
from host.streamlit.upload_access import release_upload
from questionnaires import Edition
from translations import gettext as _

ABOUT = "look"
UPLOAD_MEGABYTES = 5


def show(assessment_id: str, edition: Edition, assessment: Assessment, revision: int) -> None:
    """Draw the fields with their stored values."""
    settings = assessment.plan.document
    shared: dict[str, Any] = {
        "on_change": _save,
        "args": (assessment_id, edition, revision),
    }
    texts = {"colours": " ".join(settings.colours), **settings.foreword.model_dump()}
    for name, text in texts.items():
        kept_text.keep(kept_text.KeptText(f"{ABOUT}.{name}", f"{ABOUT}.{name}", text, at_once=True))
    session.hydrate(ABOUT, paper=settings.paper, **texts)
    with st.expander(_("Cover and paper: emblem, colours, foreword, size")):
        st.radio(
            _("Paper"),
            list(Paper),
            format_func=paper_name,
            horizontal=True,
            key=f"{ABOUT}.paper",
            **shared,
        )
        _emblem(assessment_id, edition, revision, has_emblem=settings.emblem is not None)
        st.text_input(
            _("Colours of the country, up to three, such as #8A1538 #00563F"),
            key=f"{ABOUT}.colours",
            help=_(
                "The first colours headings and figures, all of them the band of the cover. A colour needs a contrast of "
                "{least} to 1 against white."
            ).format(least=MINIMUM_CONTRAST),
            **shared,
        )
        st.text_area(
            _("Foreword, at most {count} characters").format(count=FOREWORD_LENGTH),
            key=f"{ABOUT}.text",
            **shared,
        )
        st.text_input(_("Name of who signs the foreword"), key=f"{ABOUT}.name", **shared)
        st.text_input(_("Office of who signs the foreword"), key=f"{ABOUT}.office", **shared)
        messages.show("plan", ABOUT)


def paper_name(paper: Paper) -> str:
    """The label of a size of paper."""
    return {Paper.A4: _("A4"), Paper.LETTER: _("US Letter")}[paper]


def _emblem(assessment_id: str, edition: Edition, revision: int, *, has_emblem: bool) -> None:
    """Draw the uploader, whose file is stored at once; with an emblem a button that removes it."""
    if has_emblem:
        st.caption(_("The cover shows your emblem."))
        st.button(
            _("Take the emblem away"),
            key=f"{ABOUT}.without_emblem",
            on_click=_remove,
            args=(assessment_id, edition, revision),
        )
        return
    # The key changes with each file, which empties the uploader.
    count = session.field(ABOUT, "uploads") or 0
    file_field.show(
        _("Emblem of the country or the lead agency, if you have the right to use it: SVG or PNG"),
        UPLOAD_MEGABYTES,
        remedy=_("Bring the emblem as SVG, or as a smaller PNG."),
        key=f"{ABOUT}.upload.{count}",
        on_change=_upload,
        args=(assessment_id, edition, revision, count),
    )
    st.caption(
        _(
            "PDF, Word and slides show it on their cover. Programs older than Office 2019 leave the place of an SVG empty; "
            "a PNG is shown by all."
        )
    )
    messages.show("plan", ABOUT, at="emblem")


@session.in_user_language
def _save(assessment_id: str, edition: Edition, revision: int) -> None:
    """Store paper, colours and foreword as the fields say."""
    fields = {
        "paper": session.field(ABOUT, "paper") or Paper.A4,
        "colours": tuple(str(session.field(ABOUT, "colours") or "").replace(",", " ").split()),
    }
    foreword = {name: session.field(ABOUT, name) or "" for name in Foreword.model_fields}
    _store(assessment_id, edition, revision, {**fields, "foreword": foreword})


@session.in_user_language
def _upload(assessment_id: str, edition: Edition, revision: int, count: int) -> None:
    uploaded = session.field(ABOUT, f"upload.{count}")
    if uploaded is None:
        return
    release_upload(uploaded.file_id)  # its content is kept by `uploaded` until this call ends
    session.fill(ABOUT, uploads=count + 1)
    try:
        emblem = read_emblem(uploaded.getvalue(), uploaded.name)
    except AssessmentError as error:
        messages.report("plan", ABOUT, problem=str(error), at="emblem")
        return
    _store(assessment_id, edition, revision, {"emblem": emblem.model_dump()})


@session.in_user_language
def _remove(assessment_id: str, edition: Edition, revision: int) -> None:
    _store(assessment_id, edition, revision, {"emblem": None})


def _store(assessment_id: str, edition: Edition, revision: int, fields: dict[str, Any]) -> None:
    save_plan(
        assessment_id,
        edition,
        revision,
        lambda before: {"document": {**before.plan.document.model_dump(), **fields}},
        about=ABOUT,
    )
