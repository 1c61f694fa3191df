"""Concurrent sessions that answer: seconds until an answer is stored and shown, and its bytes."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path

from assessment.store import Store, local_person
from benchmarks.measure import Result
from benchmarks.pages import stored_assessment
from benchmarks.server import FROZEN_EMPTY_APP, ROOT, Visitor, serve
from questionnaires import load_published_edition

SESSIONS = (1, 10, 50)
EVERY_SECONDS = 5.0
"""Interval between choices of a session; far shorter than a reader's."""

ROUNDS = 6

EMPTY_QUESTION = """
import streamlit as st


@st.fragment
def question():
    st.radio("Level", ["0", "1", "2", "3", "4"], index=None, key="level")


question()
"""
"""A page with one radio and no store."""

LEVEL = "Choose the highest level whose text and all lower texts are true."


def results() -> list[Result]:
    """Delays with 1, 10 and 50 sessions against small pages, and bytes of an answer."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        empty, frozen = data / "question.py", data / "frozen.py"
        empty.write_text(EMPTY_QUESTION)
        frozen.write_text(FROZEN_EMPTY_APP.format(page=empty))
        result = []
        for count in SESSIONS:
            ours = _ours(data, count)
            for name, script in (
                ("a page with one radio", empty),
                ("the same with frozen garbage", frozen),
            ):
                theirs = _delays(script, data, count, [("", "", "Level")] * count)
                result += _lines(count, ours, name, theirs)
        return [*result, *_bytes(data)]


def _ours(data: Path, count: int) -> list[float]:
    """Delays in seconds; each session answers a question of one assessment. Fails if nothing was stored."""
    key = stored_assessment(data)
    edition = load_published_edition("2026")
    plain = [k for k, item in edition.indicators.items() if item.details is None]
    indicators = [plain[number % len(plain)] for number in range(count)]
    visits = [(f"a={key}&i={indicator}", "answer", LEVEL) for indicator in indicators]
    delays = _delays(ROOT / "app.py", data, count, visits)
    with closing(Store.open(f"sqlite:///{data}/cop.sqlite3")) as store:
        person = local_person("bench")
        stored = sum(
            len(store.answer_history(key, indicator, person=person)) - 1
            for indicator in dict.fromkeys(indicators)
        )
    assert stored, "nothing was stored"
    return delays


def _delays(
    script: Path, data: Path, count: int, visits: list[tuple[str, str, str]]
) -> list[float]:
    """Seconds from each choice until the run has finished; the sessions are evenly spread over time."""
    delays: list[float] = []
    with serve(script, data) as (address, _id), ExitStack() as stack:
        visitors = [
            stack.enter_context(Visitor(address, query, page)) for query, page, _label in visits
        ]
        for visitor in visitors:
            visitor.rerun()
            visitor.rerun()
        start = time.perf_counter() + 1.0

        def answer(number: int) -> None:
            for turn in range(ROUNDS):
                due = start + turn * EVERY_SECONDS + number * EVERY_SECONDS / count
                time.sleep(max(0.0, due - time.perf_counter()))
                before = time.perf_counter()
                visitors[number].choose(visits[number][2], (turn + number) % 5)
                delays.append(time.perf_counter() - before)

        threads = [threading.Thread(target=answer, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(delays) == count * ROUNDS
    return delays


def _lines(count: int, ours: list[float], name: str, theirs: list[float]) -> list[Result]:
    result = []
    for part, take in (("p50", statistics.median), ("p95", _p95)):
        here, there = take(ours), take(theirs)
        result.append(
            Result(
                f"an answer stored and shown, {count} at once, {part}",
                f"{here * 1000:.0f} ms",
                name,
                f"{there * 1000:.0f} ms",
                f"{here / there:.1f}",
            )
        )
    return result


def _p95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def _bytes(data: Path) -> list[Result]:
    """Bytes of one answer, sent and received on the uncompressed websocket, of a small question and of the largest."""
    key = stored_assessment(data)
    edition = load_published_edition("2026")
    plain = next(k for k, item in edition.indicators.items() if item.details is None)
    sizes = {}
    with serve(ROOT / "app.py", data) as (address, _id):
        for indicator in edition.indicators:
            with Visitor(address, f"a={key}&i={indicator}", "answer") as visitor:
                visitor.rerun()
                visitor.rerun()
                label = LEVEL if visitor.shows(LEVEL) else None
                if label is not None:
                    visitor.choose(label, 1)
                    sizes[indicator] = visitor.choose(label, 2)
    largest = max(sizes, key=sizes.__getitem__)
    return [
        Result(
            f"bytes of one answer ({name}), there and back",
            f"{sizes[indicator] / 1024:.1f} kB",
            "the aim",
            "20 kB",
            f"{sizes[indicator] / 1024 / 20:.2f}",
            "under 20 kB",
        )
        for name, indicator in (("a plain question", plain), (f"the largest, {largest}", largest))
    ]
