"""Change of the key of the cookies of the sign-in: one signed with an earlier key is signed anew, not refused.

Streamlit knows one key. A cookie that it would refuse is read with the earlier ones, and what reaches Streamlit, and the
browser with the response, is the same value signed with the present key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.streamlit.private import (
    AUTH_COOKIE_MAX_AGE_SECONDS,
    USER_COOKIE_NAME,
    create_signed_value,
    decode_signed_value,
    get_cookie_secret,
)

SIGN_IN_AND_OUT = ("/auth/", "/oauth2callback")
"""Paths whose responses set or delete these cookies themselves."""


class CookieKeys:
    """Middleware that signs cookies anew whose names begin with `USER_COOKIE_NAME` and that `earlier` keys signed.

    `path` is where the cookies are valid.
    """

    def __init__(
        self,
        app: ASGIApp,
        earlier: tuple[str, ...],
        path: str = "/",
        present: Callable[[], str] = get_cookie_secret,
    ) -> None:
        self.app, self.earlier, self.path, self.present = app, earlier, path, present

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not self.earlier:
            await self.app(scope, receive, send)
            return
        cookies = HTTPConnection(scope).cookies
        renewed = dict(self._renewed(cookies))
        if not renewed:
            await self.app(scope, receive, send)
            return
        text = "; ".join(f"{name}={value}" for name, value in {**cookies, **renewed}.items())
        headers = [item for item in scope["headers"] if item[0] != b"cookie"]
        headers.append((b"cookie", text.encode("latin-1")))
        sets_itself = scope["path"].startswith(SIGN_IN_AND_OUT)

        async def send_renewed(message: Message) -> None:
            if message["type"] == "http.response.start" and not sets_itself:
                added = (self._set_cookie(name, value) for name, value in renewed.items())
                message["headers"] = [
                    *message.get("headers", ()),
                    *((b"set-cookie", value) for value in added),
                ]
            await send(message)

        await self.app({**scope, "headers": headers}, receive, send_renewed)

    def _renewed(self, cookies: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield name and new value of each cookie that an earlier key signed."""
        present = self.present()
        for name, value in cookies.items():
            if not name.startswith(USER_COOKIE_NAME) or decode_signed_value(present, name, value):
                continue
            for key in self.earlier:
                content = decode_signed_value(key, name, value)
                if content is not None:
                    yield name, create_signed_value(present, name, content).decode()
                    break

    def _set_cookie(self, name: str, value: str) -> bytes:
        text = f"{name}={value}; Path={self.path}; Max-Age={AUTH_COOKIE_MAX_AGE_SECONDS}; HttpOnly; SameSite=lax"
        return text.encode("latin-1")
