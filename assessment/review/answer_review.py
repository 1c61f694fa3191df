"""What an expert and a country say to each answer, and what follows: what is open, what is agreed. Pure.

Everything said of an indicator is one list of remarks that is only added to; what stands is read from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.errors import AssessmentError
from assessment.model.assessment import AssessmentState
from assessment.model.roles import AccessRole
from assessment.review.thread import newest, question_is_open, waits_for_reply
from translations import gettext as _


class RemarkKind(StrEnum):
    """What somebody says of an answer under review."""

    VIEW = "view"
    """The level that the expert sees; None where no level can be seen from what is there."""
    QUESTION = "question"
    RESOLVED = "resolved"
    """The expert has the reply that was needed."""
    REPLY = "reply"
    ACCEPTED = "accepted"
    """The country takes over the expert's level; its answer is changed with it."""
    KEPT = "kept"
    """The country keeps its own level; both stay on file."""


BY_EXPERT = frozenset((RemarkKind.VIEW, RemarkKind.QUESTION, RemarkKind.RESOLVED))
BY_COUNTRY = frozenset((RemarkKind.REPLY, RemarkKind.ACCEPTED, RemarkKind.KEPT))

EXPERTS = frozenset((AccessRole.EXPERT,))
SPEAKERS = frozenset((AccessRole.COORDINATOR, AccessRole.APPROVER))
"""Who speaks for the country in a review."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said of an answer; `number` 0, without author and time, before it is stored.

    `answer` is the revision of the national answer it speaks of, 0 where there is none; `self_level` the country's
    level in it. `level` is the expert's, in a view and where the country takes it over.
    """

    kind: RemarkKind
    text: str = ""
    level: int | None = None
    self_level: int | None = None
    answer: int = 0
    number: int = 0
    author: str = ""
    at: dt.datetime | None = None


class OpenPoint(StrEnum):
    """Why an indicator keeps an assessment from being agreed."""

    QUESTION = "question"
    """The expert has asked and is not satisfied yet."""
    DISAGREEMENT = "disagreement"
    """The levels differ, and the country has not said whether it takes the expert's over."""
    CHANGED = "changed"
    """The answer is another than the one the expert looked at."""


class ReviewOutcome(StrEnum):
    """What the review of an indicator has come to."""

    NOT_LOOKED_AT = "not_looked_at"
    OPEN = "open"
    AGREED = "agreed"
    """Both give the same level."""
    BOTH_KEPT = "both_kept"
    """The levels differ and both stand; the country's counts."""


class IllegalRemark(AssessmentError):
    """A remark that can't be made now, not by this person, or not without words; nothing was stored."""


@dataclass(frozen=True, slots=True)
class IndicatorReview:
    """All that was said of one indicator, the oldest first; `answer` is the national answer's revision now."""

    indicator_id: str
    remarks: tuple[Remark, ...] = ()
    answer: int = 0

    @property
    def view(self) -> Remark | None:
        """The expert's newest view, also of an answer that was changed since."""
        return newest(self.remarks, {RemarkKind.VIEW})

    @property
    def response(self) -> Remark | None:
        """What the country said to this view: taken over, or both kept."""
        view = self.view
        found = newest(self.remarks, {RemarkKind.ACCEPTED, RemarkKind.KEPT})
        return found if view and found and found.number > view.number else None

    @property
    def is_current(self) -> bool:
        """Whether the view speaks of the answer that stands, or of the one it replaced by being taken over."""
        view, response = self.view, self.response
        if view is None:
            return False
        return self.answer in (view.answer, response.answer if response else view.answer)

    @property
    def question_is_open(self) -> bool:
        return question_is_open(self.remarks)

    @property
    def waits_for_reply(self) -> bool:
        """A question is open and the country has said nothing since it was asked."""
        return waits_for_reply(self.remarks)

    @property
    def is_looked_at(self) -> bool:
        """The expert has given a view of the answer that stands, or asked about it."""
        asked = any(
            remark.kind is RemarkKind.QUESTION and remark.answer == self.answer
            for remark in self.remarks
        )
        return self.is_current or asked

    @property
    def differs(self) -> bool:
        """The expert sees another level than the country, whatever was said to it."""
        view = self.view
        return view is not None and self.is_current and view.level != view.self_level

    @property
    def open_points(self) -> tuple[OpenPoint, ...]:
        """What must be settled before the assessment can be agreed."""
        found = []
        if self.question_is_open:
            found.append(OpenPoint.QUESTION)
        if self.differs and self.response is None:
            found.append(OpenPoint.DISAGREEMENT)
        if self.view is not None and not self.is_current:
            found.append(OpenPoint.CHANGED)
        return tuple(found)

    @property
    def outcome(self) -> ReviewOutcome:
        if self.open_points:
            return ReviewOutcome.OPEN
        if self.view is None:
            return ReviewOutcome.NOT_LOOKED_AT
        response = self.response
        if response is not None and response.kind is RemarkKind.KEPT:
            return ReviewOutcome.BOTH_KEPT
        return ReviewOutcome.AGREED

    def self_level(self, stands: int | None) -> int | None:
        """The country's own level, where `stands` is the one that stands: before it took the expert's over."""
        answer, level = self.answer, stands
        for remark in reversed(self.remarks):
            if remark.kind is RemarkKind.ACCEPTED and remark.answer == answer:
                answer, level = answer - 1, remark.self_level
        return level


