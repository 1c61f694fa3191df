"""What the store hands out: revisions and summaries; and the way between an `Answer` and its row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.model.assessment import (
    Answer,
    AnswerDetails,
    AnswerStatus,
    AssessmentState,
    Evidence,
    Institution,
    Observation,
    PlanSettings,
    Settlement,
    Standing,
    StoredFile,
)
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    FiguresRow,
    FileRow,
    InstitutionsRow,
    ProfileRow,
    SettingsRow,
)


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
class ObservationsRevision:
    """All figures of a statistic as they were saved; `number` 0, without author and time, before that."""

    number: int
    figures: tuple[Observation, ...]
    author: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ProfileRevision:
    """Which indicators are asked; `number` 0, without author and time, is how the assessment was begun."""

    number: int
    profile: str
    author: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class InstitutionsRevision:
    """The list of institutions as it was saved; `number` 0, without author and time, before that."""

    number: int
    institutions: tuple[Institution, ...]
    author: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file that was brought to an assessment, by whom and when."""

    file: StoredFile
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer to be stored with others, all or none; `expected_revision` as for one alone."""

    institution: str
    indicator_id: str
    answer: Answer
    expected_revision: int


@dataclass(frozen=True, slots=True)
class ObservationsChange:
    """All figures of a statistic, to be stored with other changes, all or none."""

    statistic: str
    figures: tuple[Observation, ...]
    expected_revision: int


@dataclass(frozen=True, slots=True)
class Versions:
    """The newest revision numbers of an assessment: equal ones mean that nothing was saved between."""

    answers: Mapping[tuple[str, str], int]
    """By institution and indicator."""
    figures: Mapping[str, int]
    """By statistic."""
    profile: int
    institutions: int
    steps: int


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
        details=answer.details and answer.details.model_dump(mode="json", exclude_defaults=True),
        override=answer.override,
        look_again=answer.look_again,
        settlement=answer.settlement
        and answer.settlement.model_dump(mode="json", exclude_defaults=True),
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
        details=None
        if row.details is None
        else AnswerDetails.model_validate(row.details, strict=False),
        override=row.override,
        look_again=row.look_again,
        settlement=None
        if row.settlement is None
        else Settlement.model_validate(row.settlement, strict=False),
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
    plan = PlanSettings.model_validate(row.plan, strict=False)  # dates are text in a row
    return SettingsRevision(row.number, row.targets, plan, row.author, row.at)


def figures_row(
    figures: tuple[Observation, ...],
    *,
    assessment_id: str,
    statistic: str,
    number: int,
    author: str,
    at: dt.datetime,
) -> FiguresRow:
    """A new revision of a statistic's figures, not yet stored."""
    return FiguresRow(
        assessment_id=assessment_id,
        statistic=statistic,
        number=number,
        figures=[item.model_dump(mode="json", exclude_defaults=True) for item in figures],
        author=author,
        at=at,
    )


def figures_of(row: FiguresRow | None) -> ObservationsRevision:
    """The figures in a row; none where there is no row yet."""
    if row is None:
        return ObservationsRevision(0, ())
    figures = tuple(Observation.model_validate(item, strict=False) for item in row.figures)
    return ObservationsRevision(row.number, figures, row.author, row.at)


def institutions_row(
    institutions: tuple[Institution, ...],
    *,
    assessment_id: str,
    number: int,
    author: str,
    at: dt.datetime,
) -> InstitutionsRow:
    """A new revision of the list, not yet stored."""
    return InstitutionsRow(
        assessment_id=assessment_id,
        number=number,
        institutions=[item.model_dump(mode="json") for item in institutions],
        author=author,
        at=at,
    )


def institutions_of(row: InstitutionsRow | None) -> InstitutionsRevision:
    """The list in a row; empty where there is no row yet."""
    if row is None:
        return InstitutionsRevision(0, ())
    found = tuple(Institution.model_validate(item, strict=False) for item in row.institutions)
    return InstitutionsRevision(row.number, found, row.author, row.at)


def file_of(row: FileRow) -> FileRecord:
    """The file of a row."""
    found = StoredFile.model_validate(
        {"sha256": row.sha256, "name": row.name, "kind": row.kind, "size": row.size}
    )
    return FileRecord(found, row.author, row.at)


def profile_of(newest: ProfileRow | None, begun: AssessmentRow) -> ProfileRevision:
    """The profile that holds: the newest change, else that of the beginning."""
    if newest is None:
        return ProfileRevision(0, begun.profile)
    return ProfileRevision(newest.number, newest.profile, newest.author, newest.at)


def summary_of(
    row: AssessmentRow,
    profile: str,
    answered: int,
    changed_at: dt.datetime,
    state: AssessmentState,
) -> AssessmentSummary:
    """A line in the list of assessments."""
    return AssessmentSummary(
        id=row.id,
        country=row.country,
        edition=row.edition,
        cycle=row.cycle,
        profile=profile,
        state=state,
        standing=Standing(row.standing),
        answered=answered,
        changed_at=changed_at,
    )
