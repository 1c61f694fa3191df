"""The desk holds of each country what the person may see of it, as `load` gives it, in a fixed number of statements."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, event

from assessment import NATIONAL, Answer, AssessmentState
from assessment.access.permissions import ACCESS, Grant, Operation, Reach
from assessment.errors import NotAllowed
from assessment.model.assessment import Standing
from assessment.model.roles import AccessRole
from assessment.review.answer_review import Remark, RemarkKind
from assessment.store import Person, account_person
from assessment.workflow.desk import DeskEntry
from tests.assessment.access.world import (
    ABROAD,
    HOME,
    NOON,
    SETTER_UP,
    STRANGER,
    World,
    before,
    begin,
    save_figures,
    step,
    who,
)

BOTH = account_person("both@example.org")
LATER = NOON + dt.timedelta(days=1)


def grant(world: World, *grants: Grant, person: Person = BOTH) -> None:
    for item in grants:
        world.local.give_role(person.name, item, person=SETTER_UP, at=NOON)


def desk(world: World, person: Person) -> dict[str, DeskEntry]:
    return {item.assessment.country: item for item in world.store.desk(person=person)}


def bring(world: World, key: str, state: AssessmentState) -> None:
    for seen, item in enumerate(before(state)):
        step(world.local, key, item, seen, SETTER_UP)


def test_each_role_sees_of_each_country_what_load_gives_it_and_nothing_of_another(
    world: World,
) -> None:
    save_figures(world, who(AccessRole.COORDINATOR))
    left_out = {"note": "", "retired": (), "submissions": {}}
    for role in AccessRole:
        for country, other in ((HOME, ABROAD), (ABROAD, HOME)):
            person = who(role, country)
            entries = desk(world, person)
            if role not in ACCESS[Operation.SEE_ANSWERS]:
                assert entries == {}, role
                continue
            assert set(entries) == {country}, role
            loaded = world.store.load(world.keys[country], person=person)
            assert entries[country].assessment == loaded.model_copy(update=left_out), role
            assert entries[country].roles == {role}
            sees_review = ACCESS[Operation.SEE_REVIEW].get(role) is Reach.COUNTRY
            assert (entries[country].reviews is not None) is sees_review, role
            assert world.keys[other] not in repr(entries)
    assert desk(world, STRANGER) == {}
    with pytest.raises(NotAllowed, match="Sign in"):
        world.store.desk(person=SETTER_UP)


def test_a_person_with_roles_in_two_countries_has_in_each_the_rights_of_that_one(
    world: World,
) -> None:
    grant(world, Grant(AccessRole.EXPERT, HOME), Grant(AccessRole.CONTRIBUTOR, ABROAD, "police"))
    entries = desk(world, BOTH)
    assert entries[HOME].institution == NATIONAL
    assert entries[HOME].assessment.targets == {"A1": 4}
    mine = entries[ABROAD]
    assert (mine.institution, mine.reviews, dict(mine.assessment.targets)) == ("police", None, {})
    for hidden in ("national", "schools", "s@example.org", "secret"):
        assert hidden not in mine.assessment.model_dump_json()


def test_a_role_taken_away_is_gone_from_the_desk_at_once(world: World) -> None:
    grant(world, Grant(AccessRole.EXPERT, HOME), Grant(AccessRole.EXPERT, ABROAD))
    assert set(desk(world, BOTH)) == {HOME, ABROAD}
    world.local.take_role(BOTH.name, Grant(AccessRole.EXPERT, HOME), person=SETTER_UP, at=NOON)
    assert set(desk(world, BOTH)) == {ABROAD}


def test_the_institution_that_a_newer_cycle_does_not_list_has_the_one_that_does(
    world: World,
) -> None:
    world.local.create(HOME, "test", "h", 2030, "full", person=SETTER_UP, at=LATER)
    assert desk(world, who(AccessRole.EXPERT))[HOME].assessment.cycle == 2030
    assert desk(world, who(AccessRole.CONTRIBUTOR))[HOME].id == world.key


def test_the_current_assessment_is_own_not_withdrawn_and_of_the_latest_cycle(world: World) -> None:
    local = world.local
    new = {"person": SETTER_UP, "at": LATER}
    first = local.create(HOME, "test", "h", 2028, "full", **new)
    second = local.create(
        HOME, "test", "h", 2028, "full", person=SETTER_UP, at=LATER + dt.timedelta(hours=1)
    )
    local.create(HOME, "test", "h", 2040, "full", standing=Standing.ILLUSTRATIVE, **new)
    expert = who(AccessRole.EXPERT)
    assert desk(world, expert)[HOME].id == second
    bring(world, second, AssessmentState.WITHDRAWN)
    assert desk(world, expert)[HOME].id == first
    bring(world, first, AssessmentState.WITHDRAWN)
    assert desk(world, expert)[HOME].id == world.key


def test_review_and_return_are_told_to_whom_the_table_lets_see_them(world: World) -> None:
    bring(world, world.key, AssessmentState.IN_REVIEW)
    asked = Remark(RemarkKind.QUESTION, "Which law?", answer=1)
    for key in ("A1", "C1"):
        number = 1 if key == "A1" else 0
        question = Remark(RemarkKind.QUESTION, asked.text, answer=number)
        world.local.review(world.key, key, question, seen=0, person=SETTER_UP, at=LATER)
    expert = desk(world, who(AccessRole.EXPERT))[HOME]
    assert expert.reviews == world.store.reviews(world.key, person=who(AccessRole.EXPERT))
    assert (expert.state_since, expert.changed_at) == (NOON, LATER)
    steps = world.local.transitions(world.key, person=SETTER_UP)
    returning = next(item for item in before(AssessmentState.RETURNED) if item.questions)
    step(world.local, world.key, returning, len(steps), SETTER_UP)
    assert desk(world, who(AccessRole.COORDINATOR))[HOME].questioned == ("A1", "C1")
    mine = desk(world, who(AccessRole.CONTRIBUTOR))[HOME]
    assert (mine.questioned, mine.reviews) == (("A1",), None)


def test_who_has_written_is_known_and_the_time_is_that_of_the_list(world: World) -> None:
    coordinator = who(AccessRole.COORDINATOR)
    assert not desk(world, coordinator)[HOME].has_answered
    world.store.save_answer(
        world.key, "B1", Answer(level=2), expected_revision=0, person=coordinator, at=LATER
    )
    for role in (AccessRole.COORDINATOR, AccessRole.EXPERT, AccessRole.CONTRIBUTOR):
        (summary,) = world.store.assessments(person=who(role))
        entry = desk(world, who(role))[HOME]
        assert entry.changed_at == summary.changed_at, role
        assert entry.has_answered is (role is AccessRole.COORDINATOR)


def test_more_countries_need_no_more_statements(world: World) -> None:
    def statements() -> int:
        count = 0

        def counted(*_details: object) -> None:
            nonlocal count
            count += 1

        engine: Engine = world.local._engine
        event.listen(engine, "before_cursor_execute", counted)
        world.local.desk(person=SETTER_UP)
        event.remove(engine, "before_cursor_execute", counted)
        return count

    two = statements()
    for country in ("GHA", "UGA", "ZMB", "ALB"):
        begin(world.local, country)
    assert len(world.local.desk(person=SETTER_UP)) == 6
    assert statements() == two <= 12
