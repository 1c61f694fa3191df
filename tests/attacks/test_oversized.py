"""Too large input is refused before it is read completely, and the server continues.

Deep and endless files: `tests/assessment/files/test_assessment_file.py`. Zip bombs: `tests/exchange/test_workbook_broken.py`
and `tests/assessment/files/test_document_type.py`. Documents that take too long or too much memory:
`tests/reports/pdf/test_worker.py`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import psutil
import pytest
from websockets.frames import CloseCode

from tests.attacks.raw import get, send, send_all
from tests.attacks.signed_in import client, cookies_of
from tests.attacks.window import Window
from tests.support.server import Server

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def still_well(server: Server) -> Iterator[None]:
    """After each attack the server answers within 10 s and uses little more memory than before."""
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    yield
    start = time.monotonic()
    assert httpx.get(f"{server.address}/healthz", timeout=20).status_code == 200
    assert time.monotonic() - start < 10
    assert process.memory_info().rss - before < 150 * MEGABYTE


def head(server: Server, path: str, *headers: str, method: str = "POST") -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        "Connection: close",
        *headers,
        "",
        "",
    ]
    return "\r\n".join(lines).encode()


def chunks(count: int) -> Iterator[bytes]:
    piece = b"x" * 65536
    for _number in range(count):
        yield f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
    yield b"0\r\n\r\n"


PLACES = (
    "/",
    "/repository",
    "/api/v1/publications",
    "/auth/login",
    "/healthz",
    "/media/x",
    "/_stcore/host-config",
)


@pytest.mark.parametrize("path", PLACES)
def test_a_body_that_says_that_it_is_large_is_refused_before_it_comes(
    server: Server, path: str
) -> None:
    answer = send(server, head(server, path, "Content-Length: 500000000"))
    assert answer.status == 413, answer.head
    assert b"This is too large. At most 64 kB are taken here." in answer.body
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("length", ["-1", "1e9", "9" * 400, "0x10", "5, 6"])
def test_a_length_that_is_none_is_refused(server: Server, length: str) -> None:
    assert send(server, head(server, "/", f"Content-Length: {length}")).status in (400, 413)


@pytest.mark.parametrize("path", PLACES)
def test_a_body_of_unknown_length_is_not_kept(server: Server, path: str) -> None:
    """The response is a refusal, whether the body would have been read or not; `still_well` checks the memory."""
    pieces = (head(server, path, "Transfer-Encoding: chunked"), *chunks(300))
    assert send_all(server, pieces).status in (0, 403, 404, 405, 413)


def test_two_lengths_are_no_way_to_smuggle_a_second_request(server: Server) -> None:
    smuggled = b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    for headers in (
        ("Content-Length: 5", "Content-Length: 60"),
        ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
        ("Transfer-Encoding : chunked",),
    ):
        answer = send(server, head(server, "/", *headers) + smuggled)
        assert answer.status in (400, 404, 405), answer.head
        assert b'"status"' not in answer.body


def test_an_upload_above_the_limit_is_refused_whatever_it_says_of_its_length(
    server: Server,
) -> None:
    opened = client(server)
    token = cookies_of(opened)["_streamlit_xsrf"]
    with Window(server) as window:
        window.show()
        path = f"/_stcore/upload_file/{window.session}/1"
        allowed = (f"X-Xsrftoken: {token}", f"Cookie: _streamlit_xsrf={token}",
                   "Content-Type: multipart/form-data; boundary=b")  # fmt: skip
        said = send(
            server, head(server, path, *allowed, f"Content-Length: {22 * MEGABYTE}", method="PUT")
        )
        assert said.status == 413, said.head
        part = b'--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n'
        start = head(server, path, *allowed, "Transfer-Encoding: chunked", method="PUT")
        first = f"{len(part):x}\r\n".encode() + part + b"\r\n"
        assert send_all(server, (start, first, *chunks(22 * 16))).status == 413


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/", ("X-Long: " + "x" * 200_000,)), ("/" + "x" * 200_000, ()), ("/?" + "x" * 200_000, ()),
     ("/", ("Cookie: " + "a=b; " * 40_000,)), ("/", tuple(f"X-{number}: x" for number in range(20_000)))],
    ids=["header", "path", "query", "cookie", "many headers"],
)  # fmt: skip
def test_a_head_that_is_too_long_is_refused(
    server: Server, path: str, headers: tuple[str, ...]
) -> None:
    assert get(server, path, *headers).status in (0, 400, 413, 414, 431)


def test_a_message_of_a_few_megabytes_closes_its_window_also_when_it_is_small_compressed(
    server: Server,
) -> None:
    with Window(server) as window:
        window.show()
        assert [item.name for item in window.socket.protocol.extensions] == ["permessage-deflate"]
        assert window.closed_by(b"\0" * 5 * MEGABYTE).code == CloseCode.MESSAGE_TOO_BIG


def test_a_message_that_says_that_it_is_above_every_limit_closes_its_window_before_it_comes(
    server: Server,
) -> None:
    with Window(server) as window:
        window.show()
        window.socket.socket.sendall(b"\x82\xff" + (40 * MEGABYTE).to_bytes(8) + b"mask")
        assert window.closed_by().code == CloseCode.MESSAGE_TOO_BIG


def test_a_message_above_every_limit_is_not_kept(server: Server) -> None:
    """A client that still sends may lose the connection before it gets the reason; `still_well` checks the rest."""
    with Window(server) as window:
        window.show()
        closed = window.closed_by(b"\0" * 40 * MEGABYTE)
        assert closed.code in (CloseCode.MESSAGE_TOO_BIG, CloseCode.ABNORMAL_CLOSURE)


@pytest.mark.parametrize("message", [b"\xff\xff\xff", "text", b"\x0a" * 1001])
def test_a_message_that_is_none_closes_its_window_and_tells_nothing(
    server: Server, message: bytes | str
) -> None:
    with Window(server) as window:
        window.show()
        assert window.closed_by(message).reason in ("", "Internal Server Error")
