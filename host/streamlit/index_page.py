"""The page that holds every screen: Streamlit's index.html with our language, direction, title, style and script."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from host.streamlit.module_preload import early_code
from translations import LANGUAGES, PSEUDO_LANGUAGE, use_language
from translations import gettext as _

SCRIPTS = ("page.js", "keys.js")
ASSETS = {
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
    **dict.fromkeys(SCRIPTS, "text/javascript"),
}
"""What `/look/` serves, from this folder."""

WHOLE = "/repository"
"""Pages below this address are not a screen of Streamlit."""

RIGHT_TO_LEFT = ("ar",)
FOLDER = Path(__file__).parents[2] / "app_pages"
A_YEAR = "public, immutable, max-age=31536000"


class PageShell:
    """Middleware that rewrites every HTML page of Streamlit on its way out; the repository's pages are whole."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or scope["path"].startswith(WHOLE)
        ):
            await self.app(scope, receive, send)
            return
        is_page = False

        async def send_shell(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = message["status"] == 200 and headers.get("content-type", "").startswith(
                    "text/html"
                )
                if is_page:
                    body = write_shell(_language_asked(scope))
                    headers["content-length"] = str(len(body))
                    headers["content-language"] = _language_asked(scope)
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

        await self.app(scope, receive, send_shell)


@cache
def write_shell(language: str) -> bytes:
    """The page in one language."""
    with use_language(language):
        text = _index()
        direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        text = text.replace('<html lang="en">', f'<html lang="{language}" dir="{direction}">')
        text = re.sub(
            r"<title>.*?</title>",
            f"<title>{html.escape(_('Child online protection'))}</title>",
            text,
        )
        text = re.sub(r"\s*<!--\s*Machine-readable.*?-->", "", text, flags=re.S)
        text = re.sub(r"\s*<link\s[^>]*(shortcut icon|service-desc|as=\"font\")[^>]*>", "", text)
        # Our scripts go before Streamlit's, our style after.
        text = text.replace(
            '<meta charset="UTF-8" />',
            '<meta charset="UTF-8" />'
            + "".join(
                f'\n    <script defer src="/look/{name}?{_version(name)}"></script>'
                for name in SCRIPTS
            ),
        )
        text = text.replace(
            "</head>",
            f'  <link rel="icon" href="/look/icon.svg?{_version("icon.svg")}">\n'
            f'    <link rel="stylesheet" href="/look/style.css?{_version("style.css")}">\n'
            + "".join(
                f'    <link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{name}">\n'
                for name in early_code()
                if name not in text
            )
            + "  </head>",
        )
        without_script = html.escape(
            _("This page needs JavaScript. Switch it on for this address, or use the command line.")
        )
        text = re.sub(
            r"<noscript>.*?</noscript>",
            f"<noscript><p>{without_script}</p></noscript>",
            text,
            flags=re.S,
        )
        # The comment at the head is Streamlit's licence and stays.
        return text.encode()


def inline_script_hashes() -> tuple[str, ...]:
    """The inline scripts of Streamlit's page, as a content security policy names them."""
    scripts = re.findall(r"<script>(.*?)</script>", _index(), flags=re.S)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


async def send_asset(request: Request) -> Response:
    """Our style, scripts and icon; their address holds a hash of their content."""
    name = request.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(404)
    return Response(_asset(name), media_type=ASSETS[name], headers={"cache-control": A_YEAR})


@cache
def _index() -> str:
    return (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")


@cache
def _asset(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def _version(name: str) -> str:
    return hashlib.sha256(_asset(name)).hexdigest()[:12]


def _language_asked(scope: Scope) -> str:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[-1]
    return asked if asked in (*LANGUAGES, PSEUDO_LANGUAGE) else LANGUAGES[0]
