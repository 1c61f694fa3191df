"""Start-up and shutdown: check the settings, migrate the database, import heavy modules, start the PDF worker.

Streamlit collects garbage after every run; frozen objects are not traversed each time.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import streamlit as st
from starlette.concurrency import run_in_threadpool

import operating_system
from assessment import Assessment, AssessmentError, plan_roadmap
from assessment.store import SECONDS_BETWEEN_BEATS, PostgresCounts
from host.log import adopt_loggers, say_started
from host.middleware import limits
from host.retention import apply_retention, retention_days
from host.services import current_edition, now, open_store, pdf_worker, shared_counts
from host.settings import first_administrators, is_server, unsafe_settings
from host.streamlit.changes import warn_of_changes
from host.streamlit.download_access import protect_downloads
from host.streamlit.ended_sessions import free_ended_sessions, keep_ended_sessions
from host.streamlit.new_session import hide_environment
from host.streamlit.private import App
from host.streamlit.run_limit import limit_runs
from questionnaires import ContentError
from serving.client_slots import ClientSlots
from serving.tcp_nodelay import set_tcp_nodelay
from translations import gettext as _

HEAVY_MODULES = ("pandas", "plotly.graph_objects", "plotly.io", "pyarrow", "pycountry")

log = logging.getLogger("cop.startup")


def lifespan(*modules: str) -> Callable[[App], AbstractAsyncContextManager[None]]:
    """Return the application's lifespan: warm up with `modules`, run the PDF worker until shutdown."""

    @asynccontextmanager
    async def running(app: App) -> AsyncIterator[None]:
        await run_in_threadpool(warm_up, modules)
        await run_in_threadpool(warn_of_changes, app)
        slots = ClientSlots(limits().runs_at_once, limits().runs_at_once_of_one)
        limit_runs(slots)
        protect_downloads(app._runtime, slots)  # type: ignore[arg-type]
        hide_environment()
        ended = keep_ended_sessions(app._runtime)  # type: ignore[arg-type]
        for sentence in operating_system.missing():
            log.warning("%s", sentence)
        if operating_system.lists_descriptors() and not set_tcp_nodelay():
            log.warning(
                "Streamlit listens on no socket yet when the application starts: responses may wait 40 ms. "
                "See docs/upgrading.md."
            )
        worker = pdf_worker().start()
        adopt_loggers()
        say_started(start_message())
        tasks = [
            asyncio.create_task(free_ended_sessions(ended)),
            asyncio.create_task(share_counts(shared_counts())),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await run_in_threadpool(worker.close)
            if (counts := shared_counts()) is not None:
                await run_in_threadpool(counts.close)

    return running


async def share_counts(counts: PostgresCounts | None) -> None:
    """Record what this process holds, for other processes, until cancelled."""
    while counts is not None:
        await run_in_threadpool(counts.beat, counts.numbers())
        await asyncio.sleep(SECONDS_BETWEEN_BEATS)


def start_message() -> str:
    """Return the line for the terminal with the address of the application and how to stop it."""
    return _("The application is ready at {address}. To stop it, press Ctrl-C here.").format(
        address=_address()
    )


def _address() -> str:
    """The URL at which this computer reaches the application; the path of a Unix socket as it is configured."""
    host = st.get_option("server.address") or ""
    if host.startswith("unix:"):
        return str(host)
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 -- every address of this computer
        host = "127.0.0.1"
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    name = f"[{host}]" if ":" in host else host
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{scheme}://{name}:{st.get_option('server.port')}" + (f"/{path}" if path else "")


def exit_if_unsafe() -> None:
    """Raise SystemExit with every unsafe or invalid setting and its remedy; nothing where all is well."""
    problems = list(unsafe_settings())
    try:
        retention_days()
    except AssessmentError as error:
        problems.append(str(error))
    if problems:
        raise SystemExit("\n".join(problems))


def warm_up(modules: Iterable[str]) -> None:
    """Open the store, load the edition, import `HEAVY_MODULES` and `modules`, then freeze all objects."""
    try:
        store = open_store()
        apply_retention(store, now())
        if is_server():
            for email, country in first_administrators():
                store.name_administrator(email, country, at=now())
        edition = current_edition()
        plan_roadmap(edition, Assessment(country="KEN", edition=edition.id, cycle=2026))
    except (AssessmentError, ContentError) as error:
        log.error("%s", error)
    for name in (*HEAVY_MODULES, *modules):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
