"""Who came by TLS is told to come by TLS from now on."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "strict-transport-security"
A_YEAR = "max-age=31536000"
"""For this name alone: about other names below it the toolkit knows nothing."""


class StrictTransport:
    """Middleware that sends `HEADER` where the public address is `https`, or a trusted proxy says that this request was."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app, self.https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (self.https or scope.get("scheme") == "https"):
            await self.app(scope, receive, send)
            return

        async def send_strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = A_YEAR
            await send(message)

        await self.app(scope, receive, send_strictly)
