"""Uploads and downloads on a server require a sign-in, downloads that of the person they were made for."""

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
from host.streamlit.download_access import OWNERS
from host.streamlit.private import USER_COOKIE_NAME, read_signed_cookie
from host.streamlit.run_limit import account_of
from serving.rejection import reject
from translations import gettext as _

UPLOADS = "/_stcore/upload_file"
DOWNLOADS = "/media/"


class SignedInFiles:
    """Middleware that answers 403 below `UPLOADS` and `DOWNLOADS` without a valid cookie of a sign-in.

    It answers 404 below `DOWNLOADS` unless the file was made for this account, as for one that does not exist.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith((UPLOADS, DOWNLOADS)):
            cookies = HTTPConnection(scope).cookies
            if not await run_in_threadpool(has_signed_in, cookies):
                await reject(
                    scope,
                    receive,
                    send,
                    403,
                    _("Nobody is signed in. Sign in first."),
                    limit="file_without_sign_in",
                )
                return
            path, account = scope["path"], account_of(claims_in(cookies))
            if path.startswith(DOWNLOADS) and not OWNERS.is_owner(path, account):
                await reject(
                    scope,
                    receive,
                    send,
                    404,
                    _("There is no such file for you here."),
                    limit="file_of_others",
                )
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
