"""From a URL to a database connection: the one place that knows SQLite from PostgreSQL."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from assessment.errors import StoreUnavailable
from translations import gettext as _

WRITES = "writes"
"""Execution option of the engine that writes; SQLite then takes its lock at the start (BEGIN IMMEDIATE)."""

CONNECTIONS = 15
"""To one database from one process at the same time."""


def open_engine(url: str, timeout_seconds: float) -> Engine:
    """An engine for `url`, not yet connected; waits for locks at most `timeout_seconds`.

    SQLite: a file (its folder is made), in WAL mode, each commit on the disk before it is reported.
    PostgreSQL: through psycopg.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address, timeout_seconds)
    return _open_postgresql(address, timeout_seconds)


def _address(url: str) -> URL:
    """The URL in its parts. Raises StoreUnavailable where it names neither a file nor a PostgreSQL server.

    SQLite in memory is refused: each thread would see a database of its own.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        address = None
    if address is not None and _names_a_database(address):
        return address
    raise StoreUnavailable(
        _(
            "{url}: this is not the address of a database. "
            "Write sqlite:/// and a file, or postgresql://user:password@host/name."
        ).format(url=url.rsplit("@", 1)[-1])
    )


def _names_a_database(address: URL) -> bool:
    known = address.get_backend_name() in ("sqlite", "postgresql")
    return known and address.database not in (None, "", ":memory:")


def reader(engine: Engine) -> Engine:
    """The same engine for reading: what is read together was true together."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine


def writer(engine: Engine) -> Engine:
    """The same engine for writing."""
    return engine.execution_options(**{WRITES: True})


def writers_at_once(engine: Engine) -> int:
    """How many of this process write at the same time: SQLite takes one, and a queue is fairer than its lock."""
    return 1 if engine.dialect.name == "sqlite" else 5


def require_existing(url: str) -> None:
    """Raises StoreUnavailable where `url` names a file of SQLite that is not there."""
    address = _address(url)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).is_file():
        raise StoreUnavailable(
            _("{file}: there is no such database. Check the name and the folder.").format(
                file=address.database
            )
        )


def place(engine: Engine) -> str:
    """The database as messages name it: the file, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


def _open_sqlite(address: URL, timeout_seconds: float) -> Engine:
    if address.database and not address.database.startswith("file:"):
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        address,
        connect_args={"timeout": timeout_seconds},
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=timeout_seconds,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # Python's sqlite3 would begin transactions by itself and late; `_begin` does it instead.
        connection.isolation_level = None
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Two transactions that both begin by reading can't both go on to write: one would get
        # "database is locked" at once, however long it is willing to wait.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _open_postgresql(address: URL, timeout_seconds: float) -> Engine:
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": max(2, math.ceil(timeout_seconds))},
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=timeout_seconds,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {math.ceil(timeout_seconds * 1000)}")
        connection.commit()

    return engine
