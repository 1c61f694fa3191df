"""Which parts of an assessment can be changed in which state, and by whom; checked by the store and the pages. Pure."""

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
    """A part of an assessment that is edited and locked separately."""

    ANSWERS = "answers"
    FILES = "files"
    """Files uploaded as evidence; their descriptions belong to the answer."""
    FIGURES = "figures"
    PLAN = "plan"
    """Targets and plan."""
    PROGRESS = "progress"
    """The status of the measures that an institution leads; open whenever the plan is."""
    PROFILE = "profile"
    INSTITUTIONS = "institutions"


_S = AssessmentState
_DRAFT = frozenset((_S.DRAFT,))

OPEN_IN: Mapping[EditableArea, frozenset[AssessmentState]] = {
    EditableArea.ANSWERS: frozenset((_S.DRAFT, _S.RETURNED)),
    EditableArea.FILES: frozenset((_S.DRAFT, _S.RETURNED)),
    EditableArea.FIGURES: _DRAFT,
    # Also after agreement, as a plan is followed up for years.
    EditableArea.PLAN: frozenset((_S.DRAFT, _S.RETURNED, _S.AGREED, _S.PUBLISHED)),
    EditableArea.PROGRESS: frozenset((_S.DRAFT, _S.RETURNED, _S.AGREED, _S.PUBLISHED)),
    EditableArea.PROFILE: _DRAFT,
    EditableArea.INSTITUTIONS: _DRAFT,
}
"""States in which each area is open; in a returned assessment only the questioned answers."""

OPERATION: Mapping[EditableArea, Operation] = {
    EditableArea.ANSWERS: Operation.ANSWER,
    EditableArea.FILES: Operation.ANSWER,
    EditableArea.FIGURES: Operation.SAVE_FIGURES,
    EditableArea.PLAN: Operation.SAVE_PLAN,
    EditableArea.PROGRESS: Operation.REPORT_PROGRESS,
    EditableArea.PROFILE: Operation.CHANGE_PROFILE,
    EditableArea.INSTITUTIONS: Operation.SAVE_INSTITUTIONS,
}
"""The operation in the table of access that changes each area."""

LOCAL_GRANTS = tuple(Grant(role, EVERYWHERE) for role in sorted(EVERY_ROLE))
"""Grants of a user without sign-in: every role everywhere."""


class LockReason(StrEnum):
    """Why an area can't be changed."""

    STATE = "state"
    """The state locks it for everybody."""
    NOT_ASKED_ABOUT = "not_asked_about"
    """The assessment was returned with questions, and this answer is not among them."""
    ROLE = "role"
    """The person's roles don't allow it."""


def is_open(
    area: EditableArea,
    state: AssessmentState,
    indicator: str = "",
    questioned: Collection[str] = (),
    *,
    plan_is_returned: bool = False,
) -> bool:
    """Whether `area` (of the answers, that to `indicator`) is open to any role in this state.

    A plan that the expert has returned is open while the answers are still in review.
    """
    if area is EditableArea.ANSWERS:
        return can_change_answer(state, indicator, questioned)
    is_plan = area in (EditableArea.PLAN, EditableArea.PROGRESS)
    if is_plan and plan_is_returned and state is AssessmentState.IN_REVIEW:
        return True
    return state in OPEN_IN[area]


def editing_roles(area: EditableArea) -> tuple[AccessRole, ...]:
    """The roles that may change `area` while it is open, in the order of the table."""
    return tuple(ACCESS[OPERATION[area]])


@dataclass(frozen=True, slots=True)
class Editability:
    """What a person may change, from their grants in the country and the state of the assessment.

    `institution` owns the answers on the screen; `questioned` are the indicators the assessment was returned with.
    """

    state: AssessmentState
    grants: tuple[Grant, ...] = LOCAL_GRANTS
    questioned: frozenset[str] = frozenset()
    institution: str = NATIONAL
    plan_is_returned: bool = False

    def lock_reason(self, area: EditableArea, indicator: str = "") -> LockReason | None:
        """Why `area` can't be changed; None where it can. A lock by the state takes precedence over one by the role."""
        opened = is_open(
            area,
            self.state,
            indicator,
            self.questioned,
            plan_is_returned=self.plan_is_returned,
        )
        if not opened and self.state not in OPEN_IN[area]:
            return LockReason.STATE
        if not self._is_granted(area):
            return LockReason.ROLE
        return None if opened else LockReason.NOT_ASKED_ABOUT

    def may_any(self, area: EditableArea) -> bool:
        """Whether any of `area` can be changed, such as the questioned answers alone."""
        return self.lock_reason(area) not in (LockReason.STATE, LockReason.ROLE)

    def may(self, area: EditableArea, indicator: str = "") -> bool:
        """Whether `area` (of the answers, that to `indicator`) can be changed."""
        return self.lock_reason(area, indicator) is None

    def _is_granted(self, area: EditableArea) -> bool:
        try:
            limited_to = institutions_open(OPERATION[area], self.grants)
        except NotAllowed:
            return False
        return limited_to is None or self.institution in limited_to
