"""A sign-in ends on the server: by signing out here or everywhere, and when it is idle."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from assessment.errors import NotAllowed
from assessment.store import Person, SignInState, Store, account_person, local_person
from assessment.store.database.tables import SignInRow

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
IDLE = dt.timedelta(minutes=30)
ANA = account_person("ana@example.org", "https://login.example.org", "1")
BEN = account_person("ben@example.org", "https://login.example.org", "2")
LAPTOP, PHONE = "a" * 64, "b" * 64


def minutes(number: float) -> dt.datetime:
    return NOON + dt.timedelta(minutes=number)


def use(
    store: Store,
    sign_in_id: str,
    at: dt.datetime,
    person: Person = ANA,
    since: dt.datetime = NOON,
) -> SignInState:
    return store.use_sign_in(sign_in_id, person=person, since=since, at=at, idle=IDLE)


def test_a_sign_in_that_is_used_goes_on(store: Store) -> None:
    for at in (0, 0.1, 29, 58, 87, 87.5):
        assert use(store, LAPTOP, minutes(at)) is SignInState.ACTIVE


@pytest.mark.parametrize("used", [[], [5], [0, 10, 20]])
def test_a_sign_in_that_is_not_used_for_too_long_ends_and_stays_ended(
    store: Store, used: list[int]
) -> None:
    for at in used:
        assert use(store, LAPTOP, minutes(at)) is SignInState.ACTIVE
    last = max(used, default=0)
    for at in (31, 32, 60, 600):
        assert use(store, LAPTOP, minutes(last + at)) is SignInState.IDLE


@pytest.mark.parametrize("was_used", [True, False])
def test_signing_out_ends_the_cookie_wherever_it_was_copied_to(
    store: Store, was_used: bool
) -> None:
    if was_used:
        use(store, LAPTOP, minutes(1))
    use(store, PHONE, minutes(1))
    for _time in range(2):
        store.end_sign_in(LAPTOP, person=ANA, since=NOON, at=minutes(2))
    assert use(store, LAPTOP, minutes(2)) is SignInState.ENDED
    assert use(store, PHONE, minutes(2)) is SignInState.ACTIVE
    report = store.verify_audit()
    assert (report.entries, report.broken) == (1, ())


def test_signing_out_everywhere_ends_every_cookie_also_one_never_used_and_no_later_one(
    store: Store,
) -> None:
    use(store, LAPTOP, minutes(1))
    use(store, "d" * 64, minutes(1), BEN)
    store.end_all_sign_ins(person=ANA, at=minutes(2))
    for sign_in_id in (LAPTOP, PHONE):
        assert use(store, sign_in_id, minutes(3)) is SignInState.ENDED
    assert use(store, "d" * 64, minutes(3), BEN) is SignInState.ACTIVE
    assert use(store, "c" * 64, minutes(4), since=minutes(3)) is SignInState.ACTIVE
    store.end_all_sign_ins(person=ANA, at=minutes(5))
    assert use(store, "c" * 64, minutes(6), since=minutes(3)) is SignInState.ENDED
    assert store.verify_audit().broken == ()


@pytest.mark.parametrize("nobody", [local_person("ana"), account_person("ana@example.org")])
def test_only_an_account_has_sign_ins(store: Store, nobody: Person) -> None:
    for call in (
        lambda: use(store, LAPTOP, NOON, nobody),
        lambda: store.end_sign_in(LAPTOP, person=nobody, since=NOON, at=NOON),
        lambda: store.end_all_sign_ins(person=nobody, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_old_sign_ins_are_deleted_and_their_cookies_stay_refused(store: Store) -> None:
    store.end_sign_in(LAPTOP, person=ANA, since=NOON, at=NOON)
    later = NOON + dt.timedelta(days=40)
    store.sign_in(person=ANA, since=later, at=later)
    with store.reading() as session:
        assert session.execute(text("SELECT count(*) FROM sign_in")).scalar_one() == 0
    assert use(store, LAPTOP, later) is SignInState.IDLE


@pytest.mark.parametrize("back", [5, 600])
def test_a_clock_that_is_set_back_does_not_make_the_limit_longer(store: Store, back: int) -> None:
    use(store, LAPTOP, minutes(back))
    assert use(store, LAPTOP, minutes(0)) is SignInState.ACTIVE
    assert use(store, LAPTOP, minutes(31)) is SignInState.IDLE


def test_a_request_at_the_moment_of_signing_out_everywhere_does_not_keep_its_sign_in(
    store: Store,
) -> None:
    """The request found no end, and adds its row after all rows were ended."""
    store.end_all_sign_ins(person=ANA, at=minutes(2))
    with store.writing() as session:
        late = SignInRow(
            id=LAPTOP, issuer=ANA.issuer, subject=ANA.subject, since=NOON, used_at=minutes(2)
        )
        session.add(late)
    assert use(store, LAPTOP, minutes(2)) is SignInState.ENDED


def test_a_request_at_the_moment_of_signing_out_does_not_undo_it(store: Store) -> None:
    """Both add the row of a sign-in that was never used before."""
    with ThreadPoolExecutor(4) as pool:
        for number in range(12):
            sign_in_id = f"{number:064x}"
            uses = [pool.submit(use, store, sign_in_id, minutes(1)) for _window in range(3)]
            end = pool.submit(store.end_sign_in, sign_in_id, person=ANA, since=NOON, at=minutes(1))
            for waiting in (*uses, end):
                waiting.result(30)
            assert use(store, sign_in_id, minutes(1)) is SignInState.ENDED


@pytest.mark.parametrize("days", [20, 30])
def test_signing_out_everywhere_again_is_not_forgotten_with_the_first_time(
    store: Store, days: int
) -> None:
    later = NOON + dt.timedelta(days=days)
    store.end_all_sign_ins(person=ANA, at=NOON)
    store.end_all_sign_ins(person=ANA, at=later)
    month = NOON + dt.timedelta(days=32)
    store.sign_in(person=BEN, since=month, at=month)
    stale = store.use_sign_in(PHONE, person=ANA, since=later, at=month, idle=dt.timedelta(days=31))
    assert stale is SignInState.ENDED


def test_the_same_subject_at_another_issuer_signs_out_nobody(store: Store) -> None:
    namesake = account_person("ana@example.org", "https://other.example.org", ANA.subject)
    for sign_in_id in (LAPTOP, PHONE):
        use(store, sign_in_id, NOON)
    store.end_all_sign_ins(person=namesake, at=minutes(1))
    for sign_in_id in (LAPTOP, PHONE, "e" * 64):
        assert use(store, sign_in_id, minutes(2)) is SignInState.ACTIVE
