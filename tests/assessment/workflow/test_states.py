"""From draft to publication: only legal transitions by permitted roles; submitted content does not change."""

from __future__ import annotations

import datetime as dt
import threading
from functools import partial
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import Answer, AssessmentState, Institution, Observation, PlanSettings
from assessment.files.assessment_file import dump_json
from assessment.model.assessment import StoredFile
from assessment.model.roles import AccessRole
from assessment.store import Person, StateLocked, Store, local_person
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import (
    FREEZES,
    LEGAL_TRANSITIONS,
    IllegalTransition,
    Transition,
    apply_transition,
    can_change_answer,
    legal_transitions,
)
from tests import builders
from tests.reports import made
from tests.support.at_once import at_once
from tests.support.timeouts import SAVE_SECONDS
from tests.support.transitions import TRANSITIONS_TO

S = AssessmentState
ANA = local_person("Ana")
PARTS = (PublicPart.PROFILE,)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(("state", "step", "role"), list(product(S, Transition, AccessRole)))
def test_a_step_is_taken_exactly_where_the_table_says(
    state: S, step: Transition, role: AccessRole
) -> None:
    entry = next((item for item in LEGAL_TRANSITIONS if item.transition is step), None)
    assert entry is not None
    allowed = state in entry.before and role in entry.roles
    if allowed:
        assert (
            apply_transition(state, step, {role}, reason="why", questioned={"A1"}, parts=PARTS)
            is entry.after
        )
    else:
        with pytest.raises(IllegalTransition):
            apply_transition(state, step, {role}, reason="why", questioned={"A1"}, parts=PARTS)


def test_no_role_takes_no_step() -> None:
    assert [list(legal_transitions(state, ())) for state in S] == [[] for _state in S]


@pytest.mark.parametrize("entry", LEGAL_TRANSITIONS, ids=lambda entry: entry.transition.value)
def test_what_must_be_said_must_be_said(entry: object) -> None:
    state, step, roles = entry.before[0], entry.transition, entry.roles  # type: ignore[attr-defined]
    if entry.reason:  # type: ignore[attr-defined]
        with pytest.raises(IllegalTransition, match="one sentence"):
            apply_transition(state, step, roles, reason=" ", questioned={"A1"})
    if entry.questions:  # type: ignore[attr-defined]
        with pytest.raises(IllegalTransition, match="at least one question"):
            apply_transition(state, step, roles, reason="why")
    if entry.parts:  # type: ignore[attr-defined]
        with pytest.raises(IllegalTransition, match="at least one part"):
            apply_transition(state, step, roles, reason="why")


def test_every_state_can_be_reached_and_only_two_are_ends() -> None:
    reached, ends = {S.DRAFT}, set()
    while new := {item.after for item in LEGAL_TRANSITIONS if set(item.before) & reached} - reached:
        reached |= new
    ends = {state for state in S if not list(legal_transitions(state, AccessRole))}
    assert reached == set(S)
    assert ends == {S.WITHDRAWN}


@given(st.lists(st.sampled_from(Transition), max_size=12))
def test_no_way_leads_to_publication_without_review_and_agreement(steps: list[Transition]) -> None:
    state, way = S.DRAFT, [S.DRAFT]
    for step in steps:
        try:
            state = apply_transition(
                state, step, AccessRole, reason="why", questioned={"A1"}, parts=PARTS
            )
        except IllegalTransition:
            continue
        way.append(state)
    if S.PUBLISHED in way:
        before = way[: way.index(S.PUBLISHED)]
        assert before.index(S.SUBMITTED) < before.index(S.IN_REVIEW) < before.index(S.AGREED)


@given(st.sampled_from(S), st.text(max_size=3), st.sets(st.text(max_size=3), max_size=3))
def test_only_a_draft_and_what_was_questioned_can_be_changed(
    state: S, key: str, questioned: set[str]
) -> None:
    expected = state is S.DRAFT or (state is S.RETURNED and key in questioned)
    assert can_change_answer(state, key, questioned) == expected


# --- In the store


@pytest.fixture
def begin_assessment(store: Store) -> str:
    key = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    for indicator in ("A1", "A2"):
        save(store, key, indicator, 1, 0)
    return key


def save(store: Store, key: str, indicator: str, level: int, seen: int) -> None:
    store.save_answer(
        key, indicator, builders.answer(level), expected_revision=seen, person=ANA, at=NOON
    )


def go(store: Store, key: str, *steps: Transition, **said: object) -> None:
    for step in steps:
        seen = len(store.transitions(key, person=ANA))
        store.apply_transition(key, step, seen=seen, person=ANA, at=NOON, **said)  # type: ignore[arg-type]


def every_change(store: Store, key: str) -> dict[str, object]:
    """Every kind of change by name, as a function that attempts it."""
    file = StoredFile(sha256="a" * 64, name="x.pdf", kind="pdf", size=1)
    who = {"person": ANA, "at": NOON}
    return {
        "questioned": lambda: store.save_answer(
            key, "A1", Answer(level=4), expected_revision=1, **who
        ),
        "answer": lambda: store.save_answer(key, "A2", Answer(level=4), expected_revision=1, **who),
        "institution's": lambda: store.save_answer(
            key, "A2", Answer(level=4), expected_revision=0, institution="police", **who
        ),
        "figures": lambda: store.save_figures(
            key, "X", (Observation(value=1.0, year=2024),), expected_revision=0, **who
        ),
        "profile": lambda: store.change_profile(key, "quick", expected_revision=0, **who),
        "institutions": lambda: store.save_institutions(
            key, (Institution(id="police", name="Police"),), expected_revision=0, **who
        ),
        "file": lambda: store.add_file(key, file, **who),
        "plan": lambda: store.save_settings(
            key, targets={}, plan=PlanSettings(horizon_months=12), expected_revision=0, **who
        ),
    }


