"""`/healthz` answers 503 where the database or the disk of the evidence takes no write, and writes at most once a second."""

from __future__ import annotations

import errno
import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event
from starlette.requests import Request

from host import health
from host.services import open_store
from tests.support.asynchronous import run_async
from tests.support.pages import folder  # noqa: F401 -- a fixture


@pytest.fixture(autouse=True)
def _probe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_probe", health._Probe())


def answer() -> tuple[int, dict[str, str]]:
    response = run_async(health.answer_health(Request({"type": "http"})))
    return response.status_code, json.loads(bytes(response.body))


def test_all_is_well_and_no_file_is_left(folder: Path) -> None:  # noqa: F811
    assert answer() == (200, {"status": "ok", "database": "ok", "edition": "ok"})
    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {"cop.sqlite3"}


def test_a_full_database_is_unavailable(folder: Path) -> None:  # noqa: F811
    @event.listens_for(open_store()._engine, "checkout")
    def _no_space(connection: sqlite3.Connection, *_rest: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    status, said = answer()
    assert (status, said["status"], said["database"]) == (503, "unavailable", "unavailable")


def test_a_disk_that_takes_no_file_is_unavailable(
    folder: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    open_store()
    monkeypatch.setattr(health.os, "fsync", full)
    assert answer() == (
        503,
        {"status": "unavailable", "database": "ok", "edition": "ok", "disk": "unavailable"},
    )


def test_a_folder_that_can_not_be_made_is_unavailable(
    folder: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_store()
    (folder / "file").write_text("no folder")
    monkeypatch.setenv("COP_DATA", str(folder / "file"))
    assert answer()[0] == 503


def test_many_requests_within_a_second_are_one_write(
    folder: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds, writes = [100.0], []
    monkeypatch.setattr(health, "_probe", health._Probe(lambda: seconds[0]))

    @event.listens_for(open_store()._engine, "before_cursor_execute")
    def _count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        writes.extend([statement] if statement.startswith("UPDATE") else [])

    for _time in range(50):
        assert answer()[0] == 200
    assert len(writes) == 1
    seconds[0] += health.SECONDS_BETWEEN_WRITES + 0.1
    for _time in range(2):
        assert answer()[0] == 200
    assert len(writes) == 2
