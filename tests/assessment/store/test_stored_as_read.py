"""The store takes nothing that it could not read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from assessment import Answer, AnswerDetails, AssessmentError, Evidence, Institution, Observation
from assessment.store import Store
from tests.support.screens import TESTER, begin, store_in

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
POLICE = Institution(id="police", name="Police")


def _answer(store: Store, key: str, answer: Answer) -> None:
    store.save_answer(key, "T03", answer, expected_revision=0, person=TESTER, at=NOW)


def _row(store: Store, key: str, cell: str | float) -> None:
    details = AnswerDetails().model_copy(update={"rows": {"numbers": ({"number": cell},)}})
    _answer(store, key, Answer(level=1).model_copy(update={"details": details}))


def _evidence(store: Store, key: str) -> None:
    item = Evidence(title="Act").model_copy(update={"issuer": "a\x01b"})
    _answer(store, key, Answer(level=1, evidence=(item,)))


def _institution(store: Store, key: str) -> None:
    named = POLICE.model_copy(update={"name": "n" * 1_001})
    store.save_institutions(key, (named,), expected_revision=0, person=TESTER, at=NOW)


def _figure(store: Store, key: str) -> None:
    figure = Observation(value=1, year=2024).model_copy(update={"value": 1e300})
    store.save_figures(key, "CYBERTIP", (figure,), expected_revision=0, person=TESTER, at=NOW)


@pytest.mark.parametrize(
    "save",
    [
        lambda store, key: _row(store, key, "x" * 1_001),
        lambda store, key: _row(store, key, "a\x01b"),
        lambda store, key: _row(store, key, 1e300),
        _evidence,
        _institution,
        _figure,
    ],
)
def test_a_value_that_could_not_be_read_back_is_refused(
    tmp_path: Path, save: Callable[[Store, str], None]
) -> None:
    key = begin(tmp_path)
    store = store_in(tmp_path)
    with pytest.raises(AssessmentError, match=r"^This can’t be stored: "):
        save(store, key)
    assert store.load(key, person=TESTER).answers == {}
    store.close()
