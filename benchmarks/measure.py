"""Measuring: medians of several runs, two subjects in turn, so that a busy machine slows both."""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report: what was measured, its reference, both values, their ratio and the aim, as text."""

    what: str
    ours: str
    reference: str
    theirs: str
    ratio: str
    aim: str = ""


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(
    ours: Callable[[], object], theirs: Callable[[], object], *, runs: int
) -> tuple[float, float, float]:
    """Median seconds of each, and the median of their ratios by turn, over `runs` turns after one to warm up."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _turn in range(runs)]
    return (
        statistics.median(mine for mine, _other in pairs),
        statistics.median(other for _mine, other in pairs),
        statistics.median(mine / other for mine, other in pairs),
    )


PR_SET_CHILD_SUBREAPER = 36
"""Option of prctl(2): orphans of our children become ours, so that their processor time is counted."""


def adopt_orphans() -> None:
    """Count the processor time of all later descendants, also of those whose parent does not wait for them."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def ended_seconds() -> float:
    """Processor seconds of all descendants that have ended, after waiting for every one of them."""
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


class PeakMemory:
    """Peak memory (RSS, bytes) of a process with its children, sampled every 20 ms (or `every` seconds) while entered.

    A sample reads the list of all processes of the machine.
    """

    def __init__(self, process_id: int, every: float = 0.02) -> None:
        self.peak = 0
        self._every = every
        self._process = psutil.Process(process_id)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self._every):
            self.peak = max(self.peak, _memory(self._process))


def _memory(process: psutil.Process) -> int:
    """RSS in bytes of a process and its children. Shared pages count once per process: an upper bound for both sides."""
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total
