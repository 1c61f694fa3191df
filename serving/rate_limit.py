"""Limit the rate of requests of one address: a token bucket for each, in the memory of this process."""

from __future__ import annotations

import ipaddress
import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

MAXIMUM_ADDRESSES = 10_000
"""Addresses remembered; the one that asked longest ago is forgotten first."""


class Rate(Protocol):
    """A limit of the rate of requests."""

    async def seconds(self, address: str, number: int = 1) -> int:
        """Seconds until `address` may send `number` requests; 0 where it may now, which counts them."""


@dataclass(slots=True)
class RateLimit:
    """At most `per_minute` requests a minute on average, and as many at once. `clock` gives seconds."""

    per_minute: int
    clock: Callable[[], float]
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, address: str) -> int:
        """Seconds until `address` may ask again; 0 where it may now, which counts this request."""
        key, now = network_of(address), self.clock()
        with self._lock:
            tokens, then = self._buckets.pop(key, (float(self.per_minute), now))
            tokens = min(tokens + (now - then) * self.per_minute / 60, float(self.per_minute))
            allowed = tokens >= 1
            self._buckets[key] = (tokens - 1 if allowed else tokens, now)
            if len(self._buckets) > MAXIMUM_ADDRESSES:
                self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - tokens) * 60 / self.per_minute))

    async def seconds(self, address: str, number: int = 1) -> int:
        """The longest `wait` of `number` requests."""
        return max(self.wait(address) for _request in range(number))


def network_of(address: str) -> str:
    """The network that is counted as one: an IPv4 address, or the first 64 bits of an IPv6 address (one subscriber).

    >>> network_of("192.0.2.7"), network_of("2001:db8::1:2")
    ('192.0.2.7', '2001:db8::')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_address(int(parsed) >> 64 << 64))
