"""The figures of a country's earlier cycles: which assessments they are taken from."""

from __future__ import annotations

import datetime as dt

from assessment import AssessmentState, Observation, Standing
from assessment.cycles.next_cycle import next_cycle
from assessment.store import Store, local_person
from assessment.workflow.states import Transition
from tests import builders

ANA = local_person("Ana")
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def bring(
    store: Store,
    cycle: int,
    value: float,
    country: str = "KEN",
    standing: Standing = Standing.SELF_ASSESSED,
) -> str:
    given = builders.assessment(country=country, cycle=cycle).model_copy(
        update={"figures": {"X": (Observation(value=value, year=cycle),)}, "standing": standing}
    )
    return store.import_assessment(given, edition_hash="h", person=ANA, at=NOON)


def values(store: Store, key: str) -> list[tuple[int, float | None]]:
    return [
        (item.cycle, item.figures["X"][0].value) for item in store.former_figures(key, person=ANA)
    ]


def test_the_earlier_cycles_of_the_country_come_the_newest_first(store: Store) -> None:
    key = bring(store, 2026, 61)
    bring(store, 2019, 41)
    bring(store, 2022, 55)
    bring(store, 2027, 99)
    bring(store, 2022, 77, country="UGA")
    assert values(store, key) == [(2022, 55), (2019, 41)]


def test_what_others_compiled_is_not_mixed_with_the_country_s_own(store: Store) -> None:
    bring(store, 2022, 55, standing=Standing.ILLUSTRATIVE)
    assert values(store, bring(store, 2026, 61)) == []
    assert values(store, bring(store, 2026, 60, standing=Standing.ILLUSTRATIVE)) == [(2022, 55)]


def test_a_withdrawn_cycle_is_left_out(store: Store) -> None:
    bring(store, 2019, 41)
    withdrawn = bring(store, 2022, 55)
    key = bring(store, 2026, 61)
    store.apply_transition(
        withdrawn, Transition.WITHDRAW, seen=0, person=ANA, at=NOON, reason="Begun by mistake."
    )
    assert values(store, key) == [(2019, 41)]


def test_a_cycle_opened_from_another_one_has_that_one_alone_before_it(store: Store) -> None:
    bring(store, 2019, 41)
    former = bring(store, 2022, 55)
    for seen, step in enumerate((Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE)):
        store.apply_transition(former, step, seen=seen, person=ANA, at=NOON)
    edition = builders.edition()
    assert store.load(former, person=ANA).state is AssessmentState.AGREED
    draft = next_cycle(store.load(former, person=ANA), edition, edition, 2026)
    key = store.open_next_cycle(former, draft, edition_hash="h", person=ANA, at=NOON)
    assert values(store, key) == [(2022, 55)]
