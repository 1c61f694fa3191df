"""An address without a screen is answered with 404 and ways on; Streamlit would open the start under a message in English."""

from __future__ import annotations

import html
from collections.abc import Callable, Container

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from public.addresses import ROOT, root
from public.pages import style_address
from translations import current_language, direction_of, document_language, use_language
from translations import gettext as _
from translations.choice import ADDRESS, COOKIE, visitor_language


class UnknownPages:
    """Middleware that replaces an HTML page of Streamlit where `names`, the paths of the screens, lack its path."""

    def __init__(self, app: ASGIApp, names: Callable[[], Container[str]]) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or scope["path"].startswith(ROOT)
            or scope["path"].removeprefix("/") in self.names()
        ):
            await self.app(scope, receive, send)
            return
        is_page = False

        async def send_missing(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                is_html = headers.get(b"content-type", b"").startswith(b"text/html")
                is_page = message["status"] == 200 and is_html
                if is_page:
                    await _missing(Request(scope))(scope, receive, send)
            if not is_page:
                await send(message)

        await self.app(scope, receive, send_missing)


def _missing(request: Request) -> Response:
    language = visitor_language(
        request.query_params.get(ADDRESS, ""),
        request.cookies.get(COOKIE, ""),
        request.headers.get("accept-language", ""),
    )
    with use_language(language):
        return Response(
            missing_page(),
            404,
            headers={"cache-control": "no-store", "vary": "Accept-Language, Cookie"},
            media_type="text/html",
        )


def missing_page() -> str:
    """The page of an address without a screen, in the current language."""
    language = current_language()
    product, title, advice, start, published = (
        html.escape(text)
        for text in (
            _("Child online protection"),
            _("There is nothing here"),
            _("No page has this address. Check the address, or go on from the start."),
            _("All assessments"),
            _("All that is published"),
        )
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{document_language(language)}" dir="{direction_of(language)}">\n'
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="{style_address()}"></head>\n'
        f"<body><header>{product}</header>\n"
        f"<main><h1>{title}</h1><p>{advice}</p>\n"
        f'<p><a href="/">{start}</a></p>\n'
        f'<p><a href="{root()}">{published}</a></p></main></body></html>\n'
    )
