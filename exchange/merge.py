"""From a preview and the decisions on its conflicts to what is stored: all of it or nothing. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from assessment import UNANSWERED, Assessment, AssessmentError, InvalidAssessment
from assessment.answers.settlement import answers_of
from assessment.store import AnswerChange, ObservationsChange, Versions
from exchange.apply import Candidate, build_candidate
from exchange.preview import Item, Preview, RowOutcome
from questionnaires import Edition
from translations import ngettext


class ConflictResolution(StrEnum):
    """Which of two versions of a row is to stand."""

    KEEP_HERE = "keep-here"
    TAKE_FILE = "take-file"


class Undecided(AssessmentError):
    """Conflicts without a decision, or rejected rows that nobody said to leave out."""

    def __init__(self, message: str, items: tuple[Item, ...]) -> None:
        self.items = items
        super().__init__(message)


def resolve(
    preview: Preview,
    edition: Edition,
    assessment: Assessment,
    decisions: Mapping[str, ConflictResolution],
    *,
    rule: ConflictResolution | None = None,
    leave_out_rejected: bool = False,
    today: dt.date | None = None,
) -> Candidate:
    """The assessment with every change and each conflict as decided by its `Item.key`, or by `rule` for the others.

    Raises Undecided while a conflict has no decision, or rows are rejected and not left out; InvalidAssessment where
    what was decided does not fit together.
    """
    rejected = preview.of(RowOutcome.REJECTED)
    if rejected and not leave_out_rejected:
        raise Undecided(
            ngettext(
                "{count} row can't be stored. Correct it in the file, or leave it out.",
                "{count} rows can't be stored. Correct them in the file, or leave them out.",
                len(rejected),
            ).format(count=len(rejected)),
            rejected,
        )
    conflicts = preview.of(RowOutcome.CONFLICTING)
    decided = {item.key: decisions.get(item.key, rule) for item in conflicts}
    undecided = tuple(item for item in conflicts if decided[item.key] is None)
    if undecided:
        raise Undecided(
            ngettext(
                "{count} row was changed here and in the file. Decide which is to stand.",
                "{count} rows were changed here and in the file. Decide which are to stand.",
                len(undecided),
            ).format(count=len(undecided)),
            undecided,
        )
    rows = [item.row for item in preview.of(RowOutcome.CHANGED)] + [
        item.row for item in conflicts if decided[item.key] is ConflictResolution.TAKE_FILE
    ]
    candidate = build_candidate(edition, assessment, preview.offer, rows, today=today)
    problems = [problem for found in candidate.problems.values() for problem in found]
    if problems:
        raise InvalidAssessment(dict.fromkeys(problems))
    return candidate


def store_changes(
    candidate: Candidate, institution: str, seen: Versions
) -> tuple[tuple[AnswerChange, ...], tuple[ObservationsChange, ...]]:
    """What to hand to `Store.save_all`; `seen` are the revisions that the preview was made of."""
    return (
        tuple(
            AnswerChange(
                institution,
                key,
                answers_of(candidate.assessment, institution).get(key, UNANSWERED),
                seen.answers.get((institution, key), 0),
            )
            for key in candidate.indicators
        ),
        tuple(
            ObservationsChange(code, candidate.assessment.figures[code], seen.figures.get(code, 0))
            for code in candidate.statistics
        ),
    )
