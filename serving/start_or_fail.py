"""Tell the server where the start of the application fails before the application says so itself.

uvicorn takes an exception in the lifespan for an application without one, and serves it without what start-up sets up.
"""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

FAILED = "lifespan.startup.failed"

log = logging.getLogger("cop.startup")


class StartOrFail:
    """Outermost middleware that answers a failing start-up with `FAILED`, on which the server exits."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return
        has_answered = False

        async def watched(message: Message) -> None:
            nonlocal has_answered
            has_answered = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if not has_answered:
                log.exception("The application can't start.")
                await send({"type": FAILED, "message": str(error)})
            raise
