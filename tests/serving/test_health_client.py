"""The client of `/healthz`, on a server of this computer."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from serving.health_client import health
from tests.support.server import ROOT, free_port


class Process:
    """A server that answers `status` to the requests that it still owes, then 200."""

    def __init__(self) -> None:
        self.unhealthy = 0
        process = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                process.unhealthy -= 1
                self.send_response(503 if process.unhealthy >= 0 else 200)
                self.end_headers()
                self.wfile.write(b'{"database": "unavailable"}')

            def log_message(self, *_args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Answer)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def process() -> Iterator[Process]:
    running = Process()
    yield running
    running.server.shutdown()


def ask(*words: str, port: str = "") -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-m", "serving.health_client", *words],
        cwd=ROOT, env={"STREAMLIT_SERVER_PORT": port}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return ended.returncode, ended.stderr


def test_a_healthy_process_is_healthy(process: Process) -> None:
    assert health(process.port) == ""
    assert ask(port=str(process.port)) == (0, "")


def test_an_unhealthy_one_is_told_with_what_it_says(process: Process) -> None:
    process.unhealthy = 1
    code, said = ask(str(process.port))
    assert code == 1
    assert '503 {"database": "unavailable"}' in said


def test_one_that_becomes_healthy_is_waited_for(process: Process) -> None:
    process.unhealthy = 2
    assert ask(str(process.port), "--wait", "60") == (0, "")


def test_one_that_has_ended_is_not_waited_for() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    code, said = ask(str(free_port()), "--wait", "600", "--process", str(ended.pid))
    assert code == 1
    assert "refused" in said


def test_where_nothing_listens_it_says_so() -> None:
    code, said = ask(str(free_port()))
    assert code == 1
    assert "refused" in said
