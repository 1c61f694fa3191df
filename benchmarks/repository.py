"""Public pages against a bare Starlette page of the same bytes: pages per second and p95, with concurrent readers."""

from __future__ import annotations

import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assessment.store import Store, local_person
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from benchmarks.measure import Result
from benchmarks.pages import stored_assessment
from benchmarks.server import ROOT, free_port, serve, wait_for

READERS = 8
SECONDS = 4.0
TURNS = 3
BENCH = local_person("bench")

BARE = """
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

page = open({page!r}, "rb").read()


async def answer(_request):
    return Response(page, media_type="text/html")


app = Starlette(routes=[Route("/_stcore/health", answer), Route("/page", answer)])
"""
"""A server of fixed bytes without store, content policy, entity tags or other routes."""


def results() -> list[Result]:
    """Throughput and latency of the overview of an assessment and of the list."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        publish(data)
        with serve(ROOT / "app.py", data) as (ours, _id):
            return [
                line
                for name, path in (("overview", "/repository/KEN/2026"), ("list", "/repository"))
                for line in _against_bare(ours, path, name, data)
            ]


def publish(data: Path) -> None:
    """Store a full assessment of Kenya in the folder `data` and publish it with all its parts."""
    key = stored_assessment(data)
    with closing(Store.open(f"sqlite:///{data}/cop.sqlite3")) as store:
        for seen, transition in enumerate(
            (Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE, Transition.PUBLISH)
        ):
            store.apply_transition(
                key,
                transition,
                seen=seen,
                person=BENCH,
                at=datetime.now(UTC),
                parts=tuple(PublicPart) if transition is Transition.PUBLISH else (),
            )


def _against_bare(ours: str, path: str, name: str, data: Path) -> Iterator[Result]:
    page = data / f"{name}.html"
    page.write_bytes(_get(http.client.HTTPConnection(ours), path))
    here: list[list[float]] = []
    there: list[list[float]] = []
    with _bare(page) as bare:
        for _turn in range(TURNS):
            here.append(_read(ours, path))
            there.append(_read(bare, "/page"))
    mine, other = _rate(here), _rate(there)
    yield Result(
        f"{name} page, {page.stat().st_size / 1000:.0f} kB, {READERS} readers, pages a second",
        f"{mine:.0f}",
        "a bare Starlette page of the same bytes",
        f"{other:.0f}",
        f"{mine / other:.2f}",
    )
    mine, other = _p95(here), _p95(there)
    yield Result(
        "the same, p95", f"{mine * 1000:.1f} ms", "the same", f"{other * 1000:.1f} ms", f"{mine / other:.1f}"
    )  # fmt: skip


@contextmanager
def _bare(page: Path) -> Iterator[str]:
    script = page.with_name("bare.py")
    script.write_text(BARE.format(page=str(page)))
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "bare:app", "--port", str(port), "--log-level", "error"],
        cwd=page.parent,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _read(address: str, path: str) -> list[float]:
    """Seconds of each page read in `SECONDS` by concurrent readers with one connection each."""
    took: list[float] = []
    until = time.perf_counter() + SECONDS

    def reader() -> None:
        connection = http.client.HTTPConnection(address)
        while (start := time.perf_counter()) < until:
            _get(connection, path)
            took.append(time.perf_counter() - start)
        connection.close()

    threads = [threading.Thread(target=reader) for _reader in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, answer.status
    return body


def _rate(turns: list[list[float]]) -> float:
    return statistics.median(len(turn) / SECONDS for turn in turns)


def _p95(turns: list[list[float]]) -> float:
    return statistics.median(sorted(turn)[int(0.95 * len(turn))] for turn in turns)
