"""Limit how many sockets of one visitor are open at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.processes.shared_counts import SharedCounts
from serving.processes.shared_rate import shared_key
from serving.rejection import reject
from translations import gettext as _

SECONDS_TO_WAIT = 60


class OpenSockets:
    """Middleware that rejects a socket with 429 while `maximum` sockets of the same `key` are open.

    A socket whose key is empty is not counted. With `counts` the sockets of all processes are counted under `name`;
    one that was closed in another process counts for up to five seconds more.
    """

    def __init__(
        self,
        app: ASGIApp,
        maximum: int,
        key: Callable[[Scope], str],
        name: str = "",
        counts: SharedCounts | None = None,
    ) -> None:
        self.app, self.maximum, self.key = app, maximum, key
        self.name, self.counts = name, counts
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = self.key(scope) if scope["type"] == "websocket" else ""
        if not key:
            await self.app(scope, receive, send)
            return
        self.open[key] += 1
        if self.open[key] > self.maximum or not await self._shared_room(key):
            self._close(key)
            text = _("You have too many windows of this application open. Close some.")
            await reject(
                scope, receive, send, 429, text, limit="open_windows", wait=SECONDS_TO_WAIT
            )
            return
        try:
            await self.app(scope, receive, send)
        finally:
            self._close(key)

    def _close(self, key: str) -> None:
        self.open[key] -= 1
        if not self.open[key]:
            del self.open[key]

    async def _shared_room(self, key: str) -> bool:
        """Return whether all processes together have room for this socket, which is counted already."""
        if self.counts is None:
            return True
        shared = shared_key(self.name, key)
        self.counts.watch(shared, lambda: self.open[key])
        return await run_in_threadpool(self.counts.hold, shared, self.open[key], self.maximum)
