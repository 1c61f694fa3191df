"""Check of the database: it answers, has the tables of this version, and agrees on the time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from assessment.errors import StoreUnavailable
from assessment.store.database.state import TablesState, read_database_state
from host.server_check.machine import SECONDS_APART
from questionnaires import Problem
from translations import gettext as _


def database_problems(url: str, at: dt.datetime) -> Iterator[Problem]:
    """What keeps the application from using the database at `url`; `at` is the time of this computer."""
    try:
        state = read_database_state(url)
    except StoreUnavailable as error:
        where, _colon, rest = str(error).partition(": ")
        yield Problem(where, "", rest, "")
        return
    if state.tables is TablesState.NONE:
        yield Problem(
            state.location,
            "",
            _("has no tables yet."),
            _("Start the application once: it makes them."),
        )
    elif state.tables is TablesState.OLDER:
        yield Problem(
            state.location,
            "",
            _("has the tables of an earlier version."),
            _("Write a backup, then start the application: it upgrades them."),
        )
    elif state.tables is TablesState.NEWER:
        yield Problem(
            state.location,
            "",
            _("a newer version of this toolkit has changed the database."),
            _("Use that version, or another database."),
        )
    if state.time is not None and abs((state.time - at).total_seconds()) > SECONDS_APART:
        yield Problem(
            state.location,
            "",
            _("its clock and that of this computer differ by more than {count} s.").format(
                count=SECONDS_APART
            ),
            _("Let both be set from the network (NTP)."),
        )
