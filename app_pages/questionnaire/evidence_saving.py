"""The piece of evidence being edited: its fields are stored one by one, and what can't be stored stays typed."""

from __future__ import annotations

from typing import Any

from app_pages.questionnaire import drafts, saving
from app_pages.questionnaire.answer_form import EVIDENCE_FIELDS, evidence_fields, read_evidence
from app_pages.shell import session
from app_pages.shell.forms import form_drafts, messages
from assessment import Evidence, StoredFile
from assessment.answers.documents import ListedDocument
from translations import gettext as _
from translations import ngettext

AREA = "evidence"
"""Name of the messages of the editor."""


LISTED = "evidence.listed"
"""Name of the widget, within the indicator, in which a document already listed is chosen."""

OF_QUESTION = ("place", "supports")
"""Fields that say something of one question; the others describe the document."""


def widget(name: str) -> str:
    """Return the name of the widget of a field, within the indicator."""
    return f"evidence.{name}"


def stored_piece(assessment_id: str, indicator: str, index: int) -> Evidence | None:
    """Return the piece at this index of the answer as shown; None for a new one."""
    draft = drafts.get_draft(assessment_id, indicator)
    pieces = draft.form.evidence if draft is not None else ()
    return pieces[index] if index < len(pieces) else None


def values(assessment_id: str, indicator: str, index: int) -> dict[str, Any]:
    """Return the value of each widget: what is stored."""
    fields = evidence_fields(stored_piece(assessment_id, indicator, index))
    return {widget(name): value for name, value in fields.items()}


@session.in_user_language
def change(assessment_id: str, indicator: str, index: int, name: str) -> None:
    """Callback of a field: keep its value, and store the piece."""
    if drafts.open_evidence_index(assessment_id, indicator) != index:
        return  # the editor is closed or shows another piece, but the browser does not know yet
    messages.report(AREA, indicator)  # what *Done* counted may have been corrected
    form_drafts.put(assessment_id, indicator, widget(name), session.field(indicator, widget(name)))
    save(assessment_id, indicator, index)


def save(assessment_id: str, indicator: str, index: int, *, file: StoredFile | None = None) -> bool:
    """Store every valid field of the piece, with `file` if passed; return whether nothing is left unsaved.

    A new piece without a title takes the name of its file; without either it is not stored yet.
    """
    stored = stored_piece(assessment_id, indicator, index)
    fields = evidence_fields(stored)
    for name in EVIDENCE_FIELDS:
        if form_drafts.has_draft(assessment_id, indicator, widget(name)):
            fields[name] = form_drafts.draft(assessment_id, indicator, widget(name))
    if file is not None and not fields["title"]:
        fields["title"] = file.name.rsplit(".", 1)[0]
    item, problems = read_evidence(fields, stored)
    drafts.set_evidence_problems(assessment_id, indicator, problems)
    if item is None:
        return not any_draft(assessment_id, indicator)
    if file is not None:
        item = item.model_copy(update={"file": file})
    saving.save_evidence(assessment_id, indicator, index, item)
    form_drafts.forget(
        assessment_id,
        indicator,
        *(widget(name) for name in EVIDENCE_FIELDS if name not in problems),
    )
    draft = drafts.get_draft(assessment_id, indicator)
    return not problems and draft is not None and not draft.problem


@session.in_user_language
def take_listed(assessment_id: str, indicator: str, index: int) -> None:
    """Callback: store the document chosen as the new piece; place and words typed for this question stay."""
    document: ListedDocument | None = session.field(indicator, LISTED)
    if document is None or drafts.open_evidence_index(assessment_id, indicator) != index:
        return
    described = [name for name in EVIDENCE_FIELDS if name not in OF_QUESTION]
    form_drafts.forget(assessment_id, indicator, *map(widget, described))
    saving.save_evidence(assessment_id, indicator, index, document.evidence)
    if any_draft(assessment_id, indicator):
        save(assessment_id, indicator, index)
    else:
        drafts.set_evidence_problems(assessment_id, indicator, {})


def any_draft(assessment_id: str, indicator: str) -> bool:
    """Whether a field holds something that is not stored."""
    return any(
        form_drafts.has_draft(assessment_id, indicator, widget(name)) for name in EVIDENCE_FIELDS
    )


@session.in_user_language
def close(assessment_id: str, indicator: str, index: int) -> None:
    """Callback of *Done*: close the editor once nothing is unsaved, else say what is."""
    if close_saved(assessment_id, indicator, index):
        messages.report(AREA, indicator)


def close_saved(assessment_id: str, indicator: str, index: int) -> bool:
    """Close the editor and return True; False where something is unsaved, with a message beside *Done*."""
    if any_draft(assessment_id, indicator) and not save(assessment_id, indicator, index):
        count = len(drafts.evidence_problems(assessment_id, indicator))
        draft = drafts.get_draft(assessment_id, indicator)
        problem = (
            ngettext(
                "{count} field is not saved; what is wrong stands below it. Correct it, or leave it out.",
                "{count} fields are not saved; what is wrong stands below each. Correct them, or leave them out.",
                count,
            ).format(count=count)
            if count
            else _("Not saved: {problem}").format(problem=draft.problem if draft else "")
        )
        messages.report(AREA, indicator, problem=problem, at="done")
        return False
    discard(assessment_id, indicator)
    return True


@session.in_user_language
def discard(assessment_id: str, indicator: str) -> None:
    """Close the editor; fields that could not be saved are left out."""
    form_drafts.forget(assessment_id, indicator, *map(widget, EVIDENCE_FIELDS))
    drafts.set_evidence_problems(assessment_id, indicator, {})
    drafts.set_open_evidence(assessment_id, indicator, None)
    messages.report(AREA, indicator)
