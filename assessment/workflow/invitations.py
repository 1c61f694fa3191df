"""What happened to the invitation of each institution: sent, visited, reminded, signed off, until when. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import NATIONAL


class InvitationEventKind(StrEnum):
    """What an event records; `text` of the event holds what is said in brackets."""

    DEADLINE = "deadline"
    """The day until which answers are asked for (ISO 8601; empty for none). Of `NATIONAL`: for every institution."""
    SENT = "sent"
    REMINDED = "reminded"
    VISITED = "visited"
    """Somebody of the institution opened its questionnaire; at most one a day is kept, without a name."""
    SIGNED_OFF = "signed_off"
    """The head of the institution stands by its answers (the name)."""
    SIGN_OFF_WITHDRAWN = "sign_off_withdrawn"


SIGN_OFFS = (InvitationEventKind.SIGNED_OFF, InvitationEventKind.SIGN_OFF_WITHDRAWN)
"""Kinds of event that are possible in a returned assessment too, as answers are corrected there."""


@dataclass(frozen=True, slots=True)
class InvitationEvent:
    """One event of an institution, or of `NATIONAL` for all; `at` is its time (UTC)."""

    institution: str
    kind: InvitationEventKind
    text: str
    author: str
    at: dt.datetime


class InvitationState(StrEnum):
    """How far an institution is."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    OPENED = "opened"
    ANSWERING = "answering"
    SIGNED_OFF = "signed_off"
    LATE = "late"
    """The deadline has passed, questions have no answer, and nobody has signed off."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """A sign-off that was not withdrawn; `is_outdated` where an answer was saved after it."""

    name: str
    at: dt.datetime
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class InvitationStatus:
    """Where one institution stands; times are UTC, None where it did not happen."""

    institution: str
    answered: int
    asked: int
    sent_at: dt.datetime | None = None
    reminded_at: dt.datetime | None = None
    opened_at: dt.datetime | None = None
    """The first visit, or the first event that implies one."""
    last_seen: dt.datetime | None = None
    """The last visit or saved answer."""
    deadline: dt.date | None = None
    has_own_deadline: bool = False
    """Whether the deadline is its own and not that of all."""
    sign_off: SignOff | None = None

    def state(self, today: dt.date) -> InvitationState:
        """The state on a day; a deadline has passed from the day after it on."""
        if self.sign_off is not None:
            return InvitationState.SIGNED_OFF
        if self.deadline is not None and today > self.deadline and self.answered < self.asked:
            return InvitationState.LATE
        if self.answered:
            return InvitationState.ANSWERING
        if self.opened_at is not None:
            return InvitationState.OPENED
        return InvitationState.SENT if self.sent_at is not None else InvitationState.NOT_SENT


def invitation_status(
    institution: str,
    events: Iterable[InvitationEvent],
    *,
    asked: int,
    answered: int,
    last_saved: dt.datetime | None = None,
) -> InvitationStatus:
    """The status of an institution from the events of all, in the order in which they were recorded.

    `last_saved` is when an answer of it was last saved.
    """
    events = tuple(events)
    own = [item for item in events if item.institution == institution]
    visits = [item.at for item in own if item.kind is InvitationEventKind.VISITED]
    own_deadline = _deadline(own)
    return InvitationStatus(
        institution=institution,
        answered=answered,
        asked=asked,
        sent_at=_last(own, InvitationEventKind.SENT),
        reminded_at=_last(own, InvitationEventKind.REMINDED),
        opened_at=min(visits, default=None),
        last_seen=max(filter(None, (*visits, last_saved)), default=None),
        deadline=own_deadline or common_deadline(events),
        has_own_deadline=own_deadline is not None,
        sign_off=_sign_off(own, last_saved),
    )


def common_deadline(events: Iterable[InvitationEvent]) -> dt.date | None:
    """The deadline of all institutions; None without one."""
    return _deadline([item for item in events if item.institution == NATIONAL])


def repeats(event: InvitationEvent, earlier: Iterable[InvitationEvent]) -> bool:
    """Whether an event says only what the earlier ones of its institution say, so that it is not recorded again.

    Letters and visits count once a day; a deadline or a sign-off once until it changes.
    """
    kinds = SIGN_OFFS if event.kind in SIGN_OFFS else (event.kind,)
    last = None
    for item in earlier:
        if item.institution == event.institution and item.kind in kinds:
            last = item
    if last is None:
        # Nothing to take back.
        return event.kind is InvitationEventKind.SIGN_OFF_WITHDRAWN or (
            event.kind is InvitationEventKind.DEADLINE and not event.text
        )
    if event.kind in (*SIGN_OFFS, InvitationEventKind.DEADLINE):
        return (last.kind, last.text) == (event.kind, event.text)
    return last.at.astimezone(dt.UTC).date() == event.at.astimezone(dt.UTC).date()


def _last(events: list[InvitationEvent], kind: InvitationEventKind) -> dt.datetime | None:
    return next((item.at for item in reversed(events) if item.kind is kind), None)


def _deadline(events: list[InvitationEvent]) -> dt.date | None:
    kind = InvitationEventKind.DEADLINE
    text = next((item.text for item in reversed(events) if item.kind is kind), "")
    return dt.date.fromisoformat(text) if text else None


def _sign_off(events: list[InvitationEvent], last_saved: dt.datetime | None) -> SignOff | None:
    for item in reversed(events):
        if item.kind is InvitationEventKind.SIGN_OFF_WITHDRAWN:
            return None
        if item.kind is InvitationEventKind.SIGNED_OFF:
            return SignOff(item.text, item.at, last_saved is not None and last_saved > item.at)
    return None
