"""An id for each request, in the log and in the response, so that a person's report can be found in the log."""

from __future__ import annotations

import hashlib
import re
import secrets
from contextvars import ContextVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = b"x-request-id"

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; empty outside of one."""

_GIVEN = re.compile(rb"[A-Za-z0-9-]{8,64}")


class RequestId:
    """Middleware that gives each request an id: that of the proxy's header if it is plain, else a random one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == HEADER), b"")
        own = given if _GIVEN.fullmatch(given) else secrets.token_hex(8).encode()
        request_id.set(own.decode())

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (HEADER, own)]
            await send(message)

        await self.app(scope, receive, send_with_id)


def id_of_window(window: str) -> str:
    """Return the id under which runs of a window are logged; the window's own id would give access to its files.

    >>> id_of_window("a window")
    'w-7ad2c3db89cd'
    """
    return f"w-{hashlib.sha256(window.encode()).hexdigest()[:12]}"
