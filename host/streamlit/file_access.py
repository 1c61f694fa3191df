"""Uploads and downloads on a server require a sign-in; Streamlit itself does not check it."""

from __future__ import annotations

import datetime as dt
import json

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from assessment.errors import NotAllowed
from host.identity import person_of
from host.services import now
from host.settings import session_hours
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
        if is_file and not has_signed_in(HTTPConnection(scope).cookies):
            await reject(scope, receive, send, 403, _("Nobody is signed in. Sign in first."))
            return
        await self.app(scope, receive, send)


def has_signed_in(cookies: dict[str, str]) -> bool:
    """Whether the cookies hold claims that Streamlit signed and that are not older than a session lasts."""
    try:
        claims = json.loads(read_signed_cookie(cookies, USER_COOKIE_NAME) or b"{}")
        person_of(claims, now(), dt.timedelta(hours=session_hours()))
    except (ValueError, AttributeError, NotAllowed):
        return False
    return True
