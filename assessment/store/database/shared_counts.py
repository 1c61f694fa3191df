"""Counts that several processes share, in PostgreSQL: rates of requests, open windows, bytes of uploads.

The tables are unlogged and made when they are needed: nothing in them is worth keeping. They are part of neither the
migrations nor a backup, and empty after a crash of PostgreSQL. Keys are hashes made by the callers.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from assessment.store.database.migrate import ADVISORY_LOCK

CONNECTIONS = 4
TIMEOUT_SECONDS = 2
"""Of a connection and of a statement."""

PAUSE_SECONDS = 5.0
"""After a failure the database is left alone for so long, so that no request waits for it."""

SECONDS_BETWEEN_BEATS = 5.0
ALIVE_SECONDS = 20
"""A process that was not seen for so long is dead, and its numbers no longer count."""

TABLES = """
CREATE UNLOGGED TABLE IF NOT EXISTS shared_rate (
    key text PRIMARY KEY, tokens double precision NOT NULL, granted integer NOT NULL, at timestamptz NOT NULL);
CREATE UNLOGGED TABLE IF NOT EXISTS shared_process (id text PRIMARY KEY, seen_at timestamptz NOT NULL);
CREATE UNLOGGED TABLE IF NOT EXISTS shared_number (
    key text, process text, number bigint NOT NULL, PRIMARY KEY (key, process));
"""

TAKE = text("""
INSERT INTO shared_rate AS r (key, tokens, granted, at)
VALUES (:key, :at_once - LEAST(:wanted, :at_once), LEAST(:wanted, :at_once), now())
ON CONFLICT (key) DO UPDATE SET
    (tokens, granted, at) = (
        SELECT level - LEAST(:wanted, floor(level)), LEAST(:wanted, floor(level)), GREATEST(r.at, now())
        FROM (SELECT LEAST(:at_once, r.tokens + GREATEST(0, extract(epoch FROM now() - r.at)) * :per_second)
              AS level) AS filled)
RETURNING granted, tokens
""")

OTHERS = text("""
SELECT coalesce(sum(number), 0) FROM shared_number JOIN shared_process ON id = process
WHERE key = :key AND process <> :process AND seen_at > now() - make_interval(secs => :alive)
""")

RECORD = text("""
INSERT INTO shared_number (key, process, number) VALUES (:key, :process, :number)
ON CONFLICT (key, process) DO UPDATE SET number = excluded.number
""")

SEEN = text("""
INSERT INTO shared_process (id, seen_at) VALUES (:process, now())
ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
""")

FORGET = (
    "DELETE FROM shared_process WHERE seen_at < now() - make_interval(secs => :alive)",
    "DELETE FROM shared_number WHERE process = :process OR process NOT IN (SELECT id FROM shared_process)",
    # A bucket is full again after a minute, as one that is missing is.
    "DELETE FROM shared_rate WHERE at < now() - interval '2 minutes'",
)

REMOVE = (
    "DELETE FROM shared_number WHERE process = :process",
    "DELETE FROM shared_process WHERE id = :process",
)

T = TypeVar("T")

_FAILURES = (DBAPIError, PoolTimeout, OSError)

_log = logging.getLogger("cop.store")


class PostgresCounts:
    """`serving.processes.shared_counts.SharedCounts` in the database at `url`. Safe to use from several threads."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(
            make_url(url).set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": TIMEOUT_SECONDS},
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=TIMEOUT_SECONDS,
        )
        event.listen(self._engine, "connect", _limit_time)
        self._process = str(uuid.uuid4())
        self._lock = threading.Lock()
        self._watched: dict[str, Callable[[], int]] = {}
        self._is_made = False
        self._paused_until = 0.0

    def take(self, key: str, wanted: int, *, per_minute: int, at_once: int) -> tuple[int, float]:
        """Take up to `wanted` tokens from the bucket of `key`; return how many, and the seconds until the next.

        All are given where the database is unavailable.
        """
        values = {"key": key, "wanted": wanted, "at_once": at_once, "per_second": per_minute / 60}

        def taken(connection: Connection) -> tuple[int, float]:
            granted, tokens = connection.execute(TAKE, values).one()
            return granted, max(0.0, 1 - tokens) * 60 / per_minute

        return self._attempt(taken, (wanted, 0.0))

    def hold(self, key: str, number: int, maximum: int) -> bool:
        """Record that this process holds `number`; False, and nothing recorded, where all would hold more than `maximum`.

        True where the database is unavailable.
        """
        values = {"key": key, "process": self._process, "number": number, "alive": ALIVE_SECONDS}

        def held(connection: Connection) -> bool:
            # One after another, or two processes would not see each other's number.
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:lock, hashtext(:key))"),
                {"lock": ADVISORY_LOCK, "key": key},
            )
            if connection.execute(OTHERS, values).scalar_one() + number > maximum:
                return False
            connection.execute(SEEN, values)
            connection.execute(RECORD, values)
            return True

        return self._attempt(held, otherwise=True)

    def watch(self, key: str, number: Callable[[], int]) -> None:
        """Record `number()` of this process with every beat, until it is 0."""
        with self._lock:
            self._watched[key] = number

    def numbers(self) -> dict[str, int]:
        """Return the numbers of this process that are not 0, and stop watching the others."""
        with self._lock:
            result = {key: number() for key, number in self._watched.items()}
            self._watched = {key: it for key, it in self._watched.items() if result[key]}
        return {key: number for key, number in result.items() if number}

    def beat(self, numbers: dict[str, int]) -> None:
        """Record that this process is alive with these numbers, and forget dead processes; due each `SECONDS_BETWEEN_BEATS`."""
        values = {"process": self._process, "alive": ALIVE_SECONDS}
        rows = [{**values, "key": key, "number": number} for key, number in sorted(numbers.items())]

        def recorded(connection: Connection) -> None:
            connection.execute(SEEN, values)
            for statement in FORGET:
                connection.execute(text(statement), values)
            if rows:
                connection.execute(RECORD, rows)

        self._attempt(recorded, None)

    def close(self) -> None:
        """Take this process out of the counts, and close the connections."""

        def removed(connection: Connection) -> None:
            for statement in REMOVE:
                connection.execute(text(statement), {"process": self._process})

        self._attempt(removed, None)
        self._engine.dispose()

    def _attempt(self, work: Callable[[Connection], T], otherwise: T) -> T:
        """Return the result of `work` in a transaction; `otherwise`, with a line in the log, while the database fails."""
        if time.monotonic() < self._paused_until:
            return otherwise
        try:
            with self._engine.begin() as connection:
                if not self._is_made:
                    _make_tables(connection)
                result = work(connection)
        except _FAILURES as error:
            # Tables are missing where the database was replaced by a restored one.
            self._is_made = self._is_made and not isinstance(error, ProgrammingError)
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            _log.warning("Limits count for this process alone for a moment: %s", error)
            return otherwise
        self._is_made = True
        return result


def _make_tables(connection: Connection) -> None:
    connection.execute(
        text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK}
    )  # two processes that create a table at the same time fail
    for statement in TABLES.split(";\n"):
        if statement.strip():
            connection.execute(text(statement))


def _limit_time(connection: Any, _record: Any) -> None:
    connection.execute(f"SET statement_timeout = {TIMEOUT_SECONDS * 1000}")
    connection.commit()
