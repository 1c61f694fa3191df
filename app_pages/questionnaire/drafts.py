"""What the visitor is working on in the questionnaire and has not stored: answer, conflict, open evidence, open row."""

from __future__ import annotations

from dataclasses import dataclass

from app_pages.questionnaire.answer_form import AnswerForm
from app_pages.shell import session
from assessment import Answer


@dataclass(frozen=True, slots=True)
class Working:
    """An answer as it is being worked on: the revision it builds on, and why it is not stored, if it is not."""

    seen: int
    form: AnswerForm
    problem: str = ""


@dataclass(frozen=True, slots=True)
class EditConflict:
    """Two answers to one indicator: the person's own, and the one someone else stored meanwhile."""

    mine: Answer
    theirs: Answer
    revision: int
    message: str


def working(assessment: str, indicator: str) -> Working | None:
    return session.kept("working").get((session.answering(assessment), indicator))


def keep_working(assessment: str, indicator: str, work: Working) -> None:
    session.kept("working")[session.answering(assessment), indicator] = work


def note_shown(assessment: str, indicator: str, seen: int, choice: str | None) -> None:
    """The choice that is drawn together with a revision; the browser brings back the revision it has on the screen."""
    shown: dict[str, str | None] = session.kept("shown").setdefault(
        (session.answering(assessment), indicator), {}
    )
    shown[str(seen)] = choice


def changed_choice(assessment: str, indicator: str, otherwise: str | None) -> str | None:
    """What the person has chosen; `otherwise` where the field holds only what was drawn in it.

    A level can follow from the parts, or be taken away, while the browser still sends what stood there before: that
    is no choice of anybody's. Nor is an empty field, as nobody can empty it.
    """
    chosen: str | None = session.field(indicator, "choice")
    seen: str | None = session.field(indicator, "seen")
    shown = session.kept("shown").setdefault((session.answering(assessment), indicator), {})
    if chosen is None or chosen == shown.get(seen):
        return otherwise
    # From now on it stands there; whoever goes back to the one before chooses anew.
    shown[seen] = chosen
    return chosen


def conflict(assessment: str, indicator: str) -> EditConflict | None:
    return session.kept("conflict").get((session.answering(assessment), indicator))


def keep_conflict(assessment: str, indicator: str, found: EditConflict) -> None:
    session.kept("conflict")[session.answering(assessment), indicator] = found


def settle_conflict(assessment: str, indicator: str) -> None:
    session.kept("conflict").pop((session.answering(assessment), indicator), None)


def evidence_open(indicator: str) -> int | None:
    """The place of the evidence that is being edited; one after the last is a new one."""
    place: int | None = session.kept("evidence").get((indicator, ""))
    return place


def open_evidence(indicator: str, place: int | None) -> None:
    session.kept("evidence")[indicator, ""] = place


def row_open(indicator: str, field: int) -> int | None:
    """The place of the row that is being edited in a field of rows; one after the last is a new one."""
    place: int | None = session.kept("row").get((indicator, str(field)))
    return place


def open_row(indicator: str, field: int, place: int | None) -> None:
    session.kept("row")[indicator, str(field)] = place
