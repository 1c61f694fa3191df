"""A Streamlit server on loopback, ours or an empty one, and a client of its protocol."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROOT = Path(__file__).parents[1]

EMPTY_PAGE = 'import streamlit as st\n\nst.write("Hello")\n'
"""The smallest application: one line of text."""

FROZEN_EMPTY_APP = """
import gc
from contextlib import asynccontextmanager

import streamlit as st


@asynccontextmanager
async def lifespan(_app):
    gc.collect()
    gc.freeze()
    yield


app = st.App("{page}", lifespan=lifespan)
"""
"""The same without garbage collection after each run (`gc.freeze`), as in our own server: the stricter reference."""

UNLIMITED = "10000000"
"""Limit of requests per minute, for the one address of a benchmark."""


@contextmanager
def serve(script: Path, data: Path) -> Iterator[tuple[str, int]]:
    """Run a server of `script` with its data in `data`; yields its address and process id."""
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
        "--server.headless", "true", "--server.address", "127.0.0.1",
        "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none",
    ]  # fmt: skip
    environment = {
        **os.environ,
        "COP_DATA": str(data),
        "COP_DATABASE_URL": f"sqlite:///{data}/cop.sqlite3",
        "COP_REPOSITORY_REQUESTS_PER_MINUTE": UNLIMITED,
        "COP_SCREEN_REQUESTS_PER_MINUTE": UNLIMITED,
    }
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"127.0.0.1:{port}"
        wait_for(f"http://{address}/_stcore/health", process)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A free port on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until `url` answers. Raises RuntimeError if `process` ends first or nothing answers within a minute."""
    for _try in range(1200):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start within a minute")


class Visitor:
    """One session over the websocket, without the time of a browser: opens a page, reruns it, operates its fields."""

    def __init__(
        self,
        address: str,
        query: str = "",
        page: str = "",
        *,
        tls: ssl.SSLContext | None = None,
        timeout: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._query, self._page, self._timeout = query, page, timeout
        end = "s" if tls else ""
        self._socket = connect(
            f"ws{end}://{address}/_stcore/stream",
            origin=f"http{end}://{address}",  # type: ignore[arg-type]  # a plain string is what the server compares
            subprotocols=["streamlit"],  # type: ignore[list-item]  # as above
            max_size=None,
            ssl=tls,
            open_timeout=timeout or 10,
            close_timeout=1,
            ping_interval=None,  # else a slow server looks like a lost one
            additional_headers=headers,
        )

        self.listen: Callable[[bytes], None] | None = None
        self._radios: dict[str, tuple[str, list[str]]] = {}
        self._buttons: dict[str, str] = {}
        self._fragment = ""
        self._chosen: dict[str, str] = {}

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    def rerun(self, expected: bytes = b"") -> int:
        """Run the page and read to its end; returns the bytes received, which must contain `expected`."""
        return self._run(self._message(), expected)

    def press(self, label: str, expected: bytes = b"") -> int:
        """Press a button and read to the end of the run it starts; returns as `rerun`."""
        message = self._message()
        self._add_chosen(message)
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = self._buttons[label], True
        return self._run(message, expected)

    def _run(self, message: BackMsg, expected: bytes) -> int:
        received, is_shown = 0, not expected
        self._socket.send(message.SerializeToString())
        while True:
            data = self._receive()
            received += len(data)
            is_shown = is_shown or expected in data
            answer = ForwardMsg.FromString(data)
            self._note_widgets(answer)
            if answer.WhichOneof("type") == "script_finished":
                assert is_shown, "the page did not show what it should"
                return received

    def choose(self, label: str, index: int) -> int:
        """Choose option `index` of a radio, as a browser does; returns the bytes sent and received."""
        widget, options = self._radios[label]
        self._chosen[widget] = options[index]
        message = self._message()
        message.rerun_script.fragment_id = self._fragment
        self._add_chosen(message)
        sent = message.SerializeToString()
        self._socket.send(sent)
        count = len(sent)
        while True:
            data = self._receive()
            count += len(data)
            answer = ForwardMsg.FromString(data)
            self._note_widgets(answer)
            if answer.WhichOneof("type") == "script_finished":
                return count

    def shows(self, label: str) -> bool:
        """Whether the page has a radio with this label."""
        return label in self._radios

    def has_button(self, label: str) -> bool:
        """Whether a page of this session has shown a button with this label."""
        return label in self._buttons

    def _receive(self) -> bytes:
        data = self._socket.recv(self._timeout)
        assert isinstance(data, bytes)
        if self.listen is not None:
            self.listen(data)
        return data

    def _add_chosen(self, message: BackMsg) -> None:
        for key, text in self._chosen.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = key, text

    def _message(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_name = self._page
        return message

    def _note_widgets(self, answer: ForwardMsg) -> None:
        if answer.WhichOneof("type") != "delta":
            return
        element = answer.delta.new_element
        if element.WhichOneof("type") == "radio":
            self._radios[element.radio.label] = (element.radio.id, list(element.radio.options))
            self._fragment = answer.delta.fragment_id
        elif element.WhichOneof("type") == "button":
            self._buttons[element.button.label] = element.button.id
