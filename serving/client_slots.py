"""Slots for work that runs at the same time, shared out among clients."""

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
    handover: threading.Lock


class ClientSlots:
    """Slots for the threads of one process: `total` of them, at most `per_client` of one client at the same time.

    A free slot goes to the client with the fewest slots, and among its windows to the one that was served longest ago.
    A window that rarely needs one therefore does not wait for windows that need them all the time.
    """

    def __init__(self, total: int, per_client: int) -> None:
        self._free, self._per_client = total, per_client
        self._lock = threading.Lock()
        self._running: Counter[str] = Counter()
        self._waiting: list[_Waiting] = []
        self._served: OrderedDict[str, int] = OrderedDict()
        self._count = 0

    @contextmanager
    def slot(self, client: str, window: str) -> Iterator[None]:
        """Hold a slot inside the block; wait for one without a limit of time."""
        self.acquire(client, window)
        try:
            yield
        finally:
            self.release(client)

    def acquire(self, client: str, window: str) -> None:
        """Wait for a slot and take it."""
        handover = threading.Lock()
        handover.acquire()  # released by the thread that hands the slot over
        with self._lock:
            self._waiting.append(_Waiting(client, window, handover))
            self._hand_over()
        handover.acquire()

    def release(self, client: str) -> None:
        """Give a slot back, and hand it to a waiting thread."""
        with self._lock:
            self._free += 1
            self._running[client] -= 1
            if not self._running[client]:
                del self._running[client]
            self._hand_over()

    def _hand_over(self) -> None:
        while self._free:
            allowed = [
                item for item in self._waiting if self._running[item.client] < self._per_client
            ]
            if not allowed:
                return
            chosen = min(allowed, key=self._order)
            self._waiting.remove(chosen)
            self._free -= 1
            self._running[chosen.client] += 1
            self._record(chosen.window)
            chosen.handover.release()

    def _order(self, item: _Waiting) -> tuple[int, int]:
        return self._running[item.client], self._served.get(item.window, 0)

    def _record(self, window: str) -> None:
        self._count += 1
        self._served[window] = self._count
        self._served.move_to_end(window)
        if len(self._served) > MAXIMUM_WINDOWS:
            self._served.popitem(last=False)
