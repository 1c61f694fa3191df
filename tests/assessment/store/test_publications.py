"""Only the parts chosen by the approver are public, from the snapshot frozen then."""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
import string
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from assessment import AssessmentState, PlanSettings
from assessment.errors import NotAllowed
from assessment.model.roles import AccessRole
from assessment.store import Person, Store, local_person, published, published_snapshot
from assessment.workflow.publication import PublicPart, ordered_parts
from assessment.workflow.states import (
    LEGAL_TRANSITIONS,
    IllegalTransition,
    Transition,
)
from tests import builders
from tests.support.profiles import drawn
from tests.support.transitions import TRANSITIONS_TO

ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
TO_AGREED = TRANSITIONS_TO[AssessmentState.AGREED]


def go(store: Store, key: str, *steps: Transition, **said: object) -> None:
    for step in steps:
        seen = len(store.transitions(key, person=ANA))
        store.apply_transition(key, step, seen=seen, person=ANA, at=NOON, **said)  # type: ignore[arg-type]


def agreed(store: Store, country: str = "KEN", cycle: int = 2026) -> str:
    key = store.create(country, "test", "hash", cycle, "full", person=ANA, at=NOON)
    store.save_answer(key, "A1", builders.answer(2), expected_revision=0, person=ANA, at=NOON)
    go(store, key, *TO_AGREED)
    return key


def test_nothing_is_public_before_it_is_published(store: Store) -> None:
    agreed(store)
    assert published(store) == ()
    assert published_snapshot(store, "KEN", 2026) is None


def test_the_chosen_parts_are_public_until_they_are_retracted(store: Store) -> None:
    key = agreed(store)
    go(store, key, Transition.PUBLISH, parts=(PublicPart.ANSWERS, PublicPart.PROFILE))
    (item,) = published(store)
    assert (item.country, item.cycle, item.at) == ("KEN", 2026, NOON)
    assert item.parts == (PublicPart.PROFILE, PublicPart.ANSWERS)
    go(store, key, Transition.RETRACT, reason="A mistake in L02.")
    assert published(store) == ()
    assert published_snapshot(store, "KEN", 2026) is None
    kept = store.publications(key, person=ANA)
    assert [(each.number, len(each.parts), bool(each.snapshot)) for each in kept] == [
        (1, 2, True),
        (2, 0, False),
    ]
    assert store.transitions(key, person=ANA)[-1].reason == "A mistake in L02."
    assert store.verify_audit().broken == ()


def test_what_is_public_is_the_snapshot_and_not_what_is_planned_since(store: Store) -> None:
    key = agreed(store)
    go(store, key, Transition.PUBLISH, parts=(PublicPart.ROADMAP,))
    before = published_snapshot(store, "KEN", 2026)
    store.save_settings(
        key, targets={"A1": 4}, plan=PlanSettings(horizon_months=12), expected_revision=0, person=ANA,
        at=NOON,
    )  # fmt: skip
    assert before == published_snapshot(store, "KEN", 2026)
    assert before is not None
    assert before.assessment.targets == {}


def test_publishing_without_a_part_is_refused(store: Store) -> None:
    key = agreed(store)
    with pytest.raises(IllegalTransition, match="at least one part"):
        go(store, key, Transition.PUBLISH)
    assert store.publications(key, person=ANA) == ()


def test_an_address_is_one_assessment(store: Store) -> None:
    first, second, other = agreed(store), agreed(store), agreed(store, cycle=2027)
    go(store, first, Transition.PUBLISH, parts=(PublicPart.PROFILE,))
    go(store, other, Transition.PUBLISH, parts=(PublicPart.PROFILE,))
    with pytest.raises(IllegalTransition, match="KEN 2026 is published already"):
        go(store, second, Transition.PUBLISH, parts=(PublicPart.PROFILE,))
    assert store.load(second, person=ANA).state is AssessmentState.AGREED
    go(store, first, Transition.RETRACT, reason="The other one is right.")
    go(store, second, Transition.PUBLISH, parts=(PublicPart.EVIDENCE,))
    assert [(item.cycle, item.parts) for item in published(store)] == [
        (2027, (PublicPart.PROFILE,)),
        (2026, (PublicPart.EVIDENCE,)),
    ]


@pytest.mark.parametrize("change", ["parts = '[]'", "snapshot = ''"])
def test_a_decision_is_never_changed(store: Store, change: str) -> None:
    go(store, agreed(store), Transition.PUBLISH, parts=(PublicPart.PROFILE,))
    with pytest.raises(Exception, match="append-only"), store.writing() as session:
        session.execute(text(f"UPDATE publication_revision SET {change}"))
    with pytest.raises(Exception, match="append-only"), store.writing() as session:
        session.execute(text("DELETE FROM publication_revision"))


def test_a_snapshot_that_was_altered_is_not_shown(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'cop.sqlite3'}")
    go(store, agreed(store), Transition.PUBLISH, parts=(PublicPart.PROFILE,))
    with sqlite3.connect(tmp_path / "cop.sqlite3") as behind:
        behind.execute("DROP TRIGGER snapshot_refuses_update")
        behind.execute("UPDATE snapshot SET content = replace(content, '2', '4')")
    assert published_snapshot(store, "KEN", 2026) is None
    store.close()


# --- Property: after any transitions, only decided parts are public

COUNTRIES = ("".join(letters) for letters in itertools.product(string.ascii_uppercase, repeat=3))
PEOPLE = {role: Person(role.value, roles=frozenset({role})) for role in AccessRole}
TRIES = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from(Transition), st.sampled_from((Transition.PUBLISH, Transition.RETRACT))
        ),
        st.sets(st.sampled_from(PublicPart), max_size=4),
        st.one_of(st.none(), st.sampled_from(AccessRole)),
    ),
    max_size=10,
)


@pytest.fixture(scope="module")
def one_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        opened = Store.open(f"sqlite:///{folder}/cop.sqlite3")
        yield opened
        opened.close()


@settings(max_examples=drawn(40), deadline=None)
@given(begin=st.integers(0, 3), tries=TRIES)
def test_no_sequence_of_steps_publishes_what_was_not_decided(
    one_store: Store, begin: int, tries: list[tuple[Transition, set[PublicPart], AccessRole | None]]
) -> None:
    country = next(COUNTRIES)
    key = one_store.create(country, "test", "hash", 2026, "full", person=ANA, at=NOON)
    go(one_store, key, *TO_AGREED[:begin])
    expected: tuple[PublicPart, ...] = ()
    frozen = ""
    for step, parts, role in tries:
        person = PEOPLE[role] if role else ANA
        seen = len(one_store.transitions(key, person=ANA))
        state = one_store.load(key, person=ANA).state
        entry = next(item for item in LEGAL_TRANSITIONS if item.transition is step)
        may = state in entry.before and (role is None or role in entry.roles)
        try:
            taken = one_store.apply_transition(
                key, step, seen=seen, person=person, at=NOON, reason="why", questioned={"A1"},
                parts=parts,
            )  # fmt: skip
        except (IllegalTransition, NotAllowed):
            assert not may or (step is Transition.PUBLISH and not parts)
            taken = None
        else:
            assert may
        if taken and step is Transition.PUBLISH:
            expected, frozen = ordered_parts(parts), taken.snapshot
        elif taken and step is Transition.RETRACT:
            expected = ()
        public = [item.parts for item in published(one_store) if item.country == country]
        assert public == ([expected] if expected else [])
        if expected:
            shown = published_snapshot(one_store, country, 2026)
            assert shown is not None
            assert shown.assessment == one_store.snapshot(key, frozen, person=ANA)
