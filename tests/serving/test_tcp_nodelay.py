"""Answers leave at once: the head does not wait for its receipt before the body follows."""

from __future__ import annotations

import socket
from pathlib import Path

from operating_system import OPEN_FILES
from serving.tcp_nodelay import set_tcp_nodelay


def test_a_connection_sends_at_once_after_its_listener_was_told_to() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert set_tcp_nodelay() >= 1
        with socket.create_connection(listener.getsockname()) as _other_side:
            accepted, _address = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_no_file_stays_open_afterwards(tmp_path: Path) -> None:
    with (tmp_path / "text").open("w"), socket.socket(socket.AF_UNIX), socket.socket():
        before = len(list(OPEN_FILES.iterdir()))
        set_tcp_nodelay()
        assert len(list(OPEN_FILES.iterdir())) == before
