"""Streamlit's scripts and styles, compressed once and cached in memory: a third of the bytes, no work per request.

Streamlit sends them uncompressed to save that work; on a slow connection the bytes matter more. File names hold a hash
of the content, so a cached response stays valid. In place of the icon font its subset is sent.
"""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.streamlit.icon_font import subset_fonts
from host.streamlit.index_page import ONE_YEAR

STATIC_PATH = "/static/"


class CompressedStaticFiles:
    """Middleware around the compressing one that caches the response of each static file."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.responses: dict[str, Response] = {
            path: Response(font, media_type="font/woff2", headers={"cache-control": ONE_YEAR})
            for path, font in subset_fonts().items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith(STATIC_PATH) or not _wants_gzip(scope):
            await self.app(scope, receive, send)
            return
        if path not in self.responses:
            response = await self._fetch(scope)
            if response.headers.get("content-encoding") != "gzip":
                await response(scope, receive, send)
                return
            self.responses[path] = response
        await self.responses[path](scope, receive, send)

    async def _fetch(self, scope: Scope) -> Response:
        """Return the complete response of the inner application.

        A visitor who disconnects meanwhile must not end it: part of a file would be cached and sent to all visitors. The
        inner application is therefore not told.
        """
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))

        await self.app(scope, _never_receive, collect)
        response = Response(bytes(body), status_code=start["status"])
        response.raw_headers = [
            (name, value) for name, value in start["headers"] if name != b"content-length"
        ]
        response.headers["content-length"] = str(len(body))
        return response


async def _never_receive() -> Message:
    """Never return: no message of the visitor is passed on."""
    await asyncio.Event().wait()
    raise AssertionError


def _wants_gzip(scope: Scope) -> bool:
    """Whether the request is for a whole file, unconditional, from a client that accepts gzip."""
    headers = Headers(scope=scope)
    partial = "range" in headers or "if-none-match" in headers or "if-modified-since" in headers
    return scope["method"] == "GET" and not partial and "gzip" in headers.get("accept-encoding", "")
