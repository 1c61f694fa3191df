"""How many sockets one address may open, and how much may be said through one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.rate_limit import RateLimit, network_of
from serving.rejection import address_of, refuse
from translations import gettext as _

POLICY_VIOLATION = 1008


class SocketLimit:
    """Middleware that refuses a socket too many with 429, and closes one through which too much is said.

    `opening` counts new sockets by address, `most_open` those open at once, `messages` makes a count for each socket.
    """

    def __init__(
        self,
        app: ASGIApp,
        opening: RateLimit,
        most_open: int,
        messages: Callable[[], RateLimit],
    ) -> None:
        self.app, self.opening, self.most_open, self.messages = app, opening, most_open, messages
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        who = network_of(address_of(scope))
        wait = self.opening.wait(who) if self.open[who] < self.most_open else 60
        if wait:
            text = _("Too many windows of this application are open at your address.")
            await refuse(scope, receive, send, 429, text, wait=wait)
            return
        self.open[who] += 1
        try:
            await self._listen(scope, receive, send)
        finally:
            self.open[who] -= 1
            self.open += Counter()  # forgets who has none left

    async def _listen(self, scope: Scope, receive: Receive, send: Send) -> None:
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
