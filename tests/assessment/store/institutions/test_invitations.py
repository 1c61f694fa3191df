"""Invitations are stored as events that are only added, on both databases; each may be recorded by whom it concerns."""

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
from assessment.store import (
    BlobStore,
    StateLocked,
    Store,
    account_person,
    local_person,
    restore_backup,
    write_backup,
)
from assessment.workflow.invitations import InvitationEventKind
from assessment.workflow.states import Transition
from tests.assessment.store.test_store import at_once

K = InvitationEventKind
ANA = local_person("Ana")
COORDINATOR = account_person("coordinator@example.org")
POLICE = account_person("police@example.org")
SCHOOLS = account_person("schools@example.org")
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
TOMORROW = NOON + dt.timedelta(days=1)


@pytest.fixture
def key(store: Store) -> str:
    key = store.create("KEN", "test", "hash", 2026, "full", person=ANA, at=NOON)
    listed = tuple(
        Institution(id=name, name=name.title(), indicators=("A1",))
        for name in ("police", "schools")
    )
    store.save_institutions(key, listed, expected_revision=0, person=ANA, at=NOON)
    grants = {
        COORDINATOR: Grant(AccessRole.COORDINATOR, "KEN"),
        POLICE: Grant(AccessRole.CONTRIBUTOR, "KEN", "police"),
        SCHOOLS: Grant(AccessRole.CONTRIBUTOR, "KEN", "schools"),
    }
    for person, grant in grants.items():
        store.give_role(person.name, grant, person=ANA, at=NOON)
    return key


def kinds(store: Store, key: str) -> list[tuple[str, K, str]]:
    events = store.invitation_events(key, person=ANA)
    return [(item.institution, item.kind, item.text) for item in events]


def test_what_happens_is_read_in_its_order_and_logged(store: Store, key: str) -> None:
    store.set_deadline(key, NATIONAL, dt.date(2026, 12, 1), person=COORDINATOR, at=NOON)
    store.record_letter(key, "police", is_reminder=False, person=COORDINATOR, at=NOON)
    store.record_visit(key, "police", person=POLICE, at=NOON)
    store.record_letter(key, "police", is_reminder=True, person=COORDINATOR, at=TOMORROW)
    store.sign_off(key, "police", "  Ben \n Ali ", person=POLICE, at=TOMORROW)
    store.withdraw_sign_off(key, "police", person=POLICE, at=TOMORROW)
    assert kinds(store, key) == [
        (NATIONAL, K.DEADLINE, "2026-12-01"),
        ("police", K.SENT, ""),
        ("police", K.VISITED, ""),
        ("police", K.REMINDED, ""),
        ("police", K.SIGNED_OFF, "Ben Ali"),
        ("police", K.SIGN_OFF_WITHDRAWN, ""),
    ]
    logged = [item for item in store.audit(key, person=ANA) if item.action == "invitation_recorded"]
    assert [item.person for item in logged] == [
        COORDINATOR.name, COORDINATOR.name, "", COORDINATOR.name, POLICE.name, POLICE.name,
    ]  # fmt: skip
    assert store.verify_audit().broken == ()


def test_what_says_nothing_new_is_not_stored_again(store: Store, key: str) -> None:
    for at in (NOON, NOON + dt.timedelta(hours=1), TOMORROW):
        store.record_visit(key, "police", person=POLICE, at=at)
        store.sign_off(key, "police", "Ben Ali", person=POLICE, at=at)
        store.set_deadline(key, "police", None, person=COORDINATOR, at=at)
    assert [kind for _who, kind, _text in kinds(store, key)] == [K.VISITED, K.SIGNED_OFF, K.VISITED]


def test_events_of_many_at_once_are_all_numbered(store: Store, key: str) -> None:
    at_once(
        *(
            lambda name=name: store.record_letter(
                key, name, is_reminder=True, person=COORDINATOR, at=NOON
            )
            for name in ("police", "schools", "police", "schools")
        )
    )
    assert sorted(kinds(store, key)) == [
        ("police", K.REMINDED, ""), ("schools", K.REMINDED, ""),
    ]  # fmt: skip


