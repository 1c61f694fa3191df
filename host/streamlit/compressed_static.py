"""Streamlit's scripts and styles are compressed once and kept: a third of the bytes, no work per request.

Streamlit sends them uncompressed to save that work; over a slow link the bytes matter more.
Their names hold a hash of their content, so what is kept never goes stale. Of the icon font the small one is sent.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.streamlit.icon_font import small_icons
from host.streamlit.index_page import A_YEAR

STATIC_PATH = "/static/"


class KeptStaticFiles:
    """Middleware around the compressing one; remembers what that one made of each static file."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, Response] = {
            path: Response(font, media_type="font/woff2", headers={"cache-control": A_YEAR})
            for path, font in small_icons().items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith(STATIC_PATH) or not _wants_gzip(scope):
            await self.app(scope, receive, send)
            return
        if path not in self.kept:
            response = await self._fetch(scope, receive)
            if response.headers.get("content-encoding") != "gzip":
                await response(scope, receive, send)
                return
            self.kept[path] = response
        await self.kept[path](scope, receive, send)

    async def _fetch(self, scope: Scope, receive: Receive) -> Response:
        """The whole response of what lies inside."""
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))

        await self.app(scope, receive, collect)
        response = Response(bytes(body), status_code=start["status"])
        response.raw_headers = [
            (name, value) for name, value in start["headers"] if name != b"content-length"
        ]
        response.headers["content-length"] = str(len(body))
        return response


def _wants_gzip(scope: Scope) -> bool:
    """A plain download of the whole file by a client that takes gzip."""
    headers = Headers(scope=scope)
    partial = "range" in headers or "if-none-match" in headers or "if-modified-since" in headers
    return scope["method"] == "GET" and not partial and "gzip" in headers.get("accept-encoding", "")
