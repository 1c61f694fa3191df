"""Shared by all tests: the two kinds of databases, and one browser for each process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import make_url

from assessment.store import Store
from tests.support.chromium import ARGUMENTS, find_chromium
from tests.support.contexts import check_contexts
from tests.support.main_module import restore_main_module
from tests.support.profiles import register_profiles
from tests.support.server import Server
from tests.support.servers.postgres import PostgresServer, running_server
from tests.support.timeouts import SAVE_SECONDS, STEP_TIMEOUT

os.environ["LC_ALL"] = "C.UTF-8"  # commands take their language from the environment
register_profiles()
check_contexts()


STEP_TIMED_OUT = r"TimeoutError|Locator expected|Page expected"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Repeat a browser test once when one of its steps timed out; the summary of pytest counts and lists it (ADR 0053)."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[STEP_TIMED_OUT]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print why each repeated test had failed at first: its repetition may fail for another reason, or pass (ADR 0053)."""
    for report in terminalreporter.stats.get("rerun", ()):
        terminalreporter.section(f"first failure of {report.nodeid}")
        terminalreporter.line(report.longreprtext)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Put back the main module before any fixture of a test is made, also one that later tests share."""
    restore_main_module()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all tests of this process. Where it can't start, tests fail and are not skipped."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """Name of a database with the tables of an empty store, which tests copy."""
    url = postgres_server.new_database()
    Store.open(url).close()
    return make_url(url).database or ""


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables of an empty store, which tests copy."""
    path = tmp_path_factory.mktemp("template") / "store.sqlite3"
    Store.open(f"sqlite:///{path}").close()
    return path


DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database without tables, for tests of their upgrade: a SQLite file, then one in PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite3'}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.new_database()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database with the tables of an empty store: a SQLite file, then one in PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "store.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.new_database(request.getfixturevalue("postgres_template"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store on each of the two databases."""
    opened = Store.open(database_url, timeout_seconds=SAVE_SECONDS)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path, sqlite_template: Path) -> Iterator[Store]:
    """An empty store on SQLite only, for tests that are not about databases."""
    path = tmp_path / "store.sqlite3"
    shutil.copyfile(sqlite_template, path)
    opened = Store.open(f"sqlite:///{path}", timeout_seconds=SAVE_SECONDS)
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
