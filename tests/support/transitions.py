"""Transitions that bring an assessment from a draft into each state."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.workflow.states import AssessmentState, Transition

_REVIEWED = (Transition.SUBMIT, Transition.START_REVIEW)

TRANSITIONS_TO: Mapping[AssessmentState, tuple[Transition, ...]] = {
    AssessmentState.DRAFT: (),
    AssessmentState.SUBMITTED: (Transition.SUBMIT,),
    AssessmentState.IN_REVIEW: _REVIEWED,
    AssessmentState.RETURNED: (*_REVIEWED, Transition.RETURN),
    AssessmentState.AGREED: (*_REVIEWED, Transition.AGREE),
    AssessmentState.PUBLISHED: (*_REVIEWED, Transition.AGREE, Transition.PUBLISH),
    AssessmentState.WITHDRAWN: (Transition.WITHDRAW,),
}
"""The transitions by the state that they end in, in their order."""
