"""One line in the terminal gives the address of the application and how to stop it."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from host.startup import start_message
from tests.support.server import Server


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, "http://127.0.0.1:8501"),
        ({"server.address": "0.0.0.0", "server.port": 9000}, "http://127.0.0.1:9000"),  # noqa: S104
        ({"server.address": "::1"}, "http://[::1]:8501"),
        ({"server.sslCertFile": "a.pem", "server.baseUrlPath": "/cop/"}, "https://127.0.0.1:8501/cop"),
        ({"server.address": "unix:/run/cop.sock"}, "unix:/run/cop.sock"),
    ],
)  # fmt: skip
def test_the_line_names_the_address_that_is_set(
    settings: dict[str, object], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"server.address": "127.0.0.1", "server.port": 8501, **settings}
    monkeypatch.setattr(st, "get_option", values.get)
    assert (
        start_message() == f"The application is ready at {address}. To stop it, press Ctrl-C here."
    )


def test_the_terminal_says_it_once(tmp_path: Path) -> None:
    server = Server(tmp_path).start()
    try:
        log = (tmp_path / "server.log").read_text()
    finally:
        server.stop()
    assert log.count(server.address) == 1
    lines = [line for line in log.splitlines() if line]
    assert lines == [
        f"The application is ready at {server.address}. To stop it, press Ctrl-C here."
    ]
