"""Streamlit's scripts and styles, compressed once and cached in memory: a quarter of the bytes, no work per request.

Streamlit sends them uncompressed to save that work; on a slow connection the bytes matter more. File names hold a hash
of the content, so a cached response stays valid. In place of the icon font its subset is sent. Browsers accept Brotli
only over TLS and from this computer; they get gzip else.
"""

from __future__ import annotations

import asyncio

import brotli  # type: ignore[import-untyped]
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.streamlit.icon_font import subset_fonts
from host.streamlit.index_page import ONE_YEAR

STATIC_PATH = "/static/"
BROTLI_QUALITY, BROTLI_QUALITY_OF_LARGE = 10, 9
"""Of 11. With 10 a first load is 17 % smaller than with gzip, for 1 s of processor time; 11 takes 2.6 s for 2 % more. The
charts (4.7 MB) would take 5 s, with 9 0.6 s."""

LARGE = 1_000_000
"""Bytes."""

_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")
"""Beginnings of the media types that Brotli compresses; fonts and pictures are compressed already."""


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
        if scope["type"] != "http" or not path.startswith(STATIC_PATH):
            await self.app(scope, receive, send)
            return
        encoding = _encoding(scope)
        if encoding is None:
            await self.app(scope, receive, send)
            return
        known = path if path in self.responses else f"{encoding} {path}"
        if known not in self.responses:
            response = await (self._fetch(scope) if encoding == "gzip" else self._brotli(scope))
            if response.headers.get("content-encoding") != encoding:
                await response(scope, receive, send)
                return
            self.responses[known] = response
        await self.responses[known](scope, receive, send)

    async def _brotli(self, scope: Scope) -> Response:
        """Return the response, compressed by Brotli where it is text."""
        plain = [item for item in scope["headers"] if item[0] != b"accept-encoding"]
        response = await self._fetch({**scope, "headers": plain})
        media_type = response.headers.get("content-type", "")
        if response.status_code != 200 or not media_type.startswith(_TEXT):
            return response
        plain_body = bytes(response.body)
        quality = BROTLI_QUALITY if len(plain_body) < LARGE else BROTLI_QUALITY_OF_LARGE
        body = await asyncio.to_thread(brotli.compress, plain_body, quality=quality)
        response.body = body
        response.headers["content-encoding"] = "br"
        response.headers["content-length"] = str(len(body))
        response.headers["vary"] = "Accept-Encoding"
        return response

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


def _encoding(scope: Scope) -> str | None:
    """The better encoding that a client accepts, `br` or `gzip`, for an unconditional request of a whole file; else None."""
    headers = Headers(scope=scope)
    partial = "range" in headers or "if-none-match" in headers or "if-modified-since" in headers
    if scope["method"] != "GET" or partial:
        return None
    accepted = {
        item.partition(";")[0].strip()
        for item in headers.get("accept-encoding", "").split(",")
        if item.partition("q=")[2].strip("0. ") or "q=" not in item
    }
    return next((item for item in ("br", "gzip") if item in accepted), None)
