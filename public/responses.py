"""Responses of public files, made once: entity tag, headers, and the compressed form of texts."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from public.files import PublicFile

SMALLEST_COMPRESSED = 1000
"""Bytes from which a text is sent compressed."""

COMPRESSED_TYPES = ("text/", "application/json", "application/atom+xml")
"""Beginnings of the media types that are compressed; workbooks and PDFs are compressed already."""

REVALIDATE = "public, no-cache"
"""May be cached, but must be revalidated (answered with 304), so that a retraction takes effect at once."""

IMMUTABLE = "public, max-age=31536000, immutable"

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class FileResponse:
    """ASGI application that sends one file, compressed where `compressed` is not None and the client accepts gzip."""

    tag: str
    common: Headers
    plain: Headers
    body: bytes
    compressed: tuple[Headers, bytes] | None

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one request; 304 where its If-None-Match names the tag."""
        known, encodings = "", ""
        for name, value in scope["headers"]:
            if name == b"if-none-match":
                known = value.decode("latin-1")
            elif name == b"accept-encoding":
                encodings = value.decode("latin-1")
        status, headers, body = 200, self.plain, self.body
        if known and names_tag(known, self.tag):
            status, headers, body = 304, self.common, b""
        elif self.compressed is not None and "gzip" in encodings:
            headers, body = self.compressed
        # A copy: middleware adds its own headers to the list.
        await send({"type": "http.response.start", "status": status, "headers": [*headers]})
        await send({"type": "http.response.body", "body": body})


def file_response(file: PublicFile, headers: Mapping[str, str]) -> FileResponse:
    """Return the response of a file with further headers."""
    tag = f'W/"{hashlib.sha256(file.body).hexdigest()[:32]}"'
    common = _raw(
        {
            **headers,
            "etag": tag,
            "cache-control": IMMUTABLE if file.media_type.startswith("text/css") else REVALIDATE,
        }
    )
    media_type = ("content-type", file.media_type)
    if len(file.body) < SMALLEST_COMPRESSED or not file.media_type.startswith(COMPRESSED_TYPES):
        plain = [*common, *_raw(dict([media_type, _length(file.body)]))]
        return FileResponse(tag, common, plain, file.body, None)
    common += _raw({"vary": "Accept-Encoding"})
    plain = [*common, *_raw(dict([media_type, _length(file.body)]))]
    packed = gzip.compress(file.body, 9, mtime=0)
    encoded = _raw(dict([media_type, ("content-encoding", "gzip"), _length(packed)]))
    return FileResponse(tag, common, plain, file.body, ([*common, *encoded], packed))


def names_tag(header: str, tag: str) -> bool:
    """Return whether the header If-None-Match names a tag, by weak comparison (RFC 9110, 8.8.3.2).

    >>> names_tag('"x", "abc"', 'W/"abc"'), names_tag("*", 'W/"abc"'), names_tag('W/"x"', 'W/"abc"')
    (True, True, False)
    """
    named = {item.strip().removeprefix("W/") for item in header.split(",")}
    return "*" in named or tag.removeprefix("W/") in named


def _length(body: bytes) -> tuple[str, str]:
    return "content-length", str(len(body))


def _raw(headers: Mapping[str, str]) -> Headers:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
