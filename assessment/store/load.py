"""Reading of a whole assessment, or of what has changed in one that was read before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.model.assessment import (
    NATIONAL,
    Answer,
    Assessment,
    AssessmentState,
    Observation,
    RetiredAnswer,
    Standing,
)
from assessment.model.base import STORED
from assessment.store.audit.submissions import read_submissions
from assessment.store.database.queries import (
    current_state,
    last_saves,
    newest_answers,
    newest_figures,
)
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    AuditRow,
    DiscussionRow,
    FiguresRow,
    InstitutionsRow,
    ProfileRow,
    RetiredRow,
    SettingsRow,
    TransitionRow,
)
from assessment.store.records import Revision, TargetsAndPlan, Versions
from assessment.store.revisions import (
    ANSWERS,
    FIGURES,
    INSTITUTIONS,
    PROFILE,
    SETTINGS,
    RevisionTable,
)
from assessment.store.visibility import AccessScope

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoadedAssessment:
    """An assessment as one person may see it, with the revisions it consists of."""

    versions: Versions
    assessment: Assessment
    answers: Mapping[tuple[str, str], Revision[Answer]]
    """The newest revision of each answer, by institution and indicator."""
    limits: Mapping[str, frozenset[str]] | None = field(default=None)
    """`AccessScope.limits` at the time of reading."""


def load_assessment(session: Session, assessment_row: AssessmentRow) -> Assessment:
    """Return the whole assessment with its newest answers and settings."""
    return load_changes(session, AccessScope(assessment_row, frozenset()), None).assessment


def load_changes(
    session: Session, scope: AccessScope, known: LoadedAssessment | None
) -> LoadedAssessment:
    """Return what is stored now within `scope`; only what is newer than `known` is read.

    Two statements where nothing has changed: one for the assessment, which `scope` holds, one for the versions.
    """
    row = scope.assessment_row
    versions = read_versions(session, scope)
    if known is not None and known.limits != scope.limits:
        known = None
    if known is not None and known.versions == versions:
        return known
    before = known.versions if known else Versions()
    base = known.assessment if known else None
    answers = _answers(session, scope, versions, known)
    by_institution: dict[str, dict[str, Answer]] = {NATIONAL: {}}
    for (institution, indicator), revision in answers.items():
        by_institution.setdefault(institution, {})[indicator] = revision.value
    settings = _current(
        session, SETTINGS, row, versions.settings, before.settings,
        TargetsAndPlan(base.targets, base.plan) if base else None,
    )  # fmt: skip
    assessment = Assessment(
        country=row.country,
        edition=row.edition,
        cycle=row.cycle,
        profile=_current(
            session, PROFILE, row, versions.profile, before.profile,
            base.profile if base else None,
        ),
        state=_state(session, row, versions, known),
        standing=Standing(row.standing),
        note=row.note,
        targets=settings.targets,
        plan=settings.plan,
        figures=_figures(session, row.id, versions, known),
        retired=base.retired if base else _retired(session, row.id),
        institutions=_current(
            session, INSTITUTIONS, row, versions.institutions, before.institutions,
            base.institutions if base else None,
        ),
        submissions=base.submissions
        if base and versions.submissions == before.submissions
        else read_submissions(session, row.id)
        if versions.submissions
        else {},
    )  # fmt: skip
    # A copy does not check answers anew, as those stored before a rule may break it.
    assessment = assessment.model_copy(
        update={"answers": by_institution.pop(NATIONAL), "institution_answers": by_institution}
    )
    return LoadedAssessment(versions, scope.restrict(assessment), answers, scope.limits)


def read_versions(session: Session, scope: AccessScope) -> Versions:
    """Return the newest revision numbers within `scope`, and the time of the last save in it."""
    saves = last_saves(session, scope.assessment_row.id)
    answers = {
        (save.owner, save.subject): save
        for save in saves
        if save.table == AnswerRow.__tablename__ and scope.includes(save.owner)
    }
    numbers = {save.table: save.number for save in saves}
    timed = saves if scope.limits is None else answers.values()
    return Versions(
        answers={key: save.number for key, save in answers.items()},
        figures={
            save.subject: save.number for save in saves if save.table == FiguresRow.__tablename__
        },
        messages={
            save.subject: save.number
            for save in saves
            if save.table == DiscussionRow.__tablename__ and scope.includes_indicator(save.subject)
        },
        settings=numbers.get(SettingsRow.__tablename__, 0) if scope.limits is None else 0,
        profile=numbers.get(ProfileRow.__tablename__, 0),
        institutions=numbers.get(InstitutionsRow.__tablename__, 0),
        transitions=numbers.get(TransitionRow.__tablename__, 0),
        submissions=numbers.get(AuditRow.__tablename__, 0),
        saved_at=max((save.at for save in timed), default=None),
    )


def _answers(
    session: Session, scope: AccessScope, versions: Versions, known: LoadedAssessment | None
) -> dict[tuple[str, str], Revision[Answer]]:
    """Return the newest revision of each answer in `scope`, ordered by institution and indicator."""
    kept = dict(known.answers) if known else {}
    changed = {
        indicator
        for (institution, indicator), number in versions.answers.items()
        if (institution, indicator) not in kept or kept[institution, indicator].number != number
    }
    if changed:
        indicators = changed if known else None
        for row in newest_answers(session, scope.assessment_row.id, indicators=indicators):
            if scope.includes(row.institution):
                kept[row.institution, row.indicator_id] = ANSWERS.revision(row)
    return dict(sorted(kept.items()))


def _figures(
    session: Session, assessment_id: str, versions: Versions, known: LoadedAssessment | None
) -> Mapping[str, tuple[Observation, ...]]:
    if known is not None and known.versions.figures == versions.figures:
        return known.assessment.figures
    if not versions.figures:
        return {}
    rows = newest_figures(session, assessment_id)
    return {row.statistic: FIGURES.from_row(row) for row in rows}


def _state(
    session: Session, row: AssessmentRow, versions: Versions, known: LoadedAssessment | None
) -> AssessmentState:
    if known is not None and known.versions.transitions == versions.transitions:
        return known.assessment.state
    return current_state(session, row) if versions.transitions else AssessmentState(row.state)


def _current(
    session: Session,
    table: RevisionTable[T],
    row: AssessmentRow,
    number: int,
    known_number: int,
    known: T | None,
) -> T:
    """Return the value of revision `number`, which is the newest: the known one, the initial one, or read."""
    if known is not None and number == known_number:
        return known
    return table.newest(session, row).value if number else table.initial(row)


def _retired(session: Session, assessment_id: str) -> tuple[RetiredAnswer, ...]:
    """Return the retired answers; they are written with their assessment and never change."""
    rows = session.scalars(
        select(RetiredRow)
        .where(RetiredRow.assessment_id == assessment_id)
        .order_by(RetiredRow.number)
    )
    return tuple(
        RetiredAnswer.model_validate(row.record, strict=False, context=STORED) for row in rows
    )
