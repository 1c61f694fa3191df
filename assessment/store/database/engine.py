"""Engines for SQLite and PostgreSQL; no other module differs between the two."""

from __future__ import annotations

import contextlib
import math
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from assessment.errors import StoreUnavailable
from assessment.files.private_files import (
    close_to_others,
    create_private_file,
    make_private_folder,
)
from translations import gettext as _

WRITES = "writes"
"""Execution option of the writing engine; SQLite then locks at the start (BEGIN IMMEDIATE)."""

CONNECTIONS = 15
"""Maximum number of connections of one process to one database."""


def open_engine(url: str, timeout_seconds: float) -> Engine:
    """Return an engine for `url`, not yet connected; it waits for locks at most `timeout_seconds`.

    SQLite is a file that only its owner reads, whose folder is created, in WAL mode, with each commit flushed to the
    disk. PostgreSQL uses psycopg.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address, timeout_seconds)
    return _open_postgresql(address, timeout_seconds)


def _address(url: str) -> URL:
    """Return the parsed URL. Raises StoreUnavailable where it names neither a file nor a PostgreSQL server.

    SQLite in memory is refused because each thread would open a database of its own.
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
    """Return the engine for reading: a transaction reads one snapshot of the database."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine


def writer(engine: Engine) -> Engine:
    """Return the engine for writing."""
    return engine.execution_options(**{WRITES: True})


def maximum_writers(engine: Engine) -> int:
    """Return how many transactions of this process write concurrently; SQLite permits one, queued more fairly here."""
    return 1 if engine.dialect.name == "sqlite" else 5


def require_existing(url: str) -> None:
    """Raise StoreUnavailable where `url` names a SQLite file that does not exist."""
    address = _address(url)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).is_file():
        raise StoreUnavailable(
            _("{file}: there is no such database. Check the name and the folder.").format(
                file=address.database
            )
        )


def location_of(engine: Engine) -> str:
    """Return the name of the database in messages: the file, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


def _open_sqlite(address: URL, timeout_seconds: float) -> Engine:
    if address.database and not address.database.startswith("file:"):
        _make_private(Path(address.database))
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


def _make_private(path: Path) -> None:
    """Create the file of a database in its folder, and close it and what SQLite keeps next to it to others.

    SQLite gives `-wal` and `-shm` the mode of the file.
    """
    make_private_folder(path.parent)
    with contextlib.suppress(OSError):  # SQLite reports the cause when it connects
        create_private_file(path)
    close_to_others((path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))))


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
