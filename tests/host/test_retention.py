"""Retention of people in the audit log."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment.audit_chain import AuditAction
from assessment.errors import AssessmentError
from assessment.store import Store, local_person
from host.retention import RETENTION_DAYS, apply_retention, retention_days

ANA = local_person("Ana")
NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)


def test_two_years_are_kept_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COP_RETENTION_DAYS", raising=False)
    assert retention_days() == RETENTION_DAYS == 730
    monkeypatch.setenv("COP_RETENTION_DAYS", "90")
    assert retention_days() == 90


@pytest.mark.parametrize("text", ["soon", "-1", "0", "29", "٩٠", "1e3", "99999999"])
def test_what_is_no_number_of_days_is_refused_with_what_to_write(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COP_RETENTION_DAYS", text)
    with pytest.raises(AssessmentError, match="Write one of 30 or more"):
        retention_days()


def test_what_is_older_is_forgotten_once_a_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COP_RETENTION_DAYS", "90")
    key = store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)
    store.note(AuditAction.DOWNLOADED, person=ANA, at=NOON, assessment_id=key)
    day = dt.timedelta(days=1)
    assert apply_retention(store, NOON + 90 * day) == 0
    assert apply_retention(store, NOON + 91 * day) == 1
    store.note(AuditAction.DOWNLOADED, person=ANA, at=NOON, assessment_id=key)
    assert apply_retention(store, NOON + 91 * day) == 0
    assert apply_retention(store, NOON + 92 * day) == 1
    assert store.verify_audit().broken == ()
