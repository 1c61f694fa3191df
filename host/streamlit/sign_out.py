"""Signing out ends the sign-in on the server; Streamlit itself only deletes the cookie of the browser."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from assessment.errors import AssessmentError
from host.identity import end_sign_in
from host.services import now
from host.streamlit.file_access import claims_in

SIGN_OUT = "/auth/logout"

_log = logging.getLogger("cop.sign_in")


class SignOut:
    """Middleware that ends the sign-in of the cookie before Streamlit answers `SIGN_OUT`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].rstrip("/").endswith(SIGN_OUT):
            await run_in_threadpool(_end, HTTPConnection(scope).cookies)
        await self.app(scope, receive, send)


def _end(cookies: dict[str, str]) -> None:
    try:
        end_sign_in(claims_in(cookies), now())
    except AssessmentError as error:
        _log.error("%s", error)
