"""The web application: middleware, routes and start-up around the Streamlit script in app_pages/main.py.

`streamlit run app.py` serves it.
"""

from __future__ import annotations

import time
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from app_pages.health import answer_health
from app_pages.kept_static_files import KeptStaticFiles
from app_pages.known_secrets import known_secrets
from app_pages.page_shell import PageShell, send_asset
from app_pages.protection import limits, protection
from app_pages.startup import lifespan, refuse_if_unsafe
from app_pages.surprise import show_surprise
from app_pages.workplace import edition_of, open_store, pdf_worker
from public.shelf import Shelf
from public.site import Site
from serving.limit import RateLimit
from serving.quiet_log import keep_out

keep_out(known_secrets())
refuse_if_unsafe()
site = Site(
    Shelf(open_store, edition_of),
    pdf_worker,
    RateLimit(limits().api_requests_per_minute, time.monotonic),
)
app = st.App(
    Path(__file__).parent / "app_pages" / "main.py",
    lifespan=lifespan,
    routes=[
        Route("/healthz", answer_health),
        Route("/look/{name}", send_asset),
        *(
            Route(path, site, methods=None)
            for top in ("/repository", "/api/v1")
            for path in (top, f"{top}/{{place:path}}")
        ),
    ],
    # A request passes from top to bottom, its response from bottom to top.
    middleware=[
        *protection(),
        Middleware(KeptStaticFiles),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=9),
        Middleware(PageShell),
    ],
    on_script_error=show_surprise,
)
