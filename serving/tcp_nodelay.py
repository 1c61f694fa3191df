"""Answers leave at once. Streamlit's listening socket lacks TCP_NODELAY, so a body waited 40 ms for the head's receipt.

Nagle's algorithm and delayed acknowledgements wait for each other (RFC 1122, 4.2.3.4). Connections inherit the option
of the socket that accepts them, on Linux; elsewhere nothing changes.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

OPEN_FILES = Path("/proc/self/fd")


def set_tcp_nodelay() -> int:
    """Set TCP_NODELAY on the sockets on which this process takes connections; how many there are."""
    found = [number for number in _open_sockets() if _tell(number)]
    return len(found)


def _open_sockets() -> Iterator[int]:
    """The numbers of this process's open files that are sockets."""
    for file in OPEN_FILES.iterdir() if OPEN_FILES.is_dir() else ():
        number = int(file.name)
        with contextlib.suppress(OSError):  # the look itself opens a file that is gone by now
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                yield number


def _tell(number: int) -> bool:
    """Whether it is a socket that takes connections, which then has the option."""
    with socket.socket(fileno=os.dup(number)) as one:
        if not _takes_connections(one):
            return False
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return True


def _takes_connections(one: socket.socket) -> bool:
    """Whether it is a socket of TCP that has an address of its own and no other side."""
    if one.family not in (socket.AF_INET, socket.AF_INET6) or one.type != socket.SOCK_STREAM:
        return False
    try:
        one.getpeername()
    except OSError:
        return bool(one.getsockname()[1])
    return False
