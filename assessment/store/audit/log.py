"""The audit log of the store: entries without a stored change, reading, and comparison with the tables."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.audit_chain import USE_ACTIONS, AuditAction, AuditEntry, BrokenEntry, broken_entries
from assessment.store.audit.writer import ACTIONS, content_of, head_of, lock_log, note, subject_of
from assessment.store.base import StoreBase
from assessment.store.database.tables import AuditRow
from assessment.store.people.identity import THE_COMPUTER, Person
from translations import gettext as _
from translations import ngettext

CLOCK_TOLERANCE = dt.timedelta(minutes=5)
"""Difference between the clocks of two computers that is tolerated."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Result of `verify_audit`: number of entries, number and seal of the last, and every broken entry."""

    entries: int
    number: int
    seal: str
    broken: tuple[BrokenEntry, ...]


class Audit(StoreBase):
    """The part of the store that reads the log and logs use."""

    def note(
        self,
        action: AuditAction,
        *,
        person: Person,
        at: dt.datetime,
        assessment_id: str = "",
        subject: str = "",
    ) -> None:
        """Log an action that stores nothing else, such as an export or a download."""
        with self._write() as session:
            if assessment_id:
                self._find_scope(session, assessment_id, person, Operation.EXPORT)
            else:
                self._grants(session, person)
            note(session, action, person.name, at, assessment_id=assessment_id, subject=subject)

    def audit(self, assessment_id: str, *, person: Person) -> tuple[AuditEntry, ...]:
        """Return every entry about an assessment, the oldest first."""
        with self._read() as session:
            self._find(session, assessment_id, person, Operation.SEE_LOG)
            rows = session.scalars(
                select(AuditRow)
                .where(AuditRow.assessment_id == assessment_id)
                .order_by(AuditRow.number)
            )
            return tuple(_entry(row) for row in rows)

    def forget_persons(self, *, before: dt.datetime, at: dt.datetime) -> int:
        """Remove the persons from entries of use (sign-in, export, download) older than `before`; return their number.

        The entries and the hash chain remain valid, and the removal is logged. For the operator of the server: no access
        is checked.
        """
        old = (
            AuditRow.action.in_([action.value for action in USE_ACTIONS]),
            AuditRow.at < before,
            AuditRow.person_hash != "",
            AuditRow.person != "",
        )
        with self._write() as session:
            lock_log(session)
            count = session.scalar(select(func.count()).select_from(AuditRow).where(*old)) or 0
            if count:
                session.execute(update(AuditRow).where(*old).values(person="", salt=""))
                cut = before.astimezone(dt.UTC).isoformat()
                note(session, AuditAction.PERSONS_FORGOTTEN, THE_COMPUTER, at, subject=cut)
        return count

    def verify_audit(
        self, *, expect: str | None = None, now: dt.datetime | None = None
    ) -> AuditReport:
        """Verify each seal, the hash chain, and that the stored rows are those that were logged.

        `expect` is `NUMBER:SEAL` of an entry recorded elsewhere, which the log must still hold. With `now`, entries and
        rows dated after it, by more than `CLOCK_TOLERANCE`, are reported too.
        """
        with self._read() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.number)).all()
            entries = tuple(_entry(row) for row in rows)
            head = head_of(session)
            broken = [*broken_entries(entries, head), *_unlogged(session, entries)]
            if now is not None:
                broken += _from_the_future(session, entries, now + CLOCK_TOLERANCE)
        if expect and expect not in {f"{item.number}:{item.seal}" for item in entries}:
            number = expect.partition(":")[0]
            broken.append(
                BrokenEntry(
                    int(number) if number.isdecimal() else 0, _("is not what was noted elsewhere.")
                )
            )
        return AuditReport(len(entries), *head, tuple(broken))


def _from_the_future(
    session: Session, entries: Iterable[AuditEntry], limit: dt.datetime
) -> Iterator[BrokenEntry]:
    """Yield the entries, and the number of rows by table, that are dated after `limit`."""
    for entry in entries:
        if entry.at > limit:
            yield BrokenEntry(
                entry.number,
                _(
                    "is dated in the future ({time}). Check the clock of the computer that wrote it."
                ).format(time=entry.at.isoformat(timespec="seconds")),
            )
    for table in ACTIONS:
        columns = table.__table__.c
        for name in ("at", "created_at"):
            if name not in columns:
                continue
            count = session.scalar(
                select(func.count()).select_from(table).where(columns[name] > limit)
            )
            if count:
                yield BrokenEntry(
                    0,
                    ngettext(
                        "{count} row of {table} is dated in the future.",
                        "{count} rows of {table} are dated in the future.",
                        count,
                    ).format(count=count, table=table.__tablename__),
                )


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        number=row.number,
        at=row.at,
        person=row.person,
        action=AuditAction(row.action),
        assessment_id=row.assessment_id,
        subject=row.subject,
        content=row.content,
        previous=row.previous,
        seal=row.seal,
        salt=row.salt,
        person_hash=row.person_hash,
    )


def _unlogged(session: Session, entries: Iterable[AuditEntry]) -> Iterator[BrokenEntry]:
    """Yield rows that were never logged, and logged rows that are missing or altered."""
    logged = {
        (entry.action, entry.subject): entry for entry in entries if entry.content and entry.subject
    }
    before: dict[str, int] = next(
        (json.loads(entry.subject) for entry in entries if entry.action is AuditAction.LOG_BEGUN),
        {},
    )
    for table, action in ACTIONS.items():
        name = table.__tablename__
        unknown = 0
        for row in session.scalars(select(table)):
            entry = logged.pop((action, subject_of(row)), None)
            if entry is None:
                unknown += 1
            elif entry.content != content_of(row):
                yield BrokenEntry(
                    entry.number, _("what it logged was changed in {table}.").format(table=name)
                )
        if unknown != before.get(name, 0):
            yield BrokenEntry(
                0,
                _(
                    "{count} rows of {table} stand outside the log, {known} did when it was begun."
                ).format(count=unknown, table=name, known=before.get(name, 0)),
            )
    for entry in logged.values():
        yield BrokenEntry(entry.number, _("what it logged is no longer there."))
