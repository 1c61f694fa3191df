"""`/.well-known/security.txt`: whom to tell about a vulnerability (RFC 9116)."""

from __future__ import annotations

import datetime as dt

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from host.services import now
from host.settings import security_contact
from translations import TRANSLATED

PATH = "/.well-known/security.txt"

VALID_FOR = dt.timedelta(days=180)
"""Counted from the day of the request; the RFC recommends less than a year."""


async def answer_security_txt(_request: Request) -> Response:
    """Answer with the file, or 404 without a contact. It expires after `VALID_FOR`, by the day."""
    contact = security_contact()
    if not contact:
        return PlainTextResponse("Not found", 404)
    expires = (now() + VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {', '.join(('en', *sorted(set(TRANSLATED) - {'qps'})))}",
    )
    text = "".join(f"{line}\n" for line in lines)
    return PlainTextResponse(text, headers={"cache-control": "public, max-age=86400"})
