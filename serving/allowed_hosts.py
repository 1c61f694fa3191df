"""Reject requests for other host names, so that a site can't reach the application under its own name (DNS rebinding)."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.rejection import reject
from translations import gettext as _

HEALTH_PATHS = ("/healthz", "/readyz", "/metrics", "/_stcore/health")
"""Paths that a load balancer asks for by IP address; they reveal nothing, or check the name themselves."""


class AllowedHosts:
    """Middleware that answers 421 unless `is_allowed` is true of the Host header; `HEALTH_PATHS` take any."""

    def __init__(self, app: ASGIApp, is_allowed: Callable[[str | None], bool]) -> None:
        self.app, self.is_allowed = app, is_allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"] in HEALTH_PATHS:
            await self.app(scope, receive, send)
            return
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) == 1 and self.is_allowed(hosts[0]):
            await self.app(scope, receive, send)
            return
        text = _("Nothing is served under this name. Use the address that you were given.")
        await reject(scope, receive, send, 421, text, limit="host")
