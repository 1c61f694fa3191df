"""The number of statements that one change of an answer sends to the database, counted in its callback and rerun."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from host import identity
from host.services import now, open_store
from tests.support.pages import folder, open_page  # noqa: F401 -- `folder` is a fixture
from tests.support.screens import (
    TESTER,
    begin,
    bring_example,
    list_institution,
    store_in,
)

MAXIMUM_READS = 10


@contextmanager
def counted_reads() -> Iterator[list[str]]:
    """Collect the SELECT statements that the application's store executes inside the block."""
    reads: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            reads.append(statement)

    engine = open_store()._engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        yield reads
    finally:
        event.remove(engine, "before_cursor_execute", count)


def test_the_counter_sees_the_reads_of_a_page(folder: Path) -> None:  # noqa: F811
    key = begin(folder)
    open_page("answer", a=key, i="L02")
    with counted_reads() as reads:
        open_page("answer", a=key, i="L02")
    assert len(reads) >= 2


@pytest.mark.parametrize("start", [begin, bring_example])
@pytest.mark.parametrize(("indicator", "part"), [("L02", "L02.part.0.0"), ("O11", "O11.part.1.0")])
def test_one_tap_on_a_part_reads_the_store_at_most_ten_times(
    folder: Path,  # noqa: F811
    start: Callable[[Path], str],
    indicator: str,
    part: str,
) -> None:
    page = open_page("answer", a=start(folder), i=indicator)
    for value in ("yes", "no"):
        with counted_reads() as reads:
            page.radio(key=part).set_value(value).run()
        assert not page.exception
        assert len(reads) <= MAXIMUM_READS, "\n".join(reads)


@pytest.fixture
def account(folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:  # noqa: F811
    """An assessment, on a server, opened by an account with the role of the parameter."""
    grant: Grant = request.param
    key = begin(folder)
    list_institution(folder, key, "police", "L02", "O11")
    with closing(store_in(folder)) as store:
        store.give_role("ana@example.org", grant, person=TESTER, at=now())
    claims = {
        "is_logged_in": True, "email": "ana@example.org", "email_verified": True, "iss": "https://login.example.org",
        "sub": "1", "nonce": folder.name, "iat": int(time.time()) - 5,
    }  # fmt: skip
    monkeypatch.setenv("COP_MODE", "server")
    monkeypatch.setattr(identity, "_claims", lambda: claims)
    open_store.cache_clear()
    return key


@pytest.mark.parametrize(
    "account",
    [Grant(AccessRole.COORDINATOR, "KEN"), Grant(AccessRole.CONTRIBUTOR, "KEN", "police")],
    ids=["coordinator", "contributor"],
    indirect=True,
)
@pytest.mark.parametrize(("indicator", "part"), [("L02", "L02.part.0.0"), ("O11", "O11.part.1.0")])
def test_one_tap_of_an_account_reads_the_store_at_most_ten_times(
    account: str, indicator: str, part: str
) -> None:
    page = open_page("answer", a=account, i=indicator)
    for value in ("yes", "no"):
        with counted_reads() as reads:
            page.radio(key=part).set_value(value).run()
        assert not page.exception
        assert len(reads) <= MAXIMUM_READS, "\n".join(reads)
        assert any("FROM grant_revision" in read or "JOIN grant_revision" in read for read in reads)


def test_a_page_drawn_again_without_a_change_reads_twice(folder: Path) -> None:  # noqa: F811
    page: AppTest = open_page("answer", a=begin(folder), i="L02")
    with counted_reads() as reads:
        page.run()
    assert len(reads) == 2
