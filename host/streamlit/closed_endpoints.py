"""Streamlit's endpoints for programs are closed: each is answered with 404."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

CLOSED = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/script-health-check")
"""The interface for agents; usage metrics; runs of the script without a visitor."""

OPEN = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/upload_file/",
    "/_stcore/bidi-components/",
    "/auth/login",
    "/auth/logout",
    "/component/",
    "/media/",
    "/oauth2callback",
)
"""The other paths of Streamlit, except files below its static folder."""


class ClosedEndpoints:
    """Middleware that answers 404 where `CLOSED` occurs anywhere in the path."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not any(path in scope.get("path", "") for path in CLOSED):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        else:
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)


def unknown_endpoints(paths: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each path of a route of Streamlit that is neither in `OPEN` nor in `CLOSED`.

    >>> list(unknown_endpoints(["/_stcore/agent/mcp", "/media/{file_id:path}", ""]))
    []
    """
    for path in paths:
        if path and not path.startswith((*OPEN, *CLOSED)):
            yield (
                f"Streamlit answers at {path}, which it did not before. "
                "Open or close it in host/streamlit/closed_endpoints.py."
            )
