"""The cookie by which a proxy sends a browser to the process that has its windows, with their uploads and documents.

It is set where a window is opened. Before that every request can be answered by any process.
"""

from __future__ import annotations

import re

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "cop_process"
SETTING = "COP_PROCESS"
"""Variable of the environment that names the process; without it there is no cookie."""

_NAME = re.compile(r"[a-z0-9]{1,16}")


def is_process_name(text: str) -> bool:
    """Return whether a text can name a process: up to 16 small letters and digits.

    >>> [is_process_name(item) for item in ("1", "north2", "", "a b", "A", "x" * 17)]
    [True, True, False, False, False, False]
    """
    return _NAME.fullmatch(text) is not None


class ProcessCookie:
    """Middleware that sets the cookie to `name` where a socket is accepted that came with another or with none."""

    def __init__(self, app: ASGIApp, name: str) -> None:
        self.app, self.name = app, name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or HTTPConnection(scope).cookies.get(COOKIE) == self.name:
            await self.app(scope, receive, send)
            return

        async def send_named(message: Message) -> None:
            if message["type"] == "websocket.accept":
                cookie = (b"set-cookie", f"{COOKIE}={self.name}; Path=/".encode())
                message = {**message, "headers": [*message.get("headers", ()), cookie]}
            await send(message)

        await self.app(scope, receive, send_named)
