"""Review of answers: the remarks of expert and country on each answer, open points, agreed levels. Pure.

The remarks on an indicator are an append-only thread; the state of its review is derived from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import AssessmentState
from assessment.model.roles import AccessRole
from assessment.review.thread import ReviewRules, Thread, ThreadRemark
from assessment.values.characters import has_glyph
from translations import gettext as _


class RemarkKind(StrEnum):
    """Kinds of remark on an answer under review."""

    VIEW = "view"
    """The level that the expert sees; None if the evidence shows no level."""
    QUESTION = "question"
    RESOLVED = "resolved"
    """The expert has the reply that was needed."""
    REPLY = "reply"
    ACCEPTED = "accepted"
    """The country takes the expert's level over; its answer is changed in the same transaction."""
    KEPT = "kept"
    """The country keeps its own level; both stay on file."""


BY_EXPERT = frozenset((RemarkKind.VIEW, RemarkKind.QUESTION, RemarkKind.RESOLVED))
BY_COUNTRY = frozenset((RemarkKind.REPLY, RemarkKind.ACCEPTED, RemarkKind.KEPT))

RULES = ReviewRules(
    by_expert=BY_EXPERT,
    states=frozenset((AssessmentState.IN_REVIEW,)),
    replied_to=frozenset(RemarkKind),
)


@dataclass(frozen=True, slots=True)
class Remark(ThreadRemark[RemarkKind]):
    """A remark on an answer.

    `level` is the expert's, in a view and where the country takes it over; `self_level` the country's level in the
    answer remarked on; `answer` the revision of that national answer, 0 without one.
    """

    level: int | None = None
    self_level: int | None = None
    answer: int = 0


class OpenPoint(StrEnum):
    """Why an indicator prevents the assessment from being agreed."""

    QUESTION = "question"
    """A question of the expert is not resolved."""
    DISAGREEMENT = "disagreement"
    """The levels differ, and the country has not said whether it takes the expert's over."""
    CHANGED = "changed"
    """The answer was changed after the expert's view."""


class ReviewOutcome(StrEnum):
    """The state of the review of an indicator."""

    NOT_LOOKED_AT = "not_looked_at"
    OPEN = "open"
    AGREED = "agreed"
    """Both give the same level."""
    BOTH_KEPT = "both_kept"
    """The levels differ and both stay on file; the country's counts."""


@dataclass(frozen=True, slots=True)
class IndicatorReview(Thread[Remark]):
    """The thread of one indicator; `answer` is the newest revision of the national answer."""

    indicator_id: str
    remarks: tuple[Remark, ...] = ()
    answer: int = 0

    @property
    def view(self) -> Remark | None:
        """The expert's newest view, even if the answer was changed since."""
        return self.newest(RemarkKind.VIEW)

    @property
    def response(self) -> Remark | None:
        """The country's response to this view: taken over, or both kept; None before it."""
        view, response = self.view, self.newest(RemarkKind.ACCEPTED, RemarkKind.KEPT)
        return response if view and response and response.number > view.number else None

    @property
    def is_current(self) -> bool:
        """Whether the view is of the newest answer, or of the one that was replaced when the view was taken over."""
        view, response = self.view, self.response
        if view is None:
            return False
        return self.answer in (view.answer, response.answer if response else view.answer)

    @property
    def is_looked_at(self) -> bool:
        """Whether the expert has given a view of the newest answer or asked about it."""
        is_questioned = any(
            remark.kind is RemarkKind.QUESTION and remark.answer == self.answer
            for remark in self.remarks
        )
        return self.is_current or is_questioned

    @property
    def differs(self) -> bool:
        """Whether the expert's level differs from the country's, with or without a response."""
        view = self.view
        return view is not None and self.is_current and view.level != view.self_level

    @property
    def open_points(self) -> tuple[OpenPoint, ...]:
        """A point that must be settled before the assessment can be agreed."""
        points = []
        if self.question_is_open:
            points.append(OpenPoint.QUESTION)
        if self.differs and self.response is None:
            points.append(OpenPoint.DISAGREEMENT)
        if self.view is not None and not self.is_current:
            points.append(OpenPoint.CHANGED)
        return tuple(points)

    @property
    def outcome(self) -> ReviewOutcome:
        """The state of the review."""
        if self.open_points:
            return ReviewOutcome.OPEN
        if self.view is None:
            return ReviewOutcome.NOT_LOOKED_AT
        response = self.response
        if response is not None and response.kind is RemarkKind.KEPT:
            return ReviewOutcome.BOTH_KEPT
        return ReviewOutcome.AGREED

    def self_level(self, current_level: int | None) -> int | None:
        """The country's own level, before it took any over; `current_level` is that of the newest answer."""
        answer, level = self.answer, current_level
        for remark in reversed(self.remarks):
            if remark.kind is RemarkKind.ACCEPTED and remark.answer == answer:
                answer, level = answer - 1, remark.self_level
        return level


def read_reviews(
    remarks: Mapping[str, Iterable[Remark]], answers: Mapping[str, int]
) -> Mapping[str, IndicatorReview]:
    """The review of each indicator with remarks; `answers` are the newest revisions of the national answers."""
    return {
        key: IndicatorReview(key, tuple(thread), answers.get(key, 0))
        for key, thread in remarks.items()
    }


def open_points(
    reviews: Mapping[str, IndicatorReview],
) -> Mapping[str, tuple[OpenPoint, ...]]:
    """The open points by indicator; empty if the assessment can be agreed."""
    return {key: points for key, item in reviews.items() if (points := item.open_points)}


def open_questions(reviews: Mapping[str, IndicatorReview]) -> tuple[str, ...]:
    """Ids of indicators with an open question: those that can be changed once the assessment is returned."""
    return tuple(key for key, item in reviews.items() if item.question_is_open)


def can_remark(state: AssessmentState, kind: RemarkKind) -> bool:
    """Whether the state permits a remark of this kind: any in review, a reply also once returned."""
    return RULES.permit(state, kind)


def check_remark(
    offered: Remark,
    before: IndicatorReview,
    *,
    roles: Collection[AccessRole],
    answered_by: Collection[str] = (),
    name: str = "",
) -> None:
    """Raise IllegalRemark if `offered` may not follow the remarks `before`.

    `answered_by` are the authors of the answer: an expert whose `name` is among them may not review it.
    """
    key = before.indicator_id
    RULES.check(
        offered,
        before,
        subject=key,
        roles=roles,
        wrong_role=_(
            "{id}: the expert gives views and asks; the coordinator or approver replies."
        ).format(id=key),
        own_work=_(
            "{id}: you have written this answer yourself. Another expert must review it."
        ).format(id=key)
        if name in answered_by
        else "",
        problem=_problem(offered, before),
    )


def _problem(offered: Remark, before: IndicatorReview) -> str:
    """Why a view or a response to one is not possible now, or not without text; empty if it is."""
    has_text = has_glyph(offered.text)
    match offered.kind:
        case RemarkKind.VIEW if offered.level != offered.self_level and not has_text:
            return _("your level differs from the country’s. Say in one sentence why.")
        case RemarkKind.ACCEPTED | RemarkKind.KEPT if (
            OpenPoint.DISAGREEMENT not in before.open_points
        ):
            return _("there is no other level to take over or to keep yours beside.")
        case RemarkKind.KEPT if not has_text:
            return _("say in one sentence why you keep your level.")
    return ""
