"""Test of whether the database takes a write, without changing anything that it holds."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import text, update
from sqlalchemy.orm import Session

from assessment.store.database.tables import AssessmentRow, AuditHeadRow

PROBE = "probe"
PROBE_SIZE = 64_000
"""Characters of the row that is added and taken back; more than a page that is partly free can take."""


class TakenBack(Exception):
    """Rolls a transaction back that must store nothing."""


def take_room(session: Session) -> None:
    """Add a row that needs room, and read it. Raises TakenBack, at which the transaction is rolled back."""
    time = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    session.add(
        AssessmentRow(
            id=PROBE, country="", edition="", edition_hash="", cycle=0, profile="", state="",
            standing="", note="x" * PROBE_SIZE, created_at=time, created_by="",
        )
    )  # fmt: skip
    session.flush()
    session.expire_all()
    if len(session.get_one(AssessmentRow, PROBE).note) != PROBE_SIZE:
        raise RuntimeError("the database returns another text than was written")
    raise TakenBack


def read_head(session: Session) -> None:
    """Read the head of the log by a transaction that only reads."""
    session.get_one(AuditHeadRow, 1)


def database_size(session: Session) -> int:
    """Return the bytes that the database takes on the disk."""
    if session.get_bind().dialect.name == "postgresql":
        return int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    pages, bytes_of_a_page = (
        int(session.scalar(text(f"PRAGMA {name}")) or 0) for name in ("page_count", "page_size")
    )
    return pages * bytes_of_a_page


def write_head(session: Session) -> None:
    """Write the head of the log as it is, which reaches the disk at the commit."""
    session.execute(
        update(AuditHeadRow).where(AuditHeadRow.id == 1).values(number=AuditHeadRow.number)
    )
