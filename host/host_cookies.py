"""The prefix `__Host-` for cookies of the sign-in where requests use TLS (RFC 6265bis, section 4.1.3.2).

A browser takes such a cookie only from this host itself, by TLS, for all paths: no other subdomain can set one.
Streamlit's names are fixed, so they are changed on the way in and out. `_streamlit_xsrf` keeps its name, because
Streamlit's script reads it by that name.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "__Host-"
NAMES = ("_streamlit_user", "_streamlit_session")
"""Beginnings of the names, as a long cookie is split into several."""


class HostCookies:
    """Middleware that adds `PREFIX` to cookies of `NAMES` in responses, and takes it off in requests.

    A cookie of these names without the prefix is dropped from a request. Without `https` nothing is changed.
    """

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app, self.https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.https or scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return

        async def send_prefixed(message: Message) -> None:
            if message.get("headers"):
                message["headers"] = [
                    (name, with_prefix(value) if name.lower() == b"set-cookie" else value)
                    for name, value in message["headers"]
                ]
            await send(message)

        headers = [
            (name, without_prefix(value) if name.lower() == b"cookie" else value)
            for name, value in scope["headers"]
        ]
        await self.app({**scope, "headers": headers}, receive, send_prefixed)


def with_prefix(set_cookie: bytes) -> bytes:
    """Return a Set-Cookie header whose cookie has the prefix, if it is one of `NAMES` that may have it.

    >>> with_prefix(b"_streamlit_user=x; Path=/; Secure")
    b'__Host-_streamlit_user=x; Path=/; Secure'
    >>> with_prefix(b"_streamlit_user=x; Path=/cop; Secure")
    b'_streamlit_user=x; Path=/cop; Secure'
    """
    text = set_cookie.decode("latin-1")
    attributes = {part.strip().lower() for part in text.split(";")[1:]}
    if text.startswith(NAMES) and {"path=/", "secure"} <= attributes:
        return f"{PREFIX}{text}".encode("latin-1")
    return set_cookie


def without_prefix(cookies: bytes) -> bytes:
    """Return a Cookie header without the prefix, and without cookies of `NAMES` that came without it.

    >>> without_prefix(b"_streamlit_user=planted; __Host-_streamlit_user=mine; a=b")
    b'_streamlit_user=mine; a=b'
    """
    parts = (part.strip() for part in cookies.decode("latin-1").split(";"))
    kept = (part for part in parts if not part.startswith(NAMES))
    return "; ".join(
        part.removeprefix(PREFIX)
        if part.startswith(tuple(PREFIX + name for name in NAMES))
        else part
        for part in kept
    ).encode("latin-1")
