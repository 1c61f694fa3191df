"""Streamlit's interface for programs that act as a person is refused: nobody but a person answers."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

AGENT_PATH = "/_stcore/agent"


class AgentRefusal:
    """Middleware that answers 404 below `/_stcore/agent`, wherever it stands in the path."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if AGENT_PATH not in scope.get("path", ""):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        else:
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
