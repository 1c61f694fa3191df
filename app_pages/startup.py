"""What happens once, before the first visitor: the database is brought up to date and what is heavy is loaded.

Streamlit collects garbage after every run. Frozen, the modules loaded here are not looked through each time.
"""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.concurrency import run_in_threadpool
from streamlit.web.server.starlette.starlette_app import App

from app_pages.retention import forget_what_is_old, retention_days
from app_pages.server_mode import first_administrators, is_server, unsafe
from app_pages.workplace import current_edition, now, open_store, pdf_worker
from assessment import Assessment, AssessmentError, plan_roadmap
from questionnaires import ContentError
from serving.prompt_sockets import answer_promptly

PAGES = (
    "start",
    "answer",
    "statistics",
    "results",
    "gaps",
    "roadmap",
    "follow_up",
    "institutions",
    "settle",
    "evidence",
    "hand_in",
    "review",
    "plan_review",
    "workbooks",
    "documents",
    "people",
    "sign_in",
    "publication",
)
HEAVY = ("pandas", "plotly.graph_objects", "plotly.io", "pyarrow", "pycountry")

log = logging.getLogger("cop.startup")


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
    await run_in_threadpool(warm_up)
    answer_promptly()
    worker = pdf_worker().start()
    try:
        yield
    finally:
        await run_in_threadpool(worker.close)


def refuse_if_unsafe() -> None:
    """End the program, saying why and what to do, where others could come in without signing in."""
    problems = list(unsafe())
    try:
        retention_days()
    except AssessmentError as error:
        problems.append(str(error))
    if problems:
        raise SystemExit("\n".join(problems))


def warm_up() -> None:
    """Open the store, load the edition and the modules, then freeze them."""
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
    for name in HEAVY:
        importlib.import_module(name)
    for name in PAGES:
        importlib.import_module(f"app_pages.{name}")
    gc.collect()
    gc.freeze()
