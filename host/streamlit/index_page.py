"""The page that holds every screen: Streamlit's index.html with our language, direction, title, style and scripts."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Callable, Container, Iterator
from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.streamlit.module_preload import preloaded_modules
from host.streamlit.private import STATIC
from host.unknown_pages import missing_page
from translations import direction_of, use_language
from translations import gettext as _
from translations.choice import ADDRESS, COOKIE, visitor_language

SCRIPTS = ("page.js", "keys.js", "drafts.js")
STYLES = ("style.css", "orientation.css", "question.css")
ASSETS = {
    **dict.fromkeys(STYLES, "text/css"),
    "icon.svg": "image/svg+xml",
    **dict.fromkeys(SCRIPTS, "text/javascript"),
}
"""Media type by name of what `/look/` serves, from `FOLDER`."""

REPOSITORY = "/repository"
"""HTML below this path is complete and not rewritten."""

FOLDER = Path(__file__).parents[2] / "app_pages"
ONE_YEAR = "public, immutable, max-age=31536000"

REPLACED = {
    '<html lang="en">': "language and direction",
    "<title>": "the title",
    '<meta charset="UTF-8" />': "the style sheets, and our scripts before Streamlit's script",
    '<link rel="stylesheet"': "Streamlit's style, which goes before ours",
    "</head>": "the icon and the modules to preload",
    "<noscript>": "what to do without JavaScript",
    '<div id="root"></div>': "what is read until the screens are there",
}
"""What `render_index_page` puts at each piece of Streamlit's markup."""


class IndexPage:
    """Middleware that replaces every HTML page of Streamlit by `render_index_page`, or by `missing_page` with 404.

    The latter where `paths`, those of the screens, lack the path: Streamlit would open the start under a message in English.
    """

    def __init__(self, app: ASGIApp, paths: Callable[[], Container[str]]) -> None:
        self.app, self.paths = app, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or scope["path"].startswith(REPOSITORY)
        ):
            await self.app(scope, receive, send)
            return
        is_page = False

        async def send_page(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = message["status"] == 200 and headers.get("content-type", "").startswith(
                    "text/html"
                )
                if is_page:
                    language = _requested_language(scope)
                    if scope["path"].removeprefix("/") in self.paths():
                        body = render_index_page(language)
                    else:
                        body, message["status"] = missing_page(language), 404
                        headers["cache-control"] = "no-store"
                    headers["content-length"] = str(len(body))
                    headers["content-language"] = language
                    headers.add_vary_header("Accept-Language, Cookie")
                    for outdated in ("etag", "last-modified", "content-encoding"):
                        del headers[outdated]
                    await send(message)
                    await send(
                        {
                            "type": "http.response.body",
                            "body": b"" if scope["method"] == "HEAD" else body,
                        }
                    )
                    return
            if not is_page:
                await send(message)

        await self.app(scope, receive, send_page)


@cache
def render_index_page(language: str) -> bytes:
    """The page in one language, UTF-8."""
    with use_language(language):
        text = _index()
        title = html.escape(_("Child online protection"))
        direction = direction_of(language)
        text = text.replace('<html lang="en">', f'<html lang="{language}" dir="{direction}">')
        text = re.sub(
            r"<title>.*?</title>",
            f"<title>{title}</title>",
            text,
        )
        text = re.sub(r"\s*<!--\s*Machine-readable.*?-->", "", text, flags=re.S)
        text = re.sub(r"\s*<link\s[^>]*(shortcut icon|service-desc|as=\"font\")[^>]*>", "", text)
        # Nothing is painted before the style is there, so it is asked for first: Streamlit's, then ours. Our scripts go
        # before Streamlit's.
        styles = re.findall(r"<link rel=\"stylesheet\"[^>]*>", text)
        text = re.sub(r"\s*<link rel=\"stylesheet\"[^>]*>", "", text)
        text = text.replace(
            '<meta charset="UTF-8" />',
            '<meta charset="UTF-8" />'
            + "".join(f"\n    {style}" for style in styles)
            + "".join(
                f'\n    <link rel="stylesheet" href="/look/{name}?{_version(name)}">'
                for name in STYLES
            )
            + "".join(
                f'\n    <script defer src="/look/{name}?{_version(name)}"></script>'
                for name in SCRIPTS
            ),
        )
        text = text.replace(
            "</head>",
            f'  <link rel="icon" href="/look/icon.svg?{_version("icon.svg")}">\n'
            + "".join(
                f'    <link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{name}">\n'
                for name in preloaded_modules()
                if name not in text
            )
            + "  </head>",
        )
        without_script = html.escape(
            _("This page needs JavaScript. Switch it on for this address, or use the command line.")
        )
        text = re.sub(
            r"<noscript>.*?</noscript>",
            f"<noscript><style>.cop-loading {{ display: none }}</style><p>{without_script}</p></noscript>",
            text,
            flags=re.S,
        )
        # Streamlit's script takes the content of the element away when it draws the first screen.
        loading = html.escape(
            _("The page is loading. The first time takes about 0.7 MB, afterwards far less.")
        )
        text = text.replace(
            '<div id="root"></div>',
            '<div id="root"><div class="cop-loading">'
            f"<p><strong>{title}</strong></p><p>{loading}</p></div></div>",
        )
        # The comment at the head is Streamlit's licence and stays.
        return text.encode()


def lost_markup(index: str) -> Iterator[str]:
    """Yield a sentence for each piece of `REPLACED` that does not occur once in `index`, Streamlit's index.html."""
    for markup, purpose in REPLACED.items():
        if index.count(markup) != 1:
            yield (
                f"Streamlit's index.html has no single {markup}, where {purpose} goes. "
                "Look at render_index_page in host/streamlit/index_page.py."
            )


def unhashed_scripts(index: str) -> tuple[str, ...]:
    """Opening tags of inline scripts in `index` that `inline_script_hashes` does not see."""
    tags: list[str] = re.findall(r"<script\b[^>]*>", index)
    return tuple(tag for tag in tags if tag != "<script>" and "src=" not in tag)


def inline_script_hashes() -> tuple[str, ...]:
    """SHA-256 of each inline script of Streamlit's page, in the form of a content security policy."""
    scripts = re.findall(r"<script>(.*?)</script>", _index(), flags=re.S)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


async def send_asset(request: Request) -> Response:
    """Answer `/look/{name}` with a file of `ASSETS`, cached for a year: its URL holds a hash of the content."""
    name = request.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(404)
    return Response(_asset(name), media_type=ASSETS[name], headers={"cache-control": ONE_YEAR})


@cache
def _index() -> str:
    return (STATIC / "index.html").read_text(encoding="utf-8")


@cache
def _asset(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def _version(name: str) -> str:
    return hashlib.sha256(_asset(name)).hexdigest()[:12]


def _requested_language(scope: Scope) -> str:
    """The language of a request, as `session.set_user_language` finds it for the page's script."""
    request = Request(scope)
    return visitor_language(
        request.query_params.get(ADDRESS, ""),
        request.cookies.get(COOKIE, ""),
        request.headers.get("accept-language", ""),
    )
