"""Reject what a page of another site makes a browser request, except public paths and links to pages."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.rejection import reject
from translations import gettext as _

OWN_SITES = ("", "same-origin", "none")
"""`Sec-Fetch-Site` of our own pages and of a typed address. Programs send none; they have no cookies of a person."""

PAGE = "document"
"""`Sec-Fetch-Dest` of an address that is opened as a page."""


class FetchMetadata:
    """Middleware that answers 403 to requests that another site caused.

    It reads `Sec-Fetch-Site` (W3C Fetch Metadata) and, for sockets and methods other than GET and HEAD, `Origin`, which
    must name the `Host`; another port is another site. Paths below `public` are open to every site; a link may lead to
    every page except those below `never`, such as signing out. Paths below `opened` must be opened as a page, also by our
    own pages: an image in a stored text must not sign its readers out.
    """

    def __init__(
        self,
        app: ASGIApp,
        public: Collection[str],
        never: Collection[str],
        opened: Collection[str] = (),
    ) -> None:
        self.app, self.public, self.never = app, tuple(public), tuple(never)
        self.opened = tuple(opened)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self._is_allowed(scope):
            await self.app(scope, receive, send)
            return
        text = _("Another site asked for this. Open the address yourself.")
        await reject(scope, receive, send, 403, text, limit="other_site")

    def _is_allowed(self, scope: Scope) -> bool:
        headers, path = Headers(scope=scope), scope["path"]
        if path.startswith(self.public):
            return True
        if path.startswith(self.opened) and headers.get("sec-fetch-dest", PAGE) != PAGE:
            return False
        is_read = scope.get("method") in ("GET", "HEAD")
        if not is_read and _is_foreign(headers):
            return False
        if headers.get("sec-fetch-site", "") in OWN_SITES:
            return True
        is_link = (
            is_read
            and headers.get("sec-fetch-mode") == "navigate"
            and headers.get("sec-fetch-dest") == PAGE
        )
        return is_link and not path.startswith(self.never)


def _is_foreign(headers: Headers) -> bool:
    """Whether `Origin` names another host or port; programs send none."""
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True
