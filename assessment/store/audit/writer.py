"""Appending to the audit log: entries are numbered and sealed under a lock that every writer takes last."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from assessment.audit_chain import (
    FIRST_SEAL,
    USE_ACTIONS,
    AuditAction,
    hash_person,
    seal_of,
    sha256_of,
)
from assessment.store.audit.events import add_event
from assessment.store.database.tables import (
    AccountRow,
    AnswerRow,
    AssessmentRow,
    AuditHeadRow,
    AuditRow,
    Base,
    ConsentRow,
    CycleRow,
    DiscussionRow,
    FiguresRow,
    FileRow,
    GrantRow,
    InstitutionsRow,
    InvitationRow,
    PlanRemarkRow,
    ProfileRow,
    PublicationRow,
    RemarkRow,
    RetiredRow,
    SettingsRow,
    SnapshotRow,
    TransitionRow,
)

ACTIONS: Mapping[type[Base], AuditAction] = {
    AssessmentRow: AuditAction.CREATED,
    CycleRow: AuditAction.CYCLE_OPENED,
    AnswerRow: AuditAction.ANSWER_SAVED,
    FiguresRow: AuditAction.FIGURES_SAVED,
    SettingsRow: AuditAction.SETTINGS_SAVED,
    ProfileRow: AuditAction.PROFILE_SAVED,
    InstitutionsRow: AuditAction.INSTITUTIONS_SAVED,
    FileRow: AuditAction.FILE_ADDED,
    RetiredRow: AuditAction.ANSWER_RETIRED,
    TransitionRow: AuditAction.STEP_TAKEN,
    SnapshotRow: AuditAction.SNAPSHOT_KEPT,
    GrantRow: AuditAction.ROLE_CHANGED,
    AccountRow: AuditAction.ACCOUNT_BOUND,
    PublicationRow: AuditAction.PUBLICATION_DECIDED,
    ConsentRow: AuditAction.CONSENT_DECIDED,
    RemarkRow: AuditAction.REMARK_MADE,
    PlanRemarkRow: AuditAction.PLAN_REMARK_MADE,
    InvitationRow: AuditAction.INVITATION_RECORDED,
    DiscussionRow: AuditAction.MESSAGE_WRITTEN,
}
"""The action that adding a row to each table is logged as; every table except the log's own and `sign_in`."""


def head_of(session: Session) -> tuple[int, str]:
    """Return number and seal of the last entry."""
    head = session.get(AuditHeadRow, 1)
    return (head.number, head.seal) if head else (0, FIRST_SEAL)


def subject_of(row: Base) -> str:
    """Return the primary key of a row as JSON."""
    return json.dumps(
        [getattr(row, str(column.key)) for column in inspect(type(row)).primary_key],
        ensure_ascii=False,
    )


def content_of(row: Base) -> str:
    """Return the SHA-256 of all columns of a row."""
    return sha256_of({column.key: getattr(row, column.key) for column in row.__table__.columns})


def log_rows(session: Session, rows: Iterable[Base], person: str, at: dt.datetime) -> None:
    """Log the rows that this transaction adds. They are flushed before the log is locked, which rules out deadlocks.

    The head is read and written once for all rows: an import has a thousand.
    """
    session.flush()
    head: AuditHeadRow | None = None
    for row in rows:
        head = head or lock_log(session)
        _append(
            session,
            head,
            ACTIONS[type(row)],
            person,
            at,
            assessment_id=row.id if isinstance(row, AssessmentRow) else _assessment_of(row),
            subject=subject_of(row),
            content=content_of(row),
        )
    session.flush()


def _assessment_of(row: Any) -> str:
    return "" if isinstance(row, GrantRow | AccountRow) else str(row.assessment_id)


def lock_log(session: Session) -> AuditHeadRow:
    """Return the head of the log, locked until the transaction ends."""
    head = session.get(AuditHeadRow, 1, with_for_update=True, populate_existing=True)
    if head is None:
        raise RuntimeError("the log has no head; the tables were not made by the migrations")
    return head


def note(
    session: Session,
    action: AuditAction,
    person: str,
    at: dt.datetime,
    *,
    assessment_id: str = "",
    subject: str = "",
    content: str = "",
) -> None:
    """Append one entry. The head is locked until the transaction ends, so that numbers have no gap."""
    head = lock_log(session)
    _append(
        session, head, action, person, at,
        assessment_id=assessment_id, subject=subject, content=content,
    )  # fmt: skip
    session.flush()


def _append(
    session: Session,
    head: AuditHeadRow,
    action: AuditAction,
    person: str,
    at: dt.datetime,
    *,
    assessment_id: str,
    subject: str,
    content: str,
) -> None:
    """Add one entry behind the head, which is locked, and move the head; the caller flushes."""
    when = at.astimezone(dt.UTC)
    number, previous = head.number + 1, head.seal
    salt = secrets.token_hex(16) if action in USE_ACTIONS else ""
    hidden = hash_person(salt, person) if salt else ""
    who = [hidden] if hidden else person
    seal = seal_of(number, when, who, action, assessment_id, subject, content, previous)
    session.add(
        AuditRow(
            number=number,
            at=when,
            person=person,
            action=action.value,
            assessment_id=assessment_id,
            subject=subject,
            content=content,
            previous=previous,
            seal=seal,
            salt=salt,
            person_hash=hidden,
        )
    )
    head.number, head.seal = number, seal
    add_event(session, action, number, subject)
