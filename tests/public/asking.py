"""A store with assessments in several states, and requests to the public site in process."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from assessment import Assessment
from assessment.store import Store, local_person
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import AssessmentState, Transition
from public.published_files import PublishedFiles
from public.site import Site
from questionnaires import load_published_edition
from reports import PdfWorker
from serving.rate_limit import RateLimit
from tests.reports import made
from tests.support.asynchronous import run_async
from tests.support.transitions import TRANSITIONS_TO

ANA = local_person("Ana Approver")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def site_over(store: Store, *, per_minute: int = 100_000, worker: PdfWorker | None = None) -> Site:
    def pdf() -> PdfWorker:
        assert worker is not None, "this test makes no PDF"
        return worker

    return Site(
        PublishedFiles(lambda: store, load_published_edition),
        pdf,
        RateLimit(per_minute, lambda: 0.0),
    )


def ask(site: Any, path: str, method: str = "GET", **headers: str) -> Response:
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()],
        "client": ("192.0.2.1", 1), "server": ("test", 80), "scheme": "http",
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def answer() -> None:
        await site(scope, receive, send)

    run_async(answer())
    body = b"".join(item.get("body", b"") for item in sent[1:])
    return Response(
        sent[0]["status"],
        {key.decode(): value.decode() for key, value in sent[0]["headers"]},
        body,
    )


def bring(store: Store, source: str | Assessment) -> str:
    """An assessment in the store, an example by its name."""
    result = made.example(source) if isinstance(source, str) else source
    return store.import_assessment(result, edition_hash="h", person=ANA, at=NOON)


def publish(store: Store, source: str | Assessment, *parts: PublicPart) -> str:
    key = bring(store, source)
    for number, step in enumerate(TRANSITIONS_TO[AssessmentState.PUBLISHED]):
        chosen = (parts or tuple(PublicPart)) if step is Transition.PUBLISH else ()
        store.apply_transition(key, step, seen=number, person=ANA, at=NOON, parts=chosen)
    return key


def retract(store: Store, key: str) -> None:
    store.apply_transition(
        key, Transition.RETRACT, seen=4, person=ANA, at=NOON, reason="A private reason."
    )
