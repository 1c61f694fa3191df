"""People are identified by issuer and subject: a reassigned or similar address has no roles, a changed one keeps them."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from assessment import Answer
from assessment.access.permissions import Grant
from assessment.audit_chain import AuditAction
from assessment.errors import NotAllowed, UnknownPerson
from assessment.model.roles import AccessRole
from assessment.store import (
    BlobStore,
    Person,
    Store,
    account_person,
    email_address,
    local_person,
    restore_backup,
    write_backup,
)
from assessment.workflow.states import Transition
from tests.support.timeouts import SAVE_SECONDS

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)
OPERATOR = local_person("operator")
ISSUER, OTHER_ISSUER = "https://login.example.org", "https://other.example.org"
KEN_EXPERT = Grant(AccessRole.EXPERT, "KEN")
KEN_COORDINATOR = Grant(AccessRole.COORDINATOR, "KEN")


def ana(subject: str = "1", email: str = "ana@example.org", issuer: str = ISSUER) -> Person:
    return account_person(email, issuer, subject)


@pytest.fixture
def store(database_url: str) -> object:
    opened = Store.open(database_url, timeout_seconds=SAVE_SECONDS)
    yield opened
    opened.close()


def sign_in(store: Store, person: Person, at: dt.datetime = NOON) -> tuple[Grant, ...]:
    store.sign_in(person=person, since=at, at=at)
    return store.my_roles(person=person)


def invite(store: Store, grant: Grant = KEN_EXPERT, email: str = "ana@example.org") -> None:
    store.give_role(email, grant, person=OPERATOR, at=NOON)


def test_an_invited_address_is_bound_to_the_first_account_that_signs_in_with_it(
    store: Store,
) -> None:
    invite(store)
    assert store.my_roles(person=ana()) == ()  # nobody has signed in yet
    assert sign_in(store, ana()) == (KEN_EXPERT,)
    invite(store, KEN_COORDINATOR)
    assert set(store.my_roles(person=ana())) == {KEN_EXPERT, KEN_COORDINATOR}
    assert store.verify_audit().broken == ()


@pytest.mark.parametrize(
    "other", [ana("2"), ana(issuer=OTHER_ISSUER), ana("2", issuer=OTHER_ISSUER)]
)
def test_a_reassigned_address_inherits_no_role(store: Store, other: Person) -> None:
    invite(store)
    sign_in(store, ana())
    assert sign_in(store, other, LATER) == ()
    assert store.my_roles(person=ana()) == (KEN_EXPERT,)
    key = store.create("KEN", "test", "", 2026, "full", person=OPERATOR, at=NOON)
    with pytest.raises(Exception, match="there is no assessment"):
        store.load(key, person=other)


def test_a_changed_address_keeps_its_roles_and_gets_those_of_the_new_one(store: Store) -> None:
    invite(store)
    sign_in(store, ana())
    married = ana(email="ana.diaz@example.org")
    assert sign_in(store, married) == (KEN_EXPERT,)
    invite(store, KEN_COORDINATOR, "ana.diaz@example.org")
    assert set(sign_in(store, married, LATER)) == {KEN_EXPERT, KEN_COORDINATOR}
    store.take_role("ana@example.org", KEN_EXPERT, person=OPERATOR, at=LATER)
    assert store.my_roles(person=married) == (KEN_COORDINATOR,)


def test_a_changed_address_does_not_get_around_the_separation_of_duties(store: Store) -> None:
    invite(store, KEN_COORDINATOR)
    invite(store, Grant(AccessRole.APPROVER, "KEN"))
    invite(store, Grant(AccessRole.ADMINISTRATOR, "KEN"))
    sign_in(store, ana())
    key = store.create("KEN", "test", "", 2026, "full", person=OPERATOR, at=NOON)
    store.save_answer(key, "A1", Answer(level=1), expected_revision=0, person=ana(), at=NOON)
    for seen, step in enumerate((Transition.SUBMIT, Transition.START_REVIEW)):
        store.apply_transition(key, step, seen=seen, person=OPERATOR, at=NOON)
    married = ana(email="ana.diaz@example.org")
    with pytest.raises(NotAllowed, match="Somebody else"):
        store.apply_transition(key, Transition.AGREE, seen=2, person=married, at=NOON)
    with pytest.raises(NotAllowed, match="own roles"):
        store.give_role("ana@example.org", KEN_EXPERT, person=married, at=NOON)


def answered_as(store: Store, author: Person) -> str:
    """The id of an assessment under review in which `author` has saved an answer."""
    key = store.create("KEN", "test", "", 2026, "full", person=OPERATOR, at=NOON)
    store.save_answer(key, "A1", Answer(level=1), expected_revision=0, person=author, at=NOON)
    for seen, step in enumerate((Transition.SUBMIT, Transition.START_REVIEW)):
        store.apply_transition(key, step, seen=seen, person=OPERATOR, at=NOON)
    return key


@pytest.mark.parametrize("now", ["ana@example.org", "third@example.org"])
def test_an_address_of_a_day_without_a_role_does_not_get_around_the_separation_of_duties(
    store: Store, now: str
) -> None:
    invite(store, KEN_COORDINATOR)
    invite(store, Grant(AccessRole.APPROVER, "KEN"))
    sign_in(store, ana())
    second = ana(email="second@example.org")
    sign_in(store, second, LATER)
    key = answered_as(store, second)
    third = ana(email=now)
    sign_in(store, third, LATER + dt.timedelta(hours=1))
    with pytest.raises(NotAllowed, match="Somebody else"):
        store.apply_transition(key, Transition.AGREE, seen=2, person=third, at=LATER)


def test_who_gave_up_an_address_does_not_approve_what_they_wrote_under_it(store: Store) -> None:
    invite(store, KEN_COORDINATOR)
    invite(store, Grant(AccessRole.APPROVER, "KEN"), "second@example.org")
    sign_in(store, ana())
    key = answered_as(store, ana())
    second = ana(email="second@example.org")
    sign_in(store, second, LATER)
    store.take_role("ana@example.org", KEN_COORDINATOR, person=OPERATOR, at=LATER)
    invite(store, KEN_COORDINATOR)  # for another person, to whom the address belongs now
    assert sign_in(store, ana("2"), LATER) == (KEN_COORDINATOR,)
    with pytest.raises(NotAllowed, match="Somebody else"):
        store.apply_transition(key, Transition.AGREE, seen=2, person=second, at=LATER)


def test_an_address_of_a_day_can_be_given_to_somebody_else(store: Store) -> None:
    invite(store)
    sign_in(store, ana())
    sign_in(store, ana(email="second@example.org"), LATER)
    invite(store, KEN_COORDINATOR, "second@example.org")
    assert sign_in(store, ana("2", "second@example.org"), LATER) == (KEN_COORDINATOR,)
    assert store.my_roles(person=ana()) == (KEN_EXPERT,)


def test_an_administrator_frees_an_address_by_taking_its_roles_and_giving_one_again(
    store: Store,
) -> None:
    invite(store)
    sign_in(store, ana())
    invite(store, KEN_COORDINATOR)
    assert sign_in(store, ana("2")) == ()
    for grant in (KEN_EXPERT, KEN_COORDINATOR):
        store.take_role("ana@example.org", grant, person=OPERATOR, at=LATER)
    assert sign_in(store, ana("2"), LATER) == ()
    invite(store)
    assert sign_in(store, ana("2"), LATER) == (KEN_EXPERT,)
    assert store.my_roles(person=ana("1")) == ()
    assert store.verify_audit().broken == ()


def test_somebody_without_a_role_binds_nothing(store: Store) -> None:
    assert sign_in(store, ana("2")) == ()
    with store.reading() as session:
        assert session.execute(text("SELECT count(*) FROM account_revision")).scalar_one() == 0
    invite(store)
    assert sign_in(store, ana("1")) == (KEN_EXPERT,)
    assert sign_in(store, ana("2"), LATER) == ()


def test_roles_from_before_accounts_were_kept_are_not_lost(empty_database_url: str) -> None:
    """Tables of the previous version that hold a role are upgraded."""
    from alembic import command
    from alembic.config import Config

    from assessment.store.database.engine import open_engine, writer
    from assessment.store.database.migrate import MIGRATIONS

    engine = open_engine(empty_database_url, 5)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writer(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0011")
        connection.execute(
            text(
                "INSERT INTO grant_revision (email, country, role, institution, number, given, author, at)"
                " VALUES ('ana@example.org', 'KEN', 'expert', '', 1, true, 'server', '2026-11-01 00:00:00')"
            )
        )
    engine.dispose()
    with closing(Store.open(empty_database_url)) as store:
        assert store.my_roles(person=account_person("ana@example.org")) == (KEN_EXPERT,)
        assert sign_in(store, ana()) == (KEN_EXPERT,)
        assert sign_in(store, ana("2")) == ()


def test_a_backup_keeps_what_is_bound(sqlite_store: Store, tmp_path: Path) -> None:
    invite(sqlite_store)
    sign_in(sqlite_store, ana())
    blobs = BlobStore(tmp_path / "evidence")
    write_backup(sqlite_store, blobs, tmp_path / "backup.zip")
    url = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    _report, log = restore_backup(tmp_path / "backup.zip", url, blobs)
    assert log.broken == ()
    with closing(Store.open(url)) as back:
        assert back.my_roles(person=ana()) == (KEN_EXPERT,)
        assert sign_in(back, ana("2")) == ()


def test_what_is_bound_is_in_the_log(sqlite_store: Store) -> None:
    invite(sqlite_store)
    sign_in(sqlite_store, ana())
    with sqlite_store.reading() as session:
        actions = session.execute(text("SELECT action FROM audit_entry ORDER BY number")).scalars()
        assert list(actions)[-1] == AuditAction.ACCOUNT_BOUND.value


@pytest.mark.parametrize(
    "address",
    [
        "\u212aen@example.org",  # KELVIN SIGN
        "ana@example.org".replace("a", "\uff41"),  # full width
        "\u017fam@example.org",  # LATIN SMALL LETTER LONG S
        "\ufb01ona@example.org",  # LATIN SMALL LIGATURE FI
        "\u0130an@example.org",  # LATIN CAPITAL LETTER I WITH DOT ABOVE
        "ana@exam\u2113ple.org",  # SCRIPT SMALL L
        "ana@example\uff0eorg",  # FULLWIDTH FULL STOP
    ],
)
def test_an_address_that_looks_like_another_is_refused(address: str) -> None:
    with pytest.raises(UnknownPerson):
        email_address(address)


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("Ana@Example.ORG", "ana@example.org"),
        ("JOSÉ@example.org", "josé@example.org"),
        ("jose\u0301@example.org", "jos\u00e9@example.org"),
        ("straße@example.org", "straße@example.org"),
        ("用户@例子.广告", "用户@例子.广告"),
    ],
)
def test_an_address_in_another_script_is_one(address: str, same: str) -> None:
    assert email_address(address) == same
