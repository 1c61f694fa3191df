"""Counts of several processes in PostgreSQL: each process has its own `PostgresCounts`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from assessment.store import PostgresCounts
from tests.support.servers.postgres import PostgresServer

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def database(postgres_server: PostgresServer) -> str:
    return postgres_server.new_database()


@pytest.fixture
def processes(database: str) -> Iterator[list[PostgresCounts]]:
    """Two processes on an empty database."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS shared_rate, shared_process, shared_number")
    result = [PostgresCounts(database) for _process in range(2)]
    yield result
    for counts in result:
        counts.close()


def take(counts: PostgresCounts, wanted: int = 1, key: str = "a") -> tuple[int, float]:
    return counts.take(key, wanted, per_minute=6, at_once=6)


def test_processes_take_from_one_bucket(processes: list[PostgresCounts]) -> None:
    first, second = processes
    assert [take(first)[0], take(second, 3)[0], take(first, 5)[0]] == [1, 3, 2]
    granted, seconds = take(second)
    assert granted == 0
    assert 0 < seconds <= 10
    assert take(second, key="b")[0] == 1


def test_no_more_is_taken_at_the_same_time_than_there_is(processes: list[PostgresCounts]) -> None:
    with ThreadPoolExecutor(8) as threads:
        granted = list(threads.map(lambda turn: take(processes[turn % 2])[0], range(16)))
    assert sum(granted) == 6


def test_a_bucket_fills_with_time(database: str, processes: list[PostgresCounts]) -> None:
    take(processes[0], 6)
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE shared_rate SET at = at - interval '25 seconds'")
    assert take(processes[1], 6)[0] == 2


def test_what_all_processes_hold_is_limited(processes: list[PostgresCounts]) -> None:
    first, second = processes
    assert first.hold("a", 2, 3)
    assert not second.hold("a", 2, 3)
    assert second.hold("a", 1, 3)
    assert second.hold("b", 3, 3)
    assert not first.hold("a", 3, 3)
    first.watch("a", lambda: 0)
    first.beat(first.numbers())
    assert second.hold("a", 3, 3)


def test_two_processes_that_ask_at_the_same_time_see_each_other(
    processes: list[PostgresCounts],
) -> None:
    for turn in range(10):
        with ThreadPoolExecutor(2) as threads:
            held = list(threads.map(lambda item, key=str(turn): item.hold(key, 2, 3), processes))
        assert sum(held) == 1


def test_a_dead_process_holds_nothing_any_more(
    database: str, processes: list[PostgresCounts]
) -> None:
    first, second = processes
    assert first.hold("a", 3, 3)
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE shared_process SET seen_at = seen_at - interval '1 minute'")
    assert second.hold("a", 3, 3)
    second.beat({"a": 3})
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT key, number FROM shared_number").fetchall() == [("a", 3)]


def test_a_process_that_ends_holds_nothing_any_more(processes: list[PostgresCounts]) -> None:
    first, second = processes
    assert first.hold("a", 3, 3)
    first.close()
    assert second.hold("a", 3, 3)


def test_numbers_are_there_again_after_the_tables_were_emptied(
    database: str, processes: list[PostgresCounts]
) -> None:
    """As PostgreSQL does after a crash, because the tables are unlogged."""
    first, second = processes
    first.watch("a", lambda: 3)
    assert first.hold("a", 3, 3)
    with psycopg.connect(database) as connection:
        connection.execute("TRUNCATE shared_rate, shared_process, shared_number")
    first.beat(first.numbers())
    assert not second.hold("a", 1, 3)


def test_nobody_is_refused_and_nothing_waits_while_the_database_is_gone() -> None:
    counts = PostgresCounts("postgresql://nobody@/none?host=/nonexistent")
    for _time in range(3):
        assert take(counts, 100) == (100, 0.0)
        assert counts.hold("a", 100, 1)
        counts.beat({"a": 1})
    counts.close()
