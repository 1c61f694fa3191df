"""What may be changed of an assessment now, and by whom: the store asks before it stores, a page before it offers. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.access.permissions import ACCESS, EVERYWHERE, Grant, Operation, institutions_open
from assessment.errors import NotAllowed
from assessment.model.assessment import NATIONAL, AssessmentState
from assessment.model.roles import EVERY_ROLE, AccessRole
from assessment.workflow.states import can_change_answer


class EditableArea(StrEnum):
    """What of an assessment is changed by itself."""

    ANSWERS = "answers"
    FILES = "files"
    """Files that are brought as evidence; what is said of them belongs to the answer."""
    FIGURES = "figures"
    PLAN = "plan"
    """Targets and plan."""
    PROFILE = "profile"
    INSTITUTIONS = "institutions"


_S = AssessmentState
_DRAFT = frozenset((_S.DRAFT,))

OPEN_IN: Mapping[EditableArea, frozenset[AssessmentState]] = {
    EditableArea.ANSWERS: frozenset((_S.DRAFT, _S.RETURNED)),
    EditableArea.FILES: frozenset((_S.DRAFT, _S.RETURNED)),
    EditableArea.FIGURES: _DRAFT,
    # Also afterwards, as a plan is followed up for years.
    EditableArea.PLAN: frozenset((_S.DRAFT, _S.RETURNED, _S.AGREED, _S.PUBLISHED)),
    EditableArea.PROFILE: _DRAFT,
    EditableArea.INSTITUTIONS: _DRAFT,
}
"""States in which each can be changed; of what was returned only the answers that were questioned."""

OPERATION: Mapping[EditableArea, Operation] = {
    EditableArea.ANSWERS: Operation.ANSWER,
    EditableArea.FILES: Operation.ANSWER,
    EditableArea.FIGURES: Operation.SAVE_FIGURES,
    EditableArea.PLAN: Operation.SAVE_PLAN,
    EditableArea.PROFILE: Operation.CHANGE_PROFILE,
    EditableArea.INSTITUTIONS: Operation.SAVE_INSTITUTIONS,
}
"""What the table of access calls a change."""

LOCAL = tuple(Grant(role, EVERYWHERE) for role in sorted(EVERY_ROLE))
"""What somebody at a computer without sign-in is."""


class WhyNot(StrEnum):
    """Why something can't be changed."""

    STATE = "state"
    """By nobody, as the assessment stands."""
    NOT_ASKED_ABOUT = "not_asked_about"
    """By nobody, as it was returned with other questions."""
    ROLE = "role"
    """Not by this person."""


def is_open(
    piece: EditableArea,
    state: AssessmentState,
    indicator: str = "",
    questioned: Collection[str] = (),
    *,
    plan_is_returned: bool = False,
) -> bool:
    """Whether anybody may change it in this state; of the answers, that to `indicator`.

    An expert who has returned the plan opens it while the answers are still in review.
    """
    if piece is EditableArea.ANSWERS:
        return can_change_answer(state, indicator, questioned)
    if piece is EditableArea.PLAN and plan_is_returned and state is AssessmentState.IN_REVIEW:
        return True
    return state in OPEN_IN[piece]


def who_may(piece: EditableArea) -> tuple[AccessRole, ...]:
    """The roles that change it while it is open, in the order of the table."""
    return tuple(ACCESS[OPERATION[piece]])


@dataclass(frozen=True, slots=True)
class Changes:
    """What somebody may change: their roles in the country, and where the assessment stands.

    `institution` is whose answers are on the screen; `questioned` what the assessment was returned with.
    """

    state: AssessmentState
    grants: tuple[Grant, ...] = LOCAL
    questioned: frozenset[str] = frozenset()
    institution: str = NATIONAL
    plan_is_returned: bool = False

    def why_not(self, piece: EditableArea, indicator: str = "") -> WhyNot | None:
        """Why it can't be changed; None where it can. The state comes first: it holds for everybody."""
        opened = is_open(
            piece,
            self.state,
            indicator,
            self.questioned,
            plan_is_returned=self.plan_is_returned,
        )
        if not opened and self.state not in OPEN_IN[piece]:
            return WhyNot.STATE
        if not self._is_given(piece):
            return WhyNot.ROLE
        return None if opened else WhyNot.NOT_ASKED_ABOUT

    def may_some(self, piece: EditableArea) -> bool:
        """Whether anything of it can be changed, such as the answers that were asked about."""
        return self.why_not(piece) not in (WhyNot.STATE, WhyNot.ROLE)

    def may(self, piece: EditableArea, indicator: str = "") -> bool:
        return self.why_not(piece, indicator) is None

    def _is_given(self, piece: EditableArea) -> bool:
        try:
            limited_to = institutions_open(OPERATION[piece], self.grants)
        except NotAllowed:
            return False
        return limited_to is None or self.institution in limited_to
