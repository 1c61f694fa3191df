"""A start that fails in the middleware ends the server, instead of leaving it without its limits."""

from __future__ import annotations

import pytest
from starlette.types import Message, Receive, Scope, Send

from serving.start_or_fail import FAILED, StartOrFail
from tests.support.asynchronous import run_async


def answers_to(app: StartOrFail, scope_type: str) -> list[str]:
    said: list[str] = []

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        said.append(message["type"])

    with pytest.raises(KeyError):
        run_async(app({"type": scope_type}, receive, send))
    return said


async def fails(scope: Scope, _receive: Receive, _send: Send) -> None:
    _path = scope["path"]


async def fails_and_says_so(scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": FAILED})
    _path = scope["path"]


async def fails_at_the_end(scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "lifespan.startup.complete"})
    _path = scope["path"]


def test_a_start_that_fails_is_answered_once() -> None:
    assert answers_to(StartOrFail(fails), "lifespan") == [FAILED]
    assert answers_to(StartOrFail(fails_and_says_so), "lifespan") == [FAILED]


def test_a_failure_after_the_start_is_not_told_as_one_of_the_start() -> None:
    assert answers_to(StartOrFail(fails_at_the_end), "lifespan") == ["lifespan.startup.complete"]


def test_a_request_that_fails_is_not_answered_here() -> None:
    assert answers_to(StartOrFail(fails), "http") == []
