"""Static files are cached compressed, and always whole."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator

import brotli
import pytest
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from host.streamlit.compressed_static import CompressedStaticFiles
from tests.support.asynchronous import run_async

PARTS = [b"part %d;" % number * 500 for number in range(20)]
SCOPE: Scope = {
    "type": "http",
    "asgi": {"version": "3.0", "spec_version": "2.3"},
    "method": "GET",
    "path": "/static/js/charts.js",
    "headers": [(b"accept-encoding", b"gzip")],
}


class Site:
    """A site with one file that counts its requests."""

    requests = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def parts() -> AsyncIterator[bytes]:
            for part in PARTS:
                await asyncio.sleep(0)
                yield part

        self.requests += 1
        await StreamingResponse(parts(), media_type="text/javascript")(scope, receive, send)


async def _leave() -> Message:
    return {"type": "http.disconnect"}


async def _stay() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def _body(app: CompressedStaticFiles, receive: Receive) -> bytes:
    received = bytearray()

    async def send(message: Message) -> None:
        received.extend(message.get("body", b""))

    await app(SCOPE, receive, send)
    return gzip.decompress(bytes(received))


async def _bodies(app: CompressedStaticFiles, visitors: list[Receive]) -> list[bytes]:
    return [await _body(app, receive) for receive in visitors]


def _run(app: CompressedStaticFiles, visitors: list[Receive]) -> list[bytes]:
    return run_async(_bodies(app, visitors))


def test_a_visitor_who_leaves_during_the_first_request_leaves_no_part_of_a_file_to_the_next() -> (
    None
):
    site = Site()
    app = CompressedStaticFiles(GZipMiddleware(site))
    assert _run(app, [_leave, _stay])[1] == b"".join(PARTS)
    assert site.requests == 1


def test_a_file_is_compressed_once() -> None:
    site = Site()
    app = CompressedStaticFiles(GZipMiddleware(site))
    assert _run(app, [_stay, _stay, _stay]) == [b"".join(PARTS)] * 3
    assert site.requests == 1


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("broken", None),
        ("", None),
    ],
)
def test_a_client_gets_the_best_encoding_it_accepts_and_always_the_same_file(
    accepted: str, encoding: str | None
) -> None:
    async def headers_and_body() -> tuple[dict[bytes, bytes], bytes]:
        received, started = bytearray(), dict[bytes, bytes]()

        async def send(message: Message) -> None:
            started.update(message.get("headers", ()))
            received.extend(message.get("body", b""))

        asked = {**SCOPE, "headers": [(b"accept-encoding", accepted.encode())]}
        await CompressedStaticFiles(GZipMiddleware(Site()))(asked, _stay, send)
        return started, bytes(received)

    headers, body = run_async(headers_and_body())
    assert headers.get(b"content-encoding", b"").decode() == (encoding or "")
    read = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding or "", bytes)
    assert read(body) == b"".join(PARTS)
