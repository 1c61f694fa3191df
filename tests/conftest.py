"""Shared by all tests: the two kinds of databases, and one browser for each process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assessment.store import Store
from tests.support.chromium import ARGUMENTS, find_chromium
from tests.support.main_module import restore_main_module
from tests.support.postgres import PostgresServer, running_server
from tests.support.profiles import register_profiles
from tests.support.server import Server
from tests.support.timeouts import SAVE_SECONDS, STEP_TIMEOUT

register_profiles()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Put back the main module before any fixture of a test is made, also one that later tests share."""
    restore_main_module()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all tests of this process. Where it can't start, tests fail and are not skipped."""
    with running_server() as server:
        yield server


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database: a SQLite file, then one in PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite3'}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.new_database()


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store on each of the two databases."""
    opened = Store.open(database_url, timeout_seconds=SAVE_SECONDS)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store on SQLite only, for tests that are not about databases."""
    opened = Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}", timeout_seconds=SAVE_SECONDS)
    yield opened
    opened.close()


expect.set_options(timeout=STEP_TIMEOUT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find_chromium(), args=[*ARGUMENTS])
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(STEP_TIMEOUT)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An application that all tests of a process share, with assessments of their own; none stops or damages it."""
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """An application for one test, which may kill it; sessions end two seconds after a cut."""
    running = Server(tmp_path, STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="2").start()
    yield running
    running.stop()
