"""What all parts of the store share: the way to the database, who may see what, and how a revision is added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import (
    EVERYWHERE,
    Grant,
    Operation,
    grants_in,
    institutions_open,
    requires_country,
)
from assessment.errors import NotAllowed, UnknownAssessment
from assessment.store.audit.writer import log_rows
from assessment.store.database.driver_errors import failures_explained, failures_hidden
from assessment.store.database.engine import CONNECTIONS, place, reader, writer, writers_at_once
from assessment.store.database.fair_queue import FairSemaphore
from assessment.store.database.queries import newest_institutions
from assessment.store.database.tables import AssessmentRow, Base
from assessment.store.people.grants import grants_of
from assessment.store.people.identity import Person
from assessment.store.records import institutions_of
from assessment.store.state_guard import require_open
from assessment.store.visibility import AccessScope
from translations import gettext as _

R = TypeVar("R")


class StoreBase:
    """A database, and the steps that every read and write goes through."""

    def __init__(self, engine: Engine, timeout_seconds: float, *, accounts: bool = False) -> None:
        self._engine, self._accounts = engine, accounts
        self._reader, self._writer = reader(engine), writer(engine)
        writers = writers_at_once(engine)
        self._writing = FairSemaphore(writers, timeout_seconds)
        self._reading = FairSemaphore(CONNECTIONS - writers, timeout_seconds)
        self.place = place(engine)
        self._failures = failures_hidden if accounts else failures_explained

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with (
            self._failures(self.place),
            self._reading.turn(),
            Session(self._reader) as session,
        ):
            yield session

    @contextmanager
    def _write(self) -> Iterator[Session]:
        with (
            self._failures(self.place),
            self._writing.turn(),
            Session(self._writer) as session,
            session.begin(),
        ):
            yield session

    def reading(self) -> AbstractContextManager[Session]:
        """A transaction that sees everything, whoever asks: for backups, which whoever runs the computer makes."""
        return self._read()

    def writing(self) -> AbstractContextManager[Session]:
        """The same, to bring a backup back."""
        return self._write()

    def _add(
        self,
        assessment_id: str,
        person: Person,
        operation: Operation,
        *,
        at: dt.datetime,
        standing: Callable[[Session], R | None],
        row: Callable[[], Base],
        added: R,
        whole: bool = True,
        owner: tuple[str, str] | None = None,
    ) -> R:
        """Add a revision, and give back `added`; or what `standing` finds to say the same already.

        Whoever is limited to an institution may add only what is not `whole`, and an answer only as its `owner`, the
        institution and the indicator.
        `standing` raises one of the Stale errors where the newest revision is not the one that was seen.
        """
        try:
            with self._write() as session:
                if whole:
                    begun = self._find(session, assessment_id, person, operation)
                else:
                    extent = self._find_scope(session, assessment_id, person, operation)
                    if owner is not None:
                        extent.require(*owner)
                    begun = extent.begun
                found = standing(session)
                if found is not None:
                    return found
                new = row()
                session.add(new)
                log_rows(session, [new], person.name, at)
                require_open(session, begun, new)
        except IntegrityError:  # someone else got this number between our look and our write
            with self._read() as session:
                found = standing(session)
                if found is not None:
                    return found
            raise
        return added

    def _find(
        self, session: Session, assessment_id: str, person: Person, operation: Operation
    ) -> AssessmentRow:
        """The assessment, if `person` may do this with all of it.

        Raises UnknownAssessment, the same for strangers as where there is none, and NotAllowed.
        """
        begun, grants = self._met(session, assessment_id, person)
        requires_country(operation, grants)
        return begun

    def _find_scope(
        self, session: Session, assessment_id: str, person: Person, operation: Operation
    ) -> AccessScope:
        """The same for a method that keeps to the part of it which `person` may see or change."""
        begun, grants = self._met(session, assessment_id, person)
        extent = _access_scope(session, begun, grants, operation)
        if extent is None:
            raise self._unknown(assessment_id)
        return extent

    def _scope_of(
        self,
        session: Session,
        begun: AssessmentRow,
        mine: Iterable[Grant],
        operation: Operation,
    ) -> AccessScope | None:
        """The same for a list: None where it is not open to somebody with these roles."""
        grants = grants_in(mine, begun.country)
        try:
            return _access_scope(session, begun, grants, operation) if grants else None
        except NotAllowed:
            return None

    def _met(
        self, session: Session, assessment_id: str, person: Person
    ) -> tuple[AssessmentRow, tuple[Grant, ...]]:
        """The assessment and what `person` is in its country. Raises UnknownAssessment for who is nothing there."""
        mine = self._grants(session, person)
        row = session.get(AssessmentRow, assessment_id) if assessment_id.isascii() else None
        grants = grants_in(mine, row.country) if row is not None else ()
        if row is None or not grants:
            raise self._unknown(assessment_id)
        return row, grants

    def _grants(self, session: Session, person: Person) -> tuple[Grant, ...]:
        """What `person` is, read in this transaction, so that a role taken away is gone at once."""
        if person.is_account:
            return grants_of(session, person.name)
        if self._accounts:
            raise NotAllowed(_("Nobody is signed in. Sign in first."))
        return tuple(Grant(role, EVERYWHERE) for role in person.roles)

    def _unknown(self, assessment_id: str) -> UnknownAssessment:
        return UnknownAssessment(
            _(
                "{where}: there is no assessment with the id '{id}'. "
                "Check the link, or choose the assessment from the list."
            ).format(where=self.place, id=assessment_id)
        )


def _access_scope(
    session: Session, begun: AssessmentRow, grants: Collection[Grant], operation: Operation
) -> AccessScope | None:
    """What of an assessment is open; None where the person's institution is not in it. Raises NotAllowed."""
    roles = frozenset(grant.role for grant in grants)
    limited_to = institutions_open(operation, grants)
    if limited_to is None:
        return AccessScope(begun, roles)
    listed = institutions_of(newest_institutions(session, begun.id)).institutions
    asked = {item.id: frozenset(item.indicators) for item in listed if item.id in limited_to}
    return AccessScope(begun, roles, asked) if asked else None
