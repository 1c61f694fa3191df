"""What every request passes before it reaches a screen, in the order in which it does."""

from __future__ import annotations

import os
import time
from functools import partial

from starlette.middleware import Middleware
from streamlit import config
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from host.security_headers import ResponseHeaders
from host.settings import is_server
from host.streamlit.closed_endpoints import AgentRefusal
from host.streamlit.file_access import UPLOADS, SignedInFiles
from host.streamlit.secrets import is_https
from serving.allowed_hosts import KnownHosts
from serving.body_limit import BodyLimit
from serving.fetch_metadata import ForeignRequests
from serving.hsts import StrictTransport
from serving.limits import Limits, limits_from
from serving.rate_limit import RateLimit
from serving.request_limit import RequestLimit
from serving.secure_cookies import SafeCookies
from serving.socket_limit import SocketLimit

PUBLIC = ("/repository", "/api/v1")
"""What everybody may read, pages of other sites too."""

NOT_BY_LINK = ("/auth/", "/media/", "/_stcore/")
"""What a link of another site can't lead to."""

MEGABYTE = 1024 * 1024
FRAMING = MEGABYTE
"""Bytes of an upload's body that are not the file's, as Streamlit allows them."""


def limits() -> Limits:
    return limits_from(os.environ)


def protection() -> list[Middleware]:
    """From the outermost inwards."""
    https, most = is_https(), limits()
    return [
        Middleware(ResponseHeaders),
        Middleware(StrictTransport, https=https),
        Middleware(SafeCookies, https=https, read_by_script=(XSRF_COOKIE_NAME,)),
        Middleware(KnownHosts, is_known=is_host_allowed),
        Middleware(ForeignRequests, public=PUBLIC, never=NOT_BY_LINK),
        Middleware(AgentRefusal),
        Middleware(RequestLimit, rates=_rates(most)),
        Middleware(
            SocketLimit,
            opening=_rate(most.new_windows_per_minute),
            most_open=most.open_windows,
            messages=partial(_rate, most.messages_per_minute),
        ),
        Middleware(
            BodyLimit,
            upload_path=UPLOADS,
            upload_bytes=config.get_option("server.maxUploadSize") * MEGABYTE + FRAMING,
        ),
        *([Middleware(SignedInFiles)] if is_server() else []),
    ]


def _rates(most: Limits) -> dict[str, RateLimit | None]:
    """By the beginning of a path; `/api/v1` counts for itself, and what browsers keep for good is not counted."""
    signing_in = _rate(most.sign_ins_per_minute)
    return {
        "/auth/": signing_in,
        "/oauth2callback": signing_in,
        UPLOADS: _rate(most.uploads_per_minute),
        "/repository": _rate(most.repository_requests_per_minute),
        "/api/v1": None,
        "/static/": None,
        "/look/": None,
        "": _rate(most.screen_requests_per_minute),
    }


def _rate(a_minute: int) -> RateLimit:
    return RateLimit(a_minute, time.monotonic)
