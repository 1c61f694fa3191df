"""Answers leave at once. Streamlit's listening socket lacks TCP_NODELAY, so a body waited 40 ms for the head's receipt.

Nagle's algorithm and delayed acknowledgements wait for each other (RFC 1122, 4.2.3.4). Connections inherit the option
of the socket that accepts them, on Linux; elsewhere nothing changes.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

OPEN_FILES = Path("/proc/self/fd")


def answer_promptly() -> int:
    """Set TCP_NODELAY on the sockets on which this process takes connections; how many there are."""
    count = 0
    for one in _sockets():
        with one:
            if one.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM:
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                count += 1
    return count


def _sockets() -> Iterator[socket.socket]:
    """Every Internet socket of this process that is bound and has no other side, each by a number of its own."""
    for file in OPEN_FILES.iterdir() if OPEN_FILES.is_dir() else ():
        with contextlib.suppress(OSError, ValueError):
            found = socket.socket(fileno=os.dup(int(file.name)))
            if _takes_connections(found):
                yield found
            else:
                found.close()


def _takes_connections(one: socket.socket) -> bool:
    if one.family not in (socket.AF_INET, socket.AF_INET6) or not one.getsockname()[1]:
        return False
    try:
        one.getpeername()
    except OSError:
        return True
    return False
