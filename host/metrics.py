"""`/metrics`: what this process has counted, in the text format of Prometheus.

Each process answers for itself. Open without a token to programs on this computer that ask it directly; a request that a
proxy passes on comes from anywhere, so it needs the token.
"""

from __future__ import annotations

import datetime as dt
import hmac
import os
from collections.abc import Iterator
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assessment import AssessmentError
from assessment.store import backup_time
from host.services import now, open_store
from host.settings import is_loopback
from host.streamlit.private import Runtime
from serving.monitoring.metrics import REGISTRY
from serving.monitoring.refusals import REFUSALS
from translations import gettext as _

TOKEN_FILE = "COP_METRICS_TOKEN_FILE"  # noqa: S105 -- the name of a setting
"""Setting: a file whose text is the token."""

MINIMUM_TOKEN_LENGTH = 32

FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")  # fmt: skip
"""Headers with which a proxy passes a request on."""


async def answer_metrics(request: Request) -> Response:
    """Answer with the metrics, or 403."""
    if not may_read(request):
        REFUSALS.add("metrics")
        return PlainTextResponse(_("Only programs on this computer and those with the token may read this."), 403)  # fmt: skip
    text = await run_in_threadpool(generate_latest, REGISTRY)
    return Response(
        text, headers={"content-type": CONTENT_TYPE_LATEST, "cache-control": "no-store"}
    )


def may_read(request: Request) -> bool:
    """Whether a request has the token, or comes from this computer by an address of it and past no proxy."""
    token = metrics_token()
    given = request.headers.get("authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    is_here = is_loopback(request.client.host if request.client else "") and _names_loopback(request.headers)  # fmt: skip
    return is_here and not any(name in request.headers for name in FORWARDED)


def _names_loopback(headers: Headers) -> bool:
    """Whether the request is for an address of this computer: the browser of a user here may be led to another name."""
    host = headers.get("host", "")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return is_loopback(name)


def metrics_token() -> str:
    """The token in the file that `TOKEN_FILE` names; empty where there is none or it is short."""
    path = os.environ.get(TOKEN_FILE, "")
    try:
        token = Path(path).read_text(encoding="utf-8").strip() if path else ""
    except (OSError, UnicodeDecodeError):
        return ""
    return token if len(token) >= MINIMUM_TOKEN_LENGTH else ""


class _State(Collector):
    """Gauges that are read when they are asked for; one that can't be read is left out."""

    def collect(self) -> Iterator[Metric]:
        """Yield open sessions, size of the store and age of the last backup."""
        if Runtime.exists():
            sessions = Runtime.instance()._session_mgr.num_active_sessions()
            yield GaugeMetricFamily("cop_open_sessions", "Open windows.", sessions)
        try:
            store = open_store()
            size, last = store.size_in_bytes(), backup_time(os.environ)
        except AssessmentError:
            return
        yield GaugeMetricFamily("cop_store_bytes", "Size of the database.", size)
        if last is not None:
            age = max((now() - last) / dt.timedelta(seconds=1), 0.0)
            yield GaugeMetricFamily("cop_last_backup_age_seconds", "Age of the last backup.", age)

    def describe(self) -> Iterator[Metric]:
        """Yield nothing: registering must not open the store."""
        return iter(())


REGISTRY.register(_State())
