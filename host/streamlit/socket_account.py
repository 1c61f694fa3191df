"""The account of a socket, under which its windows and messages are counted."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from host.streamlit.file_access import claims_in, has_signed_in
from host.streamlit.run_limit import account_of
from serving.visitor import ACCOUNT


class SocketAccount:
    """Middleware that writes the account of a valid sign-in to the scope of a socket."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            cookies = HTTPConnection(scope).cookies
            if await run_in_threadpool(has_signed_in, cookies):
                scope = {**scope, ACCOUNT: account_of(claims_in(cookies))}
        await self.app(scope, receive, send)
