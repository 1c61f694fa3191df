"""The evidence of an answer: what is there, and the fields of one piece at a time."""

from __future__ import annotations

from typing import Any, get_args

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import drafts, evidence_upload, saving
from app_pages.questionnaire.answer_form import AnswerForm, Incomplete
from app_pages.questionnaire.evidence_upload import FIELDS, on_screen
from app_pages.shell import labels as shell_labels
from app_pages.shell import session
from app_pages.shell.evidence_labels import in_words
from app_pages.shell.markup import as_markdown, join
from assessment import Evidence
from questionnaires import Indicator
from translations import gettext as _

TYPES: tuple[str, ...] = get_args(Evidence.model_fields["type"].annotation)
GRADES = ("A", "B", "C", "D")


def show(assessment_id: str, indicator: Indicator, form: AnswerForm, *, locked: bool) -> None:
    """The evidence given, a button for each piece, and the fields of the one that is open; locked, only the files."""
    key = indicator.id
    opened = drafts.evidence_open(key)
    st.html(
        Markup('<h2>{}</h2><ol class="cop-evidence">{}</ol>').format(
            _("Evidence"),
            join(Markup("<li>{}</li>").format(in_words(item)) for item in form.evidence)
            or Markup('<li class="none">{}</li>').format(
                _("None yet. A level without evidence is flagged.")
            ),
        )
    )
    with st.container(horizontal=True):
        for place in range(len(form.evidence)):
            evidence_upload.download(assessment_id, key, place, form.evidence[place])
            if not locked:
                st.button(
                    _("Edit {number}").format(number=place + 1),
                    key=f"{key}.evidence.edit.{place}",
                    on_click=_open,
                    args=(assessment_id, key, place),
                )
        if not locked:
            st.button(
                _("Add evidence"),
                key=f"{key}.evidence.add",
                on_click=_open,
                args=(assessment_id, key, None),
            )
    if not locked and opened is not None and opened <= len(form.evidence):
        _editor(assessment_id, indicator, opened, is_new=opened == len(form.evidence))


def _editor(assessment_id: str, indicator: Indicator, place: int, *, is_new: bool) -> None:
    key = indicator.id
    kept: dict[str, Any] = {"on_change": _changed, "args": (assessment_id, key, place)}
    with st.container(border=True, key="evidence-editor"):
        for name in FIELDS:  # a field that is not drawn loses its value
            session.hydrate(key, **{f"evidence.{name}": session.field(key, f"evidence.{name}")})
        st.text_input(_("Title of the document, law or page"), key=f"{key}.evidence.title", **kept)
        st.selectbox(
            _("Type"),
            TYPES,
            index=None,
            format_func=shell_labels.evidence_type_name,
            key=f"{key}.evidence.type",
            **kept,
        )
        st.text_input(_("Issued by"), key=f"{key}.evidence.issuer", **kept)
        st.text_input(_("Web address"), key=f"{key}.evidence.url", **kept)
        st.text_input(
            _("Year or date, such as 2019 or 2019-11-08"), key=f"{key}.evidence.dated", **kept
        )
        st.text_input(_("Article or page"), key=f"{key}.evidence.place", **kept)
        st.text_input(
            _("Words of the level that it proves (optional)"),
            key=f"{key}.evidence.supports",
            **kept,
        )
        st.selectbox(
            _("Confidence"),
            GRADES,
            index=None,
            format_func=shell_labels.confidence_name,
            placeholder=_("Choose a grade"),
            key=f"{key}.evidence.confidence",
            **kept,
        )
        st.text_input(_("Language of the document"), key=f"{key}.evidence.language", **kept)
        st.checkbox(_("It may be published"), key=f"{key}.evidence.public", **kept)
        evidence_upload.upload(assessment_id, key, place)
        problem = session.field(key, "evidence.problem") or ""
        note = (
            _("Not saved: {problem}").format(problem=problem)
            if problem
            else _("Give a title; the rest is saved with it.")
            if is_new
            else _("Each field is saved as you leave it.")
        )
        st.caption(as_markdown(note))
        with st.container(horizontal=True):
            st.button(
                _("Done"),
                key=f"{key}.evidence.done",
                on_click=drafts.open_evidence,
                args=(key, None),
            )
            st.button(
                _("Remove this evidence"),
                type="tertiary",
                key=f"{key}.evidence.remove",
                on_click=_remove,
                args=(assessment_id, key, place),
                disabled=is_new,
            )


@session.in_user_language
def _open(assessment_id: str, indicator: str, place: int | None) -> None:
    """Open the piece at a place, or (None) a new one behind those that are there now."""
    work = drafts.working(assessment_id, indicator)
    given = work.form.evidence if work is not None else ()
    item = given[place] if place is not None and place < len(given) else None
    drafts.open_evidence(indicator, len(given) if item is None else place)
    session.fill(
        indicator,
        **{
            "evidence.problem": "",
            "evidence.title": item.title if item else "",
            "evidence.type": item.type if item else "other",
            "evidence.issuer": item.issuer if item else "",
            "evidence.url": (item.url or "") if item else "",
            "evidence.dated": str(item.date or item.year or "") if item else "",
            "evidence.place": item.place if item else "",
            "evidence.supports": item.supports if item else "",
            "evidence.language": item.language if item else "",
            "evidence.public": item.public if item else True,
            "evidence.confidence": item.confidence if item else None,
        },
    )


@session.in_user_language
def _changed(assessment_id: str, indicator: str, place: int) -> None:
    if drafts.evidence_open(indicator) != place:
        return  # the fields have been closed, or show another piece; the browser just does not know yet
    try:
        item = on_screen(indicator)
    except Incomplete as error:
        session.fill(indicator, **{"evidence.problem": str(error)})
        return
    session.fill(indicator, **{"evidence.problem": ""})
    work = drafts.working(assessment_id, indicator)
    if work is not None and place < len(work.form.evidence):  # its file has no field here
        item = item.model_copy(update={"file": work.form.evidence[place].file})
    saving.save_evidence(assessment_id, indicator, place, item)


@session.in_user_language
def _remove(assessment_id: str, indicator: str, place: int) -> None:
    drafts.open_evidence(indicator, None)
    saving.save_evidence(assessment_id, indicator, place, None)