OPEN_IN = {
    S.DRAFT: {"questioned", "answer", "institution's", "figures", "profile", "institutions", "file", "plan"},
    S.SUBMITTED: set(),
    S.IN_REVIEW: set(),
    S.RETURNED: {"questioned", "file", "plan"},
    S.AGREED: {"plan"},
    S.PUBLISHED: {"plan"},
    S.WITHDRAWN: set(),
}  # fmt: skip


@pytest.mark.parametrize("state", S)
def test_each_state_lets_through_exactly_what_it_should(
    state: S, store: Store, begin_assessment: str
) -> None:
    go(
        store,
        begin_assessment,
        *TRANSITIONS_TO[state],
        reason="why",
        questioned={"A1"},
        parts=PARTS,
    )
    assert store.load(begin_assessment, person=ANA).state is state
    passed = set()
    for name, change in every_change(store, begin_assessment).items():
        if name in OPEN_IN[state]:
            change()  # type: ignore[operator]
            passed.add(name)
            continue
        before = store.load(begin_assessment, person=ANA)
        with pytest.raises(StateLocked, match="Nothing was stored"):
            change()  # type: ignore[operator]
        assert store.load(begin_assessment, person=ANA) == before
    assert passed == OPEN_IN[state]
    assert store.verify_audit().broken == ()


def test_what_is_handed_in_is_kept_as_it_was(store: Store, begin_assessment: str) -> None:
    go(store, begin_assessment, Transition.SUBMIT)
    (handed_in,) = store.transitions(begin_assessment, person=ANA)
    frozen = store.snapshot(begin_assessment, handed_in.snapshot, person=ANA)
    assert frozen.state is S.SUBMITTED
    go(store, begin_assessment, Transition.START_REVIEW)
    go(store, begin_assessment, Transition.RETURN, reason="Which law?", questioned={"A1"})
    save(store, begin_assessment, "A1", 3, 1)
    go(store, begin_assessment, Transition.SUBMIT)
    again = store.transitions(begin_assessment, person=ANA)[-1]
    assert store.snapshot(begin_assessment, handed_in.snapshot, person=ANA) == frozen
    now = store.snapshot(begin_assessment, again.snapshot, person=ANA)
    assert (frozen.answers["A1"].level, now.answers["A1"].level) == (1, 3)
    assert again.snapshot != handed_in.snapshot


@pytest.mark.parametrize("name", ["ken", "irl"])
def test_a_snapshot_of_an_example_is_the_example(name: str, sqlite_store: Store) -> None:
    given_one = made.example(name)
    key = sqlite_store.import_assessment(given_one, edition_hash="h", person=ANA, at=NOON)
    go(sqlite_store, key, Transition.SUBMIT)
    (step,) = sqlite_store.transitions(key, person=ANA)
    frozen = sqlite_store.snapshot(key, step.snapshot, person=ANA)
    draft = frozen.model_copy(update={"state": S.DRAFT})
    assert dump_json(draft) == dump_json(given_one)


def test_of_two_people_who_move_it_on_one_is_told(store: Store, begin_assessment: str) -> None:
    submit = partial(
        store.apply_transition, begin_assessment, Transition.SUBMIT, seen=0, person=ANA, at=NOON
    )
    refused = [item for item in at_once(*[submit] * 6) if isinstance(item, IllegalTransition)]
    assert len(refused) == 5
    assert all("meanwhile" in str(item) for item in refused)
    assert len(store.transitions(begin_assessment, person=ANA)) == 1


def test_an_answer_saved_while_somebody_hands_in_is_in_the_snapshot_or_refused(
    store: Store, begin_assessment: str
) -> None:
    saved: list[int] = []
    three_saved = threading.Event()

    def write() -> None:
        seen = 0
        while True:
            try:
                store.save_answer(
                    begin_assessment,
                    "B1",
                    Answer(level=seen % 5),
                    expected_revision=seen,
                    person=ANA,
                    at=NOON,
                )
            except StateLocked:
                return
            seen += 1
            saved.append(seen)
            if seen == 3:
                three_saved.set()

    thread = threading.Thread(target=write)
    thread.start()
    assert three_saved.wait(SAVE_SECONDS)
    go(store, begin_assessment, Transition.SUBMIT)
    thread.join()
    (step,) = store.transitions(begin_assessment, person=ANA)
    frozen = store.snapshot(begin_assessment, step.snapshot, person=ANA)
    assert frozen.answers == store.load(begin_assessment, person=ANA).answers
    assert frozen.answers["B1"].level == (saved[-1] - 1) % 5


def test_a_step_is_refused_to_who_may_not_take_it(store: Store, begin_assessment: str) -> None:
    expert = Person("Ben", roles=frozenset({AccessRole.EXPERT}))
    with pytest.raises(IllegalTransition, match="not by you"):
        store.apply_transition(begin_assessment, Transition.SUBMIT, seen=0, person=expert, at=NOON)
    assert store.transitions(begin_assessment, person=ANA) == ()


def test_agreement_and_publication_freeze_too() -> None:
    assert frozenset({Transition.SUBMIT, Transition.AGREE, Transition.PUBLISH}) == FREEZES
