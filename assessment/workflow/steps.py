"""The steps of an assessment as a line, from the first answer to the follow-up, with the state of each. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assessment.model.assessment import AssessmentState
from assessment.workflow.work_status import WorkStatus


class Step(StrEnum):
    """A step of an assessment; the value is the name of its page, in the order of the line."""

    ANSWER = "answer"
    INSTITUTIONS = "institutions"
    SETTLE = "settle"
    HAND_IN = "hand-in"
    REVIEW = "review"
    AGREE = "agree"
    PUBLISH = "publication"
    FOLLOW_UP = "follow-up"


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    CURRENT = "current"
    """What the assessment waits for."""
    BEGUN = "begun"
    """Begun and not done, while the assessment waits for another step."""
    LATER = "later"
    NOT_NEEDED = "not_needed"


_S = AssessmentState
_ANSWERING = (Step.ANSWER, Step.INSTITUTIONS, Step.SETTLE)


def current_step(status: WorkStatus) -> Step | None:
    """The current step of the assessment, not of one role; None once the assessment is withdrawn."""
    match status.state:
        case _S.DRAFT:
            return _current_in_draft(status)
        case _S.SUBMITTED:
            return Step.REVIEW
        case _S.RETURNED:
            return Step.REVIEW if status.to_reply else Step.HAND_IN
        case _S.IN_REVIEW:
            return Step.REVIEW if status.is_open or status.not_looked_at else Step.AGREE
        case _S.AGREED:
            return Step.PUBLISH
        case _S.PUBLISHED:
            return Step.FOLLOW_UP
        case _:
            return None


def _current_in_draft(status: WorkStatus) -> Step:
    if status.unanswered or status.inherited:
        return Step.ANSWER
    if status.to_settle:
        return Step.SETTLE
    return Step.INSTITUTIONS if status.waited_for else Step.HAND_IN


def line_of_steps(status: WorkStatus) -> Mapping[Step, StepState]:
    """The state of each step, in the order of the line."""
    current = current_step(status)
    return {step: _state_of(step, current, status) for step in Step}


def _state_of(step: Step, current: Step | None, status: WorkStatus) -> StepState:
    if step is current:
        return StepState.CURRENT
    if step in (Step.INSTITUTIONS, Step.SETTLE) and not status.institutions:
        return StepState.NOT_NEEDED
    if status.state is _S.DRAFT and step in _ANSWERING:
        return _answering(step, status)
    if status.state is _S.RETURNED and step is Step.HAND_IN:
        return StepState.BEGUN
    if status.state is _S.RETURNED and step is Step.REVIEW:
        return StepState.BEGUN
    if status.state is _S.AGREED and step is Step.FOLLOW_UP and status.has_plan:
        return StepState.BEGUN
    order = tuple(Step)
    before = current is not None and order.index(step) < order.index(current)
    return StepState.DONE if before else StepState.LATER


def _answering(step: Step, status: WorkStatus) -> StepState:
    """The state of a step of a draft that is not the current one; these three go on side by side."""
    is_open = {
        Step.ANSWER: bool(status.unanswered or status.inherited),
        Step.INSTITUTIONS: bool(status.waited_for or status.inherited),
        Step.SETTLE: bool(status.to_settle or status.waited_for),
    }[step]
    if not is_open:
        return StepState.DONE
    return StepState.BEGUN if status.answered or step is Step.INSTITUTIONS else StepState.LATER
