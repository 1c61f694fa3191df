"""The repository and the interface for programs as one ASGI application that only reads."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assessment import AssessmentError
from public import openapi
from public.addresses import split_language
from public.files import JSON, PublicFile
from public.pages import missing_page, style, style_address
from public.published_files import PublishedFiles
from public.record import as_json
from public.responses import FileResponse, file_response
from questionnaires import ContentError
from reports import PdfWorker, ReportError
from serving.monitoring.refusals import REFUSALS
from serving.rate_limit import Rate
from serving.rejection import client_address
from translations import gettext as _
from translations import use_language

ALLOWED = "GET, HEAD, OPTIONS"

POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Content-Security-Policy: only our own style sheet is loaded, and no script runs."""

MAXIMUM_RESPONSES = 500
"""Responses in the cache; their bodies are those of `PublishedFiles`, and of texts the compressed form."""

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
        self._responses: OrderedDict[str, FileResponse] = OrderedDict()
        self._decisions: int | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: from memory where the decisions are known, else from a thread that asks for them."""
        path = scope["path"]
        is_api = path.startswith(openapi.BASE)
        wait = await self._limit.seconds(client_address(scope)) if is_api else 0
        is_read = scope["method"] in ("GET", "HEAD")
        answer: ASGIApp | None = self._known(path) if is_read and not wait else None
        if answer is None:
            language, english = split_language(path)
            with use_language(language):
                answer = await self._answer(Request(scope, receive), english, wait)
        await answer(scope, receive, send)

    def _known(self, path: str) -> FileResponse | None:
        """The response that was sent before to this path, where nothing has been decided since."""
        decisions = self._files.known_decisions()
        return self._responses.get(path) if decisions == self._decisions is not None else None

    def _remember(self, path: str, response: FileResponse, decisions: int | None) -> None:
        """Keep a response that was made while the number of decisions was the same before and after."""
        if decisions is None or decisions != self._files.known_decisions():
            return
        if decisions != self._decisions:
            self._responses.clear()
            self._decisions = decisions
        self._responses[path] = response
        while len(self._responses) > MAXIMUM_RESPONSES:
            self._responses.popitem(last=False)

    async def _answer(self, request: Request, path: str, wait: int) -> ASGIApp:
        """The response to a request; `path` is that of the English page, `wait` what the limit says."""
        is_api = path.startswith(openapi.BASE)
        if wait:
            REFUSALS.add("api")
            problem = _("You ask too often. Wait {count} s, then ask again.").format(count=wait)
            return _problem(429, problem, {"retry-after": str(wait)})
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_headers(is_api=is_api) | {"allow": ALLOWED})
        if request.method not in ("GET", "HEAD"):
            text = _("Here one can only read.")
            return _problem(405, text, {"allow": ALLOWED})
        decisions = self._files.known_decisions()
        try:
            file = await run_in_threadpool(self._find, path)
            if file is not None and file.to_print:
                file, decisions = await self._print(file), None  # the worker keeps the documents
        except (AssessmentError, ContentError, ReportError) as error:
            _log.error("%s: %s", path, error)
            return _problem(
                503, _("This can’t be shown now. Try again later."), {"retry-after": "60"}
            )
        if file is None:
            return _missing(is_api=is_api)
        response = file_response(file, _headers(is_api=is_api))
        self._remember(request.scope["path"], response, decisions)
        return response

    def _find(self, path: str) -> PublicFile | None:
        """The file at a path of this application; None where there is none."""
        match path.removesuffix("/") if path != "/repository/" else "/repository":
            case "/repository":
                return self._files.listing("html")
            case "/repository/feed.atom":
                return self._files.listing("atom")
            case "/repository/catalogue.jsonld":
                return self._files.listing("catalogue")
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
