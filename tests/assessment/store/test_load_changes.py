"""Reading the changes of an assessment gives the same as reading all of it, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import closing

import pytest

from assessment.access.permissions import Grant
from assessment.model.assessment import Answer, Institution, Observation, PlanSettings
from assessment.model.roles import AccessRole
from assessment.store import LoadedAssessment, Store, account_person, local_person
from assessment.workflow.states import Transition
from tests import builders

ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
POLICE = Institution(id="police", name="Police", indicators=("A1", "B1"))
SCHOOLS = Institution(id="schools", name="Schools", indicators=("A1",))

Save = Callable[[Store, str], object]


def answering(institution: str, level: int, revision: int) -> Save:
    return lambda store, key: store.save_answer(
        key,
        "A1",
        Answer(level=level),
        expected_revision=revision,
        person=ANA,
        at=NOON,
        institution=institution,
    )


def listing(revision: int, *institutions: Institution) -> Save:
    return lambda store, key: store.save_institutions(
        key, institutions, expected_revision=revision, person=ANA, at=NOON
    )


SAVES: Mapping[str, Save] = {
    "first list of institutions": listing(0, POLICE),
    "first national answer": answering("national", 1, 0),
    "second national answer": answering("national", 2, 1),
    "answer of the police": answering("police", 3, 0),
    "second list of institutions": listing(1, POLICE, SCHOOLS),
    "answer of the schools": answering("schools", 0, 0),
    "figures": lambda store, key: store.save_figures(
        key, "S1", (Observation(value=3, year=2024),), expected_revision=0, person=ANA, at=NOON
    ),
    "targets": lambda store, key: store.save_settings(
        key, targets={"A1": 4}, plan=PlanSettings(), expected_revision=0, person=ANA, at=NOON
    ),
    "profile": lambda store, key: store.change_profile(
        key, "quick", expected_revision=0, person=ANA, at=NOON
    ),
    "submission": lambda store, key: store.apply_transition(
        key, Transition.SUBMIT, seen=0, person=ANA, at=NOON
    ),
}
"""One save of each kind, in an order in which all are legal."""


def begin(store: Store) -> str:
    assessment = builders.assessment().model_copy(update={"country": "KEN"})
    return store.import_assessment(
        assessment.model_copy(update={"answers": {}, "targets": {}}),
        edition_hash="h",
        person=ANA,
        at=NOON,
    )


def test_every_save_is_seen_by_the_next_read(store: Store) -> None:
    key = begin(store)
    known = store.load_changes(key, None, person=ANA)
    for name, save in SAVES.items():
        save(store, key)
        loaded = store.load_changes(key, known, person=ANA)
        assert loaded != known, name
        assert loaded == store.load_changes(key, None, person=ANA), name
        assert store.load_changes(key, loaded, person=ANA) is loaded, name
        known = loaded


def test_what_was_read_long_ago_is_brought_up_to_date(store: Store) -> None:
    key = begin(store)
    known = [store.load_changes(key, None, person=ANA)]
    for save in SAVES.values():
        save(store, key)
        known.append(store.load_changes(key, None, person=ANA))
    newest = store.load(key, person=ANA)
    assert all(store.load_changes(key, it, person=ANA).assessment == newest for it in known)


@pytest.mark.parametrize("role", [AccessRole.CONTRIBUTOR, AccessRole.COORDINATOR])
def test_each_role_reads_the_changes_of_what_it_may_see(
    database_url: str, role: AccessRole
) -> None:
    with (
        closing(Store.open(database_url)) as local,
        closing(Store.open(database_url, accounts=True)) as store,
    ):
        key = begin(local)
        person = account_person("paul@example.org")
        listing(0, POLICE)(local, key)
        police = Grant(AccessRole.CONTRIBUTOR, "KEN", "police")
        local.give_role(person.name, police, person=ANA, at=NOON)
        known: LoadedAssessment | None = store.load_changes(key, None, person=person)
        if role is AccessRole.COORDINATOR:  # the scope grows while `known` is held
            local.give_role(person.name, Grant(role, "KEN"), person=ANA, at=NOON)
        for name, save in list(SAVES.items())[1:]:
            save(local, key)
            known = store.load_changes(key, known, person=person)
            assert known.assessment == store.load(key, person=person), name
            assert known == store.load_changes(key, None, person=person), name
            assert bool(known.assessment.answers) is (role is AccessRole.COORDINATOR), name
