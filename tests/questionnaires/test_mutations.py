"""Mutants of the newest edition, one change each: loading or lint detects nearly all.

What is not seen is listed when too much gets through. `python -m tests.questionnaires.test_mutations` lists it always.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from questionnaires import CONTENT, edition_ids
from questionnaires.loader import build_edition, parse_folder
from tests.questionnaires.mutants import (
    Mutant,
    around,
    around_item,
    has_problems,
    indicator_is_caught,
    is_caught,
    measure_is_caught,
    mutants,
)

CAUGHT = 0.95
"""The minimum share of mutants that must be detected."""

OPTIONAL = ("note", "example")
"""What a measure may be without: an example is given where one is known. Of an indicator everything counts."""

OPTIONAL_REST = {
    "statistics": ("breaks",),
    "gates": ("references", "exempt"),
    "sources": ("note", "year", "url"),
    "clauses": ("check",),
}
"""What the rest of the content may be without: a source has what is known of it, few gates rest on a document."""

READ_IN_THE_SOURCE = (
    "custodian", "unit", "issuer", "addressee", "note", "url", "all", "any", "figures",
)  # fmt: skip
"""Keys of the rest where the neighbour's value is as well formed and only false: who reads the source sees it."""

FILES, UNREAD = parse_folder(CONTENT / max(edition_ids()))
EDITION, PROBLEMS = build_edition(FILES, UNREAD)

Tried = tuple[str, Mutant, bool]
"""The id of an indicator or measure, what was done to it, and whether it was seen."""


def test_the_edition_is_whole_before_it_is_harmed() -> None:
    assert PROBLEMS == []
    assert EDITION is not None


def test_nearly_all_harm_to_indicators_is_seen() -> None:
    assert_seen(list(harmed_indicators()), at_least=9000)


def test_nearly_all_harm_to_measures_is_seen() -> None:
    assert_seen(list(harmed_measures()), at_least=9000)


@pytest.mark.parametrize("field", OPTIONAL_REST)
def test_nearly_all_harm_to_the_rest_of_the_content_is_seen(field: str) -> None:
    assert_seen(list(harmed_rest(field)), at_least=300)


def assert_seen(tried: list[Tried], *, at_least: int) -> None:
    unseen = [item for item in tried if not item[2]]
    assert len(tried) >= at_least
    assert 1 - len(unseen) / len(tried) >= CAUGHT, summary(tried)


def summary(tried: list[Tried]) -> str:
    """How much is seen, and the places where harm is not, with one example each."""
    unseen = [(key, mutant) for key, mutant, seen in tried if not seen]
    places = Counter((mutant.kind, re.sub(r"\d+", "n", mutant.place)) for _key, mutant in unseen)
    first = {
        (mutant.kind, re.sub(r"\d+", "n", mutant.place)): key for key, mutant in reversed(unseen)
    }
    lines = [f"{len(tried) - len(unseen)} of {len(tried)} seen; not seen:"]
    lines += [
        f"{number:5}  {place[0]}  {place[1]} (first: {first[place]})"
        for place, number in places.most_common()
    ]
    return "\n".join(lines)


def harmed_indicators() -> Iterator[Tried]:
    assert EDITION is not None
    parsed = {item["id"]: item for item in _parsed("pillars/", "indicators")}
    order = list(EDITION.indicators.values())
    for indicator, neighbour in zip(order, [*order[1:], order[0]], strict=True):
        small = around(EDITION, (indicator, neighbour))
        assert not has_problems(small), indicator.id
        for mutant in mutants(parsed[indicator.id], parsed[neighbour.id]):
            seen = indicator_is_caught(small, mutant, indicator)
            if seen is not None:
                yield indicator.id, mutant, seen


def harmed_measures() -> Iterator[Tried]:
    assert EDITION is not None
    parsed = {item["id"]: item for item in _parsed("measures", "measures")}
    order = list(EDITION.measures)
    for measure, neighbour in zip(order, [*order[1:], order[0]], strict=True):
        ids = dict.fromkeys((measure.lifts.indicator, neighbour.lifts.indicator))
        small = around(EDITION, tuple(EDITION.indicators[key] for key in ids))
        assert not has_problems(small), measure.id
        original = small.measure[measure.id]
        item = {**parsed[measure.id]}
        if "prerequisites" in item:
            item["prerequisites"] = list(original.prerequisites)
        for mutant in mutants(item, parsed[neighbour.id]):
            if mutant.kind == "delete" and mutant.place in OPTIONAL:
                continue
            seen = measure_is_caught(small, mutant, original)
            if seen is not None:
                yield measure.id, mutant, seen


def harmed_rest(field: str) -> Iterator[Tried]:
    """Harm to statistics, gates, sources and clauses, except what `READ_IN_THE_SOURCE` names."""
    assert EDITION is not None
    version = EDITION.clause_version
    parsed = {
        item["id"]: item
        for value in FILES.values()
        if field != "clauses" or value.get("version") == version
        for item in value.get(field, ())
        if field != "statistics" or "custodian" in item
    }
    order = list(getattr(EDITION, field))
    for item, neighbour in zip(order, [*order[1:], order[0]], strict=True):
        small = around_item(EDITION, field, (item, neighbour))
        assert not has_problems(small), item.id
        for mutant in mutants(parsed[item.id], parsed[neighbour.id]):
            key = mutant.place.split(":")[0]
            if mutant.kind == "delete" and mutant.place in OPTIONAL_REST[field]:
                continue
            if mutant.kind in ("duplicate", "nonsense") and key == "note":
                continue  # a remark of any length
            is_text = not isinstance(parsed[item.id].get(key), list) or mutant.place != key
            if mutant.kind == "duplicate" and key in READ_IN_THE_SOURCE and is_text:
                continue
            seen = is_caught(small, field, mutant, item)
            if seen is not None:
                yield item.id, mutant, seen


def _parsed(folder: str, key: str) -> Iterator[dict[str, Any]]:
    for name, value in FILES.items():
        if name.startswith(folder):
            yield from _items(value, key)


def _items(group: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    yield from group.get(key, ())
    for inner in group.get("groups", ()):
        yield from _items(inner, key)


if __name__ == "__main__":
    tries = (harmed_indicators(), harmed_measures(), *map(harmed_rest, OPTIONAL_REST))
    for tried in tries:
        print(summary(list(tried)))  # noqa: T201 (run by hand to see what gets through)
