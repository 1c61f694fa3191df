"""The rules of the random walk, independent of the code: people, transitions, invariants of an assessment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from assessment import (
    NATIONAL,
    AssessmentState,
    Institution,
)
from assessment.model.roles import AccessRole
from assessment.store import local_person
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from tests import builders

S, R = AssessmentState, AccessRole
NOON = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
SETTER_UP = local_person("the test")
EDITION = builders.edition()
QUESTIONS = ("A1", "A2", "B1")
POLICE = Institution(id="police", name="Police", indicators=("A1", "A2"))

PEOPLE: dict[str, frozenset[AccessRole]] = {
    "carol": frozenset({R.COORDINATOR}),
    "cy": frozenset({R.COORDINATOR, R.APPROVER}),
    "paul": frozenset({R.CONTRIBUTOR}),
    "ed": frozenset({R.EXPERT}),
    "eve": frozenset({R.EXPERT, R.APPROVER}),
    "ann": frozenset({R.APPROVER}),
    "adam": frozenset({R.ADMINISTRATOR}),
    "sam": frozenset(),
}
"""Roles by person at the start; `sam` is of another country."""

RULES: dict[Transition, tuple[frozenset[AssessmentState], AssessmentState, AccessRole]] = {
    Transition.SUBMIT: (frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED, R.COORDINATOR),
    Transition.TAKE_BACK: (frozenset({S.SUBMITTED}), S.DRAFT, R.COORDINATOR),
    Transition.START_REVIEW: (frozenset({S.SUBMITTED}), S.IN_REVIEW, R.EXPERT),
    Transition.RETURN: (frozenset({S.IN_REVIEW}), S.RETURNED, R.EXPERT),
    Transition.AGREE: (frozenset({S.IN_REVIEW}), S.AGREED, R.APPROVER),
    Transition.PUBLISH: (frozenset({S.AGREED}), S.PUBLISHED, R.APPROVER),
    Transition.RETRACT: (frozenset({S.PUBLISHED}), S.AGREED, R.APPROVER),
    Transition.WITHDRAW: (
        frozenset({S.DRAFT, S.SUBMITTED, S.IN_REVIEW, S.RETURNED}),
        S.WITHDRAWN,
        R.COORDINATOR,
    ),
}
NOT_ONES_OWN = {Transition.START_REVIEW, Transition.RETURN, Transition.AGREE, Transition.PUBLISH}
SAYS_WHY = {Transition.TAKE_BACK, Transition.RETURN, Transition.RETRACT, Transition.WITHDRAW}
BACK = (Transition.TAKE_BACK, Transition.RETRACT, Transition.WITHDRAW)
KEEPS = {Transition.SUBMIT, Transition.AGREE, Transition.PUBLISH}


SUBMIT, REVIEW, _RETURN, AGREE, PUBLISH, RETRACT = (
    ("carol", Transition.SUBMIT),
    ("ed", Transition.START_REVIEW),
    ("ed", Transition.RETURN),
    ("ann", Transition.AGREE),
    ("ann", Transition.PUBLISH),
    ("ann", Transition.RETRACT),
)
WAYS: tuple[tuple[tuple[str, Transition], ...], ...] = (
    (),
    (SUBMIT,),
    (SUBMIT, REVIEW),
    (SUBMIT, REVIEW, _RETURN),
    (SUBMIT, REVIEW, AGREE),
    (SUBMIT, REVIEW, AGREE, PUBLISH),
    (SUBMIT, REVIEW, AGREE, PUBLISH, RETRACT),
)


@dataclass
class ExpectedCourse:
    """The expected state of one assessment, by these rules."""

    key: str
    cycle: int
    state: AssessmentState = S.DRAFT
    steps: int = 0
    authors: set[str] = field(default_factory=set)
    """People who have saved answers, figures, institutions or the plan."""
    answers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Revisions by institution and question."""
    levels: dict[str, int] = field(default_factory=dict)
    frozen_levels: dict[str, int] = field(default_factory=dict)
    questioned: frozenset[str] = frozenset()
    open_questions: set[str] = field(default_factory=set)
    """Questions of the expert that are open."""
    seen: dict[str, int] = field(default_factory=dict)
    """The revision of the answer that the expert's view is about."""
    remarks: dict[str, int] = field(default_factory=dict)
    settings: int = 0
    figures: int = 0
    public: frozenset[PublicPart] = frozenset()
    follower: ExpectedCourse | None = None
    """The next cycle that was opened last."""

    @property
    def followed(self) -> bool:
        return self.follower is not None and self.follower.state is not S.WITHDRAWN

    @property
    def is_settled(self) -> bool:
        stale = any(
            number != self.answers.get((NATIONAL, key), 0) for key, number in self.seen.items()
        )
        return not self.open_questions and not stale
