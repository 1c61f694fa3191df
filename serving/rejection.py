"""How a request is refused before anything of the application sees it: a status and one plain sentence."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

DENIAL = "websocket.http.response"
"""The extension of ASGI by which a socket that is not opened is told why."""


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, text: str, *, wait: int = 0
) -> None:
    """Answer with `status` and `text`; `wait` is after how many seconds it may be tried again."""
    if scope["type"] == "websocket" and DENIAL not in (scope.get("extensions") or {}):
        await WebSocketClose(code=1008)(scope, receive, send)
        return
    headers = {"cache-control": "no-store"} | ({"retry-after": str(wait)} if wait else {})
    await PlainTextResponse(text, status, headers)(scope, receive, send)


def address_of(scope: Scope) -> str:
    """Whose request it is. The server has already put the visitor in the place of a proxy that it trusts."""
    return scope["client"][0] if scope.get("client") else ""
