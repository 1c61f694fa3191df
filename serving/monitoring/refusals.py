"""Count refused requests by limit, and log them as events, at most one line a second for each limit."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from serving.monitoring.metrics import REFUSED

SECONDS_BETWEEN_LINES = 1.0
"""A flood must not fill the disk with its own log."""

_log = logging.getLogger("cop.limits")


class Refusals:
    """Refusals by limit since its last line in the log. Thread-safe; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._since: dict[str, tuple[float, int]] = {}

    def add(self, limit: str) -> None:
        """Count one refusal by a limit, whose name is one of the program, never a text of the client."""
        REFUSED.labels(limit).inc()
        now = self._clock()
        with self._lock:
            last, count = self._since.get(limit, (-SECONDS_BETWEEN_LINES, 0))
            if now - last < SECONDS_BETWEEN_LINES:
                self._since[limit] = last, count + 1
                return
            self._since[limit] = now, 0
        _log.info("Refused", extra={"event": "limit_met", "limit": limit, "count": count + 1})


REFUSALS = Refusals()
