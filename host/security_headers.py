"""Security headers on every response: nothing is loaded from, framed by, or sent to another site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.streamlit.index_page import inline_script_hashes

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self' data:",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "frame-src": "'none'",
    "img-src": "'self' data: blob:",  # plotly draws its pictures from both
    "object-src": "'none'",
    # Streamlit's one inline script is known by its hash. Neither it nor plotly needs `unsafe-eval`; what Streamlit's
    # protobuf library tries of WebAssembly is refused, and it calculates without.
    "script-src": "'self' {hashes}",
    # Streamlit (emotion) and plotly write their style rules into <style> elements as they run.
    "style-src": "'self' 'unsafe-inline'",
}

POLICY = "content-security-policy"
"""A response that already has this header keeps it: the repository allows less than the screens need."""

HEADERS = {
    POLICY: "; ".join(f"{name} {value}" for name, value in CONTENT_SECURITY_POLICY.items()).format(
        hashes=" ".join(inline_script_hashes())
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

SUBRESOURCES = ("/static/js/", "/static/css/", "/static/media/")
"""Scripts, styles and fonts of Streamlit: 127 of the 130 responses of a first load."""

SUBRESOURCE_HEADERS = {
    POLICY: "default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""What a browser heeds in the response of a script, a style or a font; the rest would be 60 kB of a first load."""


RawHeaders = list[tuple[bytes, bytes]]


class ResponseHeaders:
    """Middleware that sets `HEADERS` on every response, and `SUBRESOURCE_HEADERS` on those of `SUBRESOURCES`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = _OF_SUBRESOURCES if scope["path"].startswith(SUBRESOURCES) else _OF_PAGES

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_headers(message.get("headers", ()), added)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _raw(headers: Mapping[str, str]) -> RawHeaders:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


_OF_PAGES, _OF_SUBRESOURCES = _raw(HEADERS), _raw(SUBRESOURCE_HEADERS)
_POLICY = POLICY.encode()


def _with_headers(headers: Iterable[tuple[bytes, bytes]], added: RawHeaders) -> RawHeaders:
    """Return `headers` with `added` in place of those of the same name, except for the policy."""
    present = {name for name, _value in headers}
    kept = {_POLICY} & present
    replaced = {name for name, _value in added} - kept
    return [
        *(item for item in headers if item[0] not in replaced),
        *(item for item in added if item[0] not in kept),
    ]
