"""Uploads and downloads on a server require a sign-in; Streamlit itself does not check it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from assessment.errors import NotAllowed, StoreUnavailable
from host.identity import current_person
from host.services import now
from host.streamlit.private import USER_COOKIE_NAME, read_signed_cookie
from serving.rejection import reject
from translations import gettext as _

UPLOADS = "/_stcore/upload_file"
DOWNLOADS = "/media/"


class SignedInFiles:
    """Middleware that answers 403 below `UPLOADS` and `DOWNLOADS` without a valid cookie of a sign-in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_file = scope["type"] == "http" and scope["path"].startswith((UPLOADS, DOWNLOADS))
        if is_file and not await run_in_threadpool(has_signed_in, HTTPConnection(scope).cookies):
            await reject(scope, receive, send, 403, _("Nobody is signed in. Sign in first."))
            return
        await self.app(scope, receive, send)


def has_signed_in(cookies: dict[str, str]) -> bool:
    """Whether the cookies hold claims that Streamlit signed, of a sign-in that has neither expired nor ended."""
    try:
        current_person(claims_in(cookies), now())
    except (NotAllowed, StoreUnavailable):
        return False
    return True


def claims_in(cookies: dict[str, str]) -> Mapping[str, Any]:
    """The claims in the signed cookie; empty where there is none or its signature is wrong."""
    try:
        claims = json.loads(read_signed_cookie(cookies, USER_COOKIE_NAME) or b"{}")
    except (ValueError, AttributeError):
        return {}
    return claims if isinstance(claims, dict) else {}
