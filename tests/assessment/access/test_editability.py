"""Areas that pages unlock are those that the store accepts, for every role, state and area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import closing

import pytest

from assessment import (
    NATIONAL,
    AdoptedPlan,
    Answer,
    AssessmentError,
    AssessmentState,
    Institution,
    MeasureProgress,
    MeasureStatus,
    Observation,
    PlanSettings,
)
from assessment.access.editability import (
    LOCAL_GRANTS,
    Editability,
    EditableArea,
    LockReason,
    editing_roles,
)
from assessment.access.permissions import Grant
from assessment.model.assessment import StoredFile
from assessment.model.roles import AccessRole
from assessment.store import Person, ProgressReport, Store, account_person, local_person
from assessment.workflow.publication import PublicPart
from tests.support.transitions import TRANSITIONS_TO

S = AssessmentState
ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
POLICE = Institution(id="police", name="Police", indicators=("A1", "A2"))
GRANTS = (
    *(Grant(role, "KEN") for role in AccessRole if role is not AccessRole.CONTRIBUTOR),
    Grant(AccessRole.CONTRIBUTOR, "KEN", "police"),
    Grant(AccessRole.CONTRIBUTOR, "KEN", "others"),
)
QUESTIONED = frozenset({"A1"})
PLAN = PlanSettings(
    adopted=AdoptedPlan(date=NOON.date(), months={"A1-a": ("2027-01", "2027-06")}),
    reporting={"A1-a": "police"},
)


def begin_assessment(store: Store, state: S, cycle: int) -> str:
    """Create an assessment of Kenya in local mode and bring it into this state."""
    key = store.create("KEN", "test", "hash", cycle, "full", person=ANA, at=NOON)
    store.save_institutions(key, (POLICE,), expected_revision=0, person=ANA, at=NOON)
    store.save_settings(key, targets={}, plan=PLAN, expected_revision=0, person=ANA, at=NOON)
    for seen, step in enumerate(TRANSITIONS_TO[state]):
        said = {"reason": "why", "questioned": QUESTIONED, "parts": (PublicPart.PROFILE,)}
        store.apply_transition(key, step, seen=seen, person=ANA, at=NOON, **said)  # type: ignore[arg-type]
    return key


def attempt(
    store: Store, key: str, person: Person, area: EditableArea, indicator: str, institution: str
) -> Callable[[], object]:
    """Make the change as a page does."""
    file = StoredFile(sha256="a" * 64, name="x.pdf", kind="pdf", size=1)
    match area:
        case EditableArea.ANSWERS:
            return lambda: store.save_answer(
                key, indicator, Answer(level=1), expected_revision=0, institution=institution,
                person=person, at=NOON,
            )  # fmt: skip
        case EditableArea.FILES:
            return lambda: store.add_file(key, file, person=person, at=NOON)
        case EditableArea.FIGURES:
            return lambda: store.save_figures(
                key,
                "X",
                (Observation(value=1.0, year=2024),),
                expected_revision=0,
                person=person,
                at=NOON,
            )
        case EditableArea.PLAN:
            return lambda: store.save_settings(
                key, targets={}, plan=PLAN.model_copy(update={"horizon_months": 12}), expected_revision=1,
                person=person, at=NOON,
            )  # fmt: skip
        case EditableArea.PROGRESS:
            stopped = MeasureProgress(status=MeasureStatus.STOPPED)
            return lambda: store.report_progress(
                key, "police", {"A1-a": ProgressReport(stopped, None)}, person=person, at=NOON
            )
        case EditableArea.PROFILE:
            return lambda: store.change_profile(
                key, "quick", expected_revision=0, person=person, at=NOON
            )
        case EditableArea.INSTITUTIONS:
            return lambda: store.save_institutions(
                key, (POLICE, Institution(id="courts", name="Courts")), expected_revision=1,
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
            key = begin_assessment(open_to_all, state, cycle)
            for area, indicator in (
                (EditableArea.ANSWERS, "A2"),
                *((item, "A1") for item in EditableArea),
            ):
                changes = Editability(state, (grant,), QUESTIONED, whose(grant))
                offered = changes.may(area, indicator)
                change = attempt(
                    open_to_all, key, account_person(email), area, indicator, whose(grant)
                )
                if grant.institution == "others":  # not a listed institution: it sees no assessment
                    with pytest.raises(AssessmentError):
                        change()
                    continue
                if offered:
                    change()
                else:
                    with pytest.raises(AssessmentError):
                        change()


def test_the_state_is_named_before_the_role_and_the_role_before_the_question() -> None:
    expert, coordinator = Grant(AccessRole.EXPERT, "KEN"), Grant(AccessRole.COORDINATOR, "KEN")
    assert Editability(S.AGREED, (expert,)).lock_reason(EditableArea.ANSWERS) is LockReason.STATE
    assert (
        Editability(S.RETURNED, (expert,), QUESTIONED).lock_reason(EditableArea.ANSWERS, "A2")
        is LockReason.ROLE
    )
    returned = Editability(S.RETURNED, (coordinator,), QUESTIONED)
    assert returned.lock_reason(EditableArea.ANSWERS, "A2") is LockReason.NOT_ASKED_ABOUT
    assert returned.may(EditableArea.ANSWERS, "A1")
    assert returned.may_any(EditableArea.ANSWERS)
    assert not Editability(S.DRAFT, (expert,)).may_any(EditableArea.ANSWERS)


def test_a_contributor_changes_only_the_answers_of_their_institution() -> None:
    police = (Grant(AccessRole.CONTRIBUTOR, "KEN", "police"),)
    assert Editability(S.DRAFT, police, institution="police").may(EditableArea.ANSWERS)
    assert (
        Editability(S.DRAFT, police, institution=NATIONAL).lock_reason(EditableArea.ANSWERS)
        is LockReason.ROLE
    )


def test_a_plan_that_the_expert_returned_is_open_while_the_answers_are_read() -> None:
    assert not Editability(S.IN_REVIEW).may(EditableArea.PLAN)
    returned = Editability(S.IN_REVIEW, plan_is_returned=True)
    assert [area for area in EditableArea if returned.may(area)] == [
        EditableArea.PLAN,
        EditableArea.PROGRESS,
    ]
    assert not Editability(S.SUBMITTED, plan_is_returned=True).may(EditableArea.PLAN)


def test_without_sign_in_only_the_state_counts() -> None:
    assert all(Editability(S.DRAFT, LOCAL_GRANTS).may(area) for area in EditableArea)
    assert [area for area in EditableArea if Editability(S.PUBLISHED, LOCAL_GRANTS).may(area)] == [
        EditableArea.PLAN,
        EditableArea.PROGRESS,
    ]


def test_who_is_named_is_who_may() -> None:
    for area in EditableArea:
        named = {
            role
            for role in AccessRole
            if Editability(S.DRAFT, (Grant(role, "KEN", "police"),), institution="police").may(area)
        }
        assert named == set(editing_roles(area))
