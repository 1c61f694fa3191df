"""Resolve the conflicts of a preview, and prepare the changes for the store: all of them or none. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from assessment import (
    UNANSWERED,
    Assessment,
    AssessmentError,
    InvalidAssessment,
    MeasureProgress,
)
from assessment.answers.settlement import answers_of
from assessment.store import (
    AnswerChange,
    ImportedSubmission,
    ObservationsChange,
    ProgressReport,
    Versions,
)
from exchange.apply import Candidate, build_candidate
from exchange.import_rows import ImportBatch
from exchange.imported import with_submission
from exchange.preview import Item, Preview, RowOutcome
from questionnaires import Edition
from translations import ngettext


class ConflictResolution(StrEnum):
    """Which of two versions of a row to keep."""

    KEEP_HERE = "keep-here"
    TAKE_FILE = "take-file"


class Undecided(AssessmentError):
    """Conflicts without a decision, or rejected rows that are not left out; `items` names them."""

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
    """The assessment with every change, and each conflict as `decisions` say by its `Item.key`, or else `rule`.

    Raises Undecided while a conflict has no decision, or rows are rejected and not left out; InvalidAssessment where
    the chosen rows do not fit together.
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
    resolutions = {item.key: decisions.get(item.key, rule) for item in conflicts}
    undecided = tuple(item for item in conflicts if resolutions[item.key] is None)
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
        item.row for item in conflicts if resolutions[item.key] is ConflictResolution.TAKE_FILE
    ]
    candidate = build_candidate(edition, assessment, preview.batch, rows, today=today)
    problems = [problem for items in candidate.problems.values() for problem in items]
    if problems:
        raise InvalidAssessment(dict.fromkeys(problems))
    if preview.batch.is_held_back:
        return candidate
    left_out = {item.row.owner for item in rejected}
    return replace(
        candidate,
        assessment=with_submission(candidate.assessment, preview.batch, left_out),
    )


def store_changes(
    candidate: Candidate, institution: str, versions: Versions
) -> tuple[tuple[AnswerChange, ...], tuple[ObservationsChange, ...]]:
    """The changes for `Store.save_all`; `versions` are the revisions that the preview was made from."""
    return (
        tuple(
            AnswerChange(
                institution,
                key,
                answers_of(candidate.assessment, institution).get(key, UNANSWERED),
                versions.answers.get((institution, key), 0),
            )
            for key in candidate.indicators
        ),
        tuple(
            ObservationsChange(
                code, candidate.assessment.figures[code], versions.figures.get(code, 0)
            )
            for code in candidate.statistics
        ),
    )


def store_reports(
    candidate: Candidate, shown: Mapping[str, MeasureProgress]
) -> dict[str, ProgressReport]:
    """The reports for `Store.report_progress`; `shown` is the progress that the preview was made from."""
    progress = candidate.assessment.plan.progress
    return {key: ProgressReport(progress[key], shown.get(key)) for key in candidate.measures}


def store_submission(candidate: Candidate, batch: ImportBatch) -> ImportedSubmission | None:
    """The submission of a batch for `Store.save_all`; None where it has no id."""
    if not batch.submission:
        return None
    imported = candidate.assessment.submissions.get(batch.institution, {})
    return ImportedSubmission(
        batch.institution, batch.submission, imported.get(batch.submission, {})
    )
