"""A decided preview is stored completely or not at all, also with concurrent saves."""

from __future__ import annotations

import pytest

from assessment import NATIONAL, Answer, apply_details
from assessment.store import Stale, Store, local_person
from exchange.apply import Candidate
from exchange.merge import resolve, store_changes
from tests.exchange.made import (
    NOW,
    cell_of,
    changed,
    compared,
    edition,
    exported,
    made_up,
    plain_indicators,
)

ANA = local_person("Ana")
FIRST, SECOND = plain_indicators()[6:8]


def _imported(store: Store) -> str:
    return store.import_assessment(
        made_up(), edition_hash=edition().content_hash, person=ANA, at=NOW
    )


def _decided(store: Store, key: str, levels: dict[str, int], data: bytes) -> Candidate:
    here = apply_details(edition(), store.load(key, person=ANA))

    def edit(book: object) -> None:
        for indicator, level in levels.items():
            cell_of(book, indicator, "level").value = level  # type: ignore[arg-type]

    return resolve(compared(changed(data, edit), here), edition(), here, {})


def test_two_workbooks_brought_back_one_after_the_other_lose_nothing(store: Store) -> None:
    key = _imported(store)
    data = exported(made_up())
    for indicator, level in ((FIRST, 1), (SECOND, 3)):
        seen = store.versions(key, person=ANA)
        candidate = _decided(store, key, {indicator: level}, data)
        answers, figures = store_changes(candidate, NATIONAL, seen)
        assert store.save_all(key, answers=answers, figures=figures, person=ANA, at=NOW) == 1
    after = store.load(key, person=ANA)
    assert (after.level(FIRST), after.level(SECOND)) == (1, 3)


def test_what_somebody_saves_between_preview_and_storing_stops_all_of_it(store: Store) -> None:
    key = _imported(store)
    seen = store.versions(key, person=ANA)
    candidate = _decided(store, key, {FIRST: 1, SECOND: 2}, exported(made_up()))
    store.save_answer(key, SECOND, Answer(level=4), expected_revision=0, person=ANA, at=NOW)
    answers, figures = store_changes(candidate, NATIONAL, seen)
    with pytest.raises(Stale):
        store.save_all(key, answers=answers, figures=figures, person=ANA, at=NOW)
    after = store.load(key, person=ANA)
    assert (after.level(FIRST), after.level(SECOND)) == (None, 4)
