"""A server that the browser tests of one file share, and one that a test has for itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An application that the tests of one file share; nothing in it is hurt."""
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """An application for one test, which may kill it; sessions end two seconds after a cut."""
    running = Server(tmp_path, STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="2").start()
    yield running
    running.stop()
