"""The middleware around the application, from the outermost to the innermost, with its limits."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Scope
from streamlit import config

from host.security_headers import ResponseHeaders
from host.services import shared_counts
from host.settings import is_https, is_server, previous_cookie_secrets, process_name
from host.streamlit.closed_endpoints import ClosedEndpoints
from host.streamlit.cookie_keys import CookieKeys
from host.streamlit.file_access import UPLOADS, SignedInFiles
from host.streamlit.private import XSRF_COOKIE_NAME, is_host_allowed
from host.streamlit.socket_account import SocketAccount
from host.streamlit.upload_access import UploadAccess
from serving.allowed_hosts import AllowedHosts
from serving.body_limit import BodyLimit
from serving.fetch_metadata import FetchMetadata
from serving.hsts import Hsts
from serving.limits import Limits, limits_from
from serving.message_pace import MessagePace, Pace
from serving.open_sockets import OpenSockets
from serving.path_branch import PathBranch
from serving.processes.process_cookie import ProcessCookie
from serving.processes.shared_rate import SharedRate
from serving.rate_limit import Rate, RateLimit
from serving.request_limit import RequestLimit
from serving.secure_cookies import SecureCookies
from serving.socket_limit import SocketLimit
from serving.visitor import account_key, address_and_kind_key, address_key, stranger_key

PUBLIC = ("/repository", "/api/v1")
"""Paths that pages of other sites may request too."""

SIGN_IN_AND_OUT = "/auth/"
"""Paths that only opening them as a page reaches, not an image or a script."""

NOT_BY_LINK = (SIGN_IN_AND_OUT, "/media/", "/_stcore/")
"""Paths that a link of another site can't open."""

SECONDS_OF_MESSAGES = 10
"""Seconds of the allowed rate of messages that all processes together may read at once."""

MEGABYTE = 1024 * 1024
FRAMING = MEGABYTE
"""Bytes of an upload's body besides the file, the same as in Streamlit."""


def limits() -> Limits:
    """The limits that the environment sets, else the defaults."""
    return limits_from(os.environ)


def protection(public: ASGIApp) -> list[Middleware]:
    """The middleware that protects the application, outermost first; `public` answers below `PUBLIC`.

    Public pages need no sign-in, cookies or sockets, so they pass only what stands above `public`.
    """
    https, limit = is_https(), limits()
    upload_bytes = config.get_option("server.maxUploadSize") * MEGABYTE + FRAMING
    return [
        Middleware(ResponseHeaders),
        Middleware(Hsts, https=https),
        Middleware(SecureCookies, https=https, read_by_script=(XSRF_COOKIE_NAME,)),
        Middleware(AllowedHosts, is_allowed=is_host_allowed),
        Middleware(FetchMetadata, public=PUBLIC, never=NOT_BY_LINK, opened=(SIGN_IN_AND_OUT,)),
        Middleware(ClosedEndpoints),
        *([Middleware(ProcessCookie, name=process_name())] if process_name() else []),
        Middleware(RequestLimit, rates=_rates(limit)),
        Middleware(
            BodyLimit,
            upload_path=UPLOADS,
            upload_bytes=upload_bytes,
        ),
        Middleware(PathBranch, branch=public, paths=PUBLIC),
        Middleware(CookieKeys, earlier=previous_cookie_secrets(), path=_cookie_path()),
        *_sockets(limit),
        *(
            [
                Middleware(SignedInFiles),
                Middleware(
                    UploadAccess,
                    quota=limit.uploaded_megabytes_of_a_person * MEGABYTE,
                    largest=upload_bytes,
                    counts=shared_counts(),
                ),
            ]
            if is_server()
            else []
        ),
    ]


def _cookie_path() -> str:
    """Path for which Streamlit sets its cookies."""
    return "/" + (config.get_option("server.baseUrlPath") or "").strip("/")


def _sockets(limit: Limits) -> list[Middleware]:
    """The limits of sockets by address and, where people sign in, by person."""
    opening = [
        _open_sockets("windows", limit.open_windows, address_key),
        Middleware(
            SocketLimit,
            opening=_rate("new windows", limit.new_windows_per_minute),
            messages=partial(RateLimit, limit.messages_per_minute, time.monotonic),
        ),
    ]
    by_address = _pace("messages", limit.messages_of_an_address_per_minute, address_and_kind_key)
    if not is_server():
        return [*opening, by_address]
    return [
        *opening,
        Middleware(SocketAccount),
        by_address,
        _open_sockets("windows without sign-in", limit.windows_without_sign_in, stranger_key),
        _open_sockets("windows of a person", limit.windows_of_a_person, account_key),
        _pace("messages of a person", limit.messages_of_a_person_per_minute, account_key),
    ]


def api_rate() -> Rate:
    """The limit of the public interface for programs."""
    return _rate("api", limits().api_requests_per_minute)


def _rates(limit: Limits) -> dict[str, Rate | None]:
    """Rate by prefix of the path, None for no limit: `/api/v1` has its own, and browsers cache the static files."""
    signing_in = _rate("sign-in", limit.sign_ins_per_minute)
    return {
        SIGN_IN_AND_OUT: signing_in,
        "/oauth2callback": signing_in,
        UPLOADS: _rate("uploads", limit.uploads_per_minute),
        "/repository": _rate("repository", limit.repository_requests_per_minute),
        "/api/v1": None,
        "/static/": None,
        "/look/": None,
        "": _rate("screens", limit.screen_requests_per_minute),
    }


def _rate(name: str, per_minute: int, seconds_at_once: int = 60) -> Rate:
    """A limit of rate, counted with the other processes where there may be some."""
    local, counts = RateLimit(per_minute, time.monotonic), shared_counts()
    return local if counts is None else SharedRate(name, local, counts, seconds_at_once)


def _pace(name: str, per_minute: int, key: Callable[[Scope], str]) -> Middleware:
    shared = _rate(name, per_minute, SECONDS_OF_MESSAGES) if shared_counts() is not None else None
    return Middleware(MessagePace, pace=Pace(per_minute, time.monotonic), key=key, shared=shared)


def _open_sockets(name: str, maximum: int, key: Callable[[Scope], str]) -> Middleware:
    return Middleware(OpenSockets, maximum=maximum, key=key, name=name, counts=shared_counts())
