"""Evidence of an answer: the list, and the editor of one piece."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import drafts, evidence_saving, evidence_upload, saving
from app_pages.questionnaire.answer_form import EVIDENCE_FIELDS, AnswerForm, evidence_fields
from app_pages.shell import labels, session
from app_pages.shell.evidence_labels import evidence_markup
from app_pages.shell.forms import form_drafts, messages
from app_pages.shell.markup import isolate, join
from assessment import Evidence
from assessment.answers.documents import ListedDocument, document_key
from questionnaires import Indicator
from reports.joining import listed
from translations import gettext as _
from translations import pgettext

TYPES: tuple[str, ...] = get_args(Evidence.model_fields["type"].annotation)
FIRST_FIELDS = ("title", "url", "dated")
"""The fields that are always shown; the others are shown on demand."""

GRADES = ("A", "B", "C", "D")


def show(
    assessment_id: str,
    indicator: Indicator,
    form: AnswerForm,
    *,
    locked: bool,
    listed: Callable[[], Sequence[ListedDocument]],
) -> None:
    """List the evidence, with buttons and the editor of the open piece; where `locked`, downloads only.

    `listed` returns the documents that the assessment holds; it is called for the editor of a new piece.
    """
    key = indicator.id
    opened = drafts.open_evidence_index(assessment_id, key)
    st.html(
        Markup('<h2>{}</h2><ol class="cop-evidence">{}</ol>').format(
            _("Evidence"),
            join(Markup("<li>{}</li>").format(evidence_markup(item)) for item in form.evidence)
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
        is_new = opened == len(form.evidence)
        here = {document_key(item) for item in form.evidence}
        _editor(
            assessment_id,
            indicator,
            opened,
            [it for it in listed() if document_key(it.evidence) not in here] if is_new else (),
            is_new=is_new,
        )


def _editor(
    assessment_id: str,
    indicator: Indicator,
    index: int,
    documents: Sequence[ListedDocument],
    *,
    is_new: bool,
) -> None:
    """Draw the fields of a piece; before those of a new one the choice of a document of another question, if there is one."""
    key = indicator.id
    problems = drafts.evidence_problems(assessment_id, key)
    form_drafts.bind(assessment_id, key, None, **evidence_saving.values(assessment_id, key, index))

    def field(name: str) -> dict[str, Any]:
        return {
            "key": f"{key}.{evidence_saving.widget(name)}",
            "on_change": evidence_saving.change,
            "args": (assessment_id, key, index, name),
        }

    def text(name: str, label: str) -> None:
        with st.container(
            gap=None
        ):  # a problem moves no later element, or what is unfolded would fold
            st.text_input(label, **field(name))
            messages.show_at_field(problems.get(name, ""))

    with st.container(border=True, key="evidence-editor"):
        if documents:
            st.selectbox(
                _("Use a document already listed"),
                documents,
                index=None,
                format_func=_document_line,
                placeholder=_("Choose a document, or describe a new one below"),
                key=f"{key}.{evidence_saving.LISTED}",
                on_change=evidence_saving.take_listed,
                args=(assessment_id, key, index),
            )
        text("title", _("Title of the document, law or page"))
        text("url", _("Web address"))
        text("dated", _("Year or date, such as 2019 or 2019-11-08"))
        evidence_upload.upload(assessment_id, key, index)
        with st.expander(
            _("More about it: who issued it, place, kind, confidence, publication"),
            expanded=_says_more(evidence_saving.stored_piece(assessment_id, key, index), problems),
        ):
            text("issuer", _("Issued by"))
            text("place", _("Article or page"))
            st.selectbox(
                _("Type"), TYPES, index=None, format_func=labels.evidence_type_name, **field("type")
            )
            st.selectbox(
                _("Confidence"),
                GRADES,
                index=None,
                format_func=labels.confidence_name,
                placeholder=_("Choose a grade"),
                **field("confidence"),
            )
            text("supports", _("Words of the level that it proves (optional)"))
            text("language", _("Language of the document"))
            st.checkbox(_("It may be published"), **field("public"))
        st.caption(
            _("Give a title; the rest is saved with it.")
            if is_new
            else _("Each field is saved as you leave it.")
        )
        messages.show(evidence_saving.AREA, key, at="done")
        with st.container(horizontal=True):
            st.button(
                pgettext("button", "Done"),
                key=f"{key}.evidence.done",
                on_click=evidence_saving.close,
                args=(assessment_id, key, index),
            )
            if problems:
                st.button(
                    _("Leave out what is not saved"),
                    key=f"{key}.evidence.discard",
                    on_click=evidence_saving.discard,
                    args=(assessment_id, key),
                )
            st.button(
                _("Remove this evidence"),
                type="tertiary",
                key=f"{key}.evidence.remove",
                on_click=_remove,
                args=(assessment_id, key, index),
                disabled=is_new,
            )


def _document_line(document: ListedDocument) -> str:
    """Return a document as one line, `The Act · Parliament · 2019 (L01, L05)`."""
    item = document.evidence
    parts = (item.title, item.issuer, str(item.date or item.year or ""))
    return _("{document} ({questions})").format(
        document=" · ".join(isolate(part) for part in parts if part),
        questions=listed(document.indicators),
    )


def _says_more(stored: Evidence | None, problems: Mapping[str, str]) -> bool:
    """Whether the piece says more than its first fields show, or a further field has a problem."""
    fields, empty = evidence_fields(stored), evidence_fields(None)
    further = [name for name in EVIDENCE_FIELDS if name not in FIRST_FIELDS]
    return any(fields[name] != empty[name] or name in problems for name in further) or (
        stored is not None and stored.file is not None
    )


@session.in_user_language
def _open(assessment_id: str, indicator: str, index: int | None) -> None:
    """Callback: open the editor of a piece, or (None) of a new one behind the current pieces.

    Another piece in the editor is closed first, and stays open where something of it is unsaved.
    """
    opened = drafts.open_evidence_index(assessment_id, indicator)
    if opened is not None and not evidence_saving.close_saved(assessment_id, indicator, opened):
        return
    draft = drafts.get_draft(assessment_id, indicator)
    count = len(draft.form.evidence) if draft is not None else 0
    drafts.set_open_evidence(
        assessment_id, indicator, index if index is not None and index < count else count
    )


@session.in_user_language
def _remove(assessment_id: str, indicator: str, index: int) -> None:
    evidence_saving.discard(assessment_id, indicator)
    saving.save_evidence(assessment_id, indicator, index, None)
