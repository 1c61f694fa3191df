"""Raw requests to the server, also malformed ones."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass

from tests.support.server import Server


@dataclass(frozen=True, slots=True)
class Response:
    """A raw response; status 0 where the connection was closed without one."""

    status: int
    head: str
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        lines = (line.partition(":") for line in self.head.splitlines()[1:])
        return {name.strip().lower(): value.strip() for name, _colon, value in lines}


def send(server: Server, *pieces: bytes, limit: int = 3_000_000) -> Response:
    """Send the pieces until the server closes the connection, and read the response."""
    return send_all(server, pieces, limit=limit)


def send_all(server: Server, pieces: Iterable[bytes], *, limit: int = 3_000_000) -> Response:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as wire:
        try:
            for piece in pieces:
                wire.sendall(piece)
        except OSError:
            pass  # the server has closed the connection; its response is read below
        return _read(wire, limit)


def get(server: Server, path: str, *headers: str, method: str = "GET") -> Response:
    """Send a request with path and headers unchanged."""
    given = (
        [f"Host: 127.0.0.1:{server.port}"]
        if not any(h.lower().startswith("host") for h in headers)
        else []
    )
    lines = [f"{method} {path} HTTP/1.1", *given, *headers, "Connection: close", "", ""]
    return send(server, "\r\n".join(lines).encode("latin-1"))


def _read(wire: socket.socket, limit: int) -> Response:
    received = bytearray()
    try:
        while len(received) < limit and (piece := wire.recv(65536)):
            received += piece
    except OSError:
        pass
    head, _gap, body = bytes(received).partition(b"\r\n\r\n")
    first = head.split(b" ", 2)
    status = int(first[1]) if len(first) > 1 and first[1].isdigit() else 0
    return Response(status, head.decode("latin-1"), body)
