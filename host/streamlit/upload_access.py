"""Uploads on a server: only with a role, only into windows of the same account, and up to a quota for each person."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from assessment.errors import NotAllowed, StoreUnavailable
from host.identity import current_person
from host.services import now, open_store
from host.streamlit.file_access import UPLOADS, claims_in
from host.streamlit.private import Runtime, get_script_run_ctx
from host.streamlit.run_limit import account_of
from serving.processes.shared_counts import SharedCounts
from serving.processes.shared_rate import shared_key
from serving.rejection import reject
from translations import gettext as _

MEGABYTE = 1024 * 1024


class UploadAccess:
    """Middleware that answers 403 below `UPLOADS` without a role or for the window of another account.

    It answers 413 where the uploads that the account's windows hold in memory, with those under way, would be more than
    `quota` bytes. `largest` is what an upload may have that does not declare its size. With `counts` the windows of all
    processes are counted.
    """

    def __init__(
        self, app: ASGIApp, quota: int, largest: int, counts: SharedCounts | None = None
    ) -> None:
        self.app, self.quota, self.largest, self.counts = app, quota, largest, counts
        self.under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or not scope["path"].startswith(UPLOADS)
            or scope["method"] == "OPTIONS"
        ):
            await self.app(scope, receive, send)
            return
        cookies = HTTPConnection(scope).cookies
        account = account_of(claims_in(cookies))
        window = scope["path"].removeprefix(UPLOADS).strip("/").partition("/")[0]
        may = await run_in_threadpool(has_role, cookies)
        if not may or not account or owner_of(window) != account:
            text = _("Files are taken only in your own window, and with a role. Reload the page.")
            await reject(scope, receive, send, 403, text, limit="upload_without_role")
            return
        size = _declared(scope, self.largest) if scope["method"] == "PUT" else 0
        self.under_way[account] += size
        if size and not await self._has_room(account):
            self._end(account, size)
            text = _(
                "Your windows hold {size} MB of files, as many as one person may. Close the other windows, or reload this page."
            ).format(size=self.quota // MEGABYTE)
            await reject(scope, receive, send, 413, text, limit="upload_quota")
            return
        try:
            await self.app(scope, receive, send)
        finally:
            self._end(account, size)
            if self.counts is not None and scope["method"] == "DELETE":
                await self._record(self.counts, account)

    def _end(self, account: str, size: int) -> None:
        self.under_way[account] -= size
        if not self.under_way[account]:
            del self.under_way[account]

    async def _has_room(self, account: str) -> bool:
        """Return whether the files of an account, with those under way, are within the quota."""
        if self._held(account) > self.quota:
            return False
        return self.counts is None or await self._record(self.counts, account)

    async def _record(self, counts: SharedCounts, account: str) -> bool:
        """Record what this process holds; return False where it is too much with what other processes hold."""
        key = shared_key("uploads", account)
        counts.watch(key, lambda: self._held(account))
        return await run_in_threadpool(counts.hold, key, self._held(account), self.quota)

    def _held(self, account: str) -> int:
        return held_by(account) + self.under_way[account]


def _declared(scope: Scope, largest: int) -> int:
    declared = Headers(scope=scope).get("content-length", "")
    return int(declared) if declared.isdecimal() else largest


def has_role(cookies: dict[str, str]) -> bool:
    """Return whether the cookies are those of somebody with a role in any country."""
    try:
        person = current_person(claims_in(cookies), now())
        return bool(open_store().my_roles(person=person))
    except (NotAllowed, StoreUnavailable):
        return False


def owner_of(window: str) -> str:
    """Return the account of an open window; empty where there is none."""
    session = Runtime.instance().get_app_session(window)
    return account_of(session._user_info) if session is not None else ""


def held_by(account: str) -> int:
    """Return the bytes of the uploads held by the open and recently ended windows of an account."""
    runtime = Runtime.instance()
    files = runtime.uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
    return sum(
        len(file.data)
        for info in runtime._session_mgr.list_sessions()
        if account_of(info.session._user_info) == account
        for file in tuple(files.get(info.session.id, {}).values())
    )


def release_upload(file_id: str) -> None:
    """Free a file of this window, once it is stored or was refused; without a window nothing is done."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        files: Any = context.uploaded_file_mgr
        files.remove_file(session_id=context.session_id, file_id=file_id)
