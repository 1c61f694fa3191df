"""The way of an assessment from draft to publication: one table of legal steps with who may take them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessment.errors import AssessmentError
from assessment.model.assessment import AssessmentState
from assessment.model.roles import AccessRole
from translations import gettext as _


class Transition(StrEnum):
    """What moves an assessment on."""

    SUBMIT = "submit"
    START_REVIEW = "start_review"
    RETURN = "return"
    AGREE = "agree"
    PUBLISH = "publish"
    RETRACT = "retract"
    TAKE_BACK = "take_back"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class LegalStep:
    """A step: from which states to which, by whom.

    `reason`: must be given in words; `questions`: names indicators; `parts`: names what becomes public.
    """

    step: Transition
    before: tuple[AssessmentState, ...]
    after: AssessmentState
    roles: tuple[AccessRole, ...]
    reason: bool = False
    questions: bool = False
    parts: bool = False


_S = AssessmentState

LEGAL: tuple[LegalStep, ...] = (
    LegalStep(Transition.SUBMIT, (_S.DRAFT, _S.RETURNED), _S.SUBMITTED, (AccessRole.COORDINATOR,)),
    LegalStep(
        Transition.TAKE_BACK, (_S.SUBMITTED,), _S.DRAFT, (AccessRole.COORDINATOR,), reason=True
    ),
    LegalStep(Transition.START_REVIEW, (_S.SUBMITTED,), _S.IN_REVIEW, (AccessRole.EXPERT,)),
    LegalStep(
        Transition.RETURN,
        (_S.IN_REVIEW,),
        _S.RETURNED,
        (AccessRole.EXPERT,),
        reason=True,
        questions=True,
    ),
    LegalStep(Transition.AGREE, (_S.IN_REVIEW,), _S.AGREED, (AccessRole.APPROVER,)),
    LegalStep(Transition.PUBLISH, (_S.AGREED,), _S.PUBLISHED, (AccessRole.APPROVER,), parts=True),
    LegalStep(Transition.RETRACT, (_S.PUBLISHED,), _S.AGREED, (AccessRole.APPROVER,), reason=True),
    LegalStep(
        Transition.WITHDRAW,
        (_S.DRAFT, _S.SUBMITTED, _S.IN_REVIEW, _S.RETURNED),
        _S.WITHDRAWN,
        (AccessRole.COORDINATOR,),
        reason=True,
    ),
)
"""Every legal step. After agreement nothing is changed any more: what is new is a new cycle."""

FREEZES: frozenset[Transition] = frozenset(
    (Transition.SUBMIT, Transition.AGREE, Transition.PUBLISH)
)
"""Steps that keep a snapshot of all that is stored."""

BY_OTHERS: frozenset[Transition] = frozenset(
    (Transition.START_REVIEW, Transition.RETURN, Transition.AGREE, Transition.PUBLISH)
)
"""Steps that nobody takes who has answered: nobody reviews, approves or publishes their own answers."""

REOPENS: frozenset[AssessmentState] = frozenset((_S.AGREED, _S.PUBLISHED))
"""States from which a next cycle is opened: an assessment of its own, so no step; this one stays as it is."""

OPEN: frozenset[AssessmentState] = frozenset((_S.DRAFT,))
"""States in which everything can be changed."""


class IllegalStep(AssessmentError):
    """A step that can't be taken here, or not by this person; nothing has changed."""


def legal_steps(state: AssessmentState, roles: Collection[AccessRole]) -> Iterator[LegalStep]:
    """What somebody with these roles may do now, in the order of the table."""
    for item in LEGAL:
        if state in item.before and any(role in roles for role in item.roles):
            yield item


def apply_transition(
    state: AssessmentState,
    step: Transition,
    roles: Collection[AccessRole],
    *,
    reason: str = "",
    questioned: Collection[str] = (),
    parts: Collection[str] = (),
) -> AssessmentState:
    """The state after a step. Raises IllegalStep where it can't be taken, and says what is missing."""
    found = next((item for item in legal_steps(state, roles) if item.step is step), None)
    if found is None:
        raise IllegalStep(
            _(
                "This step can’t be taken now, or not by you. Look at the state again: "
                "somebody may have moved the assessment on."
            )
        )
    if found.reason and not reason.strip():
        raise IllegalStep(_("Say in one sentence why."))
    if found.questions and not questioned:
        raise IllegalStep(_("Name at least one question that is to be looked at again."))
    if found.parts and not parts:
        raise IllegalStep(_("Choose at least one part that becomes public."))
    return found.after


def can_change_answer(state: AssessmentState, indicator: str, questioned: Collection[str]) -> bool:
    """Whether an answer may be changed: in a draft any, in what was returned only what was questioned."""
    return state in OPEN or (state is AssessmentState.RETURNED and indicator in questioned)
