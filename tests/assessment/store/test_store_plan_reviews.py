"""Reviews of plans in the store: permissions by state; an approval is for the plan seen; a return unlocks the plan."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assessment import AssessmentState, MeasureProgress, MeasureStatus, PlanSettings
from assessment.errors import NotAllowed
from assessment.model.roles import AccessRole
from assessment.review.plan_review import (
    WHOLE_PLAN,
    PlanRemark,
    PlanRemarkKind,
    PlanReviewOutcome,
    Subject,
    SubjectKind,
    ThreadOutcome,
)
from assessment.review.thread import IllegalRemark
from assessment.store import (
    BlobStore,
    Person,
    StaleReview,
    StateLocked,
    Store,
    local_person,
    restore_backup,
    write_backup,
)
from assessment.workflow.states import Transition
from tests import builders
from tests.support.at_once import at_once

K, S = PlanRemarkKind, AssessmentState
ANA, BEN = local_person("Ana"), local_person("Ben")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
TARGET = Subject(SubjectKind.TARGET, "A1")
DATE = Subject(SubjectKind.DATE, "A1-a")
TO = {
    S.SUBMITTED: (Transition.SUBMIT,),
    S.IN_REVIEW: (Transition.SUBMIT, Transition.START_REVIEW),
    S.RETURNED: (Transition.SUBMIT, Transition.START_REVIEW, Transition.RETURN),
    S.AGREED: (Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE),
    S.WITHDRAWN: (Transition.WITHDRAW,),
}


def begin_assessment(store: Store, state: AssessmentState = S.IN_REVIEW) -> str:
    """Create an assessment in this state: A1 at level 1 with target 2, both saved by Ana."""
    key = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    store.save_answer(key, "A1", builders.answer(1), expected_revision=0, person=ANA, at=NOON)
    plan(store, key, 2)
    for step in TO.get(state, ()):
        go(store, key, step)
    return key


def go(store: Store, key: str, step: Transition) -> None:
    seen = len(store.transitions(key, person=ANA))
    requested = {"A1"} if step is Transition.RETURN else set()
    store.apply_transition(
        key, step, seen=seen, person=ANA, at=NOON, reason="why", questioned=requested
    )


def plan(store: Store, key: str, target: int, **progress: MeasureProgress) -> None:
    """Save a target, and statuses of measures (`A1_a=`)."""
    store.save_settings(
        key,
        targets={"A1": target},
        plan=PlanSettings(progress={name.replace("_", "-"): it for name, it in progress.items()}),
        expected_revision=store.settings(key, person=ANA).number,
        person=ANA,
        at=NOON,
    )


def say(
    store: Store,
    key: str,
    kind: PlanRemarkKind,
    subject: Subject = TARGET,
    words: str = "words",
    person: Person | None = None,
) -> PlanRemark:
    """Add a remark, having seen all stored ones."""
    review = store.plan_review(key, person=ANA)
    method = store.respond_on_plan if kind is K.REPLY else store.review_plan
    return method(
        key,
        subject,
        PlanRemark(kind, words, review.plan),
        seen=len(review.thread(subject).remarks),
        person=person or (ANA if kind is K.REPLY else BEN),
        at=NOON,
    )


def outcome(store: Store, key: str) -> PlanReviewOutcome:
    return store.plan_review(key, person=ANA).outcome


def test_what_was_said_comes_back_with_author_and_time(store: Store) -> None:
    key = begin_assessment(store)
    say(store, key, K.QUESTION, TARGET, " Why so low? ")
    say(store, key, K.REPLY, TARGET, "There is no budget.")
    say(store, key, K.QUESTION, DATE, "Why so late?")
    result = store.plan_review(key, person=ANA)
    assert list(result.threads) == [DATE, TARGET]
    assert [(item.kind, item.text, item.author) for item in result.threads[TARGET].remarks] == [
        (K.QUESTION, "Why so low?", "Ben"),
        (K.REPLY, "There is no budget.", "Ana"),
    ]
    assert result.threads[TARGET].remarks[0].at == NOON
    assert result.threads[TARGET].outcome is ThreadOutcome.REPLIED
    assert result.waiting_for_reply == (DATE,)
    assert result.outcome is PlanReviewOutcome.OPEN
    assert store.verify_audit().broken == ()


def test_from_question_to_approval_and_a_change_after_it_is_told(store: Store) -> None:
    key = begin_assessment(store, S.AGREED)
    say(store, key, K.QUESTION)
    with pytest.raises(IllegalRemark, match="questions are open: Target of A1"):
        say(store, key, K.APPROVED, WHOLE_PLAN, "")
    plan(store, key, 3)
    say(store, key, K.REPLY)
    say(store, key, K.RESOLVED, words="")
    say(store, key, K.APPROVED, WHOLE_PLAN, "")
    approved = store.plan_review(key, person=ANA)
    assert approved.outcome is PlanReviewOutcome.APPROVED
    assert approved.is_outdated(approved.threads[TARGET].remarks[0])
    plan(store, key, 3, A1_a=MeasureProgress(status=MeasureStatus.DONE, ended="2027-03"))
    assert outcome(store, key) is PlanReviewOutcome.APPROVED  # the follow-up changes no plan
    plan(store, key, 4)
    assert outcome(store, key) is PlanReviewOutcome.CHANGED
    plan(store, key, 3)
    assert outcome(store, key) is PlanReviewOutcome.APPROVED  # equal to the approved plan again
    assert store.verify_audit().broken == ()


def test_a_plan_that_was_changed_meanwhile_is_not_approved(store: Store) -> None:
    key = begin_assessment(store, S.AGREED)
    seen = store.plan_review(key, person=BEN).plan
    plan(store, key, 4)
    with pytest.raises(StaleReview, match="the plan was changed"):
        store.review_plan(
            key, WHOLE_PLAN, PlanRemark(K.APPROVED, plan=seen), seen=0, person=BEN, at=NOON
        )
    say(store, key, K.APPROVED, WHOLE_PLAN)
    assert outcome(store, key) is PlanReviewOutcome.APPROVED


def test_a_plan_that_is_returned_in_review_can_be_changed_and_nothing_else(store: Store) -> None:
    key = begin_assessment(store)
    with pytest.raises(StateLocked):
        plan(store, key, 4)
    with pytest.raises(IllegalRemark, match="no question is open"):
        say(store, key, K.RETURNED, WHOLE_PLAN)
    say(store, key, K.QUESTION)
    say(store, key, K.RETURNED, WHOLE_PLAN, "One target is too low.")
    plan(store, key, 4)
    with pytest.raises(StateLocked):
        store.save_answer(key, "A1", builders.answer(2), expected_revision=1, person=ANA, at=NOON)
    say(store, key, K.REPLY, words="Raised.")
    say(store, key, K.RESOLVED, words="")
    say(store, key, K.APPROVED, WHOLE_PLAN, "")
    with pytest.raises(StateLocked):
        plan(store, key, 3)
    assert store.settings(key, person=ANA).value.targets == {"A1": 4}


def test_what_is_open_on_the_plan_keeps_no_assessment_from_being_agreed(store: Store) -> None:
    key = begin_assessment(store)
    say(store, key, K.QUESTION)
    go(store, key, Transition.AGREE)
    assert store.load(key, person=ANA).state is S.AGREED
    assert outcome(store, key) is PlanReviewOutcome.OPEN


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.RETURNED, S.WITHDRAWN])
def test_an_expert_says_nothing_of_a_plan_before_it_is_in_review(
    state: AssessmentState, store: Store
) -> None:
    with pytest.raises(StateLocked, match="not in review"):
        say(store, begin_assessment(store, state), K.QUESTION)


def test_the_country_replies_also_once_the_answers_are_returned(store: Store) -> None:
    key = begin_assessment(store)
    say(store, key, K.QUESTION)
    go(store, key, Transition.RETURN)
    say(store, key, K.REPLY)
    plan(store, key, 3)
    with pytest.raises(StateLocked):
        say(store, key, K.RESOLVED)


def test_nobody_reviews_a_plan_of_their_own_unless_one_person_plays_all_parts(
    store: Store,
) -> None:
    key = begin_assessment(store)
    own = Person("Ana", roles=frozenset({AccessRole.EXPERT}))
    for kind, subject in ((K.QUESTION, TARGET), (K.APPROVED, WHOLE_PLAN)):
        with pytest.raises(IllegalRemark, match="saved targets or plan yourself"):
            say(store, key, kind, subject, person=own)
    say(store, key, K.QUESTION, person=Person("Cleo", roles=frozenset({AccessRole.EXPERT})))
    say(store, key, K.QUESTION, DATE, person=ANA)


def test_who_is_no_expert_asks_nothing_and_who_is_not_the_country_does_not_reply(
    store: Store,
) -> None:
    key = begin_assessment(store)
    coordinator = Person("Cleo", roles=frozenset({AccessRole.COORDINATOR}))
    expert = Person("Dan", roles=frozenset({AccessRole.EXPERT}))
    with pytest.raises(NotAllowed, match="It is for: expert"):
        say(store, key, K.QUESTION, person=coordinator)
    say(store, key, K.QUESTION)
    with pytest.raises(NotAllowed, match="coordinator"):
        say(store, key, K.REPLY, person=expert)
    for method, kind in ((store.review_plan, K.REPLY), (store.respond_on_plan, K.APPROVED)):
        with pytest.raises(IllegalRemark, match="not yours to say"):
            method(key, TARGET, PlanRemark(kind, "words"), seen=1, person=ANA, at=NOON)


def test_what_was_said_meanwhile_must_be_read_first_and_a_second_press_is_stored_once(
    store: Store,
) -> None:
    key = begin_assessment(store)
    question = PlanRemark(K.QUESTION, "Why?")
    first = store.review_plan(key, TARGET, question, seen=0, person=BEN, at=NOON)
    again = store.review_plan(key, TARGET, question, seen=0, person=BEN, at=NOON)
    assert again == first
    with pytest.raises(StaleReview, match="Nothing was stored"):
        store.review_plan(key, TARGET, PlanRemark(K.QUESTION, "x"), seen=0, person=BEN, at=NOON)
    assert len(store.plan_review(key, person=ANA).threads[TARGET].remarks) == 1


def test_of_an_approval_and_a_question_at_once_one_comes_first(store: Store) -> None:
    """No plan is approved while a question is open that was asked before."""
    key = begin_assessment(store, S.AGREED)
    remarks = ((K.APPROVED, WHOLE_PLAN), (K.QUESTION, TARGET), (K.QUESTION, WHOLE_PLAN))
    outcomes = at_once(*(partial(say, store, key, *remark) for remark in remarks))
    refused = [item for item in outcomes if isinstance(item, StaleReview | IllegalRemark)]
    order = [
        (entry.subject.split('"')[3], entry.person)
        for entry in store.audit(key, person=ANA)
        if entry.action == "plan_remark_made"
    ]
    result = store.plan_review(key, person=ANA)
    assert len(order) + len(refused) == 3
    assert result.open_questions
    if result.decision is not None:  # it was made before any question
        assert order[0][0] == "plan"
        assert result.thread(WHOLE_PLAN).remarks[0] == result.decision
    assert store.verify_audit().broken == ()


def test_a_remark_on_a_plan_can_neither_be_changed_nor_deleted(store: Store) -> None:
    key = begin_assessment(store)
    say(store, key, K.QUESTION)
    for change in ("UPDATE plan_remark SET text = 'other'", "DELETE FROM plan_remark"):
        with pytest.raises(DatabaseError, match=r"append-only|only added"):
            with store._engine.begin() as connection:
                connection.execute(text(change))
    assert store.plan_review(key, person=ANA).threads[TARGET].remarks[0].text == "words"


def test_a_backup_brings_the_review_of_the_plan_back(store: Store, tmp_path: Path) -> None:
    key = begin_assessment(store, S.AGREED)
    say(store, key, K.QUESTION)
    say(store, key, K.RESOLVED, words="")
    say(store, key, K.APPROVED, WHOLE_PLAN)
    write_backup(store, BlobStore(tmp_path / "evidence"), tmp_path / "backup.zip")
    url = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    _report, result = restore_backup(tmp_path / "backup.zip", url, BlobStore(tmp_path / "other"))
    assert result.broken == ()
    with closing(Store.open(url)) as back:
        assert back.plan_review(key, person=ANA) == store.plan_review(key, person=ANA)
        assert outcome(back, key) is PlanReviewOutcome.APPROVED
