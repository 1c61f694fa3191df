"""What all parts of the store share: the way to the database, who may see what, and how a revision is added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.errors import UnknownAssessment
from assessment.store.engine import CONNECTIONS, place, reader, writer, writers_at_once
from assessment.store.freezing import require_open
from assessment.store.log import log_rows
from assessment.store.person import Person
from assessment.store.tables import AssessmentRow, Base
from assessment.store.turns import Turns
from assessment.store.unavailable import failures_explained
from translations import gettext as _

R = TypeVar("R")


class Connected:
    """A database, and the steps that every read and write goes through."""

    def __init__(self, engine: Engine, timeout_seconds: float) -> None:
        self._engine = engine
        self._reader, self._writer = reader(engine), writer(engine)
        writers = writers_at_once(engine)
        self._writing = Turns(writers, timeout_seconds)
        self._reading = Turns(CONNECTIONS - writers, timeout_seconds)
        self.place = place(engine)

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with (
            failures_explained(self.place),
            self._reading.turn(),
            Session(self._reader) as session,
        ):
            yield session

    @contextmanager
    def _write(self) -> Iterator[Session]:
        with (
            failures_explained(self.place),
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
        *,
        at: dt.datetime,
        standing: Callable[[Session], R | None],
        row: Callable[[], Base],
        added: R,
    ) -> R:
        """Add a revision, and give back `added`; or what `standing` finds to say the same already.

        `standing` raises one of the Stale errors where the newest revision is not the one that was seen.
        """
        try:
            with self._write() as session:
                begun = self._find(session, assessment_id, person)
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

    def _find(self, session: Session, assessment_id: str, person: Person) -> AssessmentRow:
        """The assessment, if `person` may see it: the one place for rules about who may do what."""
        row = session.get(AssessmentRow, assessment_id) if assessment_id.isascii() else None
        if row is None:
            raise UnknownAssessment(
                _(
                    "{where}: there is no assessment with the id '{id}'. "
                    "Check the link, or choose the assessment from the list."
                ).format(where=self.place, id=assessment_id)
            )
        return row
