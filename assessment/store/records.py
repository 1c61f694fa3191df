"""Values that the store returns and takes: revisions, versions, changes, files and summaries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from assessment.model.assessment import (
    Answer,
    AssessmentState,
    Observation,
    PlanSettings,
    Standing,
    StoredFile,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Revision(Generic[T]):
    """One saved value with its number (from 1), author and time (UTC).

    Number 0, without author and time, is the value before the first save.
    """

    number: int
    value: T
    author: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class TargetsAndPlan:
    """Target levels by indicator id and the plan settings, which are saved together."""

    targets: Mapping[str, int]
    plan: PlanSettings


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer to save in one transaction with others; `expected_revision` as in `Store.save_answer`."""

    institution: str
    indicator_id: str
    answer: Answer
    expected_revision: int


@dataclass(frozen=True, slots=True)
class ObservationsChange:
    """All figures of a statistic, to save in one transaction with other changes."""

    statistic: str
    figures: tuple[Observation, ...]
    expected_revision: int


@dataclass(frozen=True, slots=True)
class ImportedSubmission:
    """A submission of a form for an institution (or `NATIONAL`), and what it said: `Assessment.submissions`."""

    institution: str
    id: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Versions:
    """The newest revision numbers of an assessment, 0 before the first save; equal versions hold equal data.

    For a person limited to an institution they cover what that person may see.
    """

    answers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """By institution and indicator."""
    figures: Mapping[str, int] = field(default_factory=dict)
    """By statistic."""
    messages: Mapping[str, int] = field(default_factory=dict)
    """Number of messages under each question that has any."""
    settings: int = 0
    profile: int = 0
    institutions: int = 0
    transitions: int = 0
    submissions: int = 0
    """The log's number of the last import of a submission."""
    saved_at: dt.datetime | None = None
    """The time (UTC) of the last save of any kind, remarks included; None before the first."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of an assessment, with the author and time (UTC) of its upload."""

    file: StoredFile
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class AssessmentSummary:
    """One entry in the list of assessments.

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
    created_at: dt.datetime
    created_by: str

    @property
    def looks_like(self) -> tuple[str, int, str, Standing]:
        """The visible identity of an assessment: country, cycle, profile and standing. It is not unique."""
        return self.country, self.cycle, self.profile, self.standing
