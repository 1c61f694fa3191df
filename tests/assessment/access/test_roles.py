"""Roles of accounts: read and write access of each, granting and revoking."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack, closing
from functools import partial

import pytest

from assessment import Answer, Observation
from assessment.access.permissions import ACCESS, EVERYWHERE, PAGE, Grant, Operation, Reach, page
from assessment.errors import NotAllowed, UnknownAssessment, UnknownPerson
from assessment.model.assessment import NATIONAL, AssessmentState
from assessment.model.roles import AccessRole
from assessment.store import (
    AnswerChange,
    ObservationsChange,
    Person,
    Store,
    account_person,
    email_address,
)
from assessment.workflow.states import (
    Transition,
)
from tests import builders
from tests.assessment.access.world import (
    ABROAD,
    HOME,
    NOON,
    POLICE_FILE,
    SCHOOLS_FILE,
    SETTER_UP,
    STRANGER,
    World,
    before,
    save_all,
    save_answer,
    who,
)
from tests.support.at_once import at_once
from tests.support.timeouts import SAVE_SECONDS


def test_to_a_stranger_an_assessment_is_like_one_that_does_not_exist(world: World) -> None:
    missing = "00000000-0000-0000-0000-000000000000"
    told = []
    for key in (world.key, missing):
        with pytest.raises(UnknownAssessment) as error:
            world.store.load(key, person=STRANGER)
        told.append(str(error.value).replace(key, "ID"))
    assert told[0] == told[1]


def test_who_may_not_is_told_who_may(world: World) -> None:
    with pytest.raises(NotAllowed, match=r"coordinator, contributor\. Ask them"):
        world.store.save_answer(
            world.key,
            "A1",
            Answer(level=1),
            expected_revision=1,
            person=who(AccessRole.EXPERT),
            at=NOON,
        )


def test_the_list_holds_only_what_the_person_may_see(world: World) -> None:
    def listed(person: Person) -> set[str]:
        return {item.id for item in world.store.assessments(person=person)}

    for role in AccessRole:
        seen = role in ACCESS[Operation.SEE_ANSWERS]
        assert listed(who(role)) == ({world.key} if seen else set()), role
        assert listed(who(role, ABROAD)) == ({world.keys[ABROAD]} if seen else set()), role
    assert listed(STRANGER) == set()
    with pytest.raises(NotAllowed, match="Sign in"):
        world.store.assessments(person=SETTER_UP)


def test_a_contributor_sees_the_answers_of_their_institution_and_no_others(world: World) -> None:
    mine, store = who(AccessRole.CONTRIBUTOR), world.store
    result = store.load(world.key, person=mine)
    assert set(result.institution_answers) == {"police"}
    assert [item.id for item in result.institutions] == ["police"]
    everything = result.model_dump_json()
    for hidden in ("national", "schools", "Schools", "s@example.org", "secret"):
        assert hidden not in everything
    assert result.targets == {}
    assert set(store.newest_answers(world.key, person=mine)) == {"police"}
    assert set(store.versions(world.key, person=mine).answers) == {("police", "A1")}
    assert [item.id for item in store.institutions(world.key, person=mine).value] == ["police"]
    assert [item.file for item in store.files(world.key, person=mine)] == [POLICE_FILE]
    with pytest.raises(Exception, match="no such file"):
        store.file(world.key, SCHOOLS_FILE.sha256, person=mine)
    for other in (NATIONAL, "schools"):
        with pytest.raises(NotAllowed, match="of others"):
            store.answer_history(world.key, "A1", person=mine, institution=other)
        with pytest.raises(NotAllowed, match="of others"):
            store.revisions(world.key, person=mine, institution=other)
    (summary,) = store.assessments(person=mine)
    assert summary.answered == 1


def test_a_contributor_changes_only_what_their_institution_is_asked(world: World) -> None:
    mine, store = who(AccessRole.CONTRIBUTOR), world.store
    written = {"expected_revision": 0, "person": mine, "at": NOON}
    for other in (NATIONAL, "schools"):
        with pytest.raises(NotAllowed, match="of others"):
            save_answer(world, mine, other)
        change = AnswerChange(other, "B1", Answer(level=1), 0)
        with pytest.raises(NotAllowed, match="of others"):
            store.save_all(world.key, answers=(change,), person=mine, at=NOON)
    with pytest.raises(NotAllowed, match="C1: your institution is not asked this"):
        store.save_answer(world.key, "C1", Answer(level=1), institution="police", **written)
    figures = ObservationsChange("X", (Observation(value=1),), 0)
    with pytest.raises(NotAllowed, match="coordinator"):
        save_all(world, mine, figures=(figures,))
    assert world.local.revisions(world.key, person=SETTER_UP, institution="police") == {"A1": 1}
    assert world.local.figures(world.key, "X", person=SETTER_UP).number == 0


def test_a_contributor_learns_of_a_return_only_what_concerns_them(world: World) -> None:
    for seen, item in enumerate(before(AssessmentState.RETURNED)):
        world.local.apply_transition(
            world.key, item.transition, seen=seen, person=SETTER_UP, at=NOON,
            reason="secret" if item.reason else "", questioned={"A1", "C1"} if item.questions else (),
        )  # fmt: skip
    last = world.store.transitions(world.key, person=who(AccessRole.CONTRIBUTOR))[-1]
    assert (last.transition, last.questioned, last.reason) == (Transition.RETURN, ("A1",), "")


def test_an_institution_that_is_not_in_an_assessment_does_not_see_it(world: World) -> None:
    world.local.give_role(
        STRANGER.name, Grant(AccessRole.CONTRIBUTOR, HOME, "customs"), person=SETTER_UP, at=NOON
    )
    with pytest.raises(UnknownAssessment):
        world.store.load(world.key, person=STRANGER)
    assert world.store.assessments(person=STRANGER) == ()


def test_a_role_taken_away_is_gone_at_the_next_call(world: World) -> None:
    expert, administrator = who(AccessRole.EXPERT), who(AccessRole.ADMINISTRATOR)
    world.store.load(world.key, person=expert)
    grant = Grant(AccessRole.EXPERT, HOME)
    world.store.take_role(expert.name, grant, person=administrator, at=NOON)
    with pytest.raises(UnknownAssessment):
        world.store.load(world.key, person=expert)
    world.store.give_role(expert.name.upper(), grant, person=administrator, at=NOON)
    world.store.load(world.key, person=expert)
    assert world.store.my_roles(person=expert) == (grant,)
    assert world.local.verify_audit().broken == ()


def test_a_sign_in_is_logged_once_and_of_strangers_too(world: World) -> None:
    before_it = world.local.verify_audit().entries
    for _time in range(2):
        world.store.sign_in(person=STRANGER, since=NOON, at=NOON)
    world.store.sign_in(person=STRANGER, since=NOON + dt.timedelta(hours=1), at=NOON)
    report = world.local.verify_audit()
    assert (report.entries, report.broken) == (before_it + 2, ())
    with pytest.raises(NotAllowed):
        world.store.sign_in(person=SETTER_UP, since=NOON, at=NOON)


def test_nobody_changes_their_own_roles(world: World) -> None:
    administrator = who(AccessRole.ADMINISTRATOR)
    for grant in (Grant(AccessRole.COORDINATOR, HOME), Grant(AccessRole.ADMINISTRATOR, HOME)):
        for name in ("give_role", "take_role"):
            with pytest.raises(NotAllowed, match="own roles"):
                getattr(world.store, name)(
                    administrator.name.title(), grant, person=administrator, at=NOON
                )


@pytest.mark.parametrize(
    "grant",
    [
        Grant(AccessRole.CONTRIBUTOR, HOME),
        Grant(AccessRole.EXPERT, HOME, "police"),
        Grant(AccessRole.COORDINATOR, EVERYWHERE),
    ],
)
def test_a_role_that_cannot_be_is_refused(world: World, grant: Grant) -> None:
    with pytest.raises(NotAllowed):
        world.local.give_role("x@example.org", grant, person=SETTER_UP, at=NOON)


def test_processes_that_start_together_name_one_first_administrator(database_url: str) -> None:
    stores = [Store.open(database_url) for _process in range(4)]
    names = [
        partial(store.name_administrator, "first@example.org", HOME, at=NOON) for store in stores
    ]
    outcomes = at_once(*names)
    for store in stores:
        store.close()
    assert sorted(outcomes, key=str) == [False, False, False, True]


def test_the_first_administrator_is_named_once_and_never_again(world: World) -> None:
    store, first = world.store, "first@example.org"
    assert not store.name_administrator(first, HOME, at=NOON)
    assert store.name_administrator(first, EVERYWHERE, at=NOON)
    assert not store.name_administrator("second@example.org", EVERYWHERE, at=NOON)
    person = account_person(first)
    assert person.name in {item.email for item in store.people(EVERYWHERE, person=person)}
    store.give_role("x@example.org", Grant(AccessRole.EXPERT, ABROAD), person=person, at=NOON)
    with pytest.raises(NotAllowed):
        store.load(world.key, person=person)
    with pytest.raises(NotAllowed):
        store.people(EVERYWHERE, person=who(AccessRole.ADMINISTRATOR))


def test_processes_that_start_at_the_same_time_name_one_administrator(database_url: str) -> None:
    with ExitStack() as opened:
        stores = [
            opened.enter_context(closing(Store.open(database_url, timeout_seconds=SAVE_SECONDS)))
            for _process in range(3)
        ]
        for country in (HOME, ABROAD, EVERYWHERE):
            named = at_once(
                *(
                    partial(item.name_administrator, "a@example.org", country, at=NOON)
                    for item in stores
                )
            )
            assert sorted(map(str, named)) == ["False", "False", "True"]


def test_a_file_that_says_it_is_published_begins_as_a_draft(world: World) -> None:
    assessment = builders.assessment().model_copy(
        update={"country": HOME, "state": AssessmentState.PUBLISHED}
    )
    coordinator = who(AccessRole.COORDINATOR)
    key = world.store.import_assessment(assessment, edition_hash="h", person=coordinator, at=NOON)
    assert world.store.load(key, person=coordinator).state is AssessmentState.DRAFT


@pytest.mark.parametrize(
    "text", ["", "ana", "a@b", "a b@c.org", "a@@c.org", "a@c.org\nx", "a@c,d.e"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UnknownPerson):
        email_address(text)


def test_the_page_shows_the_table_as_it_is() -> None:
    assert PAGE.read_text("utf-8") == page(), "Run `python -m assessment.access.permissions`."


def test_no_role_but_that_of_a_contributor_is_limited_to_an_institution() -> None:
    assert {
        role
        for reaches in ACCESS.values()
        for role, reach in reaches.items()
        if reach is Reach.INSTITUTION
    } == {AccessRole.CONTRIBUTOR}
