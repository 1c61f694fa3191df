"""Store of the invitations of institutions: events are added and never changed. No link or secret is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.access.permissions import Operation
from assessment.errors import AssessmentError
from assessment.model.assessment import NATIONAL, AssessmentState
from assessment.model.base import typed_text
from assessment.store.audit.writer import lock_log, log_rows
from assessment.store.base import StoreBase
from assessment.store.database.queries import current_state
from assessment.store.database.tables import AssessmentRow, InvitationRow
from assessment.store.people.identity import Person
from assessment.store.revisions import INSTITUTIONS
from assessment.store.state_guard import require_open
from assessment.store.visibility import AccessScope
from assessment.workflow.invitations import InvitationEvent, InvitationEventKind, repeats
from translations import gettext as _

LONGEST_SIGNATURE = 200
"""Characters of the name under a sign-off."""


class Invitations(StoreBase):
    """The part of the store that keeps the invitations. They can change in a draft only."""

    def invitation_events(
        self, assessment_id: str, *, person: Person
    ) -> tuple[InvitationEvent, ...]:
        """Return the events in the order in which they were recorded; for an institution its own and those of all."""
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            return tuple(
                event
                for event in map(_event, _rows(session, assessment_id))
                if event.institution == NATIONAL or scope.includes(event.institution)
            )

    def set_deadline(
        self,
        assessment_id: str,
        institution: str,
        deadline: dt.date | None,
        *,
        person: Person,
        at: dt.datetime,
    ) -> None:
        """Set the last day for the answers of an institution, or with `NATIONAL` of all; None for none."""
        text = deadline.isoformat() if deadline is not None else ""
        with self._write() as session:
            row = self._find(session, assessment_id, person, Operation.SAVE_INSTITUTIONS)
            self._add(session, row, institution, InvitationEventKind.DEADLINE, text, person, at)

    def record_letter(
        self,
        assessment_id: str,
        institution: str,
        *,
        is_reminder: bool,
        person: Person,
        at: dt.datetime,
    ) -> None:
        """Record that the coordinator has sent the invitation or a reminder; once a day."""
        kind = InvitationEventKind.REMINDED if is_reminder else InvitationEventKind.SENT
        with self._write() as session:
            row = self._find(session, assessment_id, person, Operation.SAVE_INSTITUTIONS)
            self._add(session, row, institution, kind, "", person, at)

    def record_visit(
        self, assessment_id: str, institution: str, *, person: Person, at: dt.datetime
    ) -> None:
        """Record that an account of the institution opened its questionnaire: once a day, in a draft, without a name.

        A visit of anybody else, such as the coordinator, is not one of the institution and is not recorded.
        """
        with self._read() as session:
            scope = self._find_scope(session, assessment_id, person, Operation.SEE_ANSWERS)
            if not person.is_account or institution not in (scope.limits or {}):
                return
            if current_state(session, scope.assessment_row) is not AssessmentState.DRAFT:
                return
            visit = InvitationEvent(institution, InvitationEventKind.VISITED, "", "", at)
            if repeats(visit, map(_event, _rows(session, assessment_id))):
                return
        with self._write() as session:
            row = self._sign_off_scope(session, assessment_id, institution, person).assessment_row
            self._add(session, row, institution, visit.kind, "", person, at)

    def sign_off(
        self, assessment_id: str, institution: str, name: str, *, person: Person, at: dt.datetime
    ) -> None:
        """Record that the head of an institution, by name, stands by its answers. For accounts of the institution only."""
        name = " ".join(typed_text(name).split())
        if not name:
            raise AssessmentError(
                _("Name: it is missing. Write who signs off, with first and last name.")
            )
        if len(name) > LONGEST_SIGNATURE:
            raise AssessmentError(
                _("Name: it has {count} characters, {most} are the most. Shorten it.").format(
                    count=len(name), most=LONGEST_SIGNATURE
                )
            )
        with self._write() as session:
            row = self._sign_off_scope(session, assessment_id, institution, person).assessment_row
            self._add(session, row, institution, InvitationEventKind.SIGNED_OFF, name, person, at)

    def withdraw_sign_off(
        self, assessment_id: str, institution: str, *, person: Person, at: dt.datetime
    ) -> None:
        """Take the sign-off back; nothing is recorded where there is none. For accounts of the institution only."""
        kind = InvitationEventKind.SIGN_OFF_WITHDRAWN
        with self._write() as session:
            row = self._sign_off_scope(session, assessment_id, institution, person).assessment_row
            self._add(session, row, institution, kind, "", person, at)

    def _sign_off_scope(
        self, session: Session, assessment_id: str, institution: str, person: Person
    ) -> AccessScope:
        """Return the scope in which a person acts for the institution; without accounts, that of the person who answers."""
        operation = Operation.SIGN_OFF if person.is_account else Operation.ANSWER
        scope = self._find_scope(session, assessment_id, person, operation)
        scope.require(institution)
        return scope

    def _add(
        self,
        session: Session,
        assessment_row: AssessmentRow,
        institution: str,
        kind: InvitationEventKind,
        text: str,
        person: Person,
        at: dt.datetime,
    ) -> None:
        """Add one event. Raises AssessmentError for an institution that is not listed, and StateLocked."""
        lock_log(session)  # events of one assessment are numbered one after the other
        is_for_all = institution == NATIONAL and kind is InvitationEventKind.DEADLINE
        listed = INSTITUTIONS.newest(session, assessment_row).value
        if not is_for_all and institution not in {item.id for item in listed}:
            raise AssessmentError(
                _(
                    "'{institution}': no such institution is listed. Nothing was stored; look at the list again."
                ).format(institution=institution)
            )
        rows = _rows(session, assessment_row.id)
        author = "" if kind is InvitationEventKind.VISITED else person.name
        if repeats(InvitationEvent(institution, kind, text, author, at), map(_event, rows)):
            return
        row = InvitationRow(
            assessment_id=assessment_row.id,
            number=len(rows) + 1,
            institution=institution,
            kind=kind.value,
            text=text,
            author=author,
            at=at,
        )
        session.add(row)
        log_rows(session, [row], author, at)
        require_open(session, assessment_row, [row])


def _rows(session: Session, assessment_id: str) -> Sequence[InvitationRow]:
    return session.scalars(
        select(InvitationRow)
        .where(InvitationRow.assessment_id == assessment_id)
        .order_by(InvitationRow.number)
    ).all()


def _event(row: InvitationRow) -> InvitationEvent:
    return InvitationEvent(
        row.institution, InvitationEventKind(row.kind), row.text, row.author, row.at
    )
