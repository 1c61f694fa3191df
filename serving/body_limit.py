"""Limit the size of a request's body, as it declares and as it arrives."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.monitoring.refusals import REFUSALS
from serving.rejection import reject
from translations import gettext as _

MAXIMUM_BYTES = 64 * 1024
"""Of a body, except an upload's; no other path takes a body at all."""


class BodyLimit:
    """Middleware that answers 413 above `MAXIMUM_BYTES`, or above `upload_bytes` for paths below `upload_path`."""

    def __init__(self, app: ASGIApp, upload_path: str, upload_bytes: int) -> None:
        self.app, self.upload_path, self.upload_bytes = app, upload_path, upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.upload_bytes if scope["path"].startswith(self.upload_path) else MAXIMUM_BYTES
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdecimal() or int(declared) > limit:
            await reject(scope, receive, send, 413, _too_large(limit), limit="body")
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                REFUSALS.add("body")
                raise HTTPException(413, _too_large(limit))
            return message

        await self.app(scope, counted, send)


def _too_large(limit: int) -> str:
    return _("This is too large. At most {size} kB are taken here.").format(size=limit // 1024)