def read_reviews(
    remarks: Mapping[str, Iterable[Remark]], answers: Mapping[str, int]
) -> Mapping[str, IndicatorReview]:
    """The review of each indicator of which anything was said; `answers` are the national answers' revisions now."""
    return {
        key: IndicatorReview(key, tuple(said), answers.get(key, 0)) for key, said in remarks.items()
    }


def open_points(
    reviews: Mapping[str, IndicatorReview],
) -> Mapping[str, tuple[OpenPoint, ...]]:
    """All that is open, by indicator; empty where the assessment can be agreed."""
    return {key: found for key, item in reviews.items() if (found := item.open_points)}


def open_questions(reviews: Mapping[str, IndicatorReview]) -> tuple[str, ...]:
    """Indicators with an open question: what is opened again when the assessment is returned."""
    return tuple(key for key, item in reviews.items() if item.question_is_open)


def can_remark(state: AssessmentState, kind: RemarkKind) -> bool:
    """Everything while it is in review; replies also once it is returned."""
    returned = state is AssessmentState.RETURNED and kind is RemarkKind.REPLY
    return state is AssessmentState.IN_REVIEW or returned


def check_remark(
    offered: Remark,
    before: IndicatorReview,
    *,
    roles: Collection[AccessRole],
    answered_by: Collection[str] = (),
    name: str = "",
) -> None:
    """Raises IllegalRemark where `offered` may not follow what was said `before`.

    `answered_by` are the authors of the answer: an expert whose `name` is among them may not review it.
    """
    key = before.indicator_id
    if not _may_speak(offered.kind, roles):
        raise IllegalRemark(
            _("{id}: the expert gives views and asks; the coordinator or approver replies.").format(
                id=key
            )
        )
    if offered.kind in BY_EXPERT and name in answered_by:
        raise IllegalRemark(
            _("{id}: you have written this answer yourself. Another expert must review it.").format(
                id=key
            )
        )
    problem = _problem(offered, before)
    if problem:
        raise IllegalRemark(problem)


def _may_speak(kind: RemarkKind, roles: Collection[AccessRole]) -> bool:
    allowed = EXPERTS if kind in BY_EXPERT else SPEAKERS
    return any(role in roles for role in allowed)


def _problem(offered: Remark, before: IndicatorReview) -> str:
    """Why it can't be said now, or not without words; empty where it can."""
    key, words = before.indicator_id, offered.text.strip()
    match offered.kind:
        case RemarkKind.VIEW if offered.level != offered.self_level and not words:
            return _(
                "{id}: your level differs from the country’s. Say in one sentence why."
            ).format(id=key)
        case RemarkKind.QUESTION if not words:
            return _("{id}: the question is empty. Write what you want to know.").format(id=key)
        case RemarkKind.REPLY if not words:
            return _("{id}: the reply is empty. Write one sentence.").format(id=key)
        case RemarkKind.REPLY if not before.remarks:
            return _("{id}: nothing was asked. There is nothing to reply to.").format(id=key)
        case RemarkKind.RESOLVED if not before.question_is_open:
            return _("{id}: no question is open.").format(id=key)
        case RemarkKind.ACCEPTED | RemarkKind.KEPT if (
            OpenPoint.DISAGREEMENT not in before.open_points
        ):
            return _("{id}: there is no other level to take over or to keep yours beside.").format(
                id=key
            )
        case RemarkKind.KEPT if not words:
            return _("{id}: say in one sentence why you keep your level.").format(id=key)
    return ""
