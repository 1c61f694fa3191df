"""A cookie signed with an earlier key is accepted and signed anew; others are not."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    decode_signed_value,
)

from host import settings
from host.streamlit.cookie_keys import CookieKeys
from tests.support.asynchronous import run_async

NEW, OLD, OLDER, STOLEN = (f"{name} key of the tests, of 32 characters" for name in ("new", "old", "older", "stolen"))  # fmt: skip
USER, CHUNK = "_streamlit_user", "_streamlit_user__1"


def signed(key: str, name: str = USER, value: str = "Ana") -> str:
    return create_signed_value(key, name, value).decode()


def passed(cookies: str, path: str = "/", kind: str = "http") -> tuple[dict[str, str], list[str]]:
    """The cookies that reach the application, and the Set-Cookie headers of the response."""
    reached: list[bytes] = []
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, _receive: Any, send: Any) -> None:
        reached.extend(value for name, value in scope["headers"] if name == b"cookie")
        await send({"type": f"{kind}.response.start" if kind == "http" else "websocket.accept", "headers": []})  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    keys = CookieKeys(application, (OLD, OLDER), present=lambda: NEW)
    scope = {"type": kind, "path": path, "headers": [(b"cookie", cookies.encode())]}
    run_async(keys(scope, receive, send))
    text = b"; ".join(reached).decode()
    parts = dict(part.split("=", 1) for part in text.split("; ") if part)
    return parts, [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]


@pytest.mark.parametrize("key", [OLD, OLDER])
@pytest.mark.parametrize("name", [USER, CHUNK, "_streamlit_user_tokens"])
def test_an_earlier_key_is_accepted_and_the_browser_gets_a_cookie_of_the_new_one(
    key: str, name: str
) -> None:
    reached, set_cookies = passed(f"a=b; {name}={signed(key, name)}")
    assert reached["a"] == "b"
    assert decode_signed_value(NEW, name, reached[name]) == b"Ana"
    (cookie,) = set_cookies
    assert cookie.startswith(f"{name}={reached[name]}; Path=/; Max-Age=2592000; HttpOnly")


def test_a_socket_gets_the_cookie_signed_anew() -> None:
    reached, set_cookies = passed(f"{USER}={signed(OLD)}", kind="websocket")
    assert decode_signed_value(NEW, USER, reached[USER]) == b"Ana"
    assert set_cookies == []


@pytest.mark.parametrize(
    "cookie",
    [signed(NEW), signed(STOLEN), "x" + signed(OLD), "", signed(OLD, CHUNK)],
    ids=["present", "unknown", "changed", "empty", "of another cookie"],
)
def test_a_cookie_of_the_present_or_of_an_unknown_key_is_left_as_it_is(cookie: str) -> None:
    reached, set_cookies = passed(f"{USER}={cookie}")
    assert (reached[USER], set_cookies) == (cookie, [])


@pytest.mark.parametrize("path", ["/auth/logout", "/oauth2callback"])
def test_signing_in_and_out_set_their_cookies_alone(path: str) -> None:
    assert passed(f"{USER}={signed(OLD)}", path)[1] == []


def test_earlier_keys_that_are_no_list_of_long_secrets_are_named_before_the_start() -> None:
    auth: dict[str, Any] = dict.fromkeys(
        ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"), NEW
    )
    for wrong in ("one text", ["short"], [OLD, 1], {"a": OLD}):
        problems = settings._unsafe({"COP_MODE": "server"}, {**auth, settings.PREVIOUS: wrong})
        assert any(settings.PREVIOUS in item for item in problems), wrong
    right = settings._unsafe({"COP_MODE": "server"}, {**auth, settings.PREVIOUS: [OLD, OLDER]})
    assert not any(settings.PREVIOUS in item for item in right)
