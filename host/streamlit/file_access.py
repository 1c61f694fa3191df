"""On a server, files are taken in and handed out only where somebody has signed in; Streamlit itself does not ask."""

from __future__ import annotations

import datetime as dt
import json

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from assessment.errors import NotAllowed
from host.identity import person_of
from host.services import now
from host.settings import session_hours
from serving.rejection import refuse
from translations import gettext as _

UPLOADS = "/_stcore/upload_file"
DOWNLOADS = "/media/"


class SignedInFiles:
    """Middleware that answers 403 for a file where no cookie of ours says, lately enough, who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_file = scope["type"] == "http" and scope["path"].startswith((UPLOADS, DOWNLOADS))
        if is_file and not _has_signed_in(HTTPConnection(scope).cookies):
            await refuse(scope, receive, send, 403, _("Nobody is signed in. Sign in first."))
            return
        await self.app(scope, receive, send)


def _has_signed_in(cookies: dict[str, str]) -> bool:
    try:
        claims = json.loads(_get_signed_cookie_with_chunks(cookies, USER_COOKIE_NAME) or b"{}")
        person_of(claims, now(), dt.timedelta(hours=session_hours()))
    except (ValueError, AttributeError, NotAllowed):
        return False
    return True
