"""Sockets and their messages are counted by visitor; what is above the limits waits, is rejected, or is closed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from serving import message_pace
from serving.message_pace import MAXIMUM_WAIT, SECONDS_AT_ONCE, MessagePace, Pace
from serving.open_sockets import OpenSockets
from serving.rate_limit import RateLimit
from serving.visitor import ACCOUNT, account_key, address_key, stranger_key
from tests.support.asynchronous import run_async

FIRST = {"type": "websocket", "client": ("192.0.2.1", 1), "extensions": {"websocket.http.response": {}}}  # fmt: skip


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("per_minute", [60, 3000])
def test_messages_of_one_visitor_are_spread_and_those_of_another_are_not(per_minute: int) -> None:
    pace = Pace(per_minute, Clock())
    at_once = per_minute * SECONDS_AT_ONCE // 60
    assert [pace.wait("flood") for _message in range(at_once + 1)] == [0.0] * (at_once + 1)
    assert pace.wait("flood") == pytest.approx(60 / per_minute)
    assert pace.wait("visitor") == 0


def test_a_wait_that_is_too_long_reserves_nothing() -> None:
    clock = Clock()
    pace = Pace(60, clock)
    while pace.wait("flood") <= MAXIMUM_WAIT:
        pass
    refused = pace.wait("flood")
    assert pace.wait("flood") == refused > MAXIMUM_WAIT
    clock.now += SECONDS_AT_ONCE + refused
    assert pace.wait("flood") == 0


def test_a_large_message_counts_as_several() -> None:
    pace = Pace(600, Clock())
    pace.wait("a", 10)
    assert pace.wait("a", 10) == 0
    assert pace.wait("a") == pytest.approx(1.0)


def through(pace: MessagePace, messages: list[bytes]) -> tuple[list[Any], list[Any]]:
    """Send messages through a socket; return what the application receives, and what the client does."""
    sent: list[Any] = []
    waiting = [{"type": "websocket.receive", "bytes": item} for item in messages]
    waiting.append({"type": "websocket.disconnect", "code": 1000})

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    run_async(pace(FIRST, receive, send))  # type: ignore[arg-type]
    return pace.app.seen, sent  # type: ignore[attr-defined]


class Echo:
    """An application that reads a socket to its end."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            self.seen.append(message)
            if message["type"] == "websocket.disconnect":
                return
            await send({"type": "websocket.send", "bytes": b"!"})


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits, without waiting."""
    result: list[float] = []

    async def sleep(seconds: float) -> None:
        result.append(seconds)

    monkeypatch.setattr(message_pace.asyncio, "sleep", sleep)
    return result


def test_a_message_above_the_pace_waits(slept: list[float]) -> None:
    seen, sent = through(MessagePace(Echo(), Pace(3840, Clock()), address_key), [b"x"] * 70)
    assert len(seen) == 71
    assert len(sent) == 70
    assert [seconds > 0 for seconds in slept] == [False] * 65 + [True] * 5


@pytest.mark.parametrize("messages", [[b"x"] * 200, [b"x" * 3_000_000] * 3])
def test_a_socket_far_above_the_pace_is_closed(slept: list[float], messages: list[bytes]) -> None:
    seen, sent = through(MessagePace(Echo(), Pace(600, Clock()), address_key), messages)
    assert sent[-1] == {"type": "websocket.close", "code": 1008}
    assert seen[-1] == {"type": "websocket.disconnect", "code": 1008}
    assert len(seen) < len(messages) + 1
    assert max(slept) <= MAXIMUM_WAIT


def test_a_socket_is_closed_when_all_processes_together_have_no_room_for_its_messages(
    slept: list[float],
) -> None:
    shared = RateLimit(3, Clock())
    pace = MessagePace(Echo(), Pace(6000, Clock()), address_key, shared)
    seen, sent = through(pace, [b"x"] * 10)
    assert [item["type"] for item in seen] == ["websocket.receive"] * 3 + ["websocket.disconnect"]
    assert sent[-1] == {"type": "websocket.close", "code": 1008}
    assert [seconds for seconds in slept if seconds == 1] == [1, 1]


def test_a_message_waits_until_all_processes_together_have_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()

    async def sleep(seconds: float) -> None:
        clock.now += seconds

    monkeypatch.setattr(message_pace.asyncio, "sleep", sleep)
    pace = MessagePace(Echo(), Pace(6000, Clock()), address_key, RateLimit(60, clock))
    seen, sent = through(pace, [b"x"] * 70)
    assert len(seen) == 71
    assert len(sent) == 70


def opened(limit: OpenSockets, scope: dict[str, Any]) -> int:
    """Try to open a socket; return the status with which it was rejected, 0 if it was not."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    run_async(limit(scope, None, send))  # type: ignore[arg-type]
    return sent[0]["status"] if sent else 0


@pytest.mark.parametrize(
    ("key", "scope", "other"),
    [
        (address_key, FIRST, {**FIRST, "client": ("192.0.2.2", 1)}),
        (stranger_key, FIRST, {**FIRST, ACCOUNT: "ana"}),
        (account_key, {**FIRST, ACCOUNT: "ana"}, {**FIRST, ACCOUNT: "ben"}),
        (account_key, {**FIRST, ACCOUNT: "ana"}, FIRST),
    ],
)
def test_open_sockets_are_counted_by_visitor_and_forgotten_when_closed(
    key: Any, scope: dict[str, Any], other: dict[str, Any]
) -> None:
    statuses: list[int] = []

    async def application(_scope: Any, _receive: Any, _send: Any) -> None:
        if _scope is scope and len(statuses) < 2:
            statuses.append(0)
            statuses.append(await asyncio.to_thread(opened, limit, scope))
            statuses.append(await asyncio.to_thread(opened, limit, other))

    limit = OpenSockets(application, 1, key)
    assert opened(limit, scope) == 0
    assert statuses == [0, 429, 0]
    assert not limit.open
