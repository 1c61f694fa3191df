"""Store of sign-ins: when each was last used and whether it ended, so that a copied cookie ends with its sign-in."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.audit_chain import AuditAction
from assessment.errors import NotAllowed
from assessment.store.audit.writer import lock_log, note
from assessment.store.base import StoreBase
from assessment.store.database.tables import SignInRow
from assessment.store.people.identity import Person
from translations import gettext as _

UPDATE_AFTER = dt.timedelta(minutes=1)
"""The last use is written where the stored one is older."""

KEPT_FOR = dt.timedelta(days=31)
"""Age after which a sign-in is deleted. No sign-in is valid for longer, so its cookie stays refused."""


class SignInState(StrEnum):
    """Whether a sign-in is still valid."""

    ACTIVE = "active"
    IDLE = "idle"
    """It was not used for longer than the limit."""
    ENDED = "ended"
    """The person has signed out."""


class SignIns(StoreBase):
    """The part of the store that keeps sign-ins. `sign_in_id` is a SHA-256 that only its cookie gives."""

    def use_sign_in(
        self,
        sign_in_id: str,
        *,
        person: Person,
        since: dt.datetime,
        at: dt.datetime,
        idle: dt.timedelta,
    ) -> SignInState:
        """Record the use of a sign-in made at `since`, and return its state; one that has ended is not used again."""
        _require_account(person)
        with self._read() as session:
            state, is_recent = _state(session, sign_in_id, person, since, at, idle)
        if state is not SignInState.ACTIVE or is_recent:
            return state
        try:
            with self._write() as session:
                state, _is_recent = _state(session, sign_in_id, person, since, at, idle)
                if state is SignInState.ACTIVE:
                    _row(session, sign_in_id, person, since, at).used_at = at
        except (
            IntegrityError
        ):  # another window has added the row meanwhile, or has ended the sign-in
            with self._read() as session:
                state, _is_recent = _state(session, sign_in_id, person, since, at, idle)
        return state

    def end_sign_in(
        self, sign_in_id: str, *, person: Person, since: dt.datetime, at: dt.datetime
    ) -> None:
        """End a sign-in; it is logged once."""
        _require_account(person)
        try:
            self._end(sign_in_id, person, since, at)
        except IntegrityError:  # another window has added the row meanwhile
            self._end(sign_in_id, person, since, at)

    def _end(self, sign_in_id: str, person: Person, since: dt.datetime, at: dt.datetime) -> None:
        with self._write() as session:
            lock_log(session)
            row = _row(session, sign_in_id, person, since, at)
            if row.ended_at is None:
                row.used_at = row.ended_at = at
                subject = since.astimezone(dt.UTC).isoformat()
                note(session, AuditAction.SIGNED_OUT, person.name, at, subject=subject)

    def end_all_sign_ins(self, *, person: Person, at: dt.datetime) -> None:
        """End every sign-in of the person's account made until `at`, in all browsers."""
        _require_account(person)
        with self._write() as session:
            lock_log(session)
            all_ended = _row(session, _everywhere(person), person, at, at)
            all_ended.used_at = all_ended.ended_at = at
            session.execute(
                update(SignInRow)
                .where(
                    SignInRow.issuer == person.issuer,
                    SignInRow.subject == person.subject,
                    SignInRow.ended_at.is_(None),
                )
                .values(ended_at=at)
            )
            note(session, AuditAction.SIGNED_OUT, person.name, at, subject="*")


def delete_old_sign_ins(session: Session, at: dt.datetime) -> None:
    """Delete the sign-ins that were last used or ended more than `KEPT_FOR` before `at`."""
    old = (SignInRow.since < at - KEPT_FOR, SignInRow.used_at < at - KEPT_FOR)
    if session.scalar(select(SignInRow.id).where(*old).limit(1)) is not None:
        session.execute(delete(SignInRow).where(*old))


def _state(
    session: Session,
    sign_in_id: str,
    person: Person,
    since: dt.datetime,
    at: dt.datetime,
    idle: dt.timedelta,
) -> tuple[SignInState, bool]:
    """Return the state of a sign-in, and whether its last use is stored recently enough.

    One that is not stored was last used when it was made. A last use in the future was stored before the clock was set
    back; it is replaced, or the sign-in would be idle for longer than the limit.
    """
    everywhere = _everywhere(person)
    rows = {
        row.id: row
        for row in session.scalars(
            select(SignInRow).where(SignInRow.id.in_((sign_in_id, everywhere)))
        )
    }
    row, all_ended = rows.get(sign_in_id), rows.get(everywhere)
    if row is not None and row.ended_at is not None:
        return SignInState.ENDED, True
    # Also with a row: one that a request has added while all sign-ins were being ended.
    if all_ended is not None and all_ended.ended_at and since <= all_ended.ended_at:
        return SignInState.ENDED, True
    used_at = row.used_at if row is not None else since
    if at - used_at > idle:
        return SignInState.IDLE, True
    return SignInState.ACTIVE, row is not None and dt.timedelta(0) <= at - used_at <= UPDATE_AFTER


def _row(
    session: Session, sign_in_id: str, person: Person, since: dt.datetime, at: dt.datetime
) -> SignInRow:
    """Return the row of a sign-in, added where it is missing."""
    row = session.get(SignInRow, sign_in_id)
    if row is None:
        row = SignInRow(
            id=sign_in_id, issuer=person.issuer, subject=person.subject, since=since, used_at=at
        )
        session.add(row)
        session.flush()
    return row


def _everywhere(person: Person) -> str:
    """Return the id of the row that ends all sign-ins of an account."""
    text = json.dumps(["everywhere", person.issuer, person.subject])
    return hashlib.sha256(text.encode()).hexdigest()


def _require_account(person: Person) -> None:
    if not person.is_account or not person.subject:
        raise NotAllowed(_("Nobody is signed in. Sign in first."))
