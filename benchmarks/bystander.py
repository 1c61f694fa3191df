"""Rerun of the questionnaire page while a PDF is made for another session, against reruns while none is made."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Result, seconds
from benchmarks.pages import stored_assessment
from benchmarks.server import ROOT, Visitor, serve

DOCUMENTS = 6
"""Documents per run, each of another assessment, so that none comes from the cache."""

EVERY_SECONDS = 0.15
"""Interval between reruns of the page; far shorter than a person's."""

BUTTON = "Make the PDF"
READY = b"Download the PDF"


def results() -> list[Result]:
    """Median and 95th percentile of reruns on one server, in alternating blocks with and without a document being made."""
    meanwhile: list[float] = []
    alone: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        query = f"a={stored_assessment(data)}&i=L02"
        others = [stored_assessment(data, seed) for seed in range(2, DOCUMENTS + 3)]
        with (
            serve(ROOT / "app.py", data) as (address, _id),
            Visitor(address, query, "answer") as me,
        ):
            me.rerun(b'data-indicator="L02"')
            _make_pdf(address, others[0])
            for other in others[1:]:
                meanwhile += _reruns_during(me, lambda key=other: _make_pdf(address, key))
                alone += _reruns(me, len(meanwhile) - len(alone))
    return [
        _line(name, take, meanwhile, alone)
        for name, take in (("p50", statistics.median), ("p95", _p95))
    ]


def _make_pdf(address: str, assessment_id: str) -> None:
    with Visitor(address, f"a={assessment_id}", "documents") as visitor:
        visitor.rerun()
        visitor.press(BUTTON, READY)


def _reruns_during(me: Visitor, work: Callable[[], None]) -> list[float]:
    """Seconds of each rerun while `work` runs in a thread; raises what `work` raises."""
    failures: list[BaseException] = []

    def watched() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 -- raised again below, in the calling thread
            failures.append(error)

    thread = threading.Thread(target=watched)
    thread.start()
    took = []
    while thread.is_alive():
        took += _reruns(me, 1)
    if failures:
        raise failures[0]
    return took


def _reruns(me: Visitor, count: int) -> list[float]:
    took = []
    for _turn in range(count):
        took.append(seconds(me.rerun))
        time.sleep(EVERY_SECONDS)
    return took


def _p95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def _line(
    name: str, take: Callable[[list[float]], float], meanwhile: list[float], alone: list[float]
) -> Result:
    here, there = take(meanwhile), take(alone)
    return Result(
        f"rerun of the questionnaire page while a PDF is made, {name} of {len(meanwhile)}",
        f"{here * 1000:.0f} ms",
        "while none is made",
        f"{there * 1000:.0f} ms",
        f"{here / there:.2f}",
        "at most 1.5" if name == "p95" else "",
    )
