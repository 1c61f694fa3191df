"""What a page of another site may make a browser ask for: a page to be read, and what is public; nothing else."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.rejection import refuse
from translations import gettext as _

OWN = ("", "same-origin", "none")
"""`Sec-Fetch-Site` of our own pages and of a typed address; programs send none, and have no person's cookies."""


class ForeignRequests:
    """Middleware that answers 403 to what another site asks for, by what the browser says of it.

    It says so in `Sec-Fetch-Site` (W3C Fetch Metadata) and, for sockets and what changes something, in `Origin`, which
    must be the `Host` that is asked; another port is another site. Below `public` everybody may ask; a link may lead to
    every page but those in `never`, such as signing out.
    """

    def __init__(self, app: ASGIApp, public: Collection[str], never: Collection[str]) -> None:
        self.app, self.public, self.never = app, tuple(public), tuple(never)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self._may(scope):
            await self.app(scope, receive, send)
            return
        text = _("Another site asked for this. Open the address yourself.")
        await refuse(scope, receive, send, 403, text)

    def _may(self, scope: Scope) -> bool:
        headers, path = Headers(scope=scope), scope["path"]
        if path.startswith(self.public):
            return True
        reads = scope.get("method") in ("GET", "HEAD")
        if not reads and _is_foreign(headers):
            return False
        if headers.get("sec-fetch-site", "") in OWN:
            return True
        follows_link = (
            reads
            and headers.get("sec-fetch-mode") == "navigate"
            and headers.get("sec-fetch-dest") == "document"
        )
        return follows_link and not path.startswith(self.never)


def _is_foreign(headers: Headers) -> bool:
    """Whether a page of another host or port asks; programs name none."""
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True
