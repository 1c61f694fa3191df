"""Limit the messages through all sockets of one visitor: above the pace they wait, and far above it a socket is closed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.closing_socket import ClosingSocket
from serving.rate_limit import MAXIMUM_ADDRESSES, Rate

BYTES_OF_A_MESSAGE = 64 * 1024
"""A larger message counts as several, as reading it takes longer."""

SECONDS_AT_ONCE = 1
"""Seconds of the allowed rate that may arrive at once; more would block the event loop."""

MAXIMUM_WAIT = 2.0
"""Seconds; a socket whose message would wait for longer is closed, as waiting messages are kept in memory."""

TRIES = 3
"""Requests to the count of all processes, a second apart."""


@dataclass(slots=True)
class Pace:
    """At most `per_minute` messages a minute of one visitor, in order of arrival. `clock` gives seconds."""

    per_minute: int
    clock: Callable[[], float]
    _next: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def wait(self, key: str, messages: int = 1) -> float:
        """Return the seconds until messages may be read, which reserves their time; above `MAXIMUM_WAIT` it does not."""
        now = self.clock()
        free = max(self._next.get(key, 0.0), now - SECONDS_AT_ONCE)
        seconds = max(0.0, free - now)
        if seconds <= MAXIMUM_WAIT:
            self._next[key] = free + messages * 60 / self.per_minute
            self._next.move_to_end(key)
            if len(self._next) > MAXIMUM_ADDRESSES:
                self._next.popitem(last=False)
        return seconds


class MessagePace:
    """Middleware that keeps the messages of all sockets with the same `key` to a pace; an empty key has none.

    A message that must wait for longer than `MAXIMUM_WAIT`, or that is large and must wait at all, closes its socket.
    `shared` counts those of all processes; a message for which it has no room for `TRIES` seconds closes its socket too.
    """

    def __init__(
        self, app: ASGIApp, pace: Pace, key: Callable[[Scope], str], shared: Rate | None = None
    ) -> None:
        self.app, self.pace, self.key, self.shared = app, pace, key, shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = self.key(scope) if scope["type"] == "websocket" else ""
        if not key:
            await self.app(scope, receive, send)
            return
        socket = ClosingSocket(receive, send)

        async def paced() -> Message:
            message = await socket.receive()
            if message["type"] != "websocket.receive":
                return message
            size = len(message.get("bytes") or message.get("text") or "")
            messages = 1 + size // BYTES_OF_A_MESSAGE
            seconds = self.pace.wait(key, messages)
            if seconds > (MAXIMUM_WAIT if size < BYTES_OF_A_MESSAGE else 0):
                return await socket.close("pace_of_messages")
            await asyncio.sleep(seconds)
            if await self._shared_room(key, messages):
                return message
            return await socket.close("pace_of_messages")

        await self.app(scope, paced, socket.send)

    async def _shared_room(self, key: str, messages: int) -> bool:
        """Wait until all processes together may read so many messages; return False after `TRIES` seconds."""
        if self.shared is None:
            return True
        for turn in range(TRIES):
            if not await self.shared.seconds(key, messages):
                return True
            if turn < TRIES - 1:
                await asyncio.sleep(1)
        return False
