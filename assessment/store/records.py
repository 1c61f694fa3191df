"""What the store hands out: revisions and summaries; and the way between an `Answer` and its row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.model import (
    Answer,
    AnswerStatus,
    AssessmentState,
    Evidence,
    PlanSettings,
    Standing,
)
from assessment.store.tables import AnswerRow, AssessmentRow, SettingsRow

NATIONAL = "national"
"""The institution whose answer is the country's."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a save leaves behind: its number, from 1 on, and its time in UTC."""

    number: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class AnswerRevision:
    """One entry in the history of an answer."""

    number: int
    answer: Answer
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class SettingsRevision:
    """Targets and plan settings as they were saved; `number` 0, without author and time, before that."""

    number: int
    targets: Mapping[str, int]
    plan: PlanSettings
    author: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class AssessmentSummary:
    """A line in the list of assessments.

    `answered` counts the indicators with any answer, "don't know" too; `changed_at` is the last save.
    """

    id: str
    country: str
    edition: str
    cycle: int
    profile: str
    state: AssessmentState
    standing: Standing
    answered: int
    changed_at: dt.datetime


def answer_row(
    answer: Answer,
    *,
    assessment_id: str,
    institution: str,
    indicator_id: str,
    number: int,
    author: str,
    at: dt.datetime,
) -> AnswerRow:
    """A new revision of an answer, not yet stored."""
    return AnswerRow(
        assessment_id=assessment_id,
        institution=institution,
        indicator_id=indicator_id,
        number=number,
        state=answer.state.value,
        level=answer.level,
        value=answer.value,
        reason=answer.reason,
        comment=answer.comment,
        evidence=[item.model_dump(mode="json", exclude_defaults=True) for item in answer.evidence],
        author=author,
        at=at,
    )


def answer_of(row: AnswerRow) -> Answer:
    """The answer in a row."""
    return Answer(
        state=AnswerStatus(row.state),
        level=row.level,
        value=row.value,
        reason=row.reason,
        comment=row.comment,
        evidence=tuple(Evidence.model_validate(item, strict=False) for item in row.evidence),
    )


def settings_row(
    targets: Mapping[str, int],
    plan: PlanSettings,
    *,
    assessment_id: str,
    number: int,
    author: str,
    at: dt.datetime,
) -> SettingsRow:
    """A new revision of targets and plan settings, not yet stored."""
    return SettingsRow(
        assessment_id=assessment_id,
        number=number,
        targets=dict(targets),
        plan=plan.model_dump(mode="json", exclude_defaults=True),
        author=author,
        at=at,
    )


def settings_of(row: SettingsRow | None) -> SettingsRevision:
    """The settings in a row; where there is none yet, no targets and the usual plan."""
    if row is None:
        return SettingsRevision(0, {}, PlanSettings())
    plan = PlanSettings.model_validate(row.plan)
    return SettingsRevision(row.number, row.targets, plan, row.author, row.at)


def summary_of(row: AssessmentRow, answered: int, changed_at: dt.datetime) -> AssessmentSummary:
    """A line in the list of assessments."""
    return AssessmentSummary(
        id=row.id,
        country=row.country,
        edition=row.edition,
        cycle=row.cycle,
        profile=row.profile,
        state=AssessmentState(row.state),
        standing=Standing(row.standing),
        answered=answered,
        changed_at=changed_at,
    )
