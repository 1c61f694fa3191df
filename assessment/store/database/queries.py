"""Queries for the newest rows of an assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from assessment.audit_chain import AuditAction
from assessment.model.assessment import AssessmentState
from assessment.store.database.tables import (
    AnswerRow,
    AssessmentRow,
    AuditRow,
    Base,
    DiscussionRow,
    FiguresRow,
    InstitutionsRow,
    PlanRemarkRow,
    ProfileRow,
    RemarkRow,
    SettingsRow,
    TransitionRow,
)

R = TypeVar("R", bound=Base)


def newest(session: Session, table: type[R], **key: str) -> R | None:
    """Return the row with the highest number among those whose columns equal `key`; None where there is none."""
    number = table.__table__.c.number
    return session.scalars(select(table).filter_by(**key).order_by(number.desc()).limit(1)).first()


def newest_of_each(
    session: Session, table: type[R], key: Sequence[str], *conditions: ColumnElement[bool]
) -> list[R]:
    """Return the row with the highest number for each value of the `key` columns, ordered by them."""
    columns = table.__table__.c
    latest = (
        select(*(columns[name] for name in key), func.max(columns.number).label("number"))
        .where(*conditions)
        .group_by(*(columns[name] for name in key))
        .subquery()
    )
    rows = session.scalars(
        select(table)
        .join(latest, _all_equal(columns, latest.c, (*key, "number")))
        .where(*conditions)
    )
    # Sorted here because each database collates text by its own locale.
    return sorted(rows, key=lambda row: tuple(getattr(row, name) for name in key))


def _all_equal(left: Any, right: Any, names: Sequence[str]) -> ColumnElement[bool]:
    first, *others = (left[name] == right[name] for name in names)
    condition: ColumnElement[bool] = first
    for other in others:
        condition &= other
    return condition


def newest_answers(
    session: Session,
    assessment_id: str,
    institution: str | None = None,
    indicators: Collection[str] | None = None,
) -> Sequence[AnswerRow]:
    """Return the newest revision of each answer, ordered by institution and indicator.

    `institution` and `indicators` limit the answers; None is no limit.
    """
    conditions = [AnswerRow.assessment_id == assessment_id]
    if institution is not None:
        conditions.append(AnswerRow.institution == institution)
    if indicators is not None:
        conditions.append(AnswerRow.indicator_id.in_(sorted(indicators)))
    return newest_of_each(session, AnswerRow, ("institution", "indicator_id"), *conditions)


def newest_figures(session: Session, assessment_id: str) -> Sequence[FiguresRow]:
    """Return the newest revision of each statistic's figures, ordered by the statistic's code."""
    return newest_of_each(
        session, FiguresRow, ("statistic",), FiguresRow.assessment_id == assessment_id
    )


def newest_numbers(session: Session, assessment_id: str) -> dict[tuple[str, str], int]:
    """Return the newest revision number of each answer by institution and indicator, without reading answers."""
    rows = session.execute(
        select(AnswerRow.institution, AnswerRow.indicator_id, func.max(AnswerRow.number))
        .where(AnswerRow.assessment_id == assessment_id)
        .group_by(AnswerRow.institution, AnswerRow.indicator_id)
    )
    return {(institution, indicator): number for institution, indicator, number in rows}


def newest_transition(session: Session, assessment_id: str) -> TransitionRow | None:
    """Return the last transition of an assessment; None before the first."""
    return newest(session, TransitionRow, assessment_id=assessment_id)


def current_state(session: Session, assessment_row: AssessmentRow) -> AssessmentState:
    """Return the state after the last transition; before the first, the state at creation."""
    last = newest_transition(session, assessment_row.id)
    return AssessmentState(last.state if last else assessment_row.state)


SAVED_TABLES: Mapping[type[Base], tuple[str | None, str | None]] = {
    AnswerRow: ("institution", "indicator_id"),
    FiguresRow: (None, "statistic"),
    DiscussionRow: (None, "indicator_id"),
    SettingsRow: (None, None),
    ProfileRow: (None, None),
    InstitutionsRow: (None, None),
    TransitionRow: (None, None),
    RemarkRow: (None, None),
    PlanRemarkRow: (None, None),
}
"""Tables of which each new row is a save of an assessment, with their columns of the owner and the subject of a value."""


def last_saves(session: Session, assessment_id: str) -> Sequence[Row[Any]]:
    """Return the highest number and last time of each value that was saved, in one statement.

    Columns: `table` (its name), `owner` and `subject` (institution and indicator of an answer, statistic as `subject`
    of figures, indicator of messages, else empty), `number`, `at` (UTC). The rows of the log are those of imported submissions. A table without rows for the assessment gives no row.
    """
    parts = [
        *(
            _last_saves_in(table, assessment_id, owner, subject)
            for table, (owner, subject) in SAVED_TABLES.items()
        ),
        _last_saves_in(AuditRow, assessment_id, None, None).where(
            AuditRow.action == AuditAction.SUBMISSION_IMPORTED.value
        ),
    ]
    rows = session.execute(union_all(*parts)).all()
    return [row for row in rows if row.number is not None]


def last_save_of_each(session: Session, assessment_ids: Collection[str]) -> dict[str, dt.datetime]:
    """Return the time (UTC) of the last save of any kind by assessment id, in one statement; as `last_saves` for one."""
    parts = [
        select(columns.assessment_id, func.max(columns.at).label("at"))
        .where(columns.assessment_id.in_(assessment_ids))
        .group_by(columns.assessment_id)
        for columns in (table.__table__.c for table in SAVED_TABLES)
    ]
    imports = (
        select(AuditRow.assessment_id, func.max(AuditRow.at).label("at"))
        .where(
            AuditRow.assessment_id.in_(assessment_ids),
            AuditRow.action == AuditAction.SUBMISSION_IMPORTED.value,
        )
        .group_by(AuditRow.assessment_id)
    )
    times: dict[str, dt.datetime] = {}
    for assessment_id, at in session.execute(union_all(*parts, imports)):
        times[assessment_id] = max(at, times.get(assessment_id, at))
    return times


def _last_saves_in(
    table: type[Base], assessment_id: str, owner: str | None, subject: str | None
) -> Select[Any]:
    columns = table.__table__.c
    grouped = [columns[name] for name in (owner, subject) if name]
    return (
        select(
            literal(table.__tablename__).label("table"),
            (columns[owner] if owner else literal("")).label("owner"),
            (columns[subject] if subject else literal("")).label("subject"),
            func.max(columns.number).label("number"),
            func.max(columns.at).label("at"),
        )
        .where(columns.assessment_id == assessment_id)
        .group_by(*grouped)
    )
