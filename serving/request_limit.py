"""Limit how often one address may request: signing in, uploads, public pages, screens."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

from serving.rate_limit import Rate
from serving.rejection import client_address, reject
from translations import gettext as _


class RequestLimit:
    """Middleware that answers 429 above a rate: the first in `rates` whose key begins the path; None is no limit."""

    def __init__(self, app: ASGIApp, rates: Mapping[str, Rate | None]) -> None:
        self.app, self.rates = app, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name, rate = self._rate(scope["path"]) if scope["type"] == "http" else ("", None)
        wait = await rate.seconds(client_address(scope)) if rate else 0
        if not wait:
            await self.app(scope, receive, send)
            return
        text = _("You ask too often. Wait {count} s, then ask again.").format(count=wait)
        await reject(scope, receive, send, 429, text, limit=f"requests_{name}", wait=wait)

    def _rate(self, path: str) -> tuple[str, Rate | None]:
        """The name of the rate for a path, `screens` for that of all other paths, and the rate."""
        for start, rate in self.rates.items():
            if path.startswith(start):
                return start.strip("/") or "screens", rate
        return "", None
