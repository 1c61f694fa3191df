"""The cookie names the process that accepted a window, and is sent only where it changes."""

from __future__ import annotations

from typing import Any

import pytest

from host.settings import _unsafe
from serving.processes.process_cookie import ProcessCookie
from tests.support.asynchronous import run_async


def cookies_set(kind: str, cookie: bytes, answer: str) -> list[bytes]:
    """Cookies that process 2 sets in its answer to a request with a cookie."""
    sent: list[Any] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": answer, "headers": [(b"x-other", b"1")]})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": kind, "headers": [(b"cookie", cookie)]}
    run_async(ProcessCookie(app, "2")(scope, None, send))  # type: ignore[arg-type]
    return [value for name, value in sent[0]["headers"] if name == b"set-cookie"]


@pytest.mark.parametrize("cookie", [b"", b"a=b", b"cop_process=1", b"cop_process=; a=b"])
def test_an_accepted_window_gets_the_cookie_of_its_process(cookie: bytes) -> None:
    assert cookies_set("websocket", cookie, "websocket.accept") == [b"cop_process=2; Path=/"]


@pytest.mark.parametrize(
    ("kind", "cookie", "answer"),
    [
        ("websocket", b"cop_process=2", "websocket.accept"),
        ("websocket", b"", "websocket.http.response.start"),
        ("http", b"", "http.response.start"),
    ],
)
def test_every_other_answer_leaves_the_cookie(kind: str, cookie: bytes, answer: str) -> None:
    assert cookies_set(kind, cookie, answer) == []


def test_a_name_that_no_cookie_can_hold_is_refused_at_the_start() -> None:
    assert list(_unsafe({"COP_PROCESS": "north2"}, {})) == []
    for wrong in ("a;b", "North", "x" * 17, "é"):
        (told,) = _unsafe({"COP_PROCESS": wrong}, {})
        assert "COP_PROCESS" in told
