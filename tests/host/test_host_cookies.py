"""Cookies of the sign-in have the prefix `__Host-` with TLS; one without it is dropped."""

from __future__ import annotations

from typing import Any

import pytest

from host.host_cookies import HostCookies, with_prefix, without_prefix
from host.streamlit.private import USER_COOKIE_NAME
from tests.support.asynchronous import run_async

USER = b"_streamlit_user=x; HttpOnly; Path=/; SameSite=lax; Secure"


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        (USER, b"__Host-" + USER),
        (b"_streamlit_user_tokens__1=x; path=/; Secure", b"__Host-_streamlit_user_tokens__1=x; path=/; Secure"),
        (b"_streamlit_session=x; path=/; secure", b"__Host-_streamlit_session=x; path=/; secure"),
        (b"_streamlit_xsrf=x; Path=/; Secure", b"_streamlit_xsrf=x; Path=/; Secure"),
        (b"_streamlit_user=x; Path=/", b"_streamlit_user=x; Path=/"),
        (b"_streamlit_user=x; Path=/cop; Secure", b"_streamlit_user=x; Path=/cop; Secure"),
    ],
)  # fmt: skip
def test_only_a_cookie_that_may_have_the_prefix_gets_it(sent: bytes, seen: bytes) -> None:
    assert with_prefix(sent) == seen


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        (b"__Host-_streamlit_user=mine; _streamlit_xsrf=t", b"_streamlit_user=mine; _streamlit_xsrf=t"),
        (b"_streamlit_user=planted", b""),
        (b"_streamlit_user__1=planted; __Host-_streamlit_user=mine", b"_streamlit_user=mine"),
        (b"__Host-_streamlit_user=mine;_streamlit_user=planted", b"_streamlit_user=mine"),
        (b"__Host-other=a; b=c", b"__Host-other=a; b=c"),
    ],
)  # fmt: skip
def test_a_cookie_without_the_prefix_is_nobodys(sent: bytes, seen: bytes) -> None:
    assert without_prefix(sent) == seen


def exchange(*, https: bool, kind: str, cookie: bytes) -> tuple[Any, Any]:
    """The headers that the application sees, and those that the browser gets."""
    seen: list[Any] = []
    sent: list[Any] = []

    async def application(scope: Any, _receive: Any, send: Any) -> None:
        seen.extend(scope["headers"])
        await send({"type": "http.response.start", "headers": [(b"set-cookie", USER)]})

    async def send(message: Any) -> None:
        sent.extend(message["headers"])

    scope = {"type": kind, "headers": [(b"cookie", cookie), (b"host", b"cop.example.org")]}
    run_async(HostCookies(application, https=https)(scope, None, send))  # type: ignore[arg-type]
    return dict(seen), dict(sent)


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_application_sees_its_own_names(kind: str) -> None:
    seen, sent = exchange(https=True, kind=kind, cookie=b"__Host-_streamlit_user=mine")
    assert seen == {b"cookie": b"_streamlit_user=mine", b"host": b"cop.example.org"}
    assert sent[b"set-cookie"].startswith(b"__Host-_streamlit_user=")
    assert USER_COOKIE_NAME == "_streamlit_user"


def test_without_tls_nothing_is_changed() -> None:
    seen, sent = exchange(https=False, kind="http", cookie=b"_streamlit_user=mine")
    assert (seen[b"cookie"], sent[b"set-cookie"]) == (b"_streamlit_user=mine", USER)
