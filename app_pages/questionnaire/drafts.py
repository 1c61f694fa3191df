"""Unsaved state of the questionnaire in the session: draft answers, edit conflicts, the open evidence and row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app_pages.questionnaire.answer_form import AnswerForm
from app_pages.shell import session
from assessment import Answer


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer being edited."""

    revision: int
    """Revision that the draft is based on; 0 where nothing is stored."""
    form: AnswerForm
    problem: str = ""
    """Reason why the draft could not be stored; empty where it is stored."""
    field: str = ""
    """Name of the field that the problem is about; empty where it is about none or several."""


@dataclass(frozen=True, slots=True)
class EditConflict:
    """Two answers to one indicator: the user's own, and the one stored by someone else since it was read."""

    mine: Answer
    theirs: Answer
    revision: int
    message: str


def get_draft(assessment: str, indicator: str) -> AnswerDraft | None:
    """Return the draft of an answer, or None before its question has been drawn."""
    return session.entries("working").get((session.draft_scope(assessment), indicator))


def set_draft(assessment: str, indicator: str, draft: AnswerDraft) -> None:
    """Set the draft of an answer."""
    session.entries("working")[session.draft_scope(assessment), indicator] = draft


def record_shown_choice(assessment: str, indicator: str, revision: int, choice: str | None) -> None:
    """Record the choice drawn with a revision; the browser sends the revision it shows in the field `seen`."""
    shown: dict[str, str | None] = session.entries("shown").setdefault(
        (session.draft_scope(assessment), indicator), {}
    )
    shown[str(revision)] = choice


def changed_choice(assessment: str, indicator: str, unchanged: str | None) -> str | None:
    """Return the choice made by the user, or `unchanged` where the field holds the value drawn in it.

    A derived level can set or clear the choice while the browser still sends the previous value, which is not a choice
    of the user. Nor is an empty field, as a user cannot clear it.
    """
    chosen: str | None = session.field(indicator, "choice")
    revision: str | None = session.field(indicator, "seen")
    shown = session.entries("shown").setdefault((session.draft_scope(assessment), indicator), {})
    if chosen is None or chosen == shown.get(revision):
        return unchanged
    # The field shows it from now on, so a change back to the previous choice counts as a choice.
    shown[revision] = chosen
    return chosen


def get_conflict(assessment: str, indicator: str) -> EditConflict | None:
    """Return the unresolved conflict of an answer, or None."""
    return session.entries("conflict").get((session.draft_scope(assessment), indicator))


def set_conflict(assessment: str, indicator: str, conflict: EditConflict) -> None:
    """Set the conflict of an answer."""
    session.entries("conflict")[session.draft_scope(assessment), indicator] = conflict


def clear_conflict(assessment: str, indicator: str) -> None:
    """Remove the conflict of an answer."""
    session.entries("conflict").pop((session.draft_scope(assessment), indicator), None)


def open_evidence_index(assessment: str, indicator: str) -> int | None:
    """Return the index of the evidence being edited; that of a new one equals the number of stored ones."""
    index: int | None = session.entries("evidence").get(
        (session.draft_scope(assessment), indicator)
    )
    return index


def set_open_evidence(assessment: str, indicator: str, index: int | None) -> None:
    """Set the index of the evidence being edited; None closes the editor."""
    session.entries("evidence")[session.draft_scope(assessment), indicator] = index


def evidence_problems(assessment: str, indicator: str) -> Mapping[str, str]:
    """Return the problem of each field of the evidence being edited that is not saved."""
    problems: Mapping[str, str] = session.entries("evidence problems").get(
        (session.draft_scope(assessment), indicator), {}
    )
    return problems


def set_evidence_problems(assessment: str, indicator: str, problems: Mapping[str, str]) -> None:
    """Set the problem of each field of the evidence being edited."""
    session.entries("evidence problems")[session.draft_scope(assessment), indicator] = problems


def open_row_index(indicator: str, field: int) -> int | None:
    """Return the index of the row being edited in a field of rows; that of a new one equals the number of rows."""
    index: int | None = session.entries("row").get((indicator, str(field)))
    return index


def set_open_row(indicator: str, field: int, index: int | None) -> None:
    """Set the index of the row being edited in a field of rows; None closes the editor."""
    session.entries("row")[indicator, str(field)] = index
