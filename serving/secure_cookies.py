"""Add HttpOnly, SameSite and Secure to every cookie that is set (RFC 6265)."""

from __future__ import annotations

from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class SecureCookies:
    """Middleware that adds HttpOnly, SameSite=Lax and, by `https`, Secure to each cookie that lacks them.

    The cookies named in `read_by_script` get no HttpOnly.
    """

    def __init__(self, app: ASGIApp, *, https: bool, read_by_script: Collection[str]) -> None:
        self.app, self.https, self.read_by_script = app, https, read_by_script

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        secure = self.https or scope.get("scheme") in ("https", "wss")

        async def send_secured(message: Message) -> None:
            if message.get("headers"):
                message["headers"] = [
                    (name, self._secured(value, secure=secure) if name == b"set-cookie" else value)
                    for name, value in message["headers"]
                ]
            await send(message)

        await self.app(scope, receive, send_secured)

    def _secured(self, cookie: bytes, *, secure: bool) -> bytes:
        parts = cookie.decode("latin-1").split(";")
        present = {part.partition("=")[0].strip().lower() for part in parts[1:]}
        name = parts[0].partition("=")[0].strip()
        wanted = {
            "httponly": "HttpOnly" if name not in self.read_by_script else "",
            "samesite": "SameSite=Lax",
            "secure": "Secure" if secure else "",
        }
        more = [text for key, text in wanted.items() if text and key not in present]
        return "; ".join([part.strip() for part in parts] + more).encode("latin-1")
