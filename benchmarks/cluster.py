"""Two processes behind the proxy against one: answers a second, delays, memory, with a document being made meanwhile."""

from __future__ import annotations

import datetime as dt
import os
import ssl
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

import psutil

from assessment.store import Store, local_person
from benchmarks.bystander import BUTTON, READY
from benchmarks.measure import Result
from benchmarks.scoring import full_assessment
from benchmarks.server import UNLIMITED, Visitor
from benchmarks.sessions import LEVEL
from questionnaires import load_published_edition
from scripts.cluster.cluster import Cluster, temporary_cluster

SESSIONS = tuple(int(item) for item in os.environ.get("COP_BENCH_SESSIONS", "50 200 500").split())
ROUNDS = int(os.environ.get("COP_BENCH_ROUNDS", "6"))
EVERY_SECONDS = 5.0
"""Interval between choices of a session."""

OPENING_AT_ONCE = 8
SECONDS_BETWEEN_DOCUMENTS = 1.0

LIMITS = dict.fromkeys(
    (
        "COP_OPEN_WINDOWS",
        "COP_NEW_WINDOWS_PER_MINUTE",
        "COP_MESSAGES_OF_AN_ADDRESS_PER_MINUTE",
        "COP_SCREEN_REQUESTS_PER_MINUTE",
    ),
    UNLIMITED,
) | {"COP_RUNS_AT_ONCE_OF_ONE": "8"}
"""All sessions come from one address, as which they would be slowed down."""

BENCH = local_person("bench")


@dataclass(frozen=True, slots=True)
class Load:
    """What sessions measured: delays in seconds, answers a second, megabytes for each session, documents made."""

    delays: list[float]
    per_second: float
    megabytes: float
    documents: int


def results() -> list[Result]:
    """Answers a second, median, 95th percentile and memory, of two processes against one."""
    loads: dict[int, dict[int, Load]] = {}
    for processes in (1, 2):
        with benchmark_cluster(processes) as cluster:
            loads[processes] = {count: _load(cluster, count) for count in SESSIONS}
    return [line for count in SESSIONS for line in _lines(count, loads[2][count], loads[1][count])]


@contextmanager
def benchmark_cluster(processes: int, *, tasks: bool = False) -> Iterator[Cluster]:
    """Run a cluster without sign-in whose limits one address does not reach."""
    with temporary_cluster(processes, tasks=tasks, **LIMITS) as cluster:
        yield cluster


def trusting(cluster: Cluster) -> ssl.SSLContext:
    """TLS that trusts the certificate of the proxy."""
    return ssl.create_default_context(cafile=str(cluster.proxy.certificate))


def stored(cluster: Cluster, seed: int) -> str:
    """Store a full assessment with random answers from `seed`; returns its id."""
    edition = load_published_edition("2026")
    with closing(Store.open(cluster.database_url)) as store:
        return store.import_assessment(
            full_assessment(edition, seed),
            edition_hash=edition.content_hash,
            person=BENCH,
            at=dt.datetime.now(dt.UTC),
        )


def plain_indicators() -> list[str]:
    """Ids of indicators whose level is chosen, not derived."""
    edition = load_published_edition("2026")
    return [key for key, item in edition.indicators.items() if item.details is None]


def _load(cluster: Cluster, count: int) -> Load:
    """Let sessions answer while documents are made; each session has a question, several share one."""
    key, indicators = stored(cluster, 1), plain_indicators()
    address, tls = cluster.address.removeprefix("https://"), trusting(cluster)
    before = _megabytes(cluster)
    delays: list[float] = []
    failures: list[Exception] = []
    with ExitStack() as stack:
        visitors: list[Visitor] = []
        opening = threading.Semaphore(OPENING_AT_ONCE)

        def open_one(number: int) -> None:
            with opening:
                query = f"a={key}&i={indicators[number % len(indicators)]}"
                visitor = Visitor(address, query, "answer", tls=tls, timeout=120)
                visitor.rerun()
                visitor.rerun()
                visitors.append(visitor)

        _in_threads(open_one, count)
        for visitor in visitors:
            stack.enter_context(visitor)
        assert len(visitors) == count, "not every session could be opened"
        megabytes = (_megabytes(cluster) - before) / count
        ended = threading.Event()
        made: list[str] = []
        maker = threading.Thread(target=_make_documents, args=(cluster, ended, made))
        maker.start()
        start = time.perf_counter() + 1.0

        def answer(number: int) -> None:
            try:
                for turn in range(ROUNDS):
                    due = start + turn * EVERY_SECONDS + number * EVERY_SECONDS / count
                    time.sleep(max(0.0, due - time.perf_counter()))
                    before = time.perf_counter()
                    visitors[number].choose(LEVEL, (turn + number) % 5)
                    delays.append(time.perf_counter() - before)
            except Exception as error:  # noqa: BLE001 -- raised again below
                failures.append(error)

        _in_threads(answer, count)
        elapsed = time.perf_counter() - start
        ended.set()
        maker.join()
    if failures:
        raise failures[0]
    return Load(delays, len(delays) / elapsed, megabytes, len(made))


def _in_threads(work: object, count: int) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _make_documents(cluster: Cluster, ended: threading.Event, made: list[str]) -> None:
    """Make the PDF of one assessment after another, until `ended`."""
    address, tls = cluster.address.removeprefix("https://"), trusting(cluster)
    seed = 1000
    while not ended.is_set():
        seed += 1
        key = stored(cluster, seed)
        with Visitor(address, f"a={key}", "documents", tls=tls, timeout=300) as visitor:
            visitor.rerun()
            visitor.press(BUTTON, READY)
        made.append(key)
        ended.wait(SECONDS_BETWEEN_DOCUMENTS)


def _megabytes(cluster: Cluster) -> float:
    """Memory of all processes of the application, without their PDF workers."""
    processes = [psutil.Process(item.process.pid) for item in cluster.processes if item.process]
    return sum(item.memory_info().rss for item in processes) / 1024**2


def _lines(count: int, two: Load, one: Load) -> Iterator[Result]:
    beside = f"one process, {one.documents} documents made meanwhile"
    yield Result(
        f"answers a second of two processes, {count} sessions, {two.documents} documents made meanwhile",
        f"{two.per_second:.1f}", beside, f"{one.per_second:.1f}", f"{two.per_second / one.per_second:.2f}",
    )  # fmt: skip
    for name, here, there in (
        ("p50", statistics.median(two.delays), statistics.median(one.delays)),
        ("p95", p95(two.delays), p95(one.delays)),
    ):
        yield Result(
            f"an answer stored and shown, {count} sessions, {name}",
            f"{here * 1000:.0f} ms", beside, f"{there * 1000:.0f} ms", f"{here / there:.2f}",
        )  # fmt: skip
    yield Result(
        f"memory of a session, {count} sessions",
        f"{two.megabytes:.2f} MB", "one process", f"{one.megabytes:.2f} MB", f"{two.megabytes / one.megabytes:.2f}" if one.megabytes > 0 else "",
    )  # fmt: skip


def p95(values: list[float]) -> float:
    """95th percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
