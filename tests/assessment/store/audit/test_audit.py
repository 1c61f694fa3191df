"""The audit log holds every stored change, and no entry can be altered or removed undetected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, make_url, text

from assessment import Answer, Institution, Observation
from assessment.audit_chain import (
    FIRST_SEAL,
    AuditAction,
    AuditEntry,
    broken_entries,
    hash_person,
    seal_of,
)
from assessment.store import Store, local_person
from cli import main
from tests import builders
from tests.reports import made
from tests.support.at_once import at_once

ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


def chain(texts: list[str]) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    seal = FIRST_SEAL
    for number, words in enumerate(texts, start=1):
        said = (number, NOON, words, AuditAction.EXPORTED, "a", words, "")
        entries.append(AuditEntry(*said, previous=seal, seal=seal_of(*said, previous=seal)))
        seal = entries[-1].seal
    return entries


def head(entries: list[AuditEntry]) -> tuple[int, str]:
    return (entries[-1].number, entries[-1].seal) if entries else (0, FIRST_SEAL)


@given(st.lists(WORDS, max_size=6))
def test_an_untouched_chain_has_no_broken_entry(texts: list[str]) -> None:
    entries = chain(texts)
    assert list(broken_entries(entries, head(entries))) == []


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_an_entry_that_is_altered_taken_out_moved_or_added_is_found(
    texts: list[str], data: st.DataObject
) -> None:
    entries = chain(texts)
    last = head(entries)
    index = data.draw(st.integers(0, len(entries) - 1))
    harm = data.draw(st.sampled_from(["alter", "take out", "swap", "add", "seal anew"]))
    if harm == "alter":
        entries[index] = replace(entries[index], person=entries[index].person + "x")
    elif harm == "seal anew":
        entry = replace(entries[index], person=entries[index].person + "x")
        said = (entry.number, entry.at, entry.person, entry.action, "a", entry.subject, "")
        entries[index] = replace(entry, seal=seal_of(*said, previous=entry.previous))
    elif harm == "take out":
        del entries[index]
    elif harm == "add":
        entries.insert(index, replace(entries[index], person="x"))
    else:
        other = data.draw(st.integers(0, len(entries) - 1))
        if other == index:
            return
        entries[index], entries[other] = entries[other], entries[index]
    assert list(broken_entries(entries, last))


def fill(store: Store) -> str:
    """Store an assessment with rows in every table and return its id."""
    given_one = made.example("ken", without="L14").model_copy(
        update={"figures": {"EDU-ELEC": (Observation(value=48.5, year=2024),)}}
    )
    key = store.import_assessment(given_one, edition_hash="hash", person=ANA, at=NOON)
    store.save_answer(key, "L14", Answer(level=1), expected_revision=0, person=ANA, at=NOON)
    store.change_profile(key, "quick", expected_revision=0, person=ANA, at=NOON)
    store.save_institutions(
        key, (Institution(id="police", name="Police"),), expected_revision=0, person=ANA, at=NOON
    )
    store.note(AuditAction.EXPORTED, person=ANA, at=NOON, assessment_id=key, subject="ken.pdf")
    return key


def test_all_that_is_stored_is_in_the_log_and_holds(store: Store) -> None:
    key = fill(store)
    report = store.verify_audit()
    assert report.broken == ()
    entries = store.audit(key, person=ANA)
    assert report.entries == len(entries)
    assert entries[0].action is AuditAction.CREATED
    assert entries[-1].action is AuditAction.EXPORTED
    assert all(after.previous == before.seal for before, after in pairwise(entries))
    assert report.seal == entries[-1].seal


def test_what_stands_already_and_is_saved_again_is_not_logged_again(store: Store) -> None:
    key = store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)
    for _time in range(2):
        store.save_answer(key, "A1", builders.answer(2), expected_revision=0, person=ANA, at=NOON)
    assert [entry.action for entry in store.audit(key, person=ANA)] == [
        AuditAction.CREATED, AuditAction.ANSWER_SAVED,
    ]  # fmt: skip


def test_a_refused_save_leaves_nothing_in_the_log(store: Store) -> None:
    key = store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)
    store.save_answer(key, "A1", builders.answer(2), expected_revision=0, person=ANA, at=NOON)
    with pytest.raises(Exception, match="meanwhile"):
        store.save_answer(key, "A1", builders.answer(3), expected_revision=0, person=ANA, at=NOON)
    assert len(store.audit(key, person=ANA)) == 2
    assert store.verify_audit().broken == ()


def tampering(url: str) -> Iterator[Connection]:
    """Return a connection that bypasses the triggers of the database."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(address)
    with engine.begin() as connection:
        if address.get_backend_name() == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
        else:
            for (name,) in connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            ).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection
    engine.dispose()


