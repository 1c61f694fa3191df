"""`/healthz` and `/readyz` for a supervisor or a load balancer: whether database, disk and edition are available."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from assessment import StoreUnavailable
from assessment.data_location import data_folder
from assessment.files.private_files import make_private_folder
from host.services import current_edition, open_store
from questionnaires import ContentError
from translations import gettext as _

SECONDS_BETWEEN_WRITES = 1.0
"""Seconds for which a result is reused: anyone may send the request, and each test waits for the disk."""

MINIMUM_FREE_BYTES = 200_000_000
"""Free bytes on the disk below which a process is not ready: ten of the largest files."""

PROBE_BYTES = 256 * 1024
"""Size of the file that tests the disk."""


async def answer_health(_request: Request) -> JSONResponse:
    """Answer 200, or 503 where something is unavailable, with the state of each part as JSON."""
    state = await run_in_threadpool(_probe.state)
    healthy = all(value == "ok" for value in state.values())
    return JSONResponse(
        {"status": "ok" if healthy else "unavailable", **state},
        status_code=200 if healthy else 503,
        headers={"cache-control": "no-store"},
    )


async def answer_readiness(_request: Request) -> JSONResponse:
    """Answer 200 where this process can serve, or 503 with `reasons`, a sentence for each; none holds a path."""
    reasons = await run_in_threadpool(lambda: tuple(_reasons(_probe.state())))
    return JSONResponse(
        {"status": "ready"} if not reasons else {"status": "not ready", "reasons": reasons},
        status_code=200 if not reasons else 503,
        headers={"cache-control": "no-store"},
    )


def _reasons(state: Mapping[str, str]) -> Iterator[str]:
    """Why the process can't serve, by the state of its parts."""
    if state["database"] != "ok":
        yield _("The database takes no write, or can’t be reached.")
    if state.get("disk", "ok") != "ok":
        yield _("The disk of the evidence takes no file.")
    if state["edition"] != "ok":
        yield _("The questionnaire can’t be read.")
    with contextlib.suppress(OSError):  # the disk is named above
        if shutil.disk_usage(data_folder(os.environ)).free < MINIMUM_FREE_BYTES:
            yield _("Less than {count} MB are free on the disk of the evidence.").format(
                count=MINIMUM_FREE_BYTES // 1_000_000
            )


class _Probe:
    """The state of the parts, tested at most once in `SECONDS_BETWEEN_WRITES`; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: tuple[float, dict[str, str]] | None = None

    def state(self) -> dict[str, str]:
        with self._lock:
            now = self._clock()
            if self._known is None or now - self._known[0] > SECONDS_BETWEEN_WRITES:
                self._known = now, state_of_parts()
            return self._known[1]


_probe = _Probe()


def state_of_parts() -> dict[str, str]:
    """`ok` or `unavailable` by part; `disk` is named only where it takes no file. Details are for the log."""
    state = {"database": "ok", "edition": "ok"}
    try:
        open_store().check_writable()
    except StoreUnavailable:
        state["database"] = "unavailable"
    try:
        _write_file(data_folder(os.environ))
    except OSError:
        state["disk"] = "unavailable"
    try:
        current_edition()
    except ContentError:
        state["edition"] = "unavailable"
    return state


def _write_file(folder: Path) -> None:
    """Write a file to the disk of the evidence, which has no name there. Raises OSError."""
    make_private_folder(folder)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(os.urandom(PROBE_BYTES))
        file.flush()
        os.fsync(file.fileno())
