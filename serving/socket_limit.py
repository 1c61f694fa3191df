"""Limit the sockets of one address, and the messages through each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.rate_limit import RateLimit, network_of
from serving.rejection import client_address, reject
from translations import gettext as _

POLICY_VIOLATION = 1008


class SocketLimit:
    """Middleware that rejects a socket above the limits with 429, and closes one with too many messages.

    `opening` limits new sockets by address, `maximum_open` those open at once; `messages` makes the limit of a socket.
    """

    def __init__(
        self,
        app: ASGIApp,
        opening: RateLimit,
        maximum_open: int,
        messages: Callable[[], RateLimit],
    ) -> None:
        self.app, self.opening, self.maximum_open, self.messages = (
            app,
            opening,
            maximum_open,
            messages,
        )
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        network = network_of(client_address(scope))
        wait = self.opening.wait(network) if self.open[network] < self.maximum_open else 60
        if wait:
            text = _("Too many windows of this application are open at your address.")
            await reject(scope, receive, send, 429, text, wait=wait)
            return
        self.open[network] += 1
        try:
            await self._serve(scope, receive, send)
        finally:
            self.open[network] -= 1
            self.open += Counter()  # drops networks without open sockets

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        messages, closed = self.messages(), False

        async def counted() -> Message:
            nonlocal closed
            message = await receive()
            if message["type"] != "websocket.receive" or not messages.wait(""):
                return message
            closed = True
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

        async def while_open(message: Message) -> None:
            if not closed:
                await send(message)

        await self.app(scope, counted, while_open)
