"""A window of the application without a browser: a socket with any cookies, origin and tokens."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.frames import Close, CloseCode
from websockets.sync.client import connect

from scripts.cluster.cluster import Cluster
from tests.support.server import Server


class Window:
    """One socket. `origin` is by default the server's own, `xsrf` the token of the cookies; `source` is an own address.

    `tls` holds the certificate to trust where the address begins with https.
    """

    def __init__(
        self,
        server: Server | Cluster,
        *,
        cookies: Mapping[str, str] | None = None,
        origin: str | None = "",
        xsrf: str | None = None,
        session: str = "",
        source: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
        **headers: str,
    ) -> None:
        given = dict(cookies or {})
        token = given.get("_streamlit_xsrf", "") if xsrf is None else xsrf
        told = {"Cookie": "; ".join(f"{name}={value}" for name, value in given.items())} | headers
        offered: Any = ["streamlit", token or "none", *([session] if session else [])]
        self.session = ""
        self.buttons: dict[str, str] = {}
        self._open = ExitStack()
        connection = connect(
            f"{server.address.replace('http', 'ws', 1)}/_stcore/stream",
            ssl=tls,
            origin=server.address if origin == "" else origin,  # type: ignore[arg-type]
            subprotocols=offered,
            additional_headers={key: value for key, value in told.items() if value},
            max_size=None,
            open_timeout=20,
            close_timeout=2,
            ping_interval=None,  # else a slow server looks like a lost one
            source_address=(source, 0),
        )
        self.socket = self._open.enter_context(connection)

    def __enter__(self) -> Window:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def show(self, page: str = "", query: str = "", press: str = "") -> list[ForwardMsg]:
        """Return all messages until the page is drawn; `press` is the label of a button of the last run."""
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_name = query, page
        if press:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = self.buttons[press], True
        self.socket.send(message.SerializeToString())
        said: list[ForwardMsg] = []
        while True:
            data = self.socket.recv(timeout=60)
            assert isinstance(data, bytes)
            answer = ForwardMsg.FromString(data)
            said.append(answer)
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.session = answer.new_session.initialize.session_id
            elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "button":
                button = answer.delta.new_element.button
                self.buttons[button.label] = button.id
            elif kind == "script_finished":
                return said

    def closed_by(self, *messages: bytes | str) -> Close:
        """Send the messages and return how the server closes the socket; its other messages are ignored."""
        said = b""
        try:
            for message in messages:
                self.socket.send(message)
            while len(said) < 50_000_000:
                data = self.socket.recv(timeout=20)
                said += data if isinstance(data, bytes) else data.encode()
        except ConnectionClosed as end:
            assert b"Traceback" not in said
            return end.rcvd or Close(CloseCode.ABNORMAL_CLOSURE, "")
        raise AssertionError("the socket stays open")

    def text(self, page: str = "", query: str = "") -> str:
        """Return all texts of a page as one text."""
        self.show(page, query)
        return "\n".join(str(item) for item in self.show(page, query))
