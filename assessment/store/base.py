"""Base of the store's parts: transactions, access checks and the saving of revisions."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import (
    Grant,
    Operation,
    grants_in,
    institutions_open,
    requires_country,
)
from assessment.errors import NotAllowed, UnknownAssessment
from assessment.model.assessment import Institution
from assessment.store.audit.events import write_events, write_refusal
from assessment.store.audit.submissions import log_submissions
from assessment.store.audit.writer import log_rows
from assessment.store.database.driver_errors import failures_explained, failures_hidden
from assessment.store.database.engine import (
    CONNECTIONS,
    location_of,
    maximum_writers,
    reader,
    writer,
)
from assessment.store.database.fair_queue import FairSemaphore
from assessment.store.database.readiness import (
    TakenBack,
    database_size,
    read_head,
    take_room,
    write_head,
)
from assessment.store.database.tables import AssessmentRow, Base
from assessment.store.edit_conflicts import Change, unchanged_or_stale
from assessment.store.file_access import require_files_readable
from assessment.store.people.access import (
    AssessmentAccess,
    find_access,
    grants_of,
    local_grants,
)
from assessment.store.people.identity import Person
from assessment.store.records import ImportedSubmission, Revision
from assessment.store.revisions import INSTITUTIONS, RevisionTable
from assessment.store.state_guard import require_open
from assessment.store.visibility import AccessScope
from translations import gettext as _

T = TypeVar("T")


class StoreBase:
    """A database with its transactions; every read and write of the store goes through one of them."""

    def __init__(self, engine: Engine, timeout_seconds: float, *, accounts: bool = False) -> None:
        self._engine, self._accounts = engine, accounts
        self._reader, self._writer = reader(engine), writer(engine)
        writers = maximum_writers(engine)
        self._writing = FairSemaphore(writers, timeout_seconds)
        self._reading = FairSemaphore(CONNECTIONS - writers, timeout_seconds)
        self.location = location_of(engine)
        self._failures = failures_hidden if accounts else failures_explained
        self._writes = itertools.count(1)
        self.last_write = 0
        """Number that is another one after every writing transaction of this process; other processes do not change it."""

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with (
            self._failures(self.location),
            _refusals_noted(),
            self._reading.slot(),
            Session(self._reader) as session,
        ):
            yield session

    @contextmanager
    def _write(self) -> Iterator[Session]:
        try:
            with (
                self._failures(self.location),
                _refusals_noted(),
                self._writing.slot(),
                Session(self._writer) as session,
            ):
                with session.begin():
                    yield session
                write_events(session)
        finally:
            self.last_write = next(self._writes)

    def reading(self) -> AbstractContextManager[Session]:
        """Open a reading transaction without access checks, for backups and public pages."""
        return self._read()

    def writing(self) -> AbstractContextManager[Session]:
        """Open a writing transaction without access checks, for restoring a backup."""
        return self._write()

    def check_writable(self) -> None:
        """Write without a change, and read. Raises StoreUnavailable where the database is full, read-only or gone."""
        with suppress(TakenBack), self._write() as session:
            take_room(session)
        with self._write() as session:
            write_head(session)
        with self._read() as session:
            read_head(session)

    def size_in_bytes(self) -> int:
        """Return the size of the database, without the evidence files."""
        with self._read() as session:
            return database_size(session)

    def _save_revision(
        self,
        assessment_id: str,
        table: RevisionTable[T],
        value: T,
        *,
        expected_revision: int,
        person: Person,
        at: dt.datetime,
        **key: str,
    ) -> Revision[T]:
        """Add a revision of one value and return it; return the newest one where it holds the value already.

        `expected_revision` is the newest number that the person has seen, 0 for none. Raises Stale where it is not the
        newest, NotAllowed, StateLocked and UnknownAssessment.
        """
        change = Change(table, value, expected_revision, key)
        (revision,), _count = self._save_changes(assessment_id, (change,), person=person, at=at)
        return revision

    def _save_changes(
        self,
        assessment_id: str,
        changes: Collection[Change[Any]],
        *,
        person: Person,
        at: dt.datetime,
        submission: ImportedSubmission | None = None,
    ) -> tuple[tuple[Revision[Any], ...], int]:
        """Save all changes or none; return the revision that holds each value, and how many were added.

        `submission` is logged with them.

        Raises as `_save_revision`, Stale for the first change that is refused.
        """
        revisions: list[Revision[Any]] = []
        rows: list[Base] = []
        try:
            with self._write() as session:
                assessment_row = self._require_writable(session, assessment_id, person, changes)
                for change in changes:
                    revision = unchanged_or_stale(session, assessment_row, change)
                    if revision is None:
                        number = change.expected_revision + 1
                        revision = Revision(
                            number, change.value, person.name, at.astimezone(dt.UTC)
                        )
                        rows.append(
                            change.table.new_row(
                                change.value,
                                assessment_id=assessment_id,
                                number=number,
                                author=person.name,
                                at=at,
                                **change.key,
                            )
                        )
                    revisions.append(revision)
                self._add_rows(session, assessment_row, rows, person, at)
                if submission is not None:
                    scope = self._find_scope(session, assessment_id, person, Operation.ANSWER)
                    scope.require(submission.institution)
                    log_submissions(session, assessment_id, (submission,), person.name, at)
        except IntegrityError:  # another writer took a number between our read and our write
            with self._read() as session:
                assessment_row = session.get_one(AssessmentRow, assessment_id)
                stored = [unchanged_or_stale(session, assessment_row, item) for item in changes]
            if None in stored:
                raise
            return tuple(item for item in stored if item is not None), 0
        return tuple(revisions), len(rows)

    def _require_writable(
        self,
        session: Session,
        assessment_id: str,
        person: Person,
        changes: Iterable[Change[Any]],
    ) -> AssessmentRow:
        """Return the assessment, if `person` may save all changes; an answer also within an institution's scope."""
        for operation in dict.fromkeys(change.table.operation for change in changes):
            if operation is not Operation.ANSWER:
                self._find(session, assessment_id, person, operation)
                continue
            scope = self._find_scope(session, assessment_id, person, operation)
            for change in changes:
                if change.table.operation is operation:
                    scope.require(change.key["institution"], change.key["indicator_id"])
                    require_files_readable(session, scope, person, change.value)
        return session.get_one(AssessmentRow, assessment_id)

    def _add_rows(
        self,
        session: Session,
        assessment_row: AssessmentRow,
        rows: Collection[Base],
        person: Person,
        at: dt.datetime,
    ) -> None:
        """Add rows to the database and the log. Raises StateLocked where the state does not permit one of them."""
        if rows:
            session.add_all(rows)
            log_rows(session, rows, person.name, at)
            require_open(session, assessment_row, rows)

    def _find(
        self, session: Session, assessment_id: str, person: Person, operation: Operation
    ) -> AssessmentRow:
        """Return the assessment, if `person` may do `operation` with all of it.

        Raises UnknownAssessment, the same without any role in the country as for an unknown id, and NotAllowed.
        """
        access = self._find_with_grants(session, assessment_id, person)
        requires_country(operation, access.grants)
        return access.assessment_row

    def _find_scope(
        self, session: Session, assessment_id: str, person: Person, operation: Operation
    ) -> AccessScope:
        """Return the part of the assessment with which `person` may do `operation`. Raises as `_find`."""
        access = self._find_with_grants(session, assessment_id, person)
        scope = _access_scope(session, access, operation)
        if scope is None:
            raise self._unknown(assessment_id)
        return scope

    def _scope_of(
        self,
        session: Session,
        assessment_row: AssessmentRow,
        all_grants: Iterable[Grant],
        operation: Operation,
        institutions: tuple[Institution, ...] | None = None,
    ) -> AccessScope | None:
        """Return the scope of a person with these grants; None where the assessment is not open to them.

        `institutions` are those listed, None where they are to be read.
        """
        grants = grants_in(all_grants, assessment_row.country)
        try:
            access = AssessmentAccess(assessment_row, grants, institutions)
            return _access_scope(session, access, operation) if grants else None
        except NotAllowed:
            return None

    def _find_with_grants(
        self, session: Session, assessment_id: str, person: Person
    ) -> AssessmentAccess:
        """Return the assessment and the person's grants in its country. Raises UnknownAssessment where there are none."""
        self._require_account(person)
        # PostgreSQL refuses a statement with the character NUL.
        can_be_an_id = assessment_id.isascii() and assessment_id.isprintable()
        access = find_access(session, assessment_id, person) if can_be_an_id else None
        if access is None or not access.grants:
            raise self._unknown(assessment_id)
        return access

    def _grants(self, session: Session, person: Person) -> tuple[Grant, ...]:
        """Return the person's grants, read in this transaction, so that a revoked role has no effect at once.

        Raises NotAllowed for a person without an account where the store requires one.
        """
        self._require_account(person)
        if person.is_account:
            return grants_of(session, person)
        return local_grants(person)

    def _require_account(self, person: Person) -> None:
        """Raise NotAllowed for a person without an account where the store requires one."""
        if self._accounts and not person.is_account:
            raise NotAllowed(_("Nobody is signed in. Sign in first."))

    def _unknown(self, assessment_id: str) -> UnknownAssessment:
        return UnknownAssessment(
            _(
                "{where}: there is no assessment with the id '{id}'. "
                "Check the link, or choose the assessment from the list."
            ).format(where=self.location, id=assessment_id)
        )


@contextmanager
def _refusals_noted() -> Iterator[None]:
    """Context manager that writes an event where a person was refused; an unknown id may be one of others."""
    try:
        yield
    except (NotAllowed, UnknownAssessment) as error:
        write_refusal(error)
        raise


def _access_scope(
    session: Session, access: AssessmentAccess, operation: Operation
) -> AccessScope | None:
    """Return the scope that grants give; None where the person's institution is not listed. Raises NotAllowed."""
    assessment_row = access.assessment_row
    roles = frozenset(grant.role for grant in access.grants)
    limited_to = institutions_open(operation, access.grants)
    if limited_to is None:
        return AccessScope(assessment_row, roles)
    listed = access.institutions
    if listed is None:
        listed = INSTITUTIONS.newest(session, assessment_row).value
    limits = {item.id: frozenset(item.indicators) for item in listed if item.id in limited_to}
    return AccessScope(assessment_row, roles, limits) if limits else None
