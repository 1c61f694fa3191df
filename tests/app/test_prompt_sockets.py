"""Answers leave at once: the head does not wait for its receipt before the body follows."""

from __future__ import annotations

import socket
from pathlib import Path

from serving.prompt_sockets import OPEN_FILES, answer_promptly


def test_a_connection_sends_at_once_after_its_listener_was_told_to() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert answer_promptly() >= 1
        with socket.create_connection(listener.getsockname()) as _other_side:
            accepted, _address = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_no_file_stays_open_afterwards(tmp_path: Path) -> None:
    with (tmp_path / "text").open("w"), socket.socket(socket.AF_UNIX), socket.socket():
        before = len(list(OPEN_FILES.iterdir()))
        answer_promptly()
        assert len(list(OPEN_FILES.iterdir())) == before
