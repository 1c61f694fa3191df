"""Outcomes of a review, and the levels that a document uses because of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import Assessment, AssessmentState
from assessment.review.answer_review import IndicatorReview, Remark, RemarkKind, ReviewOutcome
from assessment.review.outcomes import (
    Result,
    ReviewFinding,
    basis_of_review,
    count_results,
    find_results,
)
from assessment.workflow.history import TransitionRecord, WorkflowHistory
from assessment.workflow.level_basis import Basis, BasisKind, basis_of_state
from assessment.workflow.states import Transition
from tests import builders

K, S = RemarkKind, AssessmentState
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def reviewed(key: str, *remarks: Remark, answer: int = 1) -> IndicatorReview:
    numbered = tuple(replace(item, number=number) for number, item in enumerate(remarks, start=1))
    return IndicatorReview(key, numbered, answer)


def view(level: int | None, own: int | None, answer: int = 1) -> Remark:
    return Remark(K.VIEW, "why", level=level, self_level=own, answer=answer)


def accepted(level: int, own: int, answer: int = 2) -> Remark:
    return Remark(K.ACCEPTED, level=level, self_level=own, answer=answer)


ASK, REPLY = Remark(K.QUESTION, "Which?", answer=1), Remark(K.REPLY, "This.", answer=1)
RESOLVED, KEPT = Remark(K.RESOLVED, answer=1), Remark(K.KEPT, "Ours.", answer=1)


def assessed(state: S = S.IN_REVIEW, **levels: int) -> Assessment:
    return builders.assessment(**levels).model_copy(update={"state": state})


def finding(
    level: int, *remarks: Remark, answer: int = 1, handed_in: int | None = None
) -> ReviewFinding:
    before = None if handed_in is None else assessed(A1=handed_in)
    result = find_results(
        builders.edition(),
        assessed(A1=level),
        {"A1": reviewed("A1", *remarks, answer=answer)} if remarks else {},
        handed_in=before,
    )
    return next(item for item in result if item.indicator_id == "A1")


@pytest.mark.parametrize(
    ("case", "result", "own", "differs"),
    [
        (finding(3), Result.NOT_LOOKED_AT, 3, False),
        (finding(3, view(3, 3)), Result.AS_IT_WAS, 3, False),
        (finding(3, view(2, 3)), Result.OPEN, 3, True),
        (finding(3, view(2, 3), KEPT), Result.BOTH_KEPT, 3, True),
        (finding(2, view(2, 3), accepted(2, 3), answer=2), Result.TAKEN_OVER, 3, True),
        (finding(2, view(2, 3), accepted(2, 3), view(2, 2, 2), answer=2), Result.TAKEN_OVER, 3, True),
        (finding(1, view(2, 3), accepted(2, 3), answer=3), Result.OPEN, 1, False),
        (finding(3, ASK), Result.OPEN, 3, False),
        (finding(3, ASK, REPLY, RESOLVED), Result.ASKED, 3, False),
        (finding(3, ASK, RESOLVED, answer=2), Result.NOT_LOOKED_AT, 3, False),
        (finding(2, view(3, 3), answer=2), Result.OPEN, 2, False),
        (finding(3, view(None, 3)), Result.OPEN, 3, True),
    ],
)  # fmt: skip
def test_a_review_came_to_this(
    case: ReviewFinding, result: Result, own: int, differs: bool
) -> None:
    assert (case.result, case.own, case.differs) == (result, own, differs)


def test_a_level_that_the_country_changed_itself_is_told_from_one_that_it_took_over() -> None:
    itself = finding(2, view(2, 2, 2), answer=2, handed_in=3)
    taken = finding(2, view(2, 3), accepted(2, 3), answer=2, handed_in=3)
    assert (itself.changed, itself.result) == (True, Result.AS_IT_WAS)
    assert (taken.changed, taken.result) == (False, Result.TAKEN_OVER)


REMARKS = st.lists(
    st.sampled_from(
        (view(3, 3), view(2, 3), view(None, 3), ASK, REPLY, RESOLVED, KEPT, accepted(2, 3))
    ),
    max_size=6,
)


@given(st.dictionaries(st.sampled_from(("A1", "A2", "B1", "B2")), REMARKS), st.integers(1, 3))
def test_every_question_has_one_result_and_what_is_open_is_what_keeps_from_agreeing(
    remarks: dict[str, list[Remark]], answer: int
) -> None:
    reviews = {key: reviewed(key, *items, answer=answer) for key, items in remarks.items() if items}
    result = find_results(builders.edition(), assessed(A1=3, A2=3, B1=3, B2=3), reviews)
    assert sum(count_results(result).values()) == len(result) == 4
    still_open = {item.indicator_id for item in result if item.result is Result.OPEN}
    assert still_open == {key for key, item in reviews.items() if item.open_points}
    kept = {item.indicator_id for item in result if item.result is Result.BOTH_KEPT}
    assert kept <= {key for key, item in reviews.items() if item.outcome is ReviewOutcome.BOTH_KEPT}


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (S.DRAFT, BasisKind.OWN),
        (S.SUBMITTED, BasisKind.OWN),
        (S.IN_REVIEW, BasisKind.UNDER_REVIEW),
        (S.RETURNED, BasisKind.UNDER_REVIEW),
        (S.AGREED, BasisKind.AGREED),
        (S.PUBLISHED, BasisKind.AGREED),
        (S.WITHDRAWN, BasisKind.WITHDRAWN),
    ],
)
def test_from_the_state_alone_follows_whose_levels_they_are_and_nothing_else(
    state: S, kind: BasisKind
) -> None:
    assert basis_of_state(state) == Basis(kind)


def test_what_was_reviewed_and_handed_in_again_is_still_under_review() -> None:
    assessment = assessed(S.SUBMITTED, A1=2)
    reviews = {"A1": reviewed("A1", view(2, 3), accepted(2, 3), answer=2)}
    assert basis_of_review(builders.edition(), assessment, {}, WorkflowHistory()) == Basis(
        BasisKind.OWN
    )
    result = basis_of_review(builders.edition(), assessment, reviews, WorkflowHistory())
    assert result == Basis(BasisKind.UNDER_REVIEW, None, 4, 1, 1, 0)


def test_what_is_agreed_says_on_which_day_and_what_was_taken_over_and_kept() -> None:
    reviews = {
        "A1": reviewed("A1", view(2, 3), accepted(2, 3), answer=2),
        "A2": reviewed("A2", view(0, 1), KEPT),
        "B1": reviewed("B1", view(1, 1)),
    }
    course = WorkflowHistory(
        (
            TransitionRecord(Transition.SUBMIT, NOON),
            TransitionRecord(Transition.START_REVIEW, NOON + dt.timedelta(days=1)),
            TransitionRecord(Transition.AGREE, NOON + dt.timedelta(days=2)),
        )
    )
    assessment = assessed(S.AGREED, A1=2, A2=1, B1=1)
    result = basis_of_review(builders.edition(), assessment, reviews, course)
    assert result == Basis(BasisKind.AGREED, dt.date(2026, 11, 25), 4, 3, 1, 1)


def test_the_review_began_with_what_was_handed_in_last_before_it() -> None:
    steps = (
        Transition.SUBMIT, Transition.TAKE_BACK, Transition.SUBMIT, Transition.START_REVIEW, Transition.RETURN, Transition.SUBMIT,
    )  # fmt: skip
    moves = tuple(
        TransitionRecord(step, NOON, snapshot=str(number)) for number, step in enumerate(steps)
    )
    course = WorkflowHistory(moves)
    assert course.reviewed is not None
    assert course.reviewed.snapshot == "2"
    assert course.handed_in is not None
    assert course.handed_in.snapshot == "5"
    assert course.agreed is None
    assert WorkflowHistory().reviewed is None
