"""The web application: middleware, routes and start-up around the Streamlit script in app_pages/main.py.

`streamlit run app.py` serves it.
"""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from app_pages.shell.error_message import show_unexpected_error
from host.health import answer_health, answer_readiness
from host.host_cookies import HostCookies
from host.log import set_up_log
from host.metrics import answer_metrics
from host.middleware import api_rate, protection
from host.security_txt import PATH, answer_security_txt
from host.services import edition_of, open_store, pdf_worker
from host.settings import is_https, is_server
from host.startup import exit_if_unsafe, lifespan
from host.streamlit.compressed_static import CompressedStaticFiles
from host.streamlit.index_page import IndexPage, send_asset
from host.streamlit.sign_out import SignOut
from public.published_files import PublishedFiles
from public.site import Site
from serving.monitoring.request_id import RequestId
from serving.start_or_fail import StartOrFail

os.umask(
    0o077
)  # files the process writes are readable by its own account only: database, evidence, documents
set_up_log()
exit_if_unsafe()
site = Site(
    PublishedFiles(open_store, edition_of),
    pdf_worker,
    api_rate(),
)


def _paths() -> frozenset[str]:
    """Return the paths of the pages, which are imported while the application starts."""
    from app_pages.pages import page_paths

    return page_paths(is_server=is_server())


app = st.App(
    Path(__file__).parent / "app_pages" / "main.py",
    lifespan=lifespan("app_pages.pages"),
    routes=[
        Route("/healthz", answer_health),
        Route("/readyz", answer_readiness),
        Route("/metrics", answer_metrics),
        Route(PATH, answer_security_txt),
        Route("/look/{name}", send_asset),
    ],
    # A request passes from top to bottom, its response from bottom to top.
    middleware=[
        Middleware(StartOrFail),
        Middleware(RequestId),
        Middleware(HostCookies, https=is_https()),
        *protection(site),
        *([Middleware(SignOut)] if is_server() else []),
        Middleware(CompressedStaticFiles),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=9),
        Middleware(IndexPage, paths=_paths),
    ],
    on_script_error=show_unexpected_error,
)
