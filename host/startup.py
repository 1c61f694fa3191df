"""What happens once, before the first visitor: the database is brought up to date and what is heavy is loaded.

Streamlit collects garbage after every run. Frozen, the modules loaded here are not looked through each time.
"""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.concurrency import run_in_threadpool
from streamlit.web.server.starlette.starlette_app import App

from assessment import Assessment, AssessmentError, plan_roadmap
from host.retention import forget_what_is_old, retention_days
from host.services import current_edition, now, open_store, pdf_worker
from host.settings import first_administrators, is_server, unsafe
from questionnaires import ContentError
from serving.tcp_nodelay import set_tcp_nodelay

HEAVY = ("pandas", "plotly.graph_objects", "plotly.io", "pyarrow", "pycountry")

log = logging.getLogger("cop.startup")


def lifespan(*modules: str) -> Callable[[App], AbstractAsyncContextManager[None]]:
    """The application's lifespan: warm up with these `modules`, start the PDF worker, close it at the end."""

    @asynccontextmanager
    async def running(_app: App) -> AsyncIterator[None]:
        await run_in_threadpool(warm_up, modules)
        set_tcp_nodelay()
        worker = pdf_worker().start()
        try:
            yield
        finally:
            await run_in_threadpool(worker.close)

    return running


def refuse_if_unsafe() -> None:
    """End the program, saying why and what to do, where others could come in without signing in."""
    problems = list(unsafe())
    try:
        retention_days()
    except AssessmentError as error:
        problems.append(str(error))
    if problems:
        raise SystemExit("\n".join(problems))


def warm_up(modules: Iterable[str]) -> None:
    """Open the store, load the edition, import `HEAVY` and `modules`, then freeze them."""
    try:
        store = open_store()
        forget_what_is_old(store, now())
        if is_server():
            for email, country in first_administrators():
                store.name_administrator(email, country, at=now())
        edition = current_edition()
        plan_roadmap(edition, Assessment(country="KEN", edition=edition.id, cycle=2026))
    except (AssessmentError, ContentError) as error:
        log.error("%s", error)
    for name in (*HEAVY, *modules):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