HARM = {
    "an entry altered": "UPDATE audit_entry SET person = 'Eve' WHERE number = 3",
    "an entry's time altered": "UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE number = 3",
    "an entry taken out": "DELETE FROM audit_entry WHERE number = 3",
    "the last entry taken out": "DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)",
    "all entries taken out": "DELETE FROM audit_entry",
    "an answer altered": "UPDATE answer_revision SET level = 4 WHERE indicator_id = 'L14'",
    "an author altered": "UPDATE answer_revision SET author = 'Eve' WHERE indicator_id = 'L14'",
    "an answer taken out": "DELETE FROM answer_revision WHERE indicator_id = 'L14'",
    "figures altered": "UPDATE figures_revision SET figures = '[]'",
    "an answer put in": (
        "INSERT INTO answer_revision SELECT assessment_id, institution, 'O18', number, state, level, value, reason, "
        "comment, evidence, author, at, details, override, look_again, settlement "
        "FROM answer_revision WHERE indicator_id = 'L14'"
    ),
    "the country altered": "UPDATE assessment SET country = 'UGA'",
    "the head set back": "UPDATE audit_head SET number = 1",
}


@pytest.mark.parametrize("harm", HARM)
def test_tampering_with_the_database_is_found(harm: str, store: Store, database_url: str) -> None:
    fill(store)
    for connection in tampering(database_url):
        columns = "assessment_id, institution, indicator_id, number, state, level, value, reason, comment, evidence, author, at, details, override, look_again, settlement"
        statement = HARM[harm].replace(
            "INTO answer_revision SELECT", f"INTO answer_revision ({columns}) SELECT"
        )
        connection.execute(text(statement))
    assert store.verify_audit().broken


LATER = NOON + dt.timedelta(days=100)


def used(store: Store) -> str:
    """Store an assessment that Ana exports at noon and Ben 100 days later."""
    key = fill(store)
    ben = local_person("Ben")
    store.note(AuditAction.EXPORTED, person=ben, at=LATER, assessment_id=key, subject="ken.pdf")
    return key


def test_who_used_something_long_ago_is_forgotten_and_the_chain_holds(store: Store) -> None:
    key = used(store)
    before = {entry.number: entry for entry in store.audit(key, person=ANA)}
    assert store.forget_persons(before=LATER, at=LATER) == 1
    after = store.audit(key, person=ANA)
    changed = [entry for entry in after if before.get(entry.number, entry) != entry]
    assert [(entry.action, entry.person, entry.salt) for entry in changed] == [
        (AuditAction.EXPORTED, "", "")
    ]
    assert [entry.person for entry in after if entry.action is AuditAction.EXPORTED] == ["", "Ben"]
    assert store.verify_audit().broken == ()
    assert store.forget_persons(before=LATER, at=LATER) == 0


def test_nobody_can_find_out_who_was_forgotten_by_trying_names(store: Store) -> None:
    key = used(store)
    hashes = {entry.person_hash for entry in store.audit(key, person=ANA)}
    assert len(hashes) == 3, "the same person has another hash in each entry, others have none"
    assert not {hash_person("", name) for name in ("Ana", "Ben")} & hashes


