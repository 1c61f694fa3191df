"""What a store of counts shared by several processes does; `assessment.store` has one in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class SharedCounts(Protocol):
    """Counts that all processes on one database share. Methods block; none raises where the database is unavailable."""

    def take(self, key: str, wanted: int, *, per_minute: int, at_once: int) -> tuple[int, float]:
        """Take up to `wanted` tokens from the bucket of `key`; return how many, and the seconds until the next.

        The bucket holds `at_once` tokens and gets `per_minute` of them a minute. All are given where the database is
        unavailable, so that each process then counts for itself.
        """

    def hold(self, key: str, number: int, maximum: int) -> bool:
        """Record that this process holds `number`; False, and nothing recorded, where all would hold more than `maximum`."""

    def watch(self, key: str, number: Callable[[], int]) -> None:
        """Record `number()` of this process again and again, until it is 0."""
