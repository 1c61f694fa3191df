"""A database that is busy, full, read-only, missing or disconnected is reported, and nothing is stored in part."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event

from assessment.errors import StoreUnavailable
from assessment.model.assessment import Answer
from assessment.store import Store, local_person
from tests import builders
from tests.support.servers.postgres import PostgresServer
from tests.support.timeouts import SAVE_SECONDS

ROOT = Path(__file__).parents[3]
ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def begin(store: Store) -> str:
    return store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)


def save(store: Store, key: str, indicator_id: str = "A1", comment: str = "") -> None:
    answer = Answer(level=2, comment=comment)
    store.save_answer(key, indicator_id, answer, expected_revision=0, person=ANA, at=NOON)


def sqlite_path(url: str) -> str:
    return url.removeprefix("sqlite:///")


@contextmanager
def held_by_another_program(url: str) -> Iterator[None]:
    """Lock the answers for writing, as another program would."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(sqlite_path(url), isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            connection.close()
    else:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE answer_revision IN EXCLUSIVE MODE")
            yield


class TestALockedDatabase:
    def test_is_waited_for_then_told_and_nothing_is_stored(self, database_url: str) -> None:
        store = Store.open(database_url, timeout_seconds=0.3)
        key = begin(store)
        with held_by_another_program(database_url):
            started = time.perf_counter()
            with pytest.raises(StoreUnavailable, match=r"busy or locked.*Nothing was stored.*Try"):
                save(store, key)
            assert time.perf_counter() - started > 0.25
            assert store.load(key, person=ANA) == builders.assessment()
        save(store, key)
        assert store.revisions(key, person=ANA) == {"A1": 1}
        store.close()

    def test_that_is_freed_in_time_is_no_failure(self, database_url: str) -> None:
        store = Store.open(database_url, timeout_seconds=10)
        key = begin(store)
        with held_by_another_program(database_url):
            writer = subprocess.Popen(
                [sys.executable, "-c", WRITER, database_url, key, "1"],
                cwd=ROOT, stdout=subprocess.PIPE,
            )  # fmt: skip
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(0.3)
        with writer:
            assert writer.stdout.read() == b"0\n"
        assert store.revisions(key, person=ANA) == {"I0": 1}
        store.close()


class TestADatabaseThatCanOnlyBeRead:
    def test_still_opens_and_shows_but_does_not_save(self, tmp_path: Path) -> None:
        path = tmp_path / "store.sqlite3"
        writable = Store.open(f"sqlite:///{path}")
        key = begin(writable)
        store = Store.open(f"sqlite:///file:{path}?mode=ro&uri=true")
        assert store.load(key, person=ANA) == builders.assessment()
        with pytest.raises(StoreUnavailable, match=r"read-only.*Nothing was stored.*Allow"):
            save(store, key)
        assert writable.revisions(key, person=ANA) == {}
        store.close()
        writable.close()

    def test_is_told_on_postgresql_too(self, postgres_server: PostgresServer) -> None:
        url = postgres_server.new_database()
        store = Store.open(url)
        key = begin(store)
        store.close()
        with psycopg.connect(url, autocommit=True) as connection:
            name = connection.info.dbname
            connection.execute(
                f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode()
            )
        store = Store.open(url)
        with pytest.raises(StoreUnavailable, match="read-only"):
            save(store, key)
        store.close()


PAGES_LEFT = 4
"""Of 4 kB."""


