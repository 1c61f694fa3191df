"""Reject a request before it reaches the application, with a status and one sentence."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from serving.monitoring.refusals import REFUSALS

DENIAL = "websocket.http.response"
"""The ASGI extension for a response to a rejected socket."""


async def reject(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    text: str,
    *,
    limit: str,
    wait: int = 0,
) -> None:
    """Answer with `status` and `text`, and count the refusal under the name `limit`.

    `wait` is the number of seconds for Retry-After, 0 for none.

    A socket is closed with code 1008 where the server lacks the extension `DENIAL`.
    """
    REFUSALS.add(limit)
    if scope["type"] == "websocket" and DENIAL not in (scope.get("extensions") or {}):
        await WebSocketClose(code=1008)(scope, receive, send)
        return
    headers = {"cache-control": "no-store"} | ({"retry-after": str(wait)} if wait else {})
    await PlainTextResponse(text, status, headers)(scope, receive, send)


def client_address(scope: Scope) -> str:
    """The IP address of the client; behind a trusted proxy the server has set the visitor's. Empty if unknown."""
    return scope["client"][0] if scope.get("client") else ""
