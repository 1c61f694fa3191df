"""A limit of rate that several processes count together: each draws requests in batches from the shared count."""

from __future__ import annotations

import hashlib
import math
import threading
from collections import OrderedDict

from starlette.concurrency import run_in_threadpool

from serving.processes.shared_counts import SharedCounts
from serving.rate_limit import MAXIMUM_ADDRESSES, RateLimit, network_of

BATCHES = 60
"""Batches in which the requests of a minute are drawn. A process keeps at most one batch of an address unused."""


class SharedRate:
    """At most `local.per_minute` requests a minute of one address in all processes together.

    `local` counts those of this process, also while the shared count is unavailable. `name` tells one limit from
    another. At most `seconds_at_once` of the rate may come at once.
    """

    def __init__(
        self, name: str, local: RateLimit, counts: SharedCounts, seconds_at_once: int = 60
    ) -> None:
        self._name, self._local, self._counts = name, local, counts
        self._at_once = max(1, local.per_minute * seconds_at_once // 60)
        self._batch = max(1, self._at_once // BATCHES)
        self._drawn: OrderedDict[str, int] = OrderedDict()
        self._lock = threading.Lock()

    async def seconds(self, address: str, number: int = 1) -> int:
        """Seconds until `address` may send `number` requests; 0 where it may now, which counts them."""
        wait = self._local.wait(address) if number == 1 else 0
        if wait:
            return wait
        key = network_of(address)
        if self._spend(key, 0, number):
            return 0
        granted, seconds = await run_in_threadpool(
            self._counts.take,
            shared_key(self._name, key),
            max(number, self._batch),
            per_minute=self._local.per_minute,
            at_once=self._at_once,
        )
        return 0 if self._spend(key, granted, number) else max(1, math.ceil(seconds))

    def _spend(self, key: str, granted: int, number: int) -> bool:
        """Add what was granted, and take `number` of it if there are so many; return whether there were."""
        with self._lock:
            left = self._drawn.pop(key, 0) + granted
            is_enough = left >= number
            left -= number if is_enough else 0
            if left:
                self._drawn[key] = left
                if len(self._drawn) > MAXIMUM_ADDRESSES:
                    self._drawn.popitem(last=False)
        return is_enough


def shared_key(name: str, key: str) -> str:
    """Return a hash of a limit and an address or account, which are not stored themselves."""
    return hashlib.sha256(f"{name}\n{key}".encode()).hexdigest()
