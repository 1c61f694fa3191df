"""Adding a remark to a thread: the steps shared by the review of answers and the review of the plan."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.errors import AssessmentError
from assessment.model.base import typed_text
from assessment.model.roles import EVERY_ROLE
from assessment.review.thread import IllegalRemark, ReviewRules, ThreadRemark
from assessment.store.audit.writer import log_rows
from assessment.store.base import StoreBase
from assessment.store.database.queries import current_state
from assessment.store.database.tables import Base
from assessment.store.people.identity import Person
from assessment.store.reviews.remark_table import RemarkTable
from assessment.store.state_guard import StateLocked
from assessment.store.visibility import AccessScope
from translations import gettext as _

R = TypeVar("R", bound=ThreadRemark[Any])


class StaleReview(AssessmentError):
    """A remark on a thread that has a newer remark, or on a subject that was changed, since; nothing was stored."""


class ThreadWriter(ABC, Generic[R]):
    """One thread in a writing transaction: the rules of a kind of review for a remark to add."""

    table: ClassVar[RemarkTable[Any]]
    rules: ClassVar[ReviewRules]

    def __init__(self, session: Session, scope: AccessScope, key: str) -> None:
        self.session, self.scope, self.key = session, scope, key
        self.assessment_id = scope.assessment_row.id
        self.remarks: tuple[R, ...] = self.read()

    @abstractmethod
    def read(self) -> tuple[R, ...]:
        """Return the remarks of the thread, the oldest first."""

    def complete(self, remark: R) -> R:
        """Return the remark with its subject filled in, for kinds that do not require the person to have seen it."""
        return remark

    @abstractmethod
    def is_outdated(self, remark: R) -> bool:
        """Return whether what the remark is about was changed since the person saw it."""

    @abstractmethod
    def check(self, remark: R, person: Person) -> None:
        """Raise IllegalRemark where the remark may not follow the thread."""

    def apply(self, remark: R) -> tuple[R, list[Base]]:
        """Return the remark as stored, and rows that take effect with it."""
        return remark, []

    @abstractmethod
    def locked_message(self) -> str:
        """Return the message for a state that does not permit the remark."""

    def is_repeated(self, remark: R) -> bool:
        """Return whether the last remark equals this one, except for its time: a button pressed twice."""
        return bool(self.remarks) and replace(self.remarks[-1], at=remark.at) == remark

    def authors(self, person: Person, row_type: type[Base], **key: str) -> frozenset[str]:
        """Return the authors of all revisions with `key`; none in local mode, where one person has every role."""
        if person.roles == EVERY_ROLE:
            return frozenset()
        author = row_type.__table__.c.author
        return frozenset(self.session.scalars(select(author).filter_by(**key).distinct()))


class RemarkStore(StoreBase):
    """The part of the store that adds remarks."""

    def _add_remark(
        self,
        assessment_id: str,
        remark: R,
        open_thread: Callable[[Session, AccessScope], ThreadWriter[R]],
        *,
        seen: int,
        person: Person,
        at: dt.datetime,
        operation: Operation,
        stale_message: str,
    ) -> R:
        """Add a remark and return it as stored; return the last one where it is the same remark sent twice.

        `operation` is REVIEW for the kinds of an expert and RESPOND for those of the country; `seen` is the number of
        the thread's last remark that the person has seen. Raises IllegalRemark, StaleReview, StateLocked and as
        `_find`.
        """
        try:
            with self._write() as session:
                scope = self._find_scope(session, assessment_id, person, operation)
                thread = open_thread(session, scope)
                stored = replace(
                    thread.complete(remark),
                    text=typed_text(remark.text),
                    number=seen + 1,
                    author=person.name,
                    at=at.astimezone(dt.UTC),
                )
                if thread.is_repeated(stored):
                    return thread.remarks[-1]
                if len(thread.remarks) != seen or thread.is_outdated(stored):
                    raise StaleReview(stale_message)
                thread.check(stored, person)
                stored, rows = thread.apply(stored)
                rows.append(thread.table.new_row(stored, assessment_id, thread.key))
                session.add_all(rows)
                log_rows(session, rows, person.name, at)
                # After the log is locked, so that no transition is applied between the check and the change.
                if not thread.rules.permit(
                    current_state(session, scope.assessment_row), stored.kind
                ):
                    raise StateLocked(thread.locked_message())
        except (
            IntegrityError
        ) as error:  # another writer took the number between our read and our write
            raise StaleReview(stale_message) from error
        return stored


def require_kind(remark: ThreadRemark[Any], rules: ReviewRules, *, by_expert: bool) -> None:
    """Raise IllegalRemark for a kind that the other side of the review adds."""
    if (remark.kind in rules.by_expert) is not by_expert:
        raise IllegalRemark(_("This is not yours to say in a review. Nothing was stored."))
