"""Events of the log of the program for entries of the audit log, written once their transaction is committed.

They hold the number of the entry and no person: who it was is in the audit log alone.
"""

from __future__ import annotations

import logging

from sqlalchemy.orm import Session

from assessment.audit_chain import AuditAction

_KEY = "events"
_EVERYWHERE = "*"
"""Subject of an entry of `SIGNED_OUT` that ended every sign-in of a person."""

_log = logging.getLogger("cop.audit")


def add_event(session: Session, action: AuditAction, number: int, subject: str) -> None:
    """Note an entry of this transaction, to be written by `write_events`."""
    everywhere = action is AuditAction.SIGNED_OUT and subject == _EVERYWHERE
    event = "signed_out_everywhere" if everywhere else action.value
    session.info.setdefault(_KEY, {}).setdefault(event, []).append(number)


def write_events(session: Session) -> None:
    """Write one event for each kind of entry that a committed transaction added: the last number, and how many."""
    for event, numbers in session.info.pop(_KEY, {}).items():
        _log.info("Audited", extra={"event": event, "entry": numbers[-1], "count": len(numbers)})


def write_refusal(error: Exception) -> None:
    """Write that the store refused an operation to a person."""
    _log.info("Refused", extra={"event": "operation_refused", "reason": type(error).__name__})