class TestAFullDisk:
    def test_is_told_and_leaves_nothing_half_stored(self, sqlite_store: Store) -> None:
        key = begin(sqlite_store)
        with sqlite_store._engine.connect() as connection:
            used: int = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        @event.listens_for(sqlite_store._engine, "checkout")
        def _hardly_any_space(connection: sqlite3.Connection, *_rest: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {used + PAGES_LEFT}")

        many = builders.assessment(
            answers={f"I{number}": Answer(level=1, comment="x" * 3_000) for number in range(50)}
        )
        with pytest.raises(StoreUnavailable, match=r"disk is full.*Nothing was stored.*Free"):
            sqlite_store.import_assessment(many, edition_hash="", person=ANA, at=NOON)
        with pytest.raises(StoreUnavailable, match="disk is full"):
            save(sqlite_store, key, comment="x" * 30_000)
        assert [line.id for line in sqlite_store.assessments(person=ANA)] == [key]
        assert sqlite_store.revisions(key, person=ANA) == {}
        save(sqlite_store, key, comment="small enough")


class TestWhetherItTakesAWrite:
    def test_is_told_and_changes_nothing(self, store: Store) -> None:
        begin(store)
        before = store.verify_audit()
        store.check_writable()
        assert (store.verify_audit(), len(store.assessments(person=ANA))) == (before, 1)

    def test_is_refused_by_a_full_disk(self, sqlite_store: Store) -> None:
        begin(sqlite_store)

        @event.listens_for(sqlite_store._engine, "checkout")
        def _no_space(connection: sqlite3.Connection, *_rest: object) -> None:
            connection.execute("PRAGMA max_page_count = 1")

        with pytest.raises(StoreUnavailable, match="disk is full"):
            sqlite_store.check_writable()

    def test_is_refused_by_a_database_for_reading_only(self, sqlite_store: Store) -> None:
        @event.listens_for(sqlite_store._engine, "checkout")
        def _read_only(connection: sqlite3.Connection, *_rest: object) -> None:
            connection.execute("PRAGMA query_only = ON")

        with pytest.raises(StoreUnavailable, match="read-only"):
            sqlite_store.check_writable()


class TestADatabaseThatIsNotThere:
    def test_is_told_with_its_address_but_without_the_password(self) -> None:
        with pytest.raises(StoreUnavailable, match=r"can't be reached.*Check the address") as told:
            Store.open("postgresql://ana:secret@127.0.0.1:1/cop", timeout_seconds=2)
        assert "127.0.0.1:1" in str(told.value)
        assert "secret" not in str(told.value)

    def test_is_told_also_when_it_stops_later(self, postgres_server: PostgresServer) -> None:
        url = postgres_server.new_database()
        store = Store.open(url)
        key = begin(store)
        with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
            name = url.split("/")[3].split("?")[0]
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
        with pytest.raises(StoreUnavailable, match="can't be reached"):
            save(store, key)
        store.close()

    def test_is_told_when_its_folder_can_not_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreUnavailable, match=r"file/store.sqlite3: .*can't be reached"):
            Store.open(f"sqlite:///{tmp_path}/file/store.sqlite3")

    def test_is_told_when_the_file_is_something_else(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.txt"
        path.write_text("Dear colleague, " * 1_000)
        with pytest.raises(StoreUnavailable, match="damaged or not a database"):
            Store.open(f"sqlite:///{path}")
        assert path.read_text().startswith("Dear colleague")

    def test_is_made_with_its_folder_on_sqlite(self, tmp_path: Path) -> None:
        store = Store.open(f"sqlite:///{tmp_path}/new/folder/store.sqlite3")
        assert store.assessments(person=ANA) == ()
        store.close()

    def test_is_told_when_the_address_is_none(self) -> None:
        for url in (
            "nonsense",
            "mysql://ana:secret@localhost/x",
            "",
            "sqlite://",
            "sqlite:///:memory:",
        ):
            with pytest.raises(StoreUnavailable, match="not the address of a database") as told:
                Store.open(url)
            assert "secret" not in str(told.value)


WRITER = """
import datetime as dt, sys
from assessment import Answer
from assessment.store import Store, local_person
url, key, number = sys.argv[1:]
store, ana = Store.open(url), local_person("Ana")
print("ready", flush=True)
for index in range(int(number)):
    answer = Answer(level=1, comment="x" * 500)
    store.save_answer(key, f"I{index}", answer, expected_revision=0, person=ana, at=dt.datetime.now(dt.UTC))
    print(index, flush=True)
"""


class TestAProgramKilledWhileItWrites:
    def test_loses_no_answer_that_it_reported_as_saved(self, database_url: str) -> None:
        store = Store.open(database_url)
        key = begin(store)
        for _ in range(3):
            writer = subprocess.Popen(
                [sys.executable, "-c", WRITER, database_url, key, "100000"],
                cwd=ROOT, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert writer.stdout is not None
            reported = [writer.stdout.readline() for _line in range(15)]
            writer.kill()
            reported += writer.stdout.read().splitlines(keepends=True)
            writer.wait()
            saved = {f"I{line.strip()}" for line in reported[1:] if line.endswith("\n")}
            stored = store.load(key, person=ANA).answers
            assert len(saved) >= 14
            assert saved <= set(stored)
            assert all(answer.comment == "x" * 500 for answer in stored.values())
            key = begin(store)
        save(store, key)
        store.close()


class TestTheTables:
    def test_are_made_once_when_several_programs_start_at_once(self, database_url: str) -> None:
        program = "import sys; from assessment.store import Store; Store.open(sys.argv[1])"
        running = [
            subprocess.Popen(
                [sys.executable, "-c", program, database_url], cwd=ROOT, stderr=subprocess.PIPE
            )
            for _ in range(4)
        ]
        for started in running:
            _out, errors = started.communicate(timeout=60)
            assert (started.returncode, errors) == (0, b"")
        store = Store.open(database_url)
        save(store, begin(store))
        store.close()

    def test_are_left_alone_when_they_are_up_to_date(self, database_url: str) -> None:
        first = Store.open(database_url)
        key = begin(first)
        first.close()
        second = Store.open(database_url)
        assert second.load(key, person=ANA) == builders.assessment()
        second.close()

    def test_of_a_newer_toolkit_are_not_touched(self, tmp_path: Path) -> None:
        path = tmp_path / "store.sqlite3"
        Store.open(f"sqlite:///{path}").close()
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(StoreUnavailable, match="newer version of this toolkit"):
            Store.open(f"sqlite:///{path}")

    def test_are_those_of_the_models(self, store: Store) -> None:
        from alembic.autogenerate import compare_metadata
        from alembic.runtime.migration import MigrationContext

        from assessment.store.database.tables import Base

        with store._engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []

    def test_are_kept_in_a_file_that_survives_a_power_cut(self, sqlite_store: Store) -> None:
        with sqlite_store._engine.connect() as connection:
            result = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
        full = 2
        assert result == ["wal", full, 1, SAVE_SECONDS * 1000]
