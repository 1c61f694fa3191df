"""Limit how many sockets of one visitor are open at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from serving.rejection import reject
from translations import gettext as _

SECONDS_TO_WAIT = 60


class OpenSockets:
    """Middleware that rejects a socket with 429 while `maximum` sockets of the same `key` are open.

    A socket whose key is empty is not counted.
    """

    def __init__(self, app: ASGIApp, maximum: int, key: Callable[[Scope], str]) -> None:
        self.app, self.maximum, self.key = app, maximum, key
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = self.key(scope) if scope["type"] == "websocket" else ""
        if not key:
            await self.app(scope, receive, send)
            return
        if self.open[key] >= self.maximum:
            text = _("You have too many windows of this application open. Close some.")
            await reject(
                scope, receive, send, 429, text, limit="open_windows", wait=SECONDS_TO_WAIT
            )
            return
        self.open[key] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.open[key] -= 1
            self.open += Counter()  # drops visitors without open sockets
