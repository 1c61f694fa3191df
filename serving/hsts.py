"""Tell browsers that came by TLS to use TLS only (HTTP Strict Transport Security, RFC 6797)."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "strict-transport-security"
ONE_YEAR = "max-age=31536000"
"""Without `includeSubDomains`: other names below this one may have no TLS."""


class Hsts:
    """Middleware that sends `HEADER` where the public address is `https`, or a trusted proxy forwards a request by `https`."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app, self.https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (self.https or scope.get("scheme") == "https"):
            await self.app(scope, receive, send)
            return

        async def send_with_header(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = ONE_YEAR
            await send(message)

        await self.app(scope, receive, send_with_header)
