"""Set TCP_NODELAY, which Streamlit's listening socket lacks: a body waited 40 ms for the acknowledgement of its head.

Nagle's algorithm and delayed acknowledgements wait for each other (RFC 1122, 4.2.3.4). Connections inherit the option
of the socket that accepts them, on Linux; elsewhere nothing changes.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from collections.abc import Iterator

from operating_system import open_descriptors


def set_tcp_nodelay() -> int:
    """Set TCP_NODELAY on the listening TCP sockets of this process, and return their number."""
    return sum(_set_option(number) for number in _open_sockets())


def _open_sockets() -> Iterator[int]:
    """The file descriptors of this process that are sockets."""
    for number in open_descriptors():
        with contextlib.suppress(OSError):  # listing the folder opens a file that is closed by now
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                yield number


def _set_option(number: int) -> bool:
    """Set the option if the socket is a listening one; whether it is."""
    with socket.socket(fileno=os.dup(number)) as descriptor:
        if not _is_listening(descriptor):
            return False
        descriptor.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return True


def _is_listening(descriptor: socket.socket) -> bool:
    """Whether it is a TCP socket with an address of its own and no peer."""
    if (
        descriptor.family not in (socket.AF_INET, socket.AF_INET6)
        or descriptor.type != socket.SOCK_STREAM
    ):
        return False
    try:
        descriptor.getpeername()
    except OSError:
        return bool(descriptor.getsockname()[1])
    return False
