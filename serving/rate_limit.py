"""How often one address may ask: a bucket that fills at an even pace, in memory, of this process only."""

from __future__ import annotations

import ipaddress
import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_ADDRESSES = 10_000
"""Remembered at once; the one that asked longest ago is forgotten first."""


@dataclass(slots=True)
class RateLimit:
    """At most `a_minute` requests in a minute on average, and as many at once. `clock` gives seconds."""

    a_minute: int
    clock: Callable[[], float]
    _full: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, address: str) -> int:
        """Seconds until `address` may ask again; 0 where it may now, and then this request is counted."""
        key, now = network_of(address), self.clock()
        with self._lock:
            left, then = self._full.pop(key, (float(self.a_minute), now))
            left = min(left + (now - then) * self.a_minute / 60, float(self.a_minute))
            allowed = left >= 1
            self._full[key] = (left - 1 if allowed else left, now)
            if len(self._full) > MOST_ADDRESSES:
                self._full.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) * 60 / self.a_minute))


def network_of(address: str) -> str:
    """Who counts as one: an IPv4 address, or the 64 bits of an IPv6 address that one subscriber gets.

    >>> network_of("192.0.2.7"), network_of("2001:db8::1:2")
    ('192.0.2.7', '2001:db8::')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_address(int(found) >> 64 << 64))