def test_an_institution_sees_its_own_events_and_the_deadline_of_all(store: Store, key: str) -> None:
    store.set_deadline(key, NATIONAL, dt.date(2026, 12, 1), person=COORDINATOR, at=NOON)
    for name in ("police", "schools"):
        store.record_letter(key, name, is_reminder=False, person=COORDINATOR, at=NOON)
    seen = {item.institution for item in store.invitation_events(key, person=POLICE)}
    assert seen == {NATIONAL, "police"}


def test_only_the_institution_itself_signs_off(store: Store, key: str) -> None:
    for person in (COORDINATOR, SCHOOLS):
        with pytest.raises(NotAllowed):
            store.sign_off(key, "police", "Ben Ali", person=person, at=NOON)
        with pytest.raises(NotAllowed):
            store.withdraw_sign_off(key, "police", person=person, at=NOON)
    store.sign_off(key, "police", "Ben Ali", person=ANA, at=NOON)  # one computer, every role
    assert kinds(store, key) == [("police", K.SIGNED_OFF, "Ben Ali")]


def test_only_the_coordinator_sends_letters_and_sets_deadlines(store: Store, key: str) -> None:
    with pytest.raises(NotAllowed):
        store.record_letter(key, "police", is_reminder=True, person=POLICE, at=NOON)
    with pytest.raises(NotAllowed):
        store.set_deadline(key, "police", None, person=POLICE, at=NOON)
    assert kinds(store, key) == []


def test_a_visit_of_anybody_else_is_none_of_the_institution(store: Store, key: str) -> None:
    for person in (COORDINATOR, SCHOOLS, ANA):
        store.record_visit(key, "police", person=person, at=NOON)
    assert kinds(store, key) == []


@pytest.mark.parametrize("name", ["", " \t", "\u200b", "x" * 201])
def test_a_sign_off_needs_a_readable_name(store: Store, key: str, name: str) -> None:
    with pytest.raises(AssessmentError, match=r"^Name: "):
        store.sign_off(key, "police", name, person=POLICE, at=NOON)


@pytest.mark.parametrize("institution", ["fire_brigade", NATIONAL, ""])
def test_a_letter_goes_to_an_institution_that_is_listed(
    store: Store, key: str, institution: str
) -> None:
    with pytest.raises(AssessmentError, match="no such institution"):
        store.record_letter(key, institution, is_reminder=False, person=COORDINATOR, at=NOON)


def test_nothing_changes_after_handing_in_and_a_visit_is_no_error(store: Store, key: str) -> None:
    answer = Answer(level=1)
    store.save_answer(key, "A1", answer, expected_revision=0, person=ANA, at=NOON)
    store.sign_off(key, "police", "Ben Ali", person=POLICE, at=NOON)
    store.apply_transition(key, Transition.SUBMIT, seen=0, person=ANA, at=NOON)
    with pytest.raises(StateLocked):
        store.withdraw_sign_off(key, "police", person=POLICE, at=NOON)
    with pytest.raises(StateLocked):
        store.record_letter(key, "police", is_reminder=True, person=COORDINATOR, at=NOON)
    store.record_visit(key, "police", person=POLICE, at=NOON)
    assert kinds(store, key) == [("police", K.SIGNED_OFF, "Ben Ali")]


def test_events_can_not_be_changed_and_a_backup_brings_them_back(
    store: Store, key: str, tmp_path: Path
) -> None:
    store.sign_off(key, "police", "Ben Ali", person=POLICE, at=NOON)
    for change in ("UPDATE invitation_event SET text = 'x'", "DELETE FROM invitation_event"):
        with pytest.raises(DatabaseError, match="append-only"):
            with store._engine.begin() as connection:
                connection.execute(text(change))
    write_backup(store, BlobStore(tmp_path / "evidence"), tmp_path / "backup.zip")
    url = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    _report, result = restore_backup(tmp_path / "backup.zip", url, BlobStore(tmp_path / "other"))
    assert result.broken == ()
    with closing(Store.open(url)) as back:
        assert back.invitation_events(key, person=ANA) == store.invitation_events(key, person=ANA)
