"""Bundles and alternatives of an edition: what the lint refuses, and what it lets through."""

from __future__ import annotations

import pytest

from questionnaires import Alternative, Bundle
from questionnaires.meaning.bundles import alternatives_lead_to_the_same, bundles_can_be_planned
from questionnaires.model import BundleMember, Role
from tests.builders import edition, indicator, measure, pillar


def bundle(*keys: str, name: str = "bill") -> Bundle:
    members = tuple(BundleMember(measure=key, adds=0.5) for key in keys)
    return Bundle(id=name, title="One bill", kind="bill", because="One vote.", members=members)


def alternative(*options: tuple[str, ...]) -> Alternative:
    return Alternative(id="ways", title="Two ways", because="One is enough.", options=options)


ROLES = (Role(id="ministry", name="The ministry"), Role(id="parliament", name="Parliament"))
MEASURES = (
    measure("A1-a", lifts=("A1", 0, 2)),
    measure("A1-b", lifts=("A1", 2, 4)),
    measure("A1-c", lifts=("A1", 0, 4)),
    measure("A2-a", lifts=("A2", 0, 4), prerequisites=("A1>=2",)),
    measure("A2-b", lifts=("A2", 0, 2)),
    measure("A2-c", lifts=("A2", 2, 4), lead="parliament", prerequisites=("A2-a",)),
    measure("B1-a", lifts=("B1", 0, 4)),
    measure("B1-b", lifts=("B1", 0, 4), prerequisites=("A1-b",)),
)


@pytest.mark.parametrize(
    ("bundles", "words"),
    [
        ((bundle("A1-b", "A2-b"),), ""),
        ((bundle("A2-b", "A2-c"),), "parliament leads it, and ministry leads A2-b"),
        ((bundle("A2-b", "B1-a"),), "it is in another pillar than A2-b"),
        ((bundle("A1-a", "A2-a"),), "it waits for A1-a"),
        ((bundle("A1-b", "A2-b"), bundle("A2-b", "A1-c", name="decree")), "in the bundle bill already"),
    ],
)  # fmt: skip
def test_a_bundle_holds_measures_of_one_lead_and_pillar_that_do_not_wait_for_each_other(
    bundles: tuple[Bundle, ...], words: str
) -> None:
    problems = list(
        bundles_can_be_planned(edition(measures=MEASURES, bundles=bundles, roles=ROLES))
    )
    assert len(problems) == bool(words), problems
    assert all(words in str(item) and item.remedy for item in problems)


def test_a_member_that_waits_for_another_through_a_measure_outside_is_found() -> None:
    measures = (
        measure("A1-a", lifts=("A1", 0, 4)),
        measure("B1-a", lifts=("B1", 0, 2), prerequisites=("A1-a",)),
        measure("A2-a", lifts=("A2", 0, 4), prerequisites=("B1>=1",)),
    )
    made = edition(measures=measures, bundles=(bundle("A1-a", "A2-a"),))
    (problem,) = bundles_can_be_planned(made)
    assert "A2-a: it waits for A1-a" in str(problem)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((("A1-a",), ("A1-c",)), "it leads to other levels than A1-a"),
        ((("A1-a", "A1-b"), ("A1-c",)), "B1-b waits for it"),
        ((("A1-c", "B1-a"), ("A1-a", "A1-b", "B1-b")), "more than one indicator"),
        ((("A1-a", "A1-b"), ("A1-b",)), "it is an option of ways already"),
    ],
)
def test_the_options_of_an_alternative_cover_the_same_steps_and_nothing_waits_for_one_of_them(
    options: tuple[tuple[str, ...], ...], words: str
) -> None:
    made = edition(measures=MEASURES, alternatives=(alternative(*options),))
    problems = list(alternatives_lead_to_the_same(made))
    assert len(problems) == 1, problems
    assert words in str(problems[0])


def test_options_in_one_or_more_measures_that_cover_the_same_steps_are_right() -> None:
    measures = MEASURES[:3]
    pillars = (pillar("A", indicator("A1"), indicator("A2")), pillar("B", indicator("B1")))
    made = edition(
        measures=measures, pillars=pillars, alternatives=(alternative(("A1-a", "A1-b"), ("A1-c",)),)
    )
    assert list(alternatives_lead_to_the_same(made)) == []
