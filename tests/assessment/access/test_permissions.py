"""Every method of the store is permitted exactly as the table says, for each role in the same and another country."""

from __future__ import annotations

import inspect

import pytest

from assessment import Answer
from assessment.access.permissions import ACCESS, Grant, Operation
from assessment.errors import NotAllowed, UnknownAssessment
from assessment.model.roles import AccessRole
from assessment.store import (
    Person,
    Store,
)
from assessment.workflow.states import (
    BY_OTHERS,
    LEGAL_TRANSITIONS,
    IllegalTransition,
    LegalTransition,
    Transition,
)
from tests.assessment.access.world import (
    ABROAD,
    CALLS,
    HOME,
    NOON,
    SETTER_UP,
    STRANGER,
    Call,
    World,
    before,
    change_profile,
    reach_state,
    save_figures,
    save_institutions,
    save_settings,
    step,
    upload_file,
    who,
)

FOR_EVERYBODY = {
    "assessments": "lists only what the person may see; tested below",
    "desk": "lists only what the person may see; tested in test_desk.py",
    "my_roles": "tells a person about themselves",
    "sign_in": "is logged for strangers too",
    "use_sign_in": "of the own account only",
    "end_sign_in": "of the own account only",
    "end_all_sign_ins": "of the own account only",
}
WITHOUT_PERSON = {
    "open": "makes a store",
    "open_existing": "makes a store",
    "close": "ends it",
    "check_writable": "changes nothing, and tells only whether the database takes a write",
    "size_in_bytes": "tells only how large the store is",
    "reading": "backup, by whoever runs the computer",
    "writing": "restore, by whoever runs the computer",
    "verify_audit": "tells only whether the log holds, by whoever runs the computer",
    "forget_persons": "by whoever runs the computer; says only how many entries it touched",
    "name_administrator": "set up by whoever runs the computer",
}


def public_methods() -> dict[str, object]:
    return {
        name: member
        for name, member in inspect.getmembers(Store, callable)
        if not name.startswith("_")
    }


def test_every_method_of_the_store_names_its_operation_here() -> None:
    assert set(public_methods()) == {*CALLS, *FOR_EVERYBODY, *WITHOUT_PERSON}
    assert {operation for operation, _call in CALLS.values()} == set(Operation) == set(ACCESS)


def test_only_what_is_listed_as_such_asks_for_no_person() -> None:
    without = {
        name
        for name, method in public_methods().items()
        if "person" not in inspect.signature(method).parameters  # type: ignore[arg-type]
    }
    assert without == set(WITHOUT_PERSON)


def outcome(call: Call, world: World, person: Person) -> str:
    try:
        call(world, person)
    except UnknownAssessment:
        return "unknown"
    except NotAllowed:
        return "refused"
    return "allowed"


def test_every_operation_is_open_to_exactly_whom_the_table_says(world: World) -> None:
    wrong: list[str] = []
    of_a_country = {
        "create",
        "import_assessment",
        "people",
        "institution_names",
        "give_role",
        "take_role",
    }
    for name, (operation, call) in CALLS.items():
        for role in AccessRole:
            expected = "allowed" if role in ACCESS[operation] else "refused"
            result = outcome(call, world, who(role))
            wrong += [f"{name}: {role}: {result}"] if result != expected else []
        hidden = "refused" if name in of_a_country else "unknown"
        for person in (*(who(role, ABROAD) for role in AccessRole), STRANGER):
            result = outcome(call, world, person)
            wrong += [f"{name}: {person.name}: {result}"] if result != hidden else []
        if outcome(call, world, SETTER_UP) != "refused":
            wrong.append(f"{name}: the person at the computer, without signing in")
    assert not wrong, "\n".join(wrong)
    assert world.local.verify_audit().broken == ()


@pytest.mark.parametrize(
    "item", LEGAL_TRANSITIONS, ids=[item.transition.value for item in LEGAL_TRANSITIONS]
)
def test_a_step_is_taken_by_exactly_the_roles_of_the_table(
    world: World, item: LegalTransition
) -> None:
    taken = set()
    for role in AccessRole:
        key = reach_state(world, item)
        try:
            step(world.store, key, item, len(before(item.before[0])), who(role))
        except (IllegalTransition, NotAllowed):
            continue
        taken.add(role)
    assert taken == set(item.roles)


@pytest.mark.parametrize(
    "item", [item for item in LEGAL_TRANSITIONS if item.transition in BY_OTHERS]
)
def test_nobody_reviews_approves_or_publishes_what_they_have_answered(
    world: World, item: LegalTransition
) -> None:
    both = who(item.roles[0])
    key = reach_state(world, LEGAL_TRANSITIONS[0])
    coordinator = Grant(AccessRole.COORDINATOR, HOME)
    world.local.give_role(both.name, coordinator, person=SETTER_UP, at=NOON)
    world.store.save_answer(key, "B1", Answer(level=2), expected_revision=0, person=both, at=NOON)
    world.local.take_role(both.name, coordinator, person=SETTER_UP, at=NOON)
    for seen, earlier in enumerate(before(item.before[0])):
        step(world.local, key, earlier, seen, SETTER_UP)
    with pytest.raises(NotAllowed, match="Somebody else"):
        step(world.store, key, item, len(before(item.before[0])), both)
    assert len(world.local.transitions(key, person=SETTER_UP)) == len(before(item.before[0]))


CONTENT = {
    "figures": save_figures,
    "targets and plan": save_settings,
    "institutions": save_institutions,
    "profile": change_profile,
    "a file": upload_file,
}


@pytest.mark.parametrize("what", CONTENT)
@pytest.mark.parametrize(
    "item", [item for item in LEGAL_TRANSITIONS if item.transition in BY_OTHERS]
)
def test_nobody_reviews_approves_or_publishes_what_else_they_have_saved(
    world: World, item: LegalTransition, what: str
) -> None:
    both = who(item.roles[0])
    world.keys[HOME] = reach_state(world, LEGAL_TRANSITIONS[0])
    coordinator = Grant(AccessRole.COORDINATOR, HOME)
    world.local.give_role(both.name, coordinator, person=SETTER_UP, at=NOON)
    CONTENT[what](world, both)
    world.local.take_role(both.name, coordinator, person=SETTER_UP, at=NOON)
    steps = before(item.before[0])
    for seen, earlier in enumerate(steps):
        step(world.local, world.key, earlier, seen, SETTER_UP)
    assert world.store.has_answered(world.key, person=both)
    with pytest.raises(NotAllowed, match="Somebody else"):
        step(world.store, world.key, item, len(steps), both)
    assert len(world.local.transitions(world.key, person=SETTER_UP)) == len(steps)


def test_who_saved_the_plan_of_another_assessment_may_approve_this_one(world: World) -> None:
    agree = next(item for item in LEGAL_TRANSITIONS if item.transition is Transition.AGREE)
    approver, coordinator = who(AccessRole.APPROVER), Grant(AccessRole.COORDINATOR, HOME)
    key = reach_state(world, agree)
    world.local.give_role(approver.name, coordinator, person=SETTER_UP, at=NOON)
    save_settings(world, approver)
    assert not world.store.has_answered(key, person=approver)
    step(world.store, key, agree, len(before(agree.before[0])), approver)
