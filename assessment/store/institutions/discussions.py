"""Store of the messages under a question between institutions and coordinator: they are added and never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.model.assessment import NATIONAL
from assessment.review.discussion import Message, message_text
from assessment.store.audit.writer import lock_log, log_rows
from assessment.store.base import StoreBase
from assessment.store.database.tables import DiscussionRow
from assessment.store.people.identity import Person
from assessment.store.state_guard import require_open


class Discussions(StoreBase):
    """The part of the store that keeps discussions. A message can be added while the answer can be changed."""

    def discussions(
        self, assessment_id: str, *, person: Person
    ) -> Mapping[str, tuple[Message, ...]]:
        """Return the messages by indicator, the oldest first; for an institution those under questions it is asked."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.DISCUSS)
            threads: dict[str, list[Message]] = {}
            for row in _rows(session, assessment_id):
                if scope.includes_indicator(row.indicator_id):
                    threads.setdefault(row.indicator_id, []).append(_message(row))
            return {key: tuple(messages) for key, messages in threads.items()}

    def discuss(
        self,
        assessment_id: str,
        indicator: str,
        text: str,
        *,
        person: Person,
        at: dt.datetime,
        institution: str = NATIONAL,
    ) -> Message:
        """Add a message and return it; return the last one where it is the same message sent twice.

        `institution` is for whom the person writes; an account of the whole country always writes for the country.
        Raises AssessmentError for an empty or too long text, NotAllowed and StateLocked.
        """
        text = message_text(indicator, text)
        with self._write() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.DISCUSS)
            if scope.limits is None and person.is_account:
                institution = NATIONAL
            scope.require(institution, indicator)
            lock_log(session)  # messages of one question are numbered one after the other
            rows = _rows(session, assessment_id, indicator)
            if rows and (rows[-1].institution, rows[-1].author, rows[-1].text) == (
                institution,
                person.name,
                text,
            ):
                return _message(rows[-1])
            row = DiscussionRow(
                assessment_id=assessment_id,
                indicator_id=indicator,
                number=len(rows) + 1,
                institution=institution,
                text=text,
                author=person.name,
                at=at,
            )
            session.add(row)
            log_rows(session, [row], person.name, at)
            require_open(session, scope.assessment_row, [row])
            return _message(row)


def _rows(
    session: Session, assessment_id: str, indicator: str | None = None
) -> Sequence[DiscussionRow]:
    """Return the messages of an assessment, or of one of its questions, by question and number."""
    query = select(DiscussionRow).where(DiscussionRow.assessment_id == assessment_id)
    if indicator is not None:
        query = query.where(DiscussionRow.indicator_id == indicator)
    return session.scalars(query.order_by(DiscussionRow.indicator_id, DiscussionRow.number)).all()


def _message(row: DiscussionRow) -> Message:
    return Message(row.number, row.institution, row.text, row.author, row.at.astimezone(dt.UTC))
