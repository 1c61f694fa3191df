"""The status of an invitation is read from its events."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment.model.assessment import NATIONAL
from assessment.workflow.invitations import (
    InvitationEvent,
    InvitationEventKind,
    InvitationState,
    InvitationStatus,
    invitation_status,
    repeats,
)

K, S = InvitationEventKind, InvitationState
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def event(kind: K, text: str = "", *, day: int = 0, of: str = "police") -> InvitationEvent:
    return InvitationEvent(of, kind, text, "Ana", NOON + day * DAY)


def status(
    *events: InvitationEvent, answered: int = 0, last_saved: dt.datetime | None = None
) -> InvitationStatus:
    return invitation_status("police", events, asked=5, answered=answered, last_saved=last_saved)


@pytest.mark.parametrize(
    ("events", "answered", "expected"),
    [
        ((), 0, S.NOT_SENT),
        ((event(K.SENT),), 0, S.SENT),
        ((event(K.SENT), event(K.VISITED, day=1)), 0, S.OPENED),
        ((event(K.VISITED),), 1, S.ANSWERING),
        ((), 2, S.ANSWERING),  # by a workbook, without a letter of ours
        ((event(K.SENT, of="schools"),), 0, S.NOT_SENT),
        ((event(K.DEADLINE, "2026-03-05"),), 2, S.ANSWERING),  # the last day is still in time
        ((event(K.DEADLINE, "2026-03-04"),), 2, S.LATE),
        ((event(K.DEADLINE, "2026-03-04"),), 5, S.ANSWERING),
        ((event(K.DEADLINE, "2026-03-04"), event(K.SIGNED_OFF, "Ben")), 2, S.SIGNED_OFF),
        ((event(K.SIGNED_OFF, "Ben"), event(K.SIGN_OFF_WITHDRAWN)), 5, S.ANSWERING),
    ],
)
def test_the_state_is_the_furthest_unless_the_deadline_has_passed(
    events: tuple[InvitationEvent, ...], answered: int, expected: S
) -> None:
    assert status(*events, answered=answered).state(dt.date(2026, 3, 5)) is expected


def test_an_own_deadline_replaces_that_of_all_until_it_is_taken_away() -> None:
    common = event(K.DEADLINE, "2026-03-12", of=NATIONAL)
    own = event(K.DEADLINE, "2026-04-01")
    assert status(common).deadline == dt.date(2026, 3, 12)
    assert not status(common).has_own_deadline
    assert status(common, own).deadline == dt.date(2026, 4, 1)
    assert status(common, own, event(K.DEADLINE)).deadline == dt.date(2026, 3, 12)
    assert status(event(K.DEADLINE, "2026-05-01", of="schools")).deadline is None


def test_the_last_visit_or_saved_answer_is_when_it_was_last_seen() -> None:
    visits = (event(K.VISITED), event(K.VISITED, day=4))
    assert status(*visits).opened_at == NOON
    assert status(*visits).last_seen == NOON + 4 * DAY
    assert status(*visits, last_saved=NOON + 6 * DAY).last_seen == NOON + 6 * DAY
    assert status().last_seen is None


def test_a_sign_off_is_outdated_by_an_answer_saved_after_it() -> None:
    signed = event(K.SIGNED_OFF, "Ben Ali", day=2)
    for last_saved, outdated in ((NOON, False), (NOON + 3 * DAY, True), (None, False)):
        sign_off = status(signed, last_saved=last_saved).sign_off
        assert sign_off is not None
        assert (sign_off.name, sign_off.is_outdated) == ("Ben Ali", outdated)


@pytest.mark.parametrize(
    ("new", "earlier", "expected"),
    [
        (event(K.SENT), (), False),
        (event(K.SENT), (event(K.SENT),), True),
        (event(K.SENT, day=1), (event(K.SENT),), False),
        (event(K.SENT), (event(K.SENT, of="schools"),), False),
        (event(K.REMINDED), (event(K.SENT),), False),
        (event(K.VISITED), (event(K.VISITED), event(K.SENT)), True),
        (event(K.DEADLINE), (), True),
        (event(K.DEADLINE, "2026-05-01", day=3), (event(K.DEADLINE, "2026-05-01"),), True),
        (event(K.DEADLINE), (event(K.DEADLINE, "2026-05-01"),), False),
        (event(K.SIGN_OFF_WITHDRAWN), (), True),
        (event(K.SIGN_OFF_WITHDRAWN), (event(K.SIGNED_OFF, "Ben"),), False),
        (event(K.SIGNED_OFF, "Ben", day=2), (event(K.SIGNED_OFF, "Ben"),), True),
        (event(K.SIGNED_OFF, "Ana", day=2), (event(K.SIGNED_OFF, "Ben"),), False),
        (
            event(K.SIGNED_OFF, "Ben"),
            (event(K.SIGNED_OFF, "Ben"), event(K.SIGN_OFF_WITHDRAWN)),
            False,
        ),
    ],
)
def test_an_event_that_says_nothing_new_is_recognised(
    new: InvitationEvent, earlier: tuple[InvitationEvent, ...], expected: bool
) -> None:
    assert repeats(new, earlier) is expected
