"""A limit of rate holds for all processes together, and a process opens the database once a batch."""

from __future__ import annotations

import pytest

from assessment.store import PostgresCounts
from serving.processes.shared_rate import BATCHES, SharedRate
from serving.rate_limit import RateLimit
from tests.support.asynchronous import run_async
from tests.support.servers.postgres import PostgresServer

pytestmark = pytest.mark.postgresql


class Counted(PostgresCounts):
    """Counts how often it is asked."""

    calls = 0

    def take(self, key: str, wanted: int, *, per_minute: int, at_once: int) -> tuple[int, float]:
        self.calls += 1
        return super().take(key, wanted, per_minute=per_minute, at_once=at_once)


@pytest.fixture(scope="module")
def database(postgres_server: PostgresServer) -> str:
    return postgres_server.new_database()


def rates(counts: list[PostgresCounts], name: str, per_minute: int) -> list[SharedRate]:
    """A limit in each process, whose own clock stands still."""
    return [SharedRate(name, RateLimit(per_minute, lambda: 0.0), item) for item in counts]


async def admitted(limits: list[SharedRate], turns: int, *addresses: str) -> list[int]:
    """Requests that were admitted, by address; they go to the processes in turn."""
    result = [0] * len(addresses)
    for turn in range(turns):
        for number, address in enumerate(addresses):
            wait = await limits[turn % len(limits)].seconds(address)
            result[number] += wait == 0
    return result


@pytest.mark.parametrize("per_minute", [1, 3, 20])
def test_processes_admit_together_what_one_would(database: str, per_minute: int) -> None:
    counts = [PostgresCounts(database) for _process in range(3)]
    limits = rates(counts, f"exact {per_minute}", per_minute)
    addresses = ("192.0.2.1", "192.0.2.2", "2001:db8::1")
    assert run_async(admitted(limits, per_minute + 2, *addresses)) == [per_minute] * 3
    assert 0 < run_async(limits[0].seconds("2001:db8::2")) <= 60
    for item in counts:
        item.close()


def test_a_high_limit_asks_the_database_once_a_batch(database: str) -> None:
    counts = [Counted(database) for _process in range(2)]
    per_minute = 10 * BATCHES
    limits = rates([*counts], "batches", per_minute)
    assert run_async(admitted(limits, 200, "192.0.2.1")) == [200]
    assert sum(item.calls for item in counts) == 20
    for item in counts:
        item.close()


def test_each_process_counts_for_itself_while_the_database_is_gone() -> None:
    counts = PostgresCounts("postgresql://nobody@/none?host=/nonexistent")
    (limit,) = rates([counts], "gone", 3)
    assert run_async(admitted([limit], 10, "192.0.2.1")) == [3]
