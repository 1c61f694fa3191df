"""Creation and upgrade of the tables by Alembic, safe when several programs start at once."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from assessment.errors import StoreUnavailable
from assessment.store.database.engine import location_of, reader, writer
from translations import gettext as _

MIGRATIONS = Path(__file__).parents[1] / "migrations"

ADVISORY_LOCK = 0x434F50
"""An arbitrary number, the letters COP, that no other program on the same PostgreSQL should use."""

_ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps its context in a module variable."""


def upgrade_tables(engine: Engine) -> None:
    """Create or upgrade the tables in one transaction; a current database is only read.

    Raises StoreUnavailable where a newer version of the toolkit has upgraded the database.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    heads = tuple(ScriptDirectory.from_config(config).get_heads())
    with reader(engine).connect() as connection:
        if current_version(connection) == heads:
            return
    with _ONE_AT_A_TIME, writer(engine).begin() as connection:
        # On SQLite, BEGIN IMMEDIATE is the lock.
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreUnavailable(
                _(
                    "{where}: a newer version of this toolkit has changed the database. "
                    "Nothing was stored. Use that version, or another database."
                ).format(where=location_of(engine))
            ) from error


def current_version(connection: Connection) -> tuple[str, ...]:
    """Return the revisions of the tables in the database; empty where it has none."""
    return tuple(MigrationContext.configure(connection).get_current_heads())
