"""The one thing that a person can do next in an assessment, or whom they wait for. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import NATIONAL, AssessmentState
from assessment.model.roles import AccessRole
from assessment.workflow.work_status import WorkStatus


class NextAction(StrEnum):
    """What to do next."""

    BEGIN = "begin"
    """Answer the first question."""
    ANSWER = "answer"
    LOOK_AGAIN = "look_again"
    """Confirm or change answers of the last cycle."""
    SETTLE = "settle"
    REMIND = "remind"
    """Ask the institutions that have not answered."""
    HAND_IN = "hand_in"
    CORRECT = "correct"
    """Look at the answers that the expert asks about."""
    REPLY = "reply"
    HAND_IN_AGAIN = "hand_in_again"
    BEGIN_REVIEW = "begin_review"
    REVIEW = "review"
    """Look at the answers that nobody has looked at."""
    RESOLVE = "resolve"
    """Read replies and changed answers."""
    RETURN = "return"
    RESPOND = "respond"
    """Take over or turn down another level of the expert."""
    AGREE = "agree"
    PUBLISH = "publish"
    PLAN = "plan"
    FOLLOW_UP = "follow_up"
    READ_ANSWERS = "read_answers"
    READ_RESULTS = "read_results"
    CHECK = "check"
    """Check what an institution has answered, and take a copy along."""
    BEGIN_ANOTHER = "begin_another"


READS = frozenset(
    (NextAction.READ_ANSWERS, NextAction.READ_RESULTS, NextAction.CHECK, NextAction.BEGIN_ANOTHER)
)
"""Actions that move nothing on: the person waits for somebody else, or all is done."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """An action and what it is about: ids of indicators, of institutions for `REMIND`."""

    action: NextAction
    subjects: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Number of subjects."""
        return len(self.subjects)

    @property
    def first(self) -> str:
        """The first subject; empty without any."""
        return self.subjects[0] if self.subjects else ""


_S, _R = AssessmentState, AccessRole


def next_step(
    status: WorkStatus,
    roles: Collection[AccessRole],
    institution: str = NATIONAL,
    *,
    has_answered: bool = False,
) -> NextStep:
    """What a person with these roles in the country does next.

    `has_answered`: the person has written in this assessment, so somebody else reviews, agrees and publishes it.
    """
    if institution != NATIONAL:
        return _of_institution(status, roles)
    acting = set(roles)
    if has_answered:
        acting -= {_R.EXPERT, _R.APPROVER}
    match status.state:
        case _S.DRAFT if _R.COORDINATOR in acting:
            return _of_draft(status)
        case _S.SUBMITTED if _R.EXPERT in acting:
            return NextStep(NextAction.BEGIN_REVIEW)
        case _S.RETURNED:
            return _of_returned(status, set(roles))
        case _S.IN_REVIEW:
            return _of_review(status, acting, set(roles))
        case _S.AGREED:
            return _of_agreed(status, acting)
        case _S.PUBLISHED if _R.COORDINATOR in acting:
            return NextStep(NextAction.FOLLOW_UP if status.has_plan else NextAction.PLAN)
        case _S.PUBLISHED:
            return NextStep(NextAction.READ_RESULTS)
        case _S.WITHDRAWN if _R.COORDINATOR in acting:
            return NextStep(NextAction.BEGIN_ANOTHER)
        case _:
            return NextStep(NextAction.READ_ANSWERS)


def _of_draft(status: WorkStatus) -> NextStep:
    """What the coordinator does: the country's own questions, then what institutions have answered, then remind."""
    if status.unanswered:
        begun = status.answered or status.to_settle
        return NextStep(NextAction.ANSWER if begun else NextAction.BEGIN, status.unanswered)
    if status.inherited:
        return NextStep(NextAction.LOOK_AGAIN, status.inherited)
    if status.to_settle:
        return NextStep(NextAction.SETTLE, status.to_settle)
    if status.waited_for:
        return NextStep(NextAction.REMIND, status.waited_for)
    return NextStep(NextAction.HAND_IN)


def _of_returned(status: WorkStatus, roles: set[AccessRole]) -> NextStep:
    if roles & {_R.COORDINATOR, _R.APPROVER} and status.to_reply:
        return NextStep(NextAction.REPLY, status.to_reply)
    if _R.COORDINATOR in roles:
        return NextStep(NextAction.HAND_IN_AGAIN)
    return NextStep(NextAction.READ_ANSWERS)


def _of_review(status: WorkStatus, acting: set[AccessRole], roles: set[AccessRole]) -> NextStep:
    if _R.EXPERT in acting:
        if status.to_resolve:
            return NextStep(NextAction.RESOLVE, status.to_resolve)
        if status.not_looked_at:
            return NextStep(NextAction.REVIEW, status.not_looked_at)
    if roles & {_R.COORDINATOR, _R.APPROVER}:
        if status.to_reply:
            return NextStep(NextAction.REPLY, status.to_reply)
        if status.to_respond:
            return NextStep(NextAction.RESPOND, status.to_respond)
    if _R.EXPERT in acting and status.to_reply:
        return NextStep(NextAction.RETURN, status.to_reply)
    if _R.APPROVER in acting and status.looked_at and not status.is_open:
        return NextStep(NextAction.AGREE)
    return NextStep(NextAction.READ_ANSWERS)


def _of_agreed(status: WorkStatus, acting: set[AccessRole]) -> NextStep:
    if _R.APPROVER in acting:
        return NextStep(NextAction.PUBLISH)
    if _R.COORDINATOR in acting:
        return NextStep(NextAction.FOLLOW_UP if status.has_plan else NextAction.PLAN)
    return NextStep(NextAction.READ_RESULTS)


def _of_institution(status: WorkStatus, roles: Collection[AccessRole]) -> NextStep:
    """What is next for the answers of one institution."""
    if not set(roles) & {_R.COORDINATOR, _R.CONTRIBUTOR}:
        return NextStep(NextAction.READ_ANSWERS)
    if status.state is _S.RETURNED and status.questioned:
        return NextStep(NextAction.CORRECT, status.questioned)
    if status.state is not _S.DRAFT:
        return NextStep(NextAction.CHECK)
    if status.unanswered:
        action = NextAction.ANSWER if status.answered else NextAction.BEGIN
        return NextStep(action, status.unanswered)
    if status.inherited:
        return NextStep(NextAction.LOOK_AGAIN, status.inherited)
    return NextStep(NextAction.CHECK)
