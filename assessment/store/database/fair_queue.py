"""A first-in, first-out queue in front of the database, which keeps waiting times even under load.

Neither SQLite's lock nor the connection pool is fair: a thread that asks again at once is served before those that wait.
With thirty people saving, some would wait for many seconds while others were served repeatedly.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc


class FairSemaphore:
    """A semaphore of `slots` for the threads of one process that serves waiting threads in order of arrival."""

    def __init__(self, slots: int, timeout_seconds: float) -> None:
        self._free, self._timeout = slots, timeout_seconds
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold a slot inside the block. Raises sqlalchemy.exc.TimeoutError where none is free in time."""
        self._acquire()
        try:
            yield
        finally:
            self._release()

    def _acquire(self) -> None:
        with self._mutex:
            if self._free and not self._waiting:
                self._free -= 1
                return
            handover = threading.Lock()
            handover.acquire()  # released by the thread that hands its slot over
            self._waiting.append(handover)
        if handover.acquire(timeout=self._timeout):
            return
        with self._mutex:
            if handover in self._waiting:
                self._waiting.remove(handover)
                raise exc.TimeoutError("locked: others are saving")
        # Handed over between the two checks.

    def _release(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
