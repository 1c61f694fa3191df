"""State of a database, read without a change: whether it has the tables of this version, and its time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from assessment.store.database.driver_errors import failures_explained
from assessment.store.database.engine import location_of, open_engine, reader, require_existing
from assessment.store.database.migrate import MIGRATIONS, current_version

TIMEOUT_SECONDS = 5.0


class TablesState(Enum):
    """The tables compared with those of this version."""

    NONE = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """Location without password, state of the tables, and the database's own time (UTC); None on SQLite."""

    location: str
    tables: TablesState
    time: dt.datetime | None


def read_database_state(url: str) -> DatabaseState:
    """Return the state of the database at `url`. Raises StoreUnavailable where it is not there or does not answer."""
    with failures_explained(url.rsplit("@", 1)[-1]):
        require_existing(url)
        engine = open_engine(url, TIMEOUT_SECONDS)
    with failures_explained(location_of(engine)):
        try:
            return _read(engine)
        finally:
            engine.dispose()


def _read(engine: Engine) -> DatabaseState:
    scripts = ScriptDirectory(str(MIGRATIONS))
    with reader(engine).connect() as connection:
        version = current_version(connection)
        known = {script.revision for script in scripts.walk_revisions()}
        time = None
        if engine.dialect.name == "postgresql":
            time = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    if not version:
        tables = TablesState.NONE
    elif version == tuple(scripts.get_heads()):
        tables = TablesState.CURRENT
    else:
        tables = TablesState.OLDER if known.issuperset(version) else TablesState.NEWER
    return DatabaseState(location_of(engine), tables, time)
