"""Remark threads of a review: append-only remarks, open questions, and the rules by which remarks are added. Pure.

Shared by the review of answers (`answer_review`) and the review of the plan (`plan_review`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from assessment.errors import AssessmentError
from assessment.model.assessment import AssessmentState
from assessment.model.roles import AccessRole
from assessment.values.characters import has_glyph
from translations import gettext as _

EXPERTS = frozenset((AccessRole.EXPERT,))
RESPONDERS = frozenset((AccessRole.COORDINATOR, AccessRole.APPROVER))
"""Roles that respond for the country in a review."""

QUESTION, RESOLVED, REPLY = "question", "resolved", "reply"
"""Kinds of remark that every review has."""

K = TypeVar("K", bound=StrEnum)


class IllegalRemark(AssessmentError):
    """A remark that is not possible now, not from this person, or not without text; nothing was stored."""


@dataclass(frozen=True, slots=True)
class ThreadRemark(Generic[K]):
    """One remark of a thread. `number` counts from 1; 0, without author and time, before it is stored."""

    kind: K
    text: str = ""
    number: int = field(default=0, kw_only=True)
    author: str = field(default="", kw_only=True)
    at: dt.datetime | None = field(default=None, kw_only=True)


R = TypeVar("R", bound=ThreadRemark[Any])


class Thread(Generic[R]):
    """Properties of a thread that follow from its `remarks`, the oldest first."""

    __slots__ = ()

    remarks: tuple[R, ...]

    def newest(self, *kinds: str) -> R | None:
        """The last remark of these kinds; None without one."""
        return next((remark for remark in reversed(self.remarks) if remark.kind in kinds), None)

    @property
    def question_is_open(self) -> bool:
        """Whether the expert has asked and not marked the last question as resolved."""
        last = self.newest(QUESTION, RESOLVED)
        return last is not None and last.kind == QUESTION

    @property
    def waits_for_reply(self) -> bool:
        """Whether a question is open to which the country has not replied."""
        last = self.newest(QUESTION, RESOLVED, REPLY)
        return last is not None and last.kind == QUESTION


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """Who may add which kinds of remark to the threads of one review, and in which states."""

    by_expert: frozenset[str]
    """Kinds that the expert adds; the country adds all others."""
    states: frozenset[AssessmentState]
    """States in which every kind may be added; in RETURNED, a reply may be added too."""
    replied_to: frozenset[str]
    """Kinds that a reply needs before it in its thread."""

    def permit(self, state: AssessmentState, kind: str) -> bool:
        """Whether the state permits a remark of this kind."""
        return state in self.states or (state is AssessmentState.RETURNED and kind == REPLY)

    def check(
        self,
        offered: ThreadRemark[Any],
        thread: Thread[Any],
        *,
        subject: str,
        roles: Collection[AccessRole],
        wrong_role: str,
        own_work: str,
        problem: str,
    ) -> None:
        """Raise IllegalRemark if `offered` may not follow `thread`, whose name in messages is `subject`.

        `wrong_role` is the message without a role for the kind; `own_work` that for an expert who has written what is
        reviewed, empty for another; `problem` what is wrong by the rules of one review alone, empty for nothing.
        """
        is_by_expert = offered.kind in self.by_expert
        if not any(role in roles for role in (EXPERTS if is_by_expert else RESPONDERS)):
            raise IllegalRemark(wrong_role)
        if is_by_expert and own_work:
            raise IllegalRemark(own_work)
        problem = problem or self._problem(offered, thread)
        if problem:
            raise IllegalRemark(_("{subject}: {problem}").format(subject=subject, problem=problem))

    def _problem(self, offered: ThreadRemark[Any], thread: Thread[Any]) -> str:
        """Why a question, its resolution or a reply is not possible now, or not without text; empty if it is."""
        has_text = has_glyph(offered.text)
        if offered.kind == QUESTION and not has_text:
            return _("the question is empty. Write what you want to know.")
        if offered.kind == REPLY and not has_text:
            return _("the reply is empty. Write one sentence.")
        if offered.kind == REPLY and thread.newest(*self.replied_to) is None:
            return _("nothing was asked. There is nothing to reply to.")
        if offered.kind == RESOLVED and not thread.question_is_open:
            return _("no question is open.")
        return ""
