"""An ended session is kept for some seconds, then shut down by a timer, which frees its uploads."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from host.streamlit.ended_sessions import (
    MAXIMUM_KEPT,
    SECONDS_BETWEEN,
    SECONDS_KEPT,
    EndedSessions,
)


class Ended:
    """A session that records its shutdown."""

    def __init__(self, name: str) -> None:
        self.id, self.is_shut_down = name, False

    def shutdown(self) -> None:
        self.is_shut_down = True


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def info(name: str) -> Any:
    return SimpleNamespace(session=Ended(name), client=None, script_run_count=0)


def test_a_session_is_freed_within_two_minutes() -> None:
    assert SECONDS_KEPT + SECONDS_BETWEEN < 120


@pytest.mark.parametrize("late", [0.0, 10_000.0])
def test_an_old_session_is_shut_down_without_anybody_else_leaving(late: float) -> None:
    clock = Clock()
    sessions, first, second = EndedSessions(clock), info("1"), info("2")
    sessions.save(first)
    clock.now = SECONDS_KEPT - 1
    sessions.save(second)
    assert not sessions.free_old()
    assert (sessions.get("1"), sessions.list()) == (first, [first, second])
    clock.now = SECONDS_KEPT
    assert sessions.get("1") is None
    assert sessions.list() == [second]
    assert sessions.free_old()
    assert (first.session.is_shut_down, second.session.is_shut_down) == (True, False)
    clock.now = 2 * SECONDS_KEPT + late
    assert sessions.free_old()
    assert second.session.is_shut_down


def test_a_session_that_goes_on_is_not_shut_down() -> None:
    clock = Clock()
    sessions, session = EndedSessions(clock), info("1")
    sessions.save(session)
    sessions.delete("1")
    sessions.delete("1")
    clock.now = 1000.0
    assert not sessions.free_old()
    assert not session.session.is_shut_down


def test_the_oldest_of_too_many_is_shut_down_at_once() -> None:
    sessions = EndedSessions(Clock())
    ended = [info(str(number)) for number in range(MAXIMUM_KEPT + 2)]
    for session in ended:
        sessions.save(session)
    assert [item.session.id for item in ended if item.session.is_shut_down] == ["0", "1"]
