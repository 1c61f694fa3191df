"""Reads of the pages find their rows by an index, so that they do not slow down as cycles are added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import event

from assessment.model.assessment import UNANSWERED, AnswerStatus
from assessment.store import Store, local_person
from assessment.store.database.tables import Base
from assessment.workflow.states import Transition
from tests import builders

ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def begin(store: Store, country: str, cycle: int, **answers: int) -> str:
    assessment = builders.assessment(country=country, cycle=cycle, **answers)
    return store.import_assessment(assessment, edition_hash="hash", person=ANA, at=NOON)


def plans_of(store: Store, read: Callable[[], object]) -> list[str]:
    """Return the steps of SQLite's plan for each statement of a read."""
    statements = []

    def note(
        _connection: object, _cursor: object, statement: str, values: object, *_more: object
    ) -> None:
        statements.append((statement, values))

    event.listen(store._engine, "before_cursor_execute", note)
    read()
    event.remove(store._engine, "before_cursor_execute", note)
    with store._engine.connect() as connection:
        return [
            row[3]
            for statement, values in statements
            if statement.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]


def scanned(steps: list[str]) -> set[str]:
    """Return the tables that are read from end to end."""
    scans = {step.split()[1] for step in steps if step.startswith("SCAN ")}
    return scans & set(Base.metadata.tables)


READS: dict[str, Callable[[Store, str], object]] = {
    "load": lambda store, key: store.load(key, person=ANA),
    "changes": lambda store, key: store.load_changes(key, None, person=ANA),
    "history": lambda store, key: store.answer_history(key, "A1", person=ANA),
    "answers": lambda store, key: store.newest_answers(key, person=ANA),
    "figures": lambda store, key: store.former_figures(key, person=ANA),
    "reviews": lambda store, key: store.reviews(key, person=ANA),
    "plan review": lambda store, key: store.plan_review(key, person=ANA),
    "transitions": lambda store, key: store.transitions(key, person=ANA),
    "cycles": lambda store, key: store.cycles(key, person=ANA),
    "invitations": lambda store, key: store.invitation_events(key, person=ANA),
    "files": lambda store, key: store.files(key, person=ANA),
    "publications": lambda store, key: store.publications(key, person=ANA),
    "people": lambda store, key: store.people("KEN", person=ANA),
    "log": lambda store, key: store.audit(key, person=ANA),
}


@pytest.mark.parametrize("name", READS)
def test_a_read_of_one_assessment_goes_through_no_table_from_end_to_end(
    name: str, sqlite_store: Store
) -> None:
    """SQLite says SCAN for a table whose rows are all read, SEARCH for one in which an index finds them."""
    key = begin(sqlite_store, "KEN", 2026, A1=1)
    begin(sqlite_store, "GHA", 2024, A1=2)
    steps = plans_of(sqlite_store, lambda: READS[name](sqlite_store, key))
    assert any(step.startswith("SEARCH ") for step in steps)
    assert scanned(steps) == set(), steps


def test_the_list_reads_no_table_from_end_to_end_but_that_of_assessments(
    sqlite_store: Store,
) -> None:
    begin(sqlite_store, "KEN", 2026, A1=1)
    steps = plans_of(sqlite_store, lambda: sqlite_store.assessments(person=ANA))
    assert scanned(steps) == {"assessment"}, steps


def test_the_list_says_of_each_what_its_own_reads_say(store: Store) -> None:
    """Changed after it was begun: answers, also one taken back, the profile, the state, settings and institutions."""
    keys = [begin(store, "KEN", cycle, A1=1, A2=2) for cycle in (2022, 2024, 2026)]
    at = [NOON + dt.timedelta(minutes=minutes) for minutes in range(6)]
    store.save_answer(keys[0], "A2", UNANSWERED, expected_revision=1, person=ANA, at=at[1])
    store.save_answer(
        keys[0], "B1", builders.answer("dont_know"), expected_revision=0, person=ANA, at=at[2]
    )
    store.change_profile(keys[1], "quick", expected_revision=0, person=ANA, at=at[3])
    store.apply_transition(keys[2], Transition.SUBMIT, seen=0, person=ANA, at=at[4])
    listed = {item.id: item for item in store.assessments(person=ANA)}
    assert [listed[key].answered for key in keys] == [2, 2, 2]
    assert [listed[key].profile for key in keys] == ["full", "quick", "full"]
    assert [listed[key].changed_at for key in keys] == [at[2], at[3], at[4]]
    for key in keys:
        whole = store.load(key, person=ANA)
        answered = sum(item.state is not AnswerStatus.UNANSWERED for item in whole.answers.values())
        said = listed[key]
        assert (said.state, said.profile, said.answered) == (whole.state, whole.profile, answered)
        assert said.changed_at == store.versions(key, person=ANA).saved_at
