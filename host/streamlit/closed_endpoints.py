"""Addresses of Streamlit that no person needs are refused: nobody but a person answers, and nobody counts the others."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

REFUSED = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/script-health-check")
"""The interface for programs that act as a person; how many people are here and what they use; a run without a person."""


class AgentRefusal:
    """Middleware that answers 404 below `REFUSED`, wherever it stands in the path."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not any(path in scope.get("path", "") for path in REFUSED):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        else:
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
