"""Test of whether the database takes a write, without changing anything that it holds."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import update
from sqlalchemy.orm import Session

from assessment.store.database.tables import AssessmentRow, AuditHeadRow

PROBE_SIZE = 64_000
"""Characters of the row that is added and taken back; more than a page that is partly free can take."""


class TakenBack(Exception):
    """Rolls a transaction back that must store nothing."""


def take_room(session: Session) -> None:
    """Add a row that needs room. Raises TakenBack, at which the transaction is rolled back."""
    time = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    session.add(
        AssessmentRow(
            id="probe", country="", edition="", edition_hash="", cycle=0, profile="", state="",
            standing="", note="x" * PROBE_SIZE, created_at=time, created_by="",
        )
    )  # fmt: skip
    session.flush()
    raise TakenBack


def write_head(session: Session) -> None:
    """Write the head of the log as it is, which reaches the disk at the commit."""
    session.execute(
        update(AuditHeadRow).where(AuditHeadRow.id == 1).values(number=AuditHeadRow.number)
    )
