"""What stands now: the newest revision of each answer and figure, of the settings and the profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.model.assessment import AssessmentState
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    FiguresRow,
    InstitutionsRow,
    PlanRemarkRow,
    ProfileRow,
    RemarkRow,
    SettingsRow,
    TransitionRow,
)


def newest_answers(
    session: Session, assessment_id: str, institution: str | None = None
) -> Sequence[AnswerRow]:
    """The newest revision of each answer, by institution (or of one alone) and indicator."""
    mine = [AnswerRow.assessment_id == assessment_id]
    if institution is not None:
        mine.append(AnswerRow.institution == institution)
    newest = (
        select(
            AnswerRow.institution,
            AnswerRow.indicator_id,
            func.max(AnswerRow.number).label("number"),
        )
        .where(*mine)
        .group_by(AnswerRow.institution, AnswerRow.indicator_id)
        .subquery()
    )
    rows = session.scalars(
        select(AnswerRow)
        .join(
            newest,
            (AnswerRow.institution == newest.c.institution)
            & (AnswerRow.indicator_id == newest.c.indicator_id)
            & (AnswerRow.number == newest.c.number),
        )
        .where(*mine)
    )
    # Sorted here: databases sort text by the rules of a language.
    return sorted(rows, key=lambda row: (row.institution, row.indicator_id))


def newest_numbers(session: Session, assessment_id: str) -> dict[tuple[str, str], int]:
    """The newest revision number of each answer, by institution and indicator, without reading the answers."""
    rows = session.execute(
        select(AnswerRow.institution, AnswerRow.indicator_id, func.max(AnswerRow.number))
        .where(AnswerRow.assessment_id == assessment_id)
        .group_by(AnswerRow.institution, AnswerRow.indicator_id)
    )
    return {(institution, indicator): number for institution, indicator, number in rows}


def newest_answer(
    session: Session, assessment_id: str, institution: str, indicator_id: str
) -> AnswerRow | None:
    return session.scalars(
        select(AnswerRow)
        .where(
            AnswerRow.assessment_id == assessment_id,
            AnswerRow.institution == institution,
            AnswerRow.indicator_id == indicator_id,
        )
        .order_by(AnswerRow.number.desc())
        .limit(1)
    ).first()


def newest_step(session: Session, assessment_id: str) -> TransitionRow | None:
    return session.scalars(
        select(TransitionRow)
        .where(TransitionRow.assessment_id == assessment_id)
        .order_by(TransitionRow.number.desc())
        .limit(1)
    ).first()


def state_now(session: Session, begun: AssessmentRow) -> AssessmentState:
    """The state after the last step; before the first, that in which the assessment was begun."""
    newest = newest_step(session, begun.id)
    return AssessmentState(newest.state if newest else begun.state)


def newest_settings(session: Session, assessment_id: str) -> SettingsRow | None:
    return session.scalars(
        select(SettingsRow)
        .where(SettingsRow.assessment_id == assessment_id)
        .order_by(SettingsRow.number.desc())
        .limit(1)
    ).first()


def newest_figures(session: Session, assessment_id: str) -> Sequence[FiguresRow]:
    """The newest revision of each statistic's figures, by its code."""
    newest = (
        select(FiguresRow.statistic, func.max(FiguresRow.number).label("number"))
        .where(FiguresRow.assessment_id == assessment_id)
        .group_by(FiguresRow.statistic)
        .subquery()
    )
    rows = session.scalars(
        select(FiguresRow)
        .join(
            newest,
            (FiguresRow.statistic == newest.c.statistic) & (FiguresRow.number == newest.c.number),
        )
        .where(FiguresRow.assessment_id == assessment_id)
    )
    return sorted(rows, key=lambda row: row.statistic)


def newest_figures_of(session: Session, assessment_id: str, statistic: str) -> FiguresRow | None:
    return session.scalars(
        select(FiguresRow)
        .where(FiguresRow.assessment_id == assessment_id, FiguresRow.statistic == statistic)
        .order_by(FiguresRow.number.desc())
        .limit(1)
    ).first()


def newest_profile(session: Session, assessment_id: str) -> ProfileRow | None:
    return session.scalars(
        select(ProfileRow)
        .where(ProfileRow.assessment_id == assessment_id)
        .order_by(ProfileRow.number.desc())
        .limit(1)
    ).first()


def newest_institutions(session: Session, assessment_id: str) -> InstitutionsRow | None:
    return session.scalars(
        select(InstitutionsRow)
        .where(InstitutionsRow.assessment_id == assessment_id)
        .order_by(InstitutionsRow.number.desc())
        .limit(1)
    ).first()


def last_saved_at(session: Session, assessment_id: str) -> dt.datetime | None:
    times = (
        session.scalar(select(func.max(row.at)).where(row.assessment_id == assessment_id))
        for row in (
            AnswerRow,
            FiguresRow,
            SettingsRow,
            ProfileRow,
            InstitutionsRow,
            TransitionRow,
            RemarkRow,
            PlanRemarkRow,
        )
    )
    return max((time for time in times if time is not None), default=None)