FORGED = {
    "a person taken out who is not to be forgotten": (
        "UPDATE audit_entry SET person = '', salt = '' WHERE person = 'Ben'"
    ),
    "another person put in": "UPDATE audit_entry SET person = 'Eve' WHERE person = 'Ben'",
    "somebody put in again who was forgotten": (
        "UPDATE audit_entry SET person = 'Eve' WHERE person_hash <> '' AND person = ''"
    ),
    "the author of a change hidden": (
        "UPDATE audit_entry SET person_hash = person, person = '' WHERE action = 'answer_saved'"
    ),
    "the entry that says so taken out": (
        "UPDATE audit_entry SET action = 'exported' WHERE action = 'persons_forgotten'"
    ),
}


@pytest.mark.parametrize("harm", FORGED)
def test_what_only_looks_like_forgetting_is_found(
    harm: str, store: Store, database_url: str
) -> None:
    used(store)
    store.forget_persons(before=LATER, at=LATER)
    for connection in tampering(database_url):
        assert connection.execute(text(FORGED[harm])).rowcount
    assert store.verify_audit().broken


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET person = 'Eve', salt = '' WHERE person_hash <> ''",
        "UPDATE audit_entry SET person = '', salt = '' WHERE action = 'answer_saved'",
        "UPDATE audit_entry SET person = '', salt = '', subject = '' WHERE person_hash <> ''",
        "UPDATE audit_entry SET person = '', salt = '', seal = 'x' WHERE person_hash <> ''",
    ],
)
def test_the_database_lets_nothing_through_but_forgetting(
    statement: str, store: Store, database_url: str
) -> None:
    used(store)
    refused(statement, database_url)
    assert store.verify_audit().broken == ()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET person = 'Eve'", "DELETE FROM audit_entry"]
)
def test_the_database_itself_refuses_to_change_the_log(
    statement: str, store: Store, database_url: str
) -> None:
    fill(store)
    refused(statement, database_url)
    assert store.verify_audit().broken == ()


def refused(statement: str, url: str) -> None:
    """A connection with the rights of the application is refused."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(address)
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_many_writers_at_once_leave_one_chain_without_a_gap(store: Store) -> None:
    key = store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)

    def write(name: str) -> None:
        for level in range(5):
            store.save_answer(
                key, name, Answer(level=level), expected_revision=level,
                person=local_person(name), at=NOON,
            )  # fmt: skip

    assert at_once(*(partial(write, f"A{number}") for number in range(8))) == [None] * 8
    report = store.verify_audit()
    assert report.broken == ()
    assert report.entries == 1 + 40


class TestATimeFromTheFuture:
    """Without the check, a row with a wrong or forged time would count as the newest."""

    @pytest.mark.parametrize("ahead", [dt.timedelta(minutes=10), dt.timedelta(days=400)])
    def test_in_the_log_and_the_tables_is_found(self, store: Store, ahead: dt.timedelta) -> None:
        key = store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)
        store.save_answer(
            key, "A1", Answer(level=1), expected_revision=0, person=ANA, at=NOON + ahead
        )
        assert store.verify_audit().broken == ()
        entry, row = store.verify_audit(now=NOON).broken
        assert (entry.number, "is dated in the future" in entry.what) == (2, True)
        assert row.what == "1 row of answer_revision is dated in the future."

    def test_by_which_two_clocks_differ_is_not_reported(self, store: Store) -> None:
        store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)
        store.sign_in(person=ANA, since=NOON, at=NOON + dt.timedelta(minutes=1))
        assert store.verify_audit(now=NOON).broken == ()

    def test_is_found_by_the_command(self, sqlite_store: Store) -> None:
        later = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
        sqlite_store.create("KEN", "test", "", 2026, "full", person=ANA, at=later)
        url = f"sqlite:///{sqlite_store.location}"
        result = CliRunner().invoke(main, ["audit", "verify", "--database", url])
        assert result.exit_code == 1
        assert "entry 1: is dated in the future" in result.output
