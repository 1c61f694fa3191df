"""What each person does next, how far each step is, and the three numbers shown: one table of unlike cases each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assessment import NATIONAL, Answer, AnswerStatus, Assessment, AssessmentState, Institution
from assessment.access.editability import LOCAL_GRANTS
from assessment.model.roles import AccessRole
from assessment.planning.gaps import severe_below_target
from assessment.review.answer_review import IndicatorReview, Remark, RemarkKind
from assessment.workflow.next_step import READS, NextAction, next_step
from assessment.workflow.steps import Step, StepState, current_step, line_of_steps
from assessment.workflow.tiles import SHOWN, TileKind, choose_tiles
from assessment.workflow.work_status import WorkStatus, days_silent, work_status
from tests.builders import edition

S, R, A = AssessmentState, AccessRole, NextAction
COORDINATOR, EXPERT, APPROVER, CONTRIBUTOR, ADMINISTRATOR = (
    frozenset((role,)) for role in (R.COORDINATOR, R.EXPERT, R.APPROVER, R.CONTRIBUTOR, R.ADMINISTRATOR)
)  # fmt: skip
LOCAL = frozenset(grant.role for grant in LOCAL_GRANTS)
ASKED = ("A1", "A2", "B1", "B2")


def status(state: AssessmentState = S.DRAFT, **changes: object) -> WorkStatus:
    """A status with four questions, all answered and looked at; `changes` replace fields."""
    return replace(
        WorkStatus(state=state, asked=ASKED, answered=len(ASKED), claims=len(ASKED)), **changes
    )  # type: ignore[arg-type]


HALF = {"answered": 2, "unanswered": ("B1", "B2")}
CASES: dict[str, tuple[WorkStatus, frozenset[AccessRole], str, NextAction, tuple[str, ...]]] = {
    "empty": (status(answered=0, unanswered=ASKED), COORDINATOR, NATIONAL, A.BEGIN, ASKED),
    "empty, locally": (status(answered=0, unanswered=ASKED), LOCAL, NATIONAL, A.BEGIN, ASKED),
    "empty, for the expert": (status(answered=0, unanswered=ASKED), EXPERT, NATIONAL, A.READ_ANSWERS, ()),
    "half": (status(**HALF), COORDINATOR, NATIONAL, A.ANSWER, ("B1", "B2")),
    "half, for the approver": (status(**HALF), APPROVER, NATIONAL, A.READ_ANSWERS, ()),
    "only institutions have answered": (
        status(answered=0, unanswered=("A1",), to_settle=("B1",)), COORDINATOR, NATIONAL, A.ANSWER, ("A1",)),
    "own questions before those to settle": (
        status(**HALF, to_settle=("A2",)), COORDINATOR, NATIONAL, A.ANSWER, ("B1", "B2")),
    "three to settle": (status(to_settle=("A1", "A2", "B1")), COORDINATOR, NATIONAL, A.SETTLE, ("A1", "A2", "B1")),
    "settle before remind": (
        status(to_settle=("A1",), waited_for=("police",)), LOCAL, NATIONAL, A.SETTLE, ("A1",)),
    "an institution is silent": (status(waited_for=("police",)), COORDINATOR, NATIONAL, A.REMIND, ("police",)),
    "carried over": (status(inherited=("A1",)), COORDINATOR, NATIONAL, A.LOOK_AGAIN, ("A1",)),
    "complete": (status(), COORDINATOR, NATIONAL, A.HAND_IN, ()),
    "complete, locally": (status(), LOCAL, NATIONAL, A.HAND_IN, ()),
    "complete, read by an administrator": (status(), ADMINISTRATOR, NATIONAL, A.READ_ANSWERS, ()),
    "an institution begins": (
        status(answered=0, unanswered=ASKED), CONTRIBUTOR, "police", A.BEGIN, ASKED),
    "an institution goes on": (status(**HALF), CONTRIBUTOR, "police", A.ANSWER, ("B1", "B2")),
    "an institution is done": (status(), CONTRIBUTOR, "police", A.CHECK, ()),
    "an institution, read by the expert": (status(**HALF), EXPERT, "police", A.READ_ANSWERS, ()),
    "an institution after handing in": (status(S.SUBMITTED, **HALF), CONTRIBUTOR, "police", A.CHECK, ()),
    "an institution is asked by the expert": (
        status(S.RETURNED, questioned=("A2",)), CONTRIBUTOR, "police", A.CORRECT, ("A2",)),
    "an institution is not asked by the expert": (status(S.RETURNED), CONTRIBUTOR, "police", A.CHECK, ()),
    "handed in, for the coordinator": (status(S.SUBMITTED), COORDINATOR, NATIONAL, A.READ_ANSWERS, ()),
    "handed in, for the expert": (status(S.SUBMITTED), EXPERT, NATIONAL, A.BEGIN_REVIEW, ()),
    "in review": (status(S.IN_REVIEW, not_looked_at=("B1", "B2")), EXPERT, NATIONAL, A.REVIEW, ("B1", "B2")),
    "in review, with a reply": (
        status(S.IN_REVIEW, not_looked_at=("B1",), to_resolve=("A1",)), EXPERT, NATIONAL, A.RESOLVE, ("A1",)),
    "in review, all looked at and asked": (
        status(S.IN_REVIEW, to_reply=("A1",)), EXPERT, NATIONAL, A.RETURN, ("A1",)),
    "in review, asked": (
        status(S.IN_REVIEW, to_reply=("A1", "B2")), COORDINATOR, NATIONAL, A.REPLY, ("A1", "B2")),
    "in review, another level": (
        status(S.IN_REVIEW, to_respond=("A2",)), COORDINATOR, NATIONAL, A.RESPOND, ("A2",)),
    "in review, nothing open": (status(S.IN_REVIEW), APPROVER, NATIONAL, A.AGREE, ()),
    "in review, something open": (
        status(S.IN_REVIEW, to_resolve=("A1",)), APPROVER, NATIONAL, A.READ_ANSWERS, ()),
    "in review, nothing looked at": (
        status(S.IN_REVIEW, not_looked_at=ASKED), APPROVER, NATIONAL, A.READ_ANSWERS, ()),
    "returned with two questions": (
        status(S.RETURNED, to_reply=("A1", "B2")), COORDINATOR, NATIONAL, A.REPLY, ("A1", "B2")),
    "returned and replied": (status(S.RETURNED), COORDINATOR, NATIONAL, A.HAND_IN_AGAIN, ()),
    "returned, for the expert": (status(S.RETURNED, to_reply=("A1",)), EXPERT, NATIONAL, A.READ_ANSWERS, ()),
    "agreed, for the approver": (status(S.AGREED), APPROVER, NATIONAL, A.PUBLISH, ()),
    "agreed, for the coordinator": (status(S.AGREED), COORDINATOR, NATIONAL, A.PLAN, ()),
    "agreed, with a plan": (status(S.AGREED, has_plan=True), COORDINATOR, NATIONAL, A.FOLLOW_UP, ()),
    "published, with a plan": (status(S.PUBLISHED, has_plan=True), LOCAL, NATIONAL, A.FOLLOW_UP, ()),
    "published, for the expert": (status(S.PUBLISHED), EXPERT, NATIONAL, A.READ_RESULTS, ()),
    "withdrawn": (status(S.WITHDRAWN), COORDINATOR, NATIONAL, A.BEGIN_ANOTHER, ()),
    "withdrawn, for the expert": (status(S.WITHDRAWN), EXPERT, NATIONAL, A.READ_ANSWERS, ()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_person_has_one_thing_to_do_next(case: str) -> None:
    given, roles, institution, action, subjects = CASES[case]
    step = next_step(given, roles, institution)
    assert (step.action, step.subjects) == (action, subjects)


@pytest.mark.parametrize("state", [S.SUBMITTED, S.IN_REVIEW, S.AGREED])
def test_who_has_answered_is_led_to_no_step_of_review_agreement_or_publication(
    state: AssessmentState,
) -> None:
    given = status(state, not_looked_at=("A1",))
    assert next_step(given, EXPERT | APPROVER).action not in READS
    assert next_step(given, EXPERT | APPROVER, has_answered=True).action in READS


LINES = {
    "alone": (status(**HALF), "current not_needed not_needed later later later later later"),
    "with institutions": (
        status(institutions=("police",), waited_for=("police",)),
        "done current begun later later later later later"),
    "to settle": (
        status(institutions=("police",), to_settle=("A1",)), "done done current later later later later later"),
    "ready": (status(institutions=("police",)), "done done done current later later later later"),
    "handed in": (status(S.SUBMITTED), "done not_needed not_needed done current later later later"),
    "returned": (
        status(S.RETURNED, to_reply=("A1",)), "done not_needed not_needed begun current later later later"),
    "replied": (status(S.RETURNED), "done not_needed not_needed current begun later later later"),
    "looked at": (status(S.IN_REVIEW), "done not_needed not_needed done done current later later"),
    "agreed": (status(S.AGREED, has_plan=True), "done not_needed not_needed done done done current begun"),
    "published": (status(S.PUBLISHED), "done not_needed not_needed done done done done current"),
    "withdrawn": (status(S.WITHDRAWN), "later not_needed not_needed later later later later later"),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_the_line_says_how_far_each_step_is(case: str) -> None:
    given, words = LINES[case]
    states = line_of_steps(given)
    assert list(states) == list(Step)
    assert [state.value for state in states.values()] == words.split()
    assert [step for step, state in states.items() if state is StepState.CURRENT] == list(
        filter(None, [current_step(given)])
    )


TILES = {
    "no questions": (status(asked=()), {}, ()),
    "half": (status(**HALF), {}, (TileKind.ANSWERED, TileKind.ALL_PROVEN)),
    "empty": (status(answered=0, claims=0), {}, (TileKind.ANSWERED,)),
    "nothing applicable": (status(claims=0), {}, (TileKind.ANSWERED,)),
    "without evidence": (status(unproven=("A1",)), {}, (TileKind.ANSWERED, TileKind.UNPROVEN)),
    "silent for nine days": (
        status(institutions=("a", "b"), waited_for=("a", "b"), unproven=("A1",)),
        {"silent": {"a": 2, "b": 9}}, (TileKind.ANSWERED, TileKind.SILENT, TileKind.UNPROVEN)),
    "silent for a day": (
        status(institutions=("a",), waited_for=("a",)),
        {"silent": {"a": 1}}, (TileKind.ANSWERED, TileKind.ALL_PROVEN)),
    "never begun": (
        status(institutions=("a", "b"), waited_for=("a", "b"), to_settle=("A1",)),
        {"silent": {"a": None, "b": None}}, (TileKind.ANSWERED, TileKind.NOT_BEGUN, TileKind.TO_SETTLE)),
    "below the coverage": (
        status(**HALF), {"coverage": 0.4, "minimum": 2 / 3},
        (TileKind.ANSWERED, TileKind.NO_SCORE, TileKind.ALL_PROVEN)),
    "nobody knows": (status(unknown=("A1",)), {}, (TileKind.ANSWERED, TileKind.UNKNOWN, TileKind.ALL_PROVEN)),
    "contradicting": (
        status(unproven=("A1",)), {"contradicting": ("A1", "A2")},
        (TileKind.ANSWERED, TileKind.CONTRADICTING, TileKind.UNPROVEN)),
    "returned": (
        status(S.RETURNED, to_reply=("A1",)), {}, (TileKind.LOOKED_AT, TileKind.TO_REPLY, TileKind.ALL_PROVEN)),
}  # fmt: skip


@pytest.mark.parametrize("case", TILES)
def test_three_tiles_say_what_matters_most(case: str) -> None:
    given, facts, kinds = TILES[case]
    tiles = choose_tiles(given, **facts)  # type: ignore[arg-type]
    assert tuple(tile.kind for tile in tiles) == kinds
    assert len(tiles) <= SHOWN


def test_the_silent_institution_is_the_one_silent_longest() -> None:
    now = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
    saved = {"a": now - dt.timedelta(days=9, hours=5), "b": now - dt.timedelta(days=8)}
    silent = days_silent(("a", "b", "c"), saved, now)
    assert silent == {"a": 9, "b": 8, "c": None}
    tile = choose_tiles(status(waited_for=("a", "b", "c")), silent=silent)[1]
    assert (tile.kind, tile.count, tile.subjects) == (TileKind.SILENT, 9, ("a",))


def made(state: AssessmentState = S.DRAFT, **answers: Answer) -> Assessment:
    return Assessment(country="KEN", edition="test", cycle=2026, state=state, answers=answers)


def test_what_institutions_are_asked_is_not_the_coordinators_own() -> None:
    police = Institution(id="police", name="Police", indicators=("A2", "B1"))
    given = made(A1=Answer(level=2)).model_copy(
        update={
            "institutions": (police,),
            "institution_answers": {"police": {"A2": Answer(level=1)}},
        }
    )
    facts = work_status(edition(), given)
    assert (facts.unanswered, facts.to_settle, facts.waited_for) == (("B2",), ("A2",), ("police",))
    assert facts.unproven == ("A1",)
    own = work_status(edition(), given, "police")
    assert (own.asked, own.answered, own.unanswered) == (("A2", "B1"), 1, ("B1",))
    assert (own.institutions, own.to_settle, own.waited_for) == ((), (), ())


def test_an_assessment_to_which_nothing_applies_can_be_handed_in() -> None:
    nothing = Answer(state=AnswerStatus.NOT_APPLICABLE, reason="No such body can exist.")
    given = made(**dict.fromkeys(ASKED, nothing))
    assert next_step(work_status(edition(), given), COORDINATOR).action is A.HAND_IN
    assert severe_below_target(edition(), given) == ((), ())


def test_the_review_says_whose_turn_it_is() -> None:
    asked = Remark(RemarkKind.QUESTION, "Which act?", number=1, answer=1)
    reply = Remark(RemarkKind.REPLY, "Act 5.", number=2, answer=1)
    higher = Remark(RemarkKind.VIEW, "It works.", number=1, level=3, self_level=2, answer=1)
    reviews = {
        "A1": IndicatorReview("A1", (asked,), 1),
        "A2": IndicatorReview("A2", (asked, reply), 1),
        "B1": IndicatorReview("B1", (higher,), 1),
    }
    facts = work_status(edition(), made(S.IN_REVIEW), reviews=reviews)
    assert (facts.to_reply, facts.to_resolve, facts.to_respond) == (("A1",), ("A2",), ("B1",))
    assert facts.not_looked_at == ("B2",)


@pytest.mark.parametrize(
    ("answer", "below", "unknown"),
    [
        (None, (), ("B1",)),
        (Answer(state=AnswerStatus.DONT_KNOW), (), ("B1",)),
        (Answer(level=0), ("B1",), ()),
        (Answer(level=4), (), ()),
    ],
)
def test_a_danger_is_open_below_its_target_and_unknown_without_a_level(
    answer: Answer | None, below: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    given = made(**({} if answer is None else {"B1": answer}))
    assert severe_below_target(edition(), given) == (below, unknown)
