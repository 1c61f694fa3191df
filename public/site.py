"""The repository and the interface for programs as one ASGI application that only reads."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from assessment import AssessmentError
from public import openapi
from public.addresses import split_language
from public.files import JSON, PublicFile
from public.pages import missing_page, style, style_address
from public.published_files import PublishedFiles
from public.record import as_json
from questionnaires import ContentError
from reports import PdfWorker, ReportError
from serving.rate_limit import Rate
from translations import gettext as _
from translations import use_language

ALLOWED = "GET, HEAD, OPTIONS"

POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Content-Security-Policy: only our own style sheet is loaded, and no script runs."""

REVALIDATE = "public, no-cache"
"""May be cached, but must be revalidated (answered with 304), so that a retraction takes effect at once."""

IMMUTABLE = "public, max-age=31536000, immutable"
POLL_SECONDS = 0.1

_REPOSITORY_PATH = re.compile(r"/repository/([A-Z]{3})/(20[0-9]{2}|2100)((?:/[a-z0-9._-]+){0,2})")
_API_PATH = re.compile(r"/api/v1/publications/([A-Z]{3})/(20[0-9]{2}|2100)(?:/([a-z]+))?")

_log = logging.getLogger("cop.public")


class Site:
    """Answers below `/repository` and `/api/v1`. An unpublished and an unknown address get the same bytes."""

    def __init__(
        self, published_files: PublishedFiles, pdf: Callable[[], PdfWorker], limit: Rate
    ) -> None:
        self._files, self._pdf, self._limit = published_files, pdf, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        language, path = split_language(scope["path"])
        with use_language(language):
            answer = await self._answer(Request(scope, receive), path)
        await answer(scope, receive, send)

    async def _answer(self, request: Request, path: str) -> Response:
        """The response to a request; `path` is that of the English page."""
        is_api = path.startswith(openapi.BASE)
        address = request.client.host if request.client else ""
        wait = await self._limit.seconds(address) if is_api else 0
        if wait:
            problem = _("You ask too often. Wait {count} s, then ask again.").format(count=wait)
            return _problem(429, problem, {"retry-after": str(wait)})
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_headers(is_api=is_api) | {"allow": ALLOWED})
        if request.method not in ("GET", "HEAD"):
            text = _("Here one can only read.")
            return _problem(405, text, {"allow": ALLOWED})
        try:
            file = await run_in_threadpool(self._find, path)
            if file is not None and file.to_print:
                file = await self._print(file)
        except (AssessmentError, ContentError, ReportError) as error:
            _log.error("%s: %s", path, error)
            return _problem(
                503, _("This can’t be shown now. Try again later."), {"retry-after": "60"}
            )
        if file is None:
            return _missing(is_api=is_api)
        return _file_response(file, request, is_api=is_api)

    def _find(self, path: str) -> PublicFile | None:
        """The file at a path of this application; None where there is none."""
        match path.removesuffix("/") if path != "/repository/" else "/repository":
            case "/repository":
                return self._files.listing("html")
            case "/repository/feed.atom":
                return self._files.listing("atom")
            case "/api/v1/publications":
                return self._files.listing("json")
            case "/api/v1/openapi.json":
                return PublicFile(as_json(openapi.description()), JSON)
        if path == style_address():
            return PublicFile(style(), "text/css; charset=utf-8")
        if match := _REPOSITORY_PATH.fullmatch(path):
            return self._files.file(*match.groups())
        if match := _API_PATH.fullmatch(path):
            country, cycle, part = match.groups()
            if part:
                return self._files.part(country, cycle, part)
            return self._files.file(country, cycle, "/data.json")
        return None

    async def _print(self, page: PublicFile) -> PublicFile:
        """The PDF of a page, made by the worker process without blocking other requests."""
        job = await run_in_threadpool(self._pdf().submit, page.body.decode(), "")
        while not job.done():
            await asyncio.sleep(POLL_SECONDS)
        return PublicFile(job.result(), page.media_type)


def _file_response(file: PublicFile, request: Request, *, is_api: bool) -> Response:
    headers = _headers(is_api=is_api)
    tag = f'W/"{hashlib.sha256(file.body).hexdigest()[:32]}"'
    headers |= {
        "etag": tag,
        "cache-control": IMMUTABLE if file.media_type.startswith("text/css") else REVALIDATE,
    }
    if _names_tag(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(file.body, headers=headers | {"content-type": file.media_type})


def _names_tag(header: str, tag: str) -> bool:
    """Whether the header If-None-Match names a tag, by weak comparison (RFC 9110, 8.8.3.2)."""
    named = {item.strip().removeprefix("W/") for item in header.split(",")}
    return "*" in named or tag.removeprefix("W/") in named


def _missing(*, is_api: bool) -> Response:
    if is_api:
        return _problem(404, _("Nothing is published at this address."), {})
    headers = _headers(is_api=is_api) | {"content-type": "text/html; charset=utf-8"}
    return Response(missing_page(), 404, headers=headers | {"cache-control": "no-store"})


def _problem(status: int, text: str, more: dict[str, str]) -> Response:
    headers = _headers(is_api=True) | {"content-type": JSON, "cache-control": "no-store"} | more
    return Response(as_json({"problem": text}), status, headers=headers)


def _headers(*, is_api: bool) -> dict[str, str]:
    """Headers of every answer; pages of other sites may read the interface for programs."""
    headers = {"content-security-policy": POLICY}
    if is_api:
        headers |= {
            "access-control-allow-origin": "*",
            "access-control-allow-methods": ALLOWED,
        }
    return headers
