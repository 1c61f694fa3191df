"""Who comes first is served first: a queue before the database, so that under load nobody waits until giving up.

Neither SQLite's lock nor the pool of connections keeps an order: whoever asks again at once is served before those who
wait. With thirty people saving, some would wait for many seconds while others go ahead of them again and again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc


class FairSemaphore:
    """`places` at the same time; the others in the order in which they came. Between the threads of one process."""

    def __init__(self, places: int, timeout_seconds: float) -> None:
        self._free, self._timeout = places, timeout_seconds
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a place. Raises sqlalchemy's TimeoutError where none came free in time."""
        self._come()
        try:
            yield
        finally:
            self._go()

    def _come(self) -> None:
        with self._mutex:
            if self._free and not self._waiting:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()  # released by whoever hands the place over
            self._waiting.append(mine)
        if mine.acquire(timeout=self._timeout):
            return
        with self._mutex:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise exc.TimeoutError("locked: others are saving")
        # Handed over between the two: it is ours.

    def _go(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
