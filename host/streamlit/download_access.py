"""Limit downloads to the accounts for which they were made; Streamlit sends them to every client that has the address.

Its addresses are hashes of the content, above 1 MB of parts of it: a file with the same parts would be sent in its place.
Ours are hashes of all of it, with a key of this process. A file made on request takes a slot, as a run does, and is made in
the language and time zone of the page that offers it.
"""

from __future__ import annotations

import contextvars
import hashlib
import hmac
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from host.streamlit import private
from host.streamlit.private import MediaFileStorageError, Runtime, get_script_run_ctx
from host.streamlit.run_limit import client_of_window
from serving.client_slots import ClientSlots

MAXIMUM_REQUESTED = 4
"""Files that are made on request for one client at once; more are refused."""

_KEY = secrets.token_bytes(32)


class DownloadOwners:
    """The accounts for which each file in memory was made. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clients: dict[str, set[str]] = {}

    def add(self, url: str, client: str) -> None:
        """Record that the file at `url` was made for a client."""
        with self._lock:
            self._clients.setdefault(_id_in(url), set()).add(client)

    def forget(self, file_id: str) -> None:
        """Forget a file that is no longer in memory."""
        with self._lock:
            self._clients.pop(file_id, None)

    def is_owner(self, url: str, client: str) -> bool:
        """Return whether the file at `url` was made for a client."""
        with self._lock:
            return client in self._clients.get(_id_in(url), ())


class Requested:
    """How many files are being made on request, by client. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count: Counter[str] = Counter()

    @contextmanager
    def one(self, client: str) -> Iterator[None]:
        """Count one inside the block. Raises MediaFileStorageError above `MAXIMUM_REQUESTED`."""
        with self._lock:
            if self._count[client] >= MAXIMUM_REQUESTED:
                raise MediaFileStorageError("Too many files are being made for one person.")
            self._count[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._count[client] -= 1
                self._count += Counter()  # drops clients without requests


OWNERS = DownloadOwners()


def protect_downloads(runtime: Runtime, slots: ClientSlots) -> None:
    """Record in `OWNERS` for whom each file is made from now on, and make those on request wait for a slot."""
    manager: Any = runtime.media_file_mgr
    storage = manager._storage
    add, offer, execute = manager.add, manager.add_deferred, manager.execute_deferred
    delete = storage.delete_file
    requested = Requested()

    def add_owned(*arguments: Any, **keywords: Any) -> str:
        url = str(add(*arguments, **keywords))
        context = get_script_run_ctx(suppress_warning=True)
        if context is not None:
            OWNERS.add(url, client_of_window(context.session_id))
        return url

    def offer_here(make: Callable[[], Any], *arguments: Any, **keywords: Any) -> str:
        context = contextvars.copy_context()
        return str(offer(lambda: context.copy().run(make), *arguments, **keywords))

    def execute_owned(file_id: str) -> str:
        deferred = manager._deferred_callables.get(file_id)
        if deferred is None:
            raise MediaFileStorageError(f"Deferred file {file_id} not found")
        window = deferred["session_id"]
        client = client_of_window(window)
        with requested.one(client), slots.slot(client, window):
            url = str(execute(file_id))
        OWNERS.add(url, client)
        return url

    def delete_owned(file_id: str) -> None:
        delete(file_id)
        OWNERS.forget(file_id)

    manager.add, manager.add_deferred = add_owned, offer_here
    manager.execute_deferred, storage.delete_file = execute_owned, delete_owned
    private.memory_media_file_storage._calculate_file_id = file_id_of


def file_id_of(data: bytes, mimetype: str, filename: str | None = None) -> str:
    """Return the id of a file: a keyed hash of content, type and name."""
    result = hmac.new(_KEY, digestmod=hashlib.sha256)
    for part in (mimetype.encode(), (filename or "").encode(), data):
        result.update(len(part).to_bytes(8, "big"))
        result.update(part)
    return result.hexdigest()


def _id_in(url: str) -> str:
    return PurePosixPath(url).stem
