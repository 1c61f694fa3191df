"""Messages under a question are read and written by who may read the question, and never change; on both databases."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assessment.access.permissions import Grant
from assessment.errors import AssessmentError, NotAllowed
from assessment.model.assessment import NATIONAL, Answer, Institution
from assessment.model.roles import AccessRole
from assessment.review.discussion import LONGEST_MESSAGE
from assessment.store import (
    BlobStore,
    StateLocked,
    Store,
    account_person,
    local_person,
    restore_backup,
    write_backup,
)
from assessment.workflow.states import Transition
from tests.assessment.store.test_store import at_once

ANA = local_person("Ana")
COORDINATOR = account_person("coordinator@example.org")
POLICE = account_person("police@example.org")
SCHOOLS = account_person("schools@example.org")
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture
def key(store: Store) -> str:
    key = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    listed = (
        Institution(id="police", name="Police", indicators=("A1", "B1")),
        Institution(id="schools", name="Schools", indicators=("A1",)),
    )
    store.save_institutions(key, listed, expected_revision=0, person=ANA, at=NOON)
    for person, grant in {
        COORDINATOR: Grant(AccessRole.COORDINATOR, "KEN"),
        POLICE: Grant(AccessRole.CONTRIBUTOR, "KEN", "police"),
        SCHOOLS: Grant(AccessRole.CONTRIBUTOR, "KEN", "schools"),
    }.items():
        store.give_role(person.name, grant, person=ANA, at=NOON)
    return key


def test_those_who_are_asked_a_question_read_what_is_said_under_it(store: Store, key: str) -> None:
    said = (
        (POLICE, "police", "A1", "  Does the decree count? \n"),
        (COORDINATOR, "police", "A1", "Yes."),  # an account of the country writes for the country
        (POLICE, "police", "B1", "We have no figure."),
    )
    for person, institution, indicator, words in said:
        store.discuss(key, indicator, words, institution=institution, person=person, at=NOON)
    everything = store.discussions(key, person=COORDINATOR)
    assert [
        (item.number, item.institution, item.author, item.text) for item in everything["A1"]
    ] == [
        (1, "police", POLICE.name, "Does the decree count?"),
        (2, NATIONAL, COORDINATOR.name, "Yes."),
    ]
    assert list(everything) == ["A1", "B1"]
    assert store.discussions(key, person=POLICE) == everything
    assert store.discussions(key, person=SCHOOLS) == {"A1": everything["A1"]}
    assert store.verify_audit().broken == ()


@pytest.mark.parametrize(
    ("institution", "indicator"), [("police", "A1"), ("schools", "B1"), (NATIONAL, "A1")]
)
def test_an_institution_writes_for_itself_and_under_its_own_questions(
    store: Store, key: str, institution: str, indicator: str
) -> None:
    with pytest.raises(NotAllowed):
        store.discuss(key, indicator, "Hm.", institution=institution, person=SCHOOLS, at=NOON)
    assert store.discussions(key, person=ANA) == {}


def test_the_same_message_sent_twice_is_kept_once_and_those_of_many_at_once_are_numbered(
    store: Store, key: str
) -> None:
    at_once(
        *(
            lambda words=words: store.discuss(
                key, "A1", words, institution="police", person=POLICE, at=NOON
            )
            for words in ("One.", "Two.", "Three.")
        )
    )
    last = store.discussions(key, person=POLICE)["A1"][-1]
    again = store.discuss(key, "A1", last.text, institution="police", person=POLICE, at=NOON)
    assert again == last
    assert [item.number for item in store.discussions(key, person=POLICE)["A1"]] == [1, 2, 3]


@pytest.mark.parametrize("words", ["", " \n", "\u200b", "x" * (LONGEST_MESSAGE + 1)])
def test_a_message_is_readable_and_short(store: Store, key: str, words: str) -> None:
    with pytest.raises(AssessmentError, match=r"^A1: the message"):
        store.discuss(key, "A1", words, person=ANA, at=NOON)


def test_a_question_is_discussed_while_its_answer_can_be_changed(store: Store, key: str) -> None:
    store.save_answer(key, "A1", Answer(level=1), expected_revision=0, person=ANA, at=NOON)
    store.apply_transition(key, Transition.SUBMIT, seen=0, person=ANA, at=NOON)
    with pytest.raises(StateLocked):
        store.discuss(key, "A1", "Late.", person=ANA, at=NOON)
    store.apply_transition(key, Transition.START_REVIEW, seen=1, person=ANA, at=NOON)
    store.apply_transition(
        key, Transition.RETURN, seen=2, person=ANA, at=NOON, reason="why", questioned={"A1"}
    )
    store.discuss(key, "A1", "What is meant?", institution="police", person=POLICE, at=NOON)
    with pytest.raises(StateLocked):
        store.discuss(key, "B1", "And this?", institution="police", person=POLICE, at=NOON)
    # The head signs off anew what was corrected.
    store.sign_off(key, "police", "Ben Ali", person=POLICE, at=NOON)
    store.withdraw_sign_off(key, "police", person=POLICE, at=NOON)


def test_messages_are_in_the_backup_not_in_the_file_and_can_not_be_changed(
    store: Store, key: str, tmp_path: Path
) -> None:
    store.discuss(key, "A1", "Between us.", person=ANA, at=NOON)
    assert "Between us" not in store.load(key, person=ANA).model_dump_json()
    for change in ("UPDATE discussion_message SET text = 'x'", "DELETE FROM discussion_message"):
        with pytest.raises(DatabaseError, match="append-only"):
            with store._engine.begin() as connection:
                connection.execute(text(change))
    write_backup(store, BlobStore(tmp_path / "evidence"), tmp_path / "backup.zip")
    url = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    _report, result = restore_backup(tmp_path / "backup.zip", url, BlobStore(tmp_path / "other"))
    assert result.broken == ()
    with closing(Store.open(url)) as restored:
        assert restored.discussions(key, person=ANA) == store.discussions(key, person=ANA)
