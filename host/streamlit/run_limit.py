"""Limit how many runs of the script happen at once, by person and address; Streamlit itself has no limit.

A run holds the interpreter. With one thread for each window of a flood, the event loop and all other visitors would
wait for their share among all of them. While a window waits for a slot, Streamlit merges its requests.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from host.streamlit.private import RerunData, Runtime, ScriptRunner
from serving.client_slots import ClientSlots
from serving.monitoring.metrics import RUN_SECONDS
from serving.monitoring.request_id import id_of_window, request_id
from serving.rate_limit import network_of

_thread = threading.local()
"""`slots`, `client` and `window` of the run in this thread, and whether it `has_started`."""


def limit_runs(slots: ClientSlots) -> None:
    """Make every run of the script, of a callback and of a fragment wait for a slot from now on.

    `_run_script` continues with the next run where a request interrupts one, and calls `_install_event_loop` before
    each: the slot is released there, or the windows of a flood would keep theirs.
    """
    run, install = ScriptRunner._run_script, ScriptRunner._install_event_loop

    def run_in_slot(self: ScriptRunner, rerun_data: RerunData) -> None:
        client, window = client_of(self), self._session_id
        request_id.set(id_of_window(window))
        with slots.slot(client, window), RUN_SECONDS.time():
            _thread.slots, _thread.client, _thread.window = slots, client, window
            _thread.has_started = False
            try:
                run(self, rerun_data)
            finally:
                _thread.slots = None

    def install_in_slot(self: ScriptRunner) -> None:
        if getattr(_thread, "has_started", False):
            with without_slot():
                pass
        _thread.has_started = True
        install(self)

    ScriptRunner._run_script = run_in_slot  # type: ignore[method-assign]
    ScriptRunner._install_event_loop = install_in_slot  # type: ignore[method-assign]


@contextmanager
def without_slot() -> Iterator[None]:
    """Context manager that releases the slot of this thread's run, and waits for one again at the end."""
    slots = getattr(_thread, "slots", None)
    if slots is None:
        yield
        return
    slots.release(_thread.client)
    try:
        yield
    finally:
        slots.acquire(_thread.client, _thread.window)


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
