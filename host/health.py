"""`/healthz` for a supervisor or a load balancer: whether the database and the edition are available."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from assessment import StoreUnavailable, UnknownAssessment
from assessment.store import account_person
from host.services import current_edition, open_store
from questionnaires import ContentError


async def answer_health(_request: Request) -> JSONResponse:
    """Answer 200, or 503 where something is unavailable, with the state of each part as JSON."""
    state = await run_in_threadpool(_state_of_parts)
    healthy = all(value == "ok" for value in state.values())
    return JSONResponse(
        {"status": "ok" if healthy else "unavailable", **state},
        status_code=200 if healthy else 503,
        headers={"cache-control": "no-store"},
    )


def _state_of_parts() -> dict[str, str]:
    """`ok` or `unavailable` by part; details are for the log."""
    state = {"database": "ok", "edition": "ok"}
    try:
        open_store().edition_hash("healthz", person=account_person("healthz@example.invalid"))
    except UnknownAssessment:
        pass  # the database answered that there is none, as it should
    except StoreUnavailable:
        state["database"] = "unavailable"
    try:
        current_edition()
    except ContentError:
        state["edition"] = "unavailable"
    return state
