"""Limit how much work runs at once, and share it out among those who ask for it."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MAXIMUM_WINDOWS = 10_000
"""Windows remembered; the one that was served longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    client: str
    window: str
    go: threading.Lock


class Turns:
    """Turns for threads: at most `at_once` together, and at most `each` of one client.

    A free turn goes to the client with the fewest, and among its windows to the one that was served longest ago: who
    presses a button now and then does not wait for windows that ask all the time.
    """

    def __init__(self, at_once: int, each: int) -> None:
        self._free, self._each = at_once, each
        self._lock = threading.Lock()
        self._running: Counter[str] = Counter()
        self._waiting: list[_Waiting] = []
        self._served: OrderedDict[str, int] = OrderedDict()
        self._count = 0

    @contextmanager
    def turn(self, client: str, window: str) -> Iterator[None]:
        """Hold a turn inside the block, however long it has to wait for it."""
        self.begin(client, window)
        try:
            yield
        finally:
            self.end(client)

    def begin(self, client: str, window: str) -> None:
        """Wait for a turn."""
        go = threading.Lock()
        go.acquire()  # released by the thread that hands the turn over
        with self._lock:
            self._waiting.append(_Waiting(client, window, go))
            self._hand_over()
        go.acquire()

    def end(self, client: str) -> None:
        """Give a turn back, to be used by those who wait."""
        with self._lock:
            self._free += 1
            self._running[client] -= 1
            if not self._running[client]:
                del self._running[client]
            self._hand_over()

    def _hand_over(self) -> None:
        while self._free:
            may = [item for item in self._waiting if self._running[item.client] < self._each]
            if not may:
                return
            chosen = min(may, key=self._order)
            self._waiting.remove(chosen)
            self._free -= 1
            self._running[chosen.client] += 1
            self._record(chosen.window)
            chosen.go.release()

    def _order(self, item: _Waiting) -> tuple[int, int]:
        return self._running[item.client], self._served.get(item.window, 0)

    def _record(self, window: str) -> None:
        self._count += 1
        self._served[window] = self._count
        self._served.move_to_end(window)
        if len(self._served) > MAXIMUM_WINDOWS:
            self._served.popitem(last=False)
