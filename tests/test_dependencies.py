"""What the toolkit runs on is pinned, installed as pinned, and looked up; the services of the tests are on this computer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scripts import audit_dependencies
from tests.support.server import ROOT, free_port

KNOWN = {
    "vulns": [
        {
            "id": "GHSA-test-0000-0000",
            "summary": "A template could run code.",
            "published": "2026-01-01T00:00:00Z",
            "modified": "2026-01-01T00:00:00Z",
            "affected": [
                {
                    "package": {"ecosystem": "PyPI", "name": "jinja2"},
                    "ranges": [
                        {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "9.9"}]}
                    ],
                }
            ],
        }
    ]
}


@contextmanager
def service(vulnerable: str) -> Iterator[str]:
    """What OSV would answer if it knew a hole in one package alone."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            requested = json.loads(self.rfile.read(int(self.headers["content-length"])))
            body = json.dumps(KNOWN if requested["package"]["name"] == vulnerable else {}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/v1/query"
    running.shutdown()


def audit(address: str, folder: Path) -> tuple[int, str]:
    pinned = folder / "constraints.txt"
    pinned.write_text("Jinja2==3.1.6\nclick==8.5.1\n")
    command = (sys.executable, "scripts/audit_dependencies.py", "--anew", "--only-osv",
               "--osv-url", address, "--constraints", str(pinned))  # fmt: skip
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.fixture(autouse=True)
def memory_kept() -> Iterator[None]:
    """What a real audit found before is there again afterwards."""
    before = audit_dependencies.MEMORY.read_bytes() if audit_dependencies.MEMORY.exists() else None
    yield
    audit_dependencies.MEMORY.unlink(missing_ok=True)
    if before is not None:
        audit_dependencies.MEMORY.write_bytes(before)


def test_a_known_vulnerability_fails_and_is_named_with_what_mends_it(tmp_path: Path) -> None:
    with service("jinja2") as address:
        code, said = audit(address, tmp_path)
    assert code == 1, said
    assert "jinja2 3.1.6: GHSA-test-0000-0000, mended in 9.9" in said


def test_packages_of_which_nothing_is_known_pass(tmp_path: Path) -> None:
    with service("another") as address:
        code, said = audit(address, tmp_path)
    assert (code, said.strip()) == (0, "No vulnerability of 2 packages is known to osv.")


def test_where_no_service_answers_it_passes_and_says_so_loudly(tmp_path: Path) -> None:
    code, said = audit(f"http://127.0.0.1:{free_port()}/v1/query", tmp_path)
    assert code == 0, said
    assert said.startswith("NOT AUDITED")


def test_every_requirement_names_one_version_and_is_installed_in_it() -> None:
    assert list(audit_dependencies.unpinned()) == []
    pinned = audit_dependencies.pins(audit_dependencies.PINNED)
    assert list(audit_dependencies.otherwise_installed(pinned)) == []
    wrong = list(audit_dependencies.otherwise_installed({**pinned, "click": "0.1"}))
    assert len(wrong) == 1
    assert "0.1 is pinned" in wrong[0]
