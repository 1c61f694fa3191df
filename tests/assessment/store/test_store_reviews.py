"""Reviews in the store: permissions by state; agreed, returned and taken-over levels are those of the remarks."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assessment import Answer, AssessmentState, Institution
from assessment.access.permissions import Grant
from assessment.errors import AssessmentError, NotAllowed
from assessment.model.roles import AccessRole
from assessment.review.answer_review import (
    OpenPoint,
    Remark,
    RemarkKind,
    ReviewOutcome,
)
from assessment.review.plan_review import WHOLE_PLAN, PlanRemark, PlanRemarkKind
from assessment.review.thread import IllegalRemark
from assessment.store import Person, StaleReview, StateLocked, Store, account_person, local_person
from assessment.workflow.states import IllegalTransition, Transition
from tests import builders
from tests.support.at_once import at_once

K, S = RemarkKind, AssessmentState
ANA = local_person("Ana")
BEN = local_person("Ben")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture
def in_review(store: Store) -> str:
    """A1 at level 3 and A2 at level 1, written by Ana, handed in and under review."""
    key = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    for indicator, level in (("A1", 3), ("A2", 1)):
        save(store, key, indicator, level, 0)
    go(store, key, Transition.SUBMIT)
    go(store, key, Transition.START_REVIEW, person=BEN)
    return key


def save(store: Store, key: str, indicator: str, level: int, seen: int) -> None:
    store.save_answer(
        key, indicator, builders.answer(level), expected_revision=seen, person=ANA, at=NOON
    )


def go(store: Store, key: str, step: Transition, *, person: Person = ANA, **said: object) -> None:
    seen = len(store.transitions(key, person=ANA))
    store.apply_transition(key, step, seen=seen, person=person, at=NOON, **said)  # type: ignore[arg-type]


def say(store: Store, key: str, remark: Remark, *, indicator: str = "A1", seen: int) -> Remark:
    by_expert = remark.kind in (K.VIEW, K.QUESTION, K.RESOLVED)
    method = store.review if by_expert else store.respond
    who = BEN if by_expert else ANA
    return method(key, indicator, remark, seen=seen, person=who, at=NOON)


def view(level: int | None, own: int | None, why: str = "", answer: int = 1) -> Remark:
    return Remark(K.VIEW, why, level=level, self_level=own, answer=answer)


def on(kind: RemarkKind, words: str = "words", answer: int = 1) -> Remark:
    return Remark(kind, words, answer=answer)


def test_what_was_said_comes_back_with_author_and_time(store: Store, in_review: str) -> None:
    say(store, in_review, view(2, 3, " No unit enforces it. "), seen=0)
    say(store, in_review, on(K.QUESTION, "Which unit?"), seen=1)
    say(store, in_review, on(K.REPLY, "The one in Mombasa."), seen=2)
    result = store.reviews(in_review, person=ANA)
    assert list(result) == ["A1"]
    assert [(item.kind, item.text, item.author) for item in result["A1"].remarks] == [
        (K.VIEW, "No unit enforces it.", "Ben"),
        (K.QUESTION, "Which unit?", "Ben"),
        (K.REPLY, "The one in Mombasa.", "Ana"),
    ]
    assert result["A1"].remarks[0].at == NOON
    assert result["A1"].open_points == (OpenPoint.QUESTION, OpenPoint.DISAGREEMENT)
    assert store.verify_audit().broken == ()


def test_nobody_agrees_while_anything_is_open(store: Store, in_review: str) -> None:
    say(store, in_review, on(K.QUESTION), seen=0)
    say(store, in_review, view(2, 1, "More than that."), indicator="A2", seen=0)
    with pytest.raises(IllegalTransition, match="A1, A2"):
        go(store, in_review, Transition.AGREE)
    say(store, in_review, on(K.RESOLVED, ""), seen=1)
    with pytest.raises(IllegalTransition, match="A2"):
        go(store, in_review, Transition.AGREE)
    say(store, in_review, on(K.KEPT, "The court says so."), indicator="A2", seen=1)
    go(store, in_review, Transition.AGREE)
    assert store.load(in_review, person=ANA).state is S.AGREED
    assert store.reviews(in_review, person=ANA)["A2"].outcome is ReviewOutcome.BOTH_KEPT
    assert store.load(in_review, person=ANA).level("A2") == 1


def test_a_level_that_is_taken_over_is_the_answer_from_now_on(store: Store, in_review: str) -> None:
    say(store, in_review, view(2, 3, "No unit enforces it."), seen=0)
    made = say(store, in_review, on(K.ACCEPTED, ""), seen=1)
    assert (made.level, made.self_level, made.answer) == (2, 3, 2)
    history = store.answer_history(in_review, "A1", person=ANA)
    assert [(item.value.level, item.author) for item in history] == [(3, "Ana"), (2, "Ana")]
    assert history[-1].value.override == "No unit enforces it."
    result = store.reviews(in_review, person=ANA)["A1"]
    assert (result.outcome, result.self_level(2)) == (ReviewOutcome.AGREED, 3)
    go(store, in_review, Transition.AGREE)
    agreed = store.transitions(in_review, person=ANA)[-1]
    assert store.snapshot(in_review, agreed.snapshot, person=ANA).level("A1") == 2
    handed_in = store.transitions(in_review, person=ANA)[0]
    assert store.snapshot(in_review, handed_in.snapshot, person=ANA).level("A1") == 3
    assert store.verify_audit().broken == ()


def test_what_is_returned_is_what_was_asked_and_must_be_looked_at_again(
    store: Store, in_review: str
) -> None:
    say(store, in_review, view(3, 3), seen=0)
    say(store, in_review, on(K.QUESTION), seen=1)
    go(store, in_review, Transition.RETURN, person=BEN, reason="One question.")
    assert store.transitions(in_review, person=ANA)[-1].questioned == ("A1",)
    with pytest.raises(StateLocked):
        save(store, in_review, "A2", 4, 1)
    save(store, in_review, "A1", 2, 1)
    say(store, in_review, on(K.REPLY, "You are right.", answer=2), seen=2)
    with pytest.raises(StateLocked):
        say(store, in_review, on(K.RESOLVED, "", answer=2), seen=3)
    go(store, in_review, Transition.SUBMIT)
    go(store, in_review, Transition.START_REVIEW, person=BEN)
    say(store, in_review, on(K.RESOLVED, "", answer=2), seen=3)
    result = store.reviews(in_review, person=ANA)["A1"]
    assert result.open_points == (OpenPoint.CHANGED,)
    say(store, in_review, view(2, 2, answer=2), seen=4)
    go(store, in_review, Transition.AGREE)


def test_without_a_question_nothing_is_returned(store: Store, in_review: str) -> None:
    with pytest.raises(IllegalTransition, match="at least one question"):
        go(store, in_review, Transition.RETURN, person=BEN, reason="Look again.")


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.AGREED, S.WITHDRAWN])
def test_nothing_is_said_outside_a_review(state: AssessmentState, store: Store) -> None:
    key = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    ways = {
        S.SUBMITTED: (Transition.SUBMIT,),
        S.AGREED: (Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE),
        S.WITHDRAWN: (Transition.WITHDRAW,),
    }
    for step in ways.get(state, ()):
        go(store, key, step, reason="why")
    with pytest.raises(StateLocked, match="not in review"):
        say(store, key, on(K.QUESTION, answer=0), seen=0)
    assert store.reviews(key, person=ANA) == {}


def test_an_expert_may_not_review_what_they_wrote_unless_one_person_plays_all_parts(
    store: Store, in_review: str
) -> None:
    with pytest.raises(IllegalRemark, match="written this answer yourself"):
        store.review(
            in_review, "A1", on(K.QUESTION), seen=0, at=NOON,
            person=Person("Ana", roles=frozenset({AccessRole.EXPERT})),
        )  # fmt: skip
    store.review(
        in_review, "A1", on(K.QUESTION), seen=0, at=NOON,
        person=Person("Cleo", roles=frozenset({AccessRole.EXPERT})),
    )  # fmt: skip
    store.review(in_review, "A2", on(K.QUESTION), seen=0, person=ANA, at=NOON)


def test_who_is_no_expert_does_not_review_and_who_is_not_the_country_does_not_respond(
    store: Store, in_review: str
) -> None:
    coordinator = Person("Cleo", roles=frozenset({AccessRole.COORDINATOR}))
    expert = Person("Dan", roles=frozenset({AccessRole.EXPERT}))
    with pytest.raises(NotAllowed, match="It is for: expert"):
        store.review(in_review, "A1", view(3, 3), seen=0, person=coordinator, at=NOON)
    say(store, in_review, view(2, 3, "x"), seen=0)
    with pytest.raises(NotAllowed, match="coordinator"):
        store.respond(in_review, "A1", on(K.ACCEPTED), seen=1, person=expert, at=NOON)
    for method, kind in ((store.review, K.ACCEPTED), (store.respond, K.VIEW)):
        with pytest.raises(IllegalRemark, match="not yours to say"):
            method(in_review, "A1", on(kind), seen=1, person=ANA, at=NOON)


def test_what_was_said_meanwhile_must_be_read_first(store: Store, in_review: str) -> None:
    say(store, in_review, view(2, 3, "x"), seen=0)
    say(store, in_review, view(1, 3, "Lower still."), seen=1)
    with pytest.raises(StaleReview, match="Nothing was stored"):
        say(store, in_review, on(K.ACCEPTED), seen=1)
    with pytest.raises(StaleReview):  # it is about an older revision of the answer
        say(store, in_review, view(2, 2, answer=2), seen=2)
    assert store.load(in_review, person=ANA).level("A1") == 3


def test_a_press_that_comes_twice_is_stored_once(store: Store, in_review: str) -> None:
    first = say(store, in_review, on(K.QUESTION), seen=0)
    assert say(store, in_review, on(K.QUESTION), seen=0) == first
    assert len(store.reviews(in_review, person=ANA)["A1"].remarks) == 1


def test_of_two_people_who_take_over_or_keep_at_once_one_is_told(
    store: Store, in_review: str
) -> None:
    say(store, in_review, view(2, 3, "x"), seen=0)
    outcomes = at_once(
        *(partial(say, store, in_review, on(kind), seen=1) for kind in (K.ACCEPTED, K.KEPT))
    )
    assert sum(isinstance(item, StaleReview | IllegalRemark) for item in outcomes) == 1
    assert len(store.reviews(in_review, person=ANA)["A1"].remarks) == 2
    assert store.verify_audit().broken == ()


def test_a_remark_can_neither_be_changed_nor_deleted(store: Store, in_review: str) -> None:
    say(store, in_review, on(K.QUESTION), seen=0)
    for change in ("UPDATE remark SET text = 'other'", "DELETE FROM remark"):
        with pytest.raises(DatabaseError, match=r"append-only|only added"):
            with store._engine.begin() as connection:
                connection.execute(text(change))
    assert store.reviews(in_review, person=ANA)["A1"].remarks[0].text == "words"


def test_an_unanswered_question_can_be_given_a_level_that_the_country_takes_over(
    store: Store, in_review: str
) -> None:
    say(store, in_review, view(1, None, "The act exists.", answer=0), indicator="B1", seen=0)
    say(store, in_review, on(K.ACCEPTED, answer=0), indicator="B1", seen=1)
    answer = store.load(in_review, person=ANA).answer("B1")
    assert answer == Answer(level=1, override="The act exists.")
    assert store.reviews(in_review, person=ANA)["B1"].self_level(1) is None


@pytest.mark.parametrize(
    ("words", "problem"),
    [("a\0b", "character 2 is a control"), ("x\ud800", "character 2"), ("x" * 32_001, "32000 are")],
)
def test_a_text_that_cannot_be_kept_is_refused_with_the_reason(
    words: str, problem: str, store: Store, in_review: str
) -> None:
    with pytest.raises(AssessmentError, match=problem):
        say(store, in_review, on(K.QUESTION, words), seen=0)
    with pytest.raises(AssessmentError, match=problem):
        store.review_plan(
            in_review, WHOLE_PLAN, PlanRemark(PlanRemarkKind.QUESTION, words), seen=0, person=BEN, at=NOON
        )  # fmt: skip
    with pytest.raises(AssessmentError, match=problem):
        go(store, in_review, Transition.RETURN, person=BEN, reason=words, questioned=("A1",))
    assert store.reviews(in_review, person=ANA) == {}
    assert len(store.transitions(in_review, person=ANA)) == 2


def test_an_institution_reads_what_the_expert_asks_about_its_returned_questions(
    store: Store,
) -> None:
    key = store.create("KEN", "test", "hash", 2027, "full", person=ANA, at=NOON)
    listed = (Institution(id="police", name="Police", indicators=("A1",)),)
    store.save_institutions(key, listed, expected_revision=0, person=ANA, at=NOON)
    police = account_person("police@example.org")
    store.give_role(
        police.name, Grant(AccessRole.CONTRIBUTOR, "KEN", "police"), person=ANA, at=NOON
    )
    for indicator in ("A1", "A2"):
        save(store, key, indicator, 1, 0)
    go(store, key, Transition.SUBMIT)
    go(store, key, Transition.START_REVIEW, person=BEN)
    for indicator in ("A1", "A2"):
        say(
            store,
            key,
            Remark(K.QUESTION, f"Which law, {indicator}?", answer=1),
            indicator=indicator,
            seen=0,
        )
    assert store.expert_questions(key, person=police) == {}
    go(store, key, Transition.RETURN, person=BEN, reason="why", questioned={"A1", "A2"})
    (asked,) = store.expert_questions(key, person=police).items()
    assert (asked[0], asked[1].text, asked[1].author) == ("A1", "Which law, A1?", "")
    assert [
        (name, item.author) for name, item in store.expert_questions(key, person=ANA).items()
    ] == [("A1", "Ben"), ("A2", "Ben")]
