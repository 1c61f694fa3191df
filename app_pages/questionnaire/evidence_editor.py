"""Evidence of an answer: the list, and the editor of one piece."""

from __future__ import annotations

from typing import Any, get_args

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import drafts, evidence_upload, saving
from app_pages.questionnaire.answer_form import AnswerForm, Incomplete
from app_pages.questionnaire.evidence_upload import FIELDS, read_fields
from app_pages.shell import labels, session
from app_pages.shell.evidence_labels import evidence_line
from app_pages.shell.markup import as_markdown, join
from assessment import Evidence
from questionnaires import Indicator
from translations import gettext as _

TYPES: tuple[str, ...] = get_args(Evidence.model_fields["type"].annotation)
GRADES = ("A", "B", "C", "D")


def show(assessment_id: str, indicator: Indicator, form: AnswerForm, *, locked: bool) -> None:
    """List the evidence, with buttons and the editor of the open piece; where `locked`, downloads only."""
    key = indicator.id
    opened = drafts.open_evidence_index(key)
    st.html(
        Markup('<h2>{}</h2><ol class="cop-evidence">{}</ol>').format(
            _("Evidence"),
            join(Markup("<li>{}</li>").format(evidence_line(item)) for item in form.evidence)
            or Markup('<li class="none">{}</li>').format(
                _("None yet. A level without evidence is flagged.")
            ),
        )
    )
    readable = evidence_upload.readable_hashes(assessment_id, form.evidence)
    with st.container(horizontal=True):
        for index, item in enumerate(form.evidence):
            evidence_upload.download(assessment_id, key, index, item, readable)
            if not locked:
                st.button(
                    _("Edit {number}").format(number=index + 1),
                    key=f"{key}.evidence.edit.{index}",
                    on_click=_open,
                    args=(assessment_id, key, index),
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


def _editor(assessment_id: str, indicator: Indicator, index: int, *, is_new: bool) -> None:
    key = indicator.id
    callback: dict[str, Any] = {"on_change": _changed, "args": (assessment_id, key, index)}
    with st.container(border=True, key="evidence-editor"):
        for name in FIELDS:  # a field that is not drawn loses its value
            session.hydrate(key, **{f"evidence.{name}": session.field(key, f"evidence.{name}")})
        st.text_input(
            _("Title of the document, law or page"), key=f"{key}.evidence.title", **callback
        )
        st.selectbox(
            _("Type"),
            TYPES,
            index=None,
            format_func=labels.evidence_type_name,
            key=f"{key}.evidence.type",
            **callback,
        )
        st.text_input(_("Issued by"), key=f"{key}.evidence.issuer", **callback)
        st.text_input(_("Web address"), key=f"{key}.evidence.url", **callback)
        st.text_input(
            _("Year or date, such as 2019 or 2019-11-08"), key=f"{key}.evidence.dated", **callback
        )
        st.text_input(_("Article or page"), key=f"{key}.evidence.place", **callback)
        st.text_input(
            _("Words of the level that it proves (optional)"),
            key=f"{key}.evidence.supports",
            **callback,
        )
        st.selectbox(
            _("Confidence"),
            GRADES,
            index=None,
            format_func=labels.confidence_name,
            placeholder=_("Choose a grade"),
            key=f"{key}.evidence.confidence",
            **callback,
        )
        st.text_input(_("Language of the document"), key=f"{key}.evidence.language", **callback)
        st.checkbox(_("It may be published"), key=f"{key}.evidence.public", **callback)
        evidence_upload.upload(assessment_id, key, index)
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
                on_click=drafts.set_open_evidence,
                args=(key, None),
            )
            st.button(
                _("Remove this evidence"),
                type="tertiary",
                key=f"{key}.evidence.remove",
                on_click=_remove,
                args=(assessment_id, key, index),
                disabled=is_new,
            )


@session.in_user_language
def _open(assessment_id: str, indicator: str, index: int | None) -> None:
    """Callback: open the editor of a piece, or (None) of a new one behind the current pieces."""
    draft = drafts.get_draft(assessment_id, indicator)
    evidence = draft.form.evidence if draft is not None else ()
    item = evidence[index] if index is not None and index < len(evidence) else None
    drafts.set_open_evidence(indicator, len(evidence) if item is None else index)
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
def _changed(assessment_id: str, indicator: str, index: int) -> None:
    """Callback: store the piece in the fields, or set the problem."""
    if drafts.open_evidence_index(indicator) != index:
        return  # the editor is closed or shows another piece, but the browser does not know yet
    try:
        item = read_fields(indicator)
    except Incomplete as error:
        session.fill(indicator, **{"evidence.problem": str(error)})
        return
    session.fill(indicator, **{"evidence.problem": ""})
    draft = drafts.get_draft(assessment_id, indicator)
    if draft is not None and index < len(draft.form.evidence):  # the file has no field here
        item = item.model_copy(update={"file": draft.form.evidence[index].file})
    saving.save_evidence(assessment_id, indicator, index, item)


@session.in_user_language
def _remove(assessment_id: str, indicator: str, index: int) -> None:
    drafts.set_open_evidence(indicator, None)
    saving.save_evidence(assessment_id, indicator, index, None)
