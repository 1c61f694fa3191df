"""Control characters in ids and keys, which PostgreSQL refuses: the same outcome on both databases, and no traceback."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest

from assessment.access.permissions import Grant
from assessment.errors import UnknownAssessment, UnstorableText
from assessment.model.roles import AccessRole
from assessment.store import Store, account_person, local_person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
ANA = local_person("Ana")
COORDINATOR = account_person("carol@example.org")
HOSTILE = ("\0", "a\0b", "\x07", "\x7f", "\n", "\ud800", "\u202e")


@pytest.fixture
def key(store: Store) -> str:
    role = Grant(AccessRole.COORDINATOR, "KEN")
    store.give_role(COORDINATOR.name, role, person=ANA, at=NOON)
    return store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_id_with_one_is_of_no_assessment(store: Store, key: str, text: str) -> None:
    for assessment_id in (text, f"{key}{text}"):
        for name in ("load", "versions", "files", "transitions", "audit", "publications"):
            with pytest.raises(UnknownAssessment):
                getattr(store, name)(assessment_id, person=COORDINATOR)


@pytest.mark.parametrize("text", ["\0", "A1\0", "\x07", "\u202e"])
def test_a_key_with_one_finds_nothing_or_is_refused(store: Store, key: str, text: str) -> None:
    for read in (
        lambda: store.answer_history(key, text, person=COORDINATOR),
        lambda: store.answer_history(key, "A1", institution=text, person=COORDINATOR),
        lambda: store.figures(key, text, person=COORDINATOR).value,
    ):
        with contextlib.suppress(UnstorableText):
            assert read() == ()
    store.load(key, person=COORDINATOR)
