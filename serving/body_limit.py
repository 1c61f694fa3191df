"""How large a request's body may be: by what it says of itself, and by what really comes."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.rejection import refuse
from translations import gettext as _

SMALL = 64 * 1024
"""Bytes. No address but the one for uploads takes a body at all."""


class BodyLimit:
    """Middleware that answers 413 above `SMALL` bytes, and below `upload_path` above `upload_bytes`."""

    def __init__(self, app: ASGIApp, upload_path: str, upload_bytes: int) -> None:
        self.app, self.upload_path, self.upload_bytes = app, upload_path, upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.upload_bytes if scope["path"].startswith(self.upload_path) else SMALL
        said = Headers(scope=scope).get("content-length", "0")
        if not said.isdecimal() or int(said) > most:
            await refuse(scope, receive, send, 413, _too_large(most))
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise HTTPException(413, _too_large(most))
            return message

        await self.app(scope, counted, send)


def _too_large(most: int) -> str:
    return _("This is too large. At most {size} kB are taken here.").format(size=most // 1024)
