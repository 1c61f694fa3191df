"""Limit how often one address opens a socket, and the messages through each socket."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.closing_socket import ClosingSocket
from serving.rate_limit import Rate, RateLimit
from serving.rejection import reject
from serving.visitor import address_key
from translations import gettext as _


class SocketLimit:
    """Middleware that rejects a socket above the limit with 429, and closes one with too many messages.

    `opening` limits new sockets by address; `messages` makes the limit of a socket.
    """

    def __init__(self, app: ASGIApp, opening: Rate, messages: Callable[[], RateLimit]) -> None:
        self.app, self.opening, self.messages = app, opening, messages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        wait = await self.opening.seconds(address_key(scope))
        if wait:
            text = _("Too many windows of this application are opened at your address.")
            await reject(scope, receive, send, 429, text, limit="new_windows", wait=wait)
            return
        messages, socket = self.messages(), ClosingSocket(receive, send)

        async def counted() -> Message:
            message = await socket.receive()
            if message["type"] != "websocket.receive" or not messages.wait(""):
                return message
            return await socket.close("messages_of_a_window")

        await self.app(scope, counted, socket.send)
