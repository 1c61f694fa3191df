"""Few runs of the script at once, shared out by person and address; Streamlit itself runs as many as there are windows.

A run is Python that holds the interpreter. With one thread for each window of a flood, the event loop and everybody
else would wait for their share among all of them. While a window waits for its turn, Streamlit unites its requests.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from host.streamlit.private import RerunData, Runtime, ScriptRunner
from serving.rate_limit import network_of
from serving.turns import Turns

_thread = threading.local()
"""`turns`, `client` and `window` of the run in this thread, and whether it `has_begun`."""


def limit_runs(turns: Turns) -> None:
    """Make every run of the script, of a callback and of a fragment wait for a turn from now on.

    `_run_script` goes on with the next run where a request interrupts one, and calls `_install_event_loop` before each:
    there the turn is given back, or the windows of a flood would keep theirs.
    """
    run, install = ScriptRunner._run_script, ScriptRunner._install_event_loop

    def run_in_turn(self: ScriptRunner, rerun_data: RerunData) -> None:
        client, window = client_of(self), self._session_id
        with turns.turn(client, window):
            _thread.turns, _thread.client, _thread.window = turns, client, window
            _thread.has_begun = False
            try:
                run(self, rerun_data)
            finally:
                _thread.turns = None

    def install_in_turn(self: ScriptRunner) -> None:
        if getattr(_thread, "has_begun", False):
            with without_turn():
                pass
        _thread.has_begun = True
        install(self)

    ScriptRunner._run_script = run_in_turn  # type: ignore[method-assign]
    ScriptRunner._install_event_loop = install_in_turn  # type: ignore[method-assign]


@contextmanager
def without_turn() -> Iterator[None]:
    """Give the turn of this thread's run back for the block, in which it waits for something else; then wait for one."""
    turns = getattr(_thread, "turns", None)
    if turns is None:
        yield
        return
    turns.end(_thread.client)
    try:
        yield
    finally:
        turns.begin(_thread.client, _thread.window)


def client_of(runner: ScriptRunner) -> str:
    """Return the account of a run's window, or where nobody has signed in, the network it comes from."""
    return account_of(runner._user_info) or _network_of_window(runner._session_id)


def client_of_window(window: str) -> str:
    """Return the account of an open window, or where nobody has signed in, the network it comes from."""
    session = Runtime.instance().get_app_session(window)
    account = account_of(session._user_info) if session is not None else ""
    return account or _network_of_window(window)


def _network_of_window(window: str) -> str:
    client = Runtime.instance().get_client(window) if Runtime.exists() else None
    address = client.client_context.remote_ip if client and client.client_context else None
    return network_of(address or "")


def account_of(claims: Mapping[str, Any]) -> str:
    """Return issuer and subject of claims as one text; empty where they name no account."""
    if not claims.get("is_logged_in") or not claims.get("sub"):
        return ""
    return json.dumps([str(claims.get("iss") or ""), str(claims["sub"])])
