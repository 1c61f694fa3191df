"""What the level above still needs, checked on all rules of the edition."""

from __future__ import annotations

import pytest

from assessment import AnswerDetails, derive_level
from assessment.answers.next_level import MissingParts, missing_parts
from host.services import edition_of
from questionnaires import Checklist, Details

EDITION = edition_of("2026")
CHECKED = {
    key: item.details
    for key, item in EDITION.indicators.items()
    if item.details is not None
    and item.details.levels
    and all(isinstance(field, Checklist) for field in item.details.fields)
}
"""Questions whose level follows from checklists alone."""


def _say_yes(parts: AnswerDetails, needed: MissingParts) -> AnswerDetails:
    """Return the details with as many of the missing items as are needed, the last ones first."""
    checks = {field: dict(items) for field, items in parts.checks.items()}
    yes = dict.fromkeys(needed.items[-needed.count :], True)
    checks[needed.field.id] = {**checks.get(needed.field.id, {}), **yes}
    return parts.model_copy(update={"checks": checks})


@pytest.mark.parametrize("key", CHECKED)
def test_whoever_does_what_each_level_needs_climbs_to_the_highest(key: str) -> None:
    details = CHECKED[key]
    parts = AnswerDetails()
    for rule in sorted(details.levels, key=lambda rule: rule.level):
        needed = missing_parts(details, parts, {}, rule.level)
        for item in (*needed.all, *needed.any[:1]):
            parts = _say_yes(parts, item)
        derived = derive_level(details, parts, {})
        assert derived is not None
        assert derived.low >= rule.level
        met = missing_parts(details, parts, {}, rule.level)
        assert (met.all, met.any) == ((), ())


def test_what_another_need_covers_is_not_said_twice() -> None:
    details: Details = CHECKED["L02"]
    tests = next(field for field in details.fields if len(field.items) == 5)  # type: ignore[union-attr]
    said = AnswerDetails(
        checks={tests.id: {item.id: item.id != "possession" for item in tests.items[:4]}}
    )  # type: ignore[union-attr]
    needed = missing_parts(details, said, {}, 3)
    assert [(item.items, item.count) for item in needed.all] == [(("possession",), 1)]


def test_a_level_without_a_rule_needs_nothing() -> None:
    needed = missing_parts(CHECKED["L02"], None, {}, 9)
    assert (needed.all, needed.any) == ((), ())
