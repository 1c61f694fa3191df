"""What a page may offer is what the store takes: for every role, in every state, of every piece."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import closing

import pytest

from assessment import (
    NATIONAL,
    Answer,
    AssessmentError,
    AssessmentState,
    Figure,
    Institution,
    PlanSettings,
)
from assessment.access import Grant
from assessment.changing import LOCAL, Changes, Piece, WhyNot, who_may
from assessment.model import StoredFile
from assessment.publication import PublicPart
from assessment.roles import Role
from assessment.steps import Step
from assessment.store import Person, Store, account_person, local_person

S = AssessmentState
ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
POLICE = Institution(id="police", name="Police", indicators=("A1", "A2"))
GRANTS = (
    *(Grant(role, "KEN") for role in Role if role is not Role.CONTRIBUTOR),
    Grant(Role.CONTRIBUTOR, "KEN", "police"),
    Grant(Role.CONTRIBUTOR, "KEN", "others"),
)
WAYS = {
    S.DRAFT: (),
    S.SUBMITTED: (Step.SUBMIT,),
    S.IN_REVIEW: (Step.SUBMIT, Step.START_REVIEW),
    S.RETURNED: (Step.SUBMIT, Step.START_REVIEW, Step.RETURN),
    S.AGREED: (Step.SUBMIT, Step.START_REVIEW, Step.AGREE),
    S.PUBLISHED: (Step.SUBMIT, Step.START_REVIEW, Step.AGREE, Step.PUBLISH),
    S.WITHDRAWN: (Step.WITHDRAW,),
}
QUESTIONED = frozenset({"A1"})


def begun(store: Store, state: S, cycle: int) -> str:
    """An assessment of Kenya, moved on by somebody at the computer where nobody signs in."""
    key = store.create("KEN", "test", "hash", cycle, "full", person=ANA, at=NOON)
    store.save_institutions(key, (POLICE,), seen_revision=0, person=ANA, at=NOON)
    for seen, step in enumerate(WAYS[state]):
        said = {"reason": "why", "questioned": QUESTIONED, "parts": (PublicPart.PROFILE,)}
        store.take_step(key, step, seen=seen, person=ANA, at=NOON, **said)  # type: ignore[arg-type]
    return key


def attempt(
    store: Store, key: str, person: Person, piece: Piece, indicator: str, institution: str
) -> Callable[[], object]:
    """The change itself, as a page would ask for it."""
    file = StoredFile(sha256="a" * 64, name="x.pdf", kind="pdf", size=1)
    match piece:
        case Piece.ANSWERS:
            return lambda: store.save_answer(
                key, indicator, Answer(level=1), seen_revision=0, institution=institution,
                person=person, at=NOON,
            )  # fmt: skip
        case Piece.FILES:
            return lambda: store.add_file(key, file, person=person, at=NOON)
        case Piece.FIGURES:
            return lambda: store.save_figures(
                key, "X", (Figure(value=1.0, year=2024),), seen_revision=0, person=person, at=NOON
            )
        case Piece.PLAN:
            return lambda: store.save_settings(
                key, targets={}, plan=PlanSettings(horizon_months=12), seen_revision=0,
                person=person, at=NOON,
            )  # fmt: skip
        case Piece.PROFILE:
            return lambda: store.change_profile(
                key, "quick", seen_revision=0, person=person, at=NOON
            )
        case Piece.INSTITUTIONS:
            return lambda: store.save_institutions(
                key, (POLICE, Institution(id="courts", name="Courts")), seen_revision=1,
                person=person, at=NOON,
            )  # fmt: skip


def whose(grant: Grant) -> str:
    return grant.institution or NATIONAL


@pytest.mark.parametrize("state", S)
def test_what_a_page_offers_is_what_the_store_takes(state: S, database_url: str) -> None:
    with closing(Store.open(database_url)) as open_to_all:
        for cycle, grant in enumerate(GRANTS, start=2020):
            email = f"{cycle}@example.org"
            open_to_all.give_role(email, grant, person=ANA, at=NOON)
            key = begun(open_to_all, state, cycle)
            for piece, indicator in ((Piece.ANSWERS, "A2"), *((item, "A1") for item in Piece)):
                changes = Changes(state, (grant,), QUESTIONED, whose(grant))
                offered = changes.may(piece, indicator)
                change = attempt(
                    open_to_all, key, account_person(email), piece, indicator, whose(grant)
                )
                if grant.institution == "others":  # not on the list: it sees no assessment at all
                    with pytest.raises(AssessmentError):
                        change()
                    continue
                if offered:
                    change()
                else:
                    with pytest.raises(AssessmentError):
                        change()


def test_the_state_is_named_before_the_role_and_the_role_before_the_question() -> None:
    expert, coordinator = Grant(Role.EXPERT, "KEN"), Grant(Role.COORDINATOR, "KEN")
    assert Changes(S.AGREED, (expert,)).why_not(Piece.ANSWERS) is WhyNot.STATE
    assert Changes(S.RETURNED, (expert,), QUESTIONED).why_not(Piece.ANSWERS, "A2") is WhyNot.ROLE
    returned = Changes(S.RETURNED, (coordinator,), QUESTIONED)
    assert returned.why_not(Piece.ANSWERS, "A2") is WhyNot.NOT_ASKED_ABOUT
    assert returned.may(Piece.ANSWERS, "A1")
    assert returned.may_some(Piece.ANSWERS)
    assert not Changes(S.DRAFT, (expert,)).may_some(Piece.ANSWERS)


def test_a_contributor_changes_only_the_answers_of_their_institution() -> None:
    police = (Grant(Role.CONTRIBUTOR, "KEN", "police"),)
    assert Changes(S.DRAFT, police, institution="police").may(Piece.ANSWERS)
    assert Changes(S.DRAFT, police, institution=NATIONAL).why_not(Piece.ANSWERS) is WhyNot.ROLE


def test_a_plan_that_the_expert_returned_is_open_while_the_answers_are_read() -> None:
    assert not Changes(S.IN_REVIEW).may(Piece.PLAN)
    returned = Changes(S.IN_REVIEW, plan_is_returned=True)
    assert [piece for piece in Piece if returned.may(piece)] == [Piece.PLAN]
    assert not Changes(S.SUBMITTED, plan_is_returned=True).may(Piece.PLAN)


def test_without_sign_in_only_the_state_counts() -> None:
    assert all(Changes(S.DRAFT, LOCAL).may(piece) for piece in Piece)
    assert [piece for piece in Piece if Changes(S.PUBLISHED, LOCAL).may(piece)] == [Piece.PLAN]


def test_who_is_named_is_who_may() -> None:
    for piece in Piece:
        named = {
            role
            for role in Role
            if Changes(S.DRAFT, (Grant(role, "KEN", "police"),), institution="police").may(piece)
        }
        assert named == set(who_may(piece))
