"""Gaps: distance from the target, rise of the score, order by priority."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import find_gaps, score_assessment, target_levels, unknown_indicators
from questionnaires import Edition, Scale, Scoring
from questionnaires.model import MaturityLevel
from tests.builders import assessment, edition, indicator, measure, pillar


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


def order_of(questionnaire: Edition, **levels: int) -> list[str]:
    return [gap.indicator.id for gap in find_gaps(questionnaire, assessment(**levels))]


def test_a_danger_comes_before_any_distance_and_a_distance_before_core() -> None:
    assert order_of(edition(), A1=2, A2=0, B1=3, B2=1) == ["B1", "A2", "B2", "A1"]
    assert order_of(edition(), A1=0, A2=0, B1=0, B2=0) == ["B1", "A1", "A2", "B2"]


def test_on_a_longer_scale_a_danger_still_comes_before_any_distance() -> None:
    levels = tuple(MaturityLevel(name=f"Step {number}") for number in range(12))
    words = tuple(f"Step {number}" for number in range(12))
    long = edition(
        scales={"maturity": Scale(levels=levels)},
        pillars=(
            pillar("A", indicator("A1", core=True, descriptors=words)),
            pillar("B", indicator("B1", severe=True, descriptors=words)),
        ),
        profiles=(),
        measures=(),
    )
    assert order_of(long, A1=0, B1=10) == ["B1", "A1"]


def test_of_gaps_alike_the_one_of_the_larger_weight_comes_first_and_then_the_order_of_the_content() -> (
    None
):
    weighed = edition(
        pillars=(
            pillar("A", indicator("A1"), indicator("A2", weight=2.0)),
            pillar("B", indicator("B1"), groups=(pillar("B.g", indicator("B2"), weight=3.0),)),
        ),
        profiles=(),
        measures=(),
    )
    assert order_of(weighed, A1=1, A2=1, B1=1, B2=1) == ["B2", "A2", "A1", "B1"]


def test_the_number_of_questions_beside_a_gap_does_not_move_it() -> None:
    uneven = edition(
        pillars=(
            pillar("A", *(indicator(f"A{number}") for number in range(1, 9))),
            pillar("B", indicator("B1")),
        ),
        profiles=(),
        measures=(),
    )
    assert order_of(uneven, A8=1, B1=1) == ["A8", "B1"]


def test_what_a_gap_waits_for_is_told_and_does_not_move_it() -> None:
    gaps = {
        gap.indicator.id: gap
        for gap in find_gaps(edition(), assessment(A1=1, A2=1, B1="dont_know", B2=1))
    }
    assert gaps["A2"].waits_for == ("A1>=2",)
    assert gaps["B2"].waits_for == ("B1-a",)  # not known, so not met
    assert gaps["A1"].waits_for == ()
    assert [*gaps] == ["A1", "A2", "B2"]
    free = find_gaps(edition(), assessment(A1=2, A2=1, B1=1, B2=1))
    assert [gap.waits_for for gap in free if gap.indicator.id == "A2"] == [()]


def test_a_gap_waits_for_what_its_next_step_needs_and_not_a_later_one() -> None:
    stepwise = edition(
        measures=(
            measure("A2-a", lifts=("A2", 0, 1)),
            measure("A2-b", lifts=("A2", 1, 4), prerequisites=("A1>=2",)),
        )
    )
    (first,) = find_gaps(stepwise, assessment(A2=0))
    (second,) = find_gaps(stepwise, assessment(A2=1))
    assert (first.waits_for, second.waits_for) == ((), ("A1>=2",))


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
