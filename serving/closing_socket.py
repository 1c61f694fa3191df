"""A socket that a limit closes: the application is told that the client has left."""

from __future__ import annotations

from starlette.types import Message, Receive, Send

from serving.monitoring.refusals import REFUSALS

POLICY_VIOLATION = 1008


class ClosingSocket:
    """The two ends of a socket; after `close` nothing more is sent."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self.receive, self._send, self._closed = receive, send, False

    async def send(self, message: Message) -> None:
        """Send a message, unless the socket was closed."""
        if not self._closed:
            await self._send(message)

    async def close(self, limit: str) -> Message:
        """Close the socket with code 1008, which counts under the name `limit`, and return the message with which the application ends."""
        self._closed = True
        REFUSALS.add(limit)
        await self._send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}
