"""Slots are limited in number and shared out by client, so that a flood of one client does not delay the others."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from serving.client_slots import ClientSlots


class Work:
    """Work that holds a slot until an event, and records its order and how much of it runs at the same time."""

    def __init__(self, at_once: int, each: int) -> None:
        self.slots = ClientSlots(at_once, each)
        self.lock = threading.Lock()
        self.order: list[str] = []
        self.running: Counter[str] = Counter()
        self.maximum: Counter[str] = Counter()
        self.together = 0

    def do(self, client: str, until: threading.Event | None = None, window: str = "") -> None:
        with self.slots.slot(client, window or client):
            with self.lock:
                self.order.append(window or client)
                self.running[client] += 1
                self.maximum[client] = max(self.maximum[client], self.running[client])
                self.together = max(self.together, self.running.total())
            if until is not None:
                assert until.wait(30)
            with self.lock:
                self.running[client] -= 1

    def started(self, count: int) -> None:
        for _attempt in range(3000):
            with self.lock:
                if len(self.order) >= count:
                    return
            threading.Event().wait(0.01)
        raise AssertionError(self.order)

    def waiting(self, count: int) -> None:
        for _attempt in range(3000):
            with self.slots._lock:
                if len(self.slots._waiting) >= count:
                    return
            threading.Event().wait(0.01)
        raise AssertionError(self.slots._waiting)


@pytest.mark.parametrize(("at_once", "each"), [(1, 1), (3, 2), (4, 4)])
def test_no_more_run_together_than_may(at_once: int, each: int) -> None:
    work = Work(at_once, each)
    with ThreadPoolExecutor(30) as pool:
        for waiting in [pool.submit(work.do, f"client {n % 3}") for n in range(120)]:
            waiting.result(60)
    assert len(work.order) == 120
    assert work.together <= at_once
    assert max(work.maximum.values()) <= each


@pytest.mark.parametrize("flood", [5, 25])
def test_who_comes_after_a_flood_is_next(flood: int) -> None:
    work, until = Work(at_once=3, each=2), threading.Event()
    with ThreadPoolExecutor(flood + 1) as pool:
        jobs = [pool.submit(work.do, "flood", until) for _window in range(flood)]
        work.started(2)
        jobs.append(pool.submit(work.do, "visitor", until))
        work.started(3)  # the third slot is not for the flood
        until.set()
        for job in jobs:
            job.result(60)
    assert work.order[:3] == ["flood", "flood", "visitor"]


@pytest.mark.parametrize(
    ("requested", "served"),
    [
        (["b", "a", "c", "b"], ["b", "c", "a", "b"]),
        (["a", "a", "a", "seldom"], ["seldom", "a", "a", "a"]),
        (["x", "y", "z"], ["x", "y", "z"]),
    ],
)
def test_the_window_of_a_client_that_was_served_longest_ago_is_next(
    requested: list[str], served: list[str]
) -> None:
    work, until = Work(at_once=1, each=1), threading.Event()
    with ThreadPoolExecutor(6) as pool:
        jobs = [pool.submit(work.do, "one", until, "a")]
        work.started(1)
        for number, window in enumerate(requested, 1):
            jobs.append(pool.submit(work.do, "one", None, window))
            work.waiting(number)
        until.set()
        for job in jobs:
            job.result(60)
    assert work.order == ["a", *served]


def test_a_slot_is_released_after_an_error() -> None:
    slots = ClientSlots(1, 1)
    for _time in range(3):
        with pytest.raises(ValueError, match="broken"), slots.slot("a", "a"):
            raise ValueError("broken")
    assert not slots._running
