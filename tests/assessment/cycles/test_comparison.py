"""Two cycles are compared on their common indicators, with the share of weight of these."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.cycles.comparison import NotComparable, compare_cycles
from tests import builders
from tests.assessment.cycles.test_migration import NEW, OLD

EDITION = builders.edition()


def test_the_same_answers_twice_show_no_change_and_the_same_score() -> None:
    answers = builders.assessment(A1=2, A2=1, B1=4, B2=3)
    compared = compare_cycles(answers, EDITION, answers, EDITION)
    assert compared.score_before == compared.score_after == (2 + 1 + 4 + 3) / 16
    assert compared.share_before == compared.share_after == 1.0
    assert {item.steps for item in compared.changes} == {0}


def test_only_what_has_a_level_in_both_cycles_is_compared() -> None:
    before = builders.assessment(cycle=2024, A1=1, A2=4, B1=2)
    after = builders.assessment(cycle=2026, A1=3, A2="dont_know", B1=2, B2=4)
    compared = compare_cycles(before, EDITION, after, EDITION)
    assert compared.common == ("A1", "B1")
    # A1 is the only indicator of pillar A, B1 of pillar B: (1/4 + 2/4) / 2 and (3/4 + 2/4) / 2.
    assert (compared.score_before, compared.score_after) == (0.375, 0.625)
    assert (compared.share_before, compared.share_after) == (0.5, 0.5)
    assert {item.indicator_id: item.steps for item in compared.changes} == {
        "A1": 2,
        "A2": None,
        "B1": 0,
        "B2": None,
    }


def test_across_editions_only_indicators_that_mean_the_same_are_compared() -> None:
    before = builders.assessment(edition="old", cycle=2024, A1=1, A2=4, B3=2)
    after = builders.assessment(edition="new", cycle=2026, A1=3, A2=4, B5=2)
    compared = compare_cycles(before, OLD, after, NEW)
    assert compared.common == ("A1",)
    assert (compared.score_before, compared.score_after) == (0.25, 0.75)
    # A1 is one of three in pillar A of the old edition, one of four in the new; each pillar is half.
    assert compared.share_before == pytest.approx(1 / 6)
    assert compared.share_after == pytest.approx(1 / 8)
    assert compared.not_comparable == ("A2", "A4", "A5", "B5", "B6", "B7")


def test_nothing_in_common_gives_no_score_and_no_share() -> None:
    before, after = builders.assessment(A1=1), builders.assessment(B1=1)
    compared = compare_cycles(before, EDITION, after, EDITION)
    assert (compared.common, compared.score_before, compared.score_after) == ((), None, None)
    assert compared.share_after == 0.0


def test_two_countries_are_never_compared() -> None:
    with pytest.raises(NotComparable, match="two countries"):
        compare_cycles(
            builders.assessment(A1=1), EDITION, builders.assessment(country="GHA", A1=1), EDITION
        )


def test_editions_without_a_map_between_them_are_not_compared() -> None:
    after = builders.assessment(edition="old", A1=1)
    with pytest.raises(NotComparable, match="no map"):
        compare_cycles(builders.assessment(edition="new", A1=1), NEW, after, OLD)


levels = st.fixed_dictionaries({key: st.integers(0, 4) for key in ("A1", "A2", "B1", "B2")})


@given(levels, levels)
def test_better_answers_never_lower_the_later_score(
    before: dict[str, int], after: dict[str, int]
) -> None:
    first = builders.assessment(**before)
    best = builders.assessment(**{key: max(before[key], after[key]) for key in before})
    compared = compare_cycles(first, EDITION, best, EDITION)
    assert compared.score_before is not None
    assert compared.score_after is not None
    assert compared.score_after >= compared.score_before
