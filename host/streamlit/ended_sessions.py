"""Ended sessions with their uploads are freed by a timer; Streamlit itself frees them when the next visitor leaves."""

from __future__ import annotations

import asyncio
import gc
import time
from collections import OrderedDict
from collections.abc import Callable

from host.streamlit.private import Runtime, SessionInfo, SessionStorage

SECONDS_KEPT = 90.0
"""Seconds in which a session can be resumed after its connection was lost."""

SECONDS_BETWEEN = 15.0
"""The timer; together with `SECONDS_KEPT` less than two minutes."""

MAXIMUM_KEPT = 128


class EndedSessions(SessionStorage):
    """Sessions without a connection. `clock` gives seconds; the oldest of more than `MAXIMUM_KEPT` is freed at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, SessionInfo]] = OrderedDict()

    def get(self, session_id: str) -> SessionInfo | None:
        """Return a session that is still kept."""
        ended, session = self._kept.get(session_id, (0.0, None))
        return session if session is not None and self._is_kept(ended) else None

    def save(self, session_info: SessionInfo) -> None:
        """Keep a session that has just ended."""
        self._kept[session_info.session.id] = self._clock(), session_info
        self._kept.move_to_end(session_info.session.id)
        if len(self._kept) > MAXIMUM_KEPT:
            self._free_oldest()

    def delete(self, session_id: str) -> None:
        """Remove a session that was resumed, or was shut down by the caller."""
        self._kept.pop(session_id, None)

    def list(self) -> list[SessionInfo]:
        """Return every session that is still kept."""
        return [session for ended, session in self._kept.values() if self._is_kept(ended)]

    def free_old(self) -> bool:
        """Shut down each session that is no longer kept; return whether there was one."""
        count = len(self._kept)
        while self._kept and not self._is_kept(next(iter(self._kept.values()))[0]):
            self._free_oldest()
        return len(self._kept) < count

    def _is_kept(self, ended: float) -> bool:
        return self._clock() - ended < SECONDS_KEPT

    def _free_oldest(self) -> None:
        _id, (_ended, session) = self._kept.popitem(last=False)
        session.session.shutdown()


def keep_ended_sessions(runtime: Runtime) -> EndedSessions:
    """Make `runtime` keep its ended sessions in an `EndedSessions` from now on, and return it."""
    sessions = EndedSessions()
    runtime._session_mgr._session_storage = sessions  # type: ignore[attr-defined]
    return sessions


async def free_ended_sessions(sessions: EndedSessions) -> None:
    """Free old sessions until cancelled."""
    while True:
        await asyncio.sleep(SECONDS_BETWEEN)
        if sessions.free_old():
            gc.collect()  # a session is a circle of objects
