"""Events of the log for what the store has done, without the persons."""

from __future__ import annotations

import datetime as dt
import logging

import pytest

from assessment.errors import NotAllowed, UnknownAssessment
from assessment.store import Store, account_person
from tests.public.asking import bring, publish

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
STRANGER = account_person("stranger@example.org", "https://login.example.org", "1")


def events(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int]]:
    return [
        (record.__dict__["event"], record.__dict__.get("count", 1))
        for record in caplog.records
        if "event" in record.__dict__
    ]


def test_an_import_is_one_event_for_each_kind_of_entry_with_their_number(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "cop.audit"):
        key = bring(sqlite_store, "gha")
    written = dict(events(caplog))
    assert written["created"] == 1
    assert written["answer_saved"] > 10
    entries = [record.__dict__["entry"] for record in caplog.records]
    assert max(entries) == sqlite_store.verify_audit().number
    assert key not in caplog.text


def test_a_publication_and_signing_out_everywhere_are_events(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "cop.audit"):
        publish(sqlite_store, "irl")
        sqlite_store.sign_in(person=STRANGER, since=NOON, at=NOON)
        sqlite_store.end_all_sign_ins(person=STRANGER, at=NOON)
    names = [name for name, _count in events(caplog)]
    assert names.count("publication_decided") == 1
    assert names[-2:] == ["signed_in", "signed_out_everywhere"]
    assert "stranger" not in caplog.text


def test_what_is_refused_is_an_event_and_what_was_taken_back_is_none(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    key = bring(sqlite_store, "gha")
    caplog.clear()
    with caplog.at_level(logging.INFO, "cop.audit"):
        with pytest.raises(UnknownAssessment):
            sqlite_store.load(key, person=STRANGER)
        with pytest.raises(NotAllowed):
            sqlite_store.people("KEN", person=STRANGER)
    assert [name for name, _count in events(caplog)] == ["operation_refused"] * 2
    assert "stranger" not in caplog.text
