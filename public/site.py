"""The repository and the interface for programs as one ASGI application that only ever reads."""

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
from public.files import JSON, PublicFile
from public.pages import missing_page, style, style_address
from public.published_files import PublishedFiles
from public.record import as_json
from questionnaires import ContentError
from reports import PdfWorker, ReportError
from serving.rate_limit import RateLimit
from translations import gettext as _

ALLOWED = "GET, HEAD, OPTIONS"

POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing but our own style is loaded, and nothing runs."""

ASK_ANEW = "public, no-cache"
"""May be kept, but is asked for anew (and answered with 304), so that what is retracted is gone at once."""

FOR_GOOD = "public, max-age=31536000, immutable"
LOOK_AGAIN_SECONDS = 0.1

_PLACE = re.compile(r"/repository/([A-Z]{3})/(20[0-9]{2}|2100)((?:/[a-z0-9._-]+){0,2})")
_DATA = re.compile(r"/api/v1/publications/([A-Z]{3})/(20[0-9]{2}|2100)(?:/([a-z]+))?")

_log = logging.getLogger("cop.public")


class Site:
    """Answers below `/repository` and `/api/v1`. What is not public and what never was answer with the same bytes."""

    def __init__(
        self, shelf: PublishedFiles, pdf: Callable[[], PdfWorker], limit: RateLimit
    ) -> None:
        self._shelf, self._pdf, self._limit = shelf, pdf, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        await (await self._answer(request))(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        path = request.scope["path"]
        for_programs = path.startswith(openapi.BASE)
        wait = (
            self._limit.wait(request.client.host if request.client else "") if for_programs else 0
        )
        if wait:
            problem = _("You ask too often. Wait {count} s, then ask again.").format(count=wait)
            return _problem(429, problem, {"retry-after": str(wait)})
        if request.method == "OPTIONS":
            return Response(
                status_code=204, headers=_headers(for_programs=for_programs) | {"allow": ALLOWED}
            )
        if request.method not in ("GET", "HEAD"):
            text = _("Here one can only read.")
            return _problem(405, text, {"allow": ALLOWED})
        try:
            found = await run_in_threadpool(self._find, path)
            if found is not None and found.to_print:
                found = await self._printed(found)
        except (AssessmentError, ContentError, ReportError) as error:
            _log.error("%s: %s", path, error)
            return _problem(
                503, _("This can’t be shown now. Try again later."), {"retry-after": "60"}
            )
        if found is None:
            return _missing(for_programs=for_programs)
        return _found(found, request, for_programs=for_programs)

    def _find(self, path: str) -> PublicFile | None:
        match path.removesuffix("/") if path != "/repository/" else "/repository":
            case "/repository":
                return self._shelf.listing("html")
            case "/repository/feed.atom":
                return self._shelf.listing("atom")
            case "/api/v1/publications":
                return self._shelf.listing("json")
            case "/api/v1/openapi.json":
                return PublicFile(as_json(openapi.description()), JSON)
        if path == style_address():
            return PublicFile(style(), "text/css; charset=utf-8")
        if place := _PLACE.fullmatch(path):
            return self._shelf.file(*place.groups())
        if data := _DATA.fullmatch(path):
            country, cycle, part = data.groups()
            if part:
                return self._shelf.part(country, cycle, part)
            return self._shelf.file(country, cycle, "/data.json")
        return None

    async def _printed(self, page: PublicFile) -> PublicFile:
        """The PDF of a page, made beside the application; nobody else waits for it."""
        job = await run_in_threadpool(self._pdf().submit, page.body.decode(), "")
        while not job.done():
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        return PublicFile(job.result(), page.kind)


def _found(found: PublicFile, request: Request, *, for_programs: bool) -> Response:
    headers = _headers(for_programs=for_programs)
    tag = f'W/"{hashlib.sha256(found.body).hexdigest()[:32]}"'
    headers |= {
        "etag": tag,
        "cache-control": FOR_GOOD if found.kind.startswith("text/css") else ASK_ANEW,
    }
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(found.body, headers=headers | {"content-type": found.kind})


def _has(known: str, tag: str) -> bool:
    """Whether one of the tags that a client names is this one; weak ones are compared (RFC 9110, 8.8.3.2)."""
    named = {item.strip().removeprefix("W/") for item in known.split(",")}
    return "*" in named or tag.removeprefix("W/") in named


def _missing(*, for_programs: bool) -> Response:
    if for_programs:
        return _problem(404, _("Nothing is published at this address."), {})
    headers = _headers(for_programs=for_programs) | {"content-type": "text/html; charset=utf-8"}
    return Response(missing_page(), 404, headers=headers | {"cache-control": "no-store"})


def _problem(status: int, text: str, more: dict[str, str]) -> Response:
    headers = (
        _headers(for_programs=True) | {"content-type": JSON, "cache-control": "no-store"} | more
    )
    return Response(as_json({"problem": text}), status, headers=headers)


def _headers(*, for_programs: bool) -> dict[str, str]:
    """Data may be read by pages of other sites; pages are only pages."""
    headers = {"content-security-policy": POLICY}
    if for_programs:
        headers |= {
            "access-control-allow-origin": "*",
            "access-control-allow-methods": ALLOWED,
        }
    return headers
