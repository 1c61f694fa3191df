"""Only requests for a name under which the application is known: a page of another site can't reach in under its own."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.rejection import refuse
from translations import gettext as _

FOR_MACHINES = ("/healthz", "/_stcore/health")
"""A load balancer asks these by the number of the machine; nothing is in them."""


class KnownHosts:
    """Middleware that answers 421 where `is_known` does not know the Host header."""

    def __init__(self, app: ASGIApp, is_known: Callable[[str | None], bool]) -> None:
        self.app, self.is_known = app, is_known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"] in FOR_MACHINES:
            await self.app(scope, receive, send)
            return
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) == 1 and self.is_known(hosts[0]):
            await self.app(scope, receive, send)
            return
        text = _("Nothing is served under this name. Use the address that you were given.")
        await refuse(scope, receive, send, 421, text)
