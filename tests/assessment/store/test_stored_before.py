"""Data stored before a validation rule was added still opens: no content is lost to a stricter model."""

from __future__ import annotations

import datetime as dt

from assessment import Answer
from assessment.model.base import STORED
from assessment.store import Store, local_person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
ANA = local_person("Ana")


def test_a_stored_answer_whose_reason_and_title_show_nothing_still_opens(store: Store) -> None:
    key = store.create("KEN", "test", "", 2026, "full", person=ANA, at=NOON)
    values = {"state": "not_applicable", "reason": "\u200b", "evidence": [{"title": "\u200b"}]}
    before_the_rule = Answer.model_validate(values, strict=False, context=STORED)
    store.save_answer(key, "A1", before_the_rule, expected_revision=0, person=ANA, at=NOON)
    opened = store.load(key, person=ANA).answers["A1"]
    assert (opened.reason, opened.evidence[0].title) == ("\u200b", "\u200b")
