"""Gaps: distance from the target, rise of the score, order by priority."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import find_gaps, score_assessment, target_levels, unknown_indicators
from questionnaires import Scoring
from tests.builders import assessment, edition


def test_a_gap_is_the_target_minus_the_level() -> None:
    gaps = {
        gap.indicator.id: gap for gap in find_gaps(edition(), assessment(A1=1, targets={"A1": 3}))
    }
    assert (gaps["A1"].gap, gaps["A1"].current_level, gaps["A1"].target_level) == (2, 1, 3)


def test_an_unanswered_indicator_has_no_gap() -> None:
    assert find_gaps(edition(), assessment(A1="dont_know", B1="not_applicable")) == ()


def test_an_indicator_at_or_above_its_target_has_no_gap() -> None:
    assert find_gaps(edition(), assessment(A1=3, A2=4, targets={"default": 3})) == ()


def test_the_target_is_the_countrys_then_its_default_then_the_editions_then_the_top() -> None:
    questionnaire = edition(scoring=Scoring(default_target=3))
    assert target_levels(questionnaire, assessment())["A1"] == 3
    assert target_levels(edition(), assessment())["A1"] == 4
    mixed = target_levels(questionnaire, assessment(targets={"default": 2, "A2": 1}))
    assert (mixed["A1"], mixed["A2"]) == (2, 1)


def test_core_and_severe_count_more_and_an_unready_one_less() -> None:
    questionnaire = edition(scoring=Scoring(default_target=3))
    gaps = {
        gap.indicator.id: gap
        for gap in find_gaps(questionnaire, assessment(A1=1, A2=1, B1=1, B2=1))
    }
    assert gaps["A1"].priority == 2 * 1.5
    assert gaps["B1"].priority == 2 * 1.5
    assert gaps["A2"].readiness == 0.5
    assert gaps["A2"].priority == 2 * 0.5


def test_reach_is_what_the_overall_score_rises_when_the_gap_is_closed() -> None:
    answers = assessment(A1=0, A2=4, B1=4, B2=4)
    (gap,) = find_gaps(edition(), answers)
    before = score_assessment(edition(), answers).overall.score
    after = score_assessment(edition(), answers.with_levels({"A1": 4})).overall.score
    assert before is not None
    assert after is not None
    assert gap.reach == pytest.approx(after - before)
    assert gap.reach == pytest.approx(0.25)


@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.integers(0, 4))
def test_gaps_come_in_order_of_priority_and_each_is_worth_something(
    levels: list[int], target: int
) -> None:
    answers = assessment(**dict(zip(("A1", "A2", "B1", "B2"), levels, strict=True)))
    gaps = find_gaps(edition(), answers.model_copy(update={"targets": {"default": target}}))
    assert [gap.priority for gap in gaps] == sorted((g.priority for g in gaps), reverse=True)
    assert all(gap.reach > 0 and gap.gap > 0 for gap in gaps)
    assert len(gaps) == sum(level < target for level in levels)


def test_only_dont_know_is_unknown() -> None:
    result = unknown_indicators(edition(), assessment(A1="dont_know", A2=1))
    assert [item.id for item in result] == ["A1"]
