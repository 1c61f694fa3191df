"""State machine of an assessment from draft to publication: one table of legal transitions with their roles. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessment.errors import AssessmentError
from assessment.model.assessment import AssessmentState
from assessment.model.roles import AccessRole
from assessment.values.characters import has_glyph
from translations import gettext as _


class Transition(StrEnum):
    """A change of the state of an assessment."""

    SUBMIT = "submit"
    START_REVIEW = "start_review"
    RETURN = "return"
    AGREE = "agree"
    PUBLISH = "publish"
    RETRACT = "retract"
    TAKE_BACK = "take_back"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class LegalTransition:
    """A row of the table: source states, target state, and the roles that may apply the transition.

    `reason`: requires a reason in words; `questions`: requires indicators; `parts`: requires the parts to publish.
    """

    transition: Transition
    before: tuple[AssessmentState, ...]
    after: AssessmentState
    roles: tuple[AccessRole, ...]
    reason: bool = False
    questions: bool = False
    parts: bool = False


_S = AssessmentState

LEGAL_TRANSITIONS: tuple[LegalTransition, ...] = (
    LegalTransition(
        Transition.SUBMIT, (_S.DRAFT, _S.RETURNED), _S.SUBMITTED, (AccessRole.COORDINATOR,)
    ),
    LegalTransition(
        Transition.TAKE_BACK, (_S.SUBMITTED,), _S.DRAFT, (AccessRole.COORDINATOR,), reason=True
    ),
    LegalTransition(Transition.START_REVIEW, (_S.SUBMITTED,), _S.IN_REVIEW, (AccessRole.EXPERT,)),
    LegalTransition(
        Transition.RETURN,
        (_S.IN_REVIEW,),
        _S.RETURNED,
        (AccessRole.EXPERT,),
        reason=True,
        questions=True,
    ),
    LegalTransition(Transition.AGREE, (_S.IN_REVIEW,), _S.AGREED, (AccessRole.APPROVER,)),
    LegalTransition(
        Transition.PUBLISH, (_S.AGREED,), _S.PUBLISHED, (AccessRole.APPROVER,), parts=True
    ),
    LegalTransition(
        Transition.RETRACT, (_S.PUBLISHED,), _S.AGREED, (AccessRole.APPROVER,), reason=True
    ),
    LegalTransition(
        Transition.WITHDRAW,
        (_S.DRAFT, _S.SUBMITTED, _S.IN_REVIEW, _S.RETURNED),
        _S.WITHDRAWN,
        (AccessRole.COORDINATOR,),
        reason=True,
    ),
)
"""All legal transitions. Answers are final once agreed; later changes belong to a next cycle."""

FREEZES: frozenset[Transition] = frozenset(
    (Transition.SUBMIT, Transition.AGREE, Transition.PUBLISH)
)
"""Transitions that store a snapshot of the whole assessment."""

BY_OTHERS: frozenset[Transition] = frozenset(
    (Transition.START_REVIEW, Transition.RETURN, Transition.AGREE, Transition.PUBLISH)
)
"""Transitions refused to a person who has saved answers, figures, institutions, files or the plan.

Nobody reviews, approves or publishes their own work.
"""

REOPENS: frozenset[AssessmentState] = frozenset((_S.AGREED, _S.PUBLISHED))
"""States from which a next cycle can be opened: a new assessment, so no transition of this one."""

OPEN: frozenset[AssessmentState] = frozenset((_S.DRAFT,))
"""States in which every answer can be changed."""


class IllegalTransition(AssessmentError):
    """A transition that is not legal in this state or for this person; nothing has changed."""


def legal_transitions(
    state: AssessmentState, roles: Collection[AccessRole]
) -> Iterator[LegalTransition]:
    """The transitions that these roles may apply in `state`, in the order of the table."""
    for item in LEGAL_TRANSITIONS:
        if state in item.before and any(role in roles for role in item.roles):
            yield item


def apply_transition(
    state: AssessmentState,
    transition: Transition,
    roles: Collection[AccessRole],
    *,
    reason: str = "",
    questioned: Collection[str] = (),
    parts: Collection[str] = (),
) -> AssessmentState:
    """The state after a transition.

    Raises IllegalTransition where it is not legal, or without the reason, indicators or parts that it requires.
    """
    legal = next(
        (item for item in legal_transitions(state, roles) if item.transition is transition), None
    )
    if legal is None:
        raise IllegalTransition(
            _(
                "This step can’t be taken now, or not by you. Look at the state again: "
                "somebody may have moved the assessment on."
            )
        )
    if legal.reason and not has_glyph(reason):
        raise IllegalTransition(_("Say in one sentence why."))
    if legal.questions and not questioned:
        raise IllegalTransition(_("Name at least one question that is to be looked at again."))
    if legal.parts and not parts:
        raise IllegalTransition(_("Choose at least one part that becomes public."))
    return legal.after


def can_change_answer(state: AssessmentState, indicator: str, questioned: Collection[str]) -> bool:
    """Whether an answer may be changed: in a draft any, in a returned assessment only a questioned one."""
    return state in OPEN or (state is AssessmentState.RETURNED and indicator in questioned)
