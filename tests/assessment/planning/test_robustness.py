"""Robustness: how often a gap is among the largest when the weights are drawn at random, with both means."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import Assessment, Gap, Robustness, find_gaps, weigh_gaps
from assessment.planning.robustness import SEED, SHIFT, random_factors
from questionnaires import Edition, Group, Scoring, TierSettings
from tests.assessment.strategies import assessments, editions
from tests.builders import assessment, edition, indicator, pillar
from tests.support.profiles import drawn

WIDE = edition(
    pillars=tuple(
        pillar(name, *(indicator(f"{name}{number}") for number in range(1, 7))) for name in "AB"
    ),
    profiles=(),
    measures=(),
)
"""Two pillars of six indicators."""

Mean = Callable[[Sequence[tuple[float, float]]], float]


def arithmetic(parts: Sequence[tuple[float, float]]) -> float:
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _v in parts)


def geometric(parts: Sequence[tuple[float, float]]) -> float:
    logarithms = [(weight, math.log(value + SHIFT)) for weight, value in parts]
    return math.exp(arithmetic(logarithms)) - SHIFT


def overall(
    questionnaire: Edition, levels: Mapping[str, int], factors: Mapping[str, float], mean: Mean
) -> float:
    """The overall score of five-level indicators, computed by hand."""

    def score(group: Group) -> float:
        own = [
            (item.weight * factors[item.id], levels.get(item.id, 0) / 4)
            for item in group.indicators
            if item.scored
        ]
        return mean([*own, *((one.weight * factors[one.id], score(one)) for one in group.groups)])

    return mean([(one.weight * factors[one.id], score(one)) for one in questionnaire.pillars])


def shares_by_hand(
    questionnaire: Edition,
    answers: Assessment,
    gaps: Sequence[Gap],
    draws: int,
    first: int,
    mean: Mean,
) -> list[float]:
    """Reference implementation: draw, close each gap, sort, count, one draw at a time."""
    ids = [key for pillar_ in questionnaire.pillars for key in _ids(pillar_)]
    raw = np.random.PCG64(SEED).random_raw(len(ids) * draws).tolist()
    levels = {
        key: level for key in questionnaire.indicators if (level := answers.level(key)) is not None
    }
    among = dict.fromkeys((gap.indicator.id for gap in gaps), 0)
    for draw in range(draws):
        drawn = {
            key: 0.5 * 4 ** ((raw[index * draws + draw] >> 48) / 2**16)
            for index, key in enumerate(ids)
        }
        before = overall(questionnaire, levels, drawn, mean)
        sizes = {
            gap.indicator.id: (1.5 if gap.indicator.core else 1.0)
            * (
                overall(questionnaire, {**levels, gap.indicator.id: gap.target_level}, drawn, mean)
                - before
            )
            for gap in gaps
        }
        severe = {gap.indicator.id for gap in gaps if gap.indicator.severe}
        for key in sorted(sizes, key=lambda key: (key not in severe, -sizes[key]))[:first]:
            among[key] += 1
    return [count / draws for count in among.values()]


def _ids(group: Group) -> list[str]:
    own = [item.id for item in group.indicators if item.scored]
    return [group.id, *own, *(key for below in group.groups for key in _ids(below))]


def weigh(
    questionnaire: Edition, answers: Assessment, *, draws: int = 200, first: int = 3
) -> Robustness:
    result = weigh_gaps(
        questionnaire, answers, find_gaps(questionnaire, answers), draws=draws, first=first
    )
    assert result is not None
    return result


def test_the_shares_are_those_of_a_slow_reckoning() -> None:
    deep = edition(
        pillars=(
            pillar("A", indicator("A1", core=True), indicator("A2", weight=2.0)),
            pillar(
                "B",
                indicator("B1", severe=True),
                groups=(pillar("B.g", indicator("B2"), indicator("B3"), indicator("B4")),),
                weight=3.0,
            ),
        ),
        profiles=(),
        measures=(),
    )
    answers = assessment(A1=1, A2=0, B1=2, B2=0, B3=3, B4="dont_know")
    gaps = find_gaps(deep, answers)
    result = weigh_gaps(deep, answers, gaps, draws=400, first=2)
    assert result is not None
    assert [item.indicator_id for item in result.gaps] == [gap.indicator.id for gap in gaps]
    for name, mean in (("arithmetic", arithmetic), ("geometric", geometric)):
        slow = shares_by_hand(deep, answers, gaps, 400, 2, mean)
        assert [getattr(item, name) for item in result.gaps] == slow


@given(st.lists(st.integers(0, 4), min_size=12, max_size=12))
@settings(max_examples=drawn(30))
def test_shares_lie_between_0_and_1_and_add_up_to_as_many_as_are_counted(levels: list[int]) -> None:
    result = weigh(WIDE, assessment(**dict(zip(WIDE.indicators, levels, strict=True))))
    below = sum(level < 4 for level in levels)
    for shares in ([item.arithmetic for item in result.gaps], [g.geometric for g in result.gaps]):
        assert all(0 <= share <= 1 for share in shares)
        # Two of 65,536 factors can be equal, so that two gaps tie; both are then counted.
        assert min(3, below) <= sum(shares) + 1e-9 <= min(3, below) + 0.1


@given(editions(), st.data())
@settings(max_examples=drawn(60))
def test_an_edition_of_any_shape_has_shares_or_says_there_are_none(
    questionnaire: Edition, data: st.DataObject
) -> None:
    answers = data.draw(assessments(questionnaire))
    gaps = find_gaps(questionnaire, answers)
    result = weigh_gaps(questionnaire, answers, gaps, draws=20, first=2)
    if result is None:
        return
    scored = [gap.indicator.id for gap in gaps if gap.indicator.scored]
    assert [item.indicator_id for item in result.gaps] == scored
    assert all(0 <= item.arithmetic <= 1 and 0 <= item.geometric <= 1 for item in result.gaps)


def test_the_same_seed_gives_the_same_shares_and_the_weightings_never_change() -> None:
    answers = assessment(**{key: index % 4 for index, key in enumerate(WIDE.indicators)})
    assert weigh(WIDE, answers) == weigh(WIDE, answers)
    first = random_factors(("A", "A1"), 4)
    assert np.round(first["A"], 6).tolist() == EXPECTED_A
    assert np.round(first["A1"], 6).tolist() == EXPECTED_A1


EXPECTED_A = [1.785243, 1.841355, 1.895097, 0.597301]
EXPECTED_A1 = [1.38391, 0.608653, 0.779898, 1.68953]


def test_factors_lie_between_a_half_and_two_evenly_on_the_scale_of_logarithms() -> None:
    (drawn,) = random_factors(("A",), 10_000).values()
    assert drawn.min() >= 0.5
    assert drawn.max() < 2.0
    assert np.log2(drawn).mean() == pytest.approx(0.0, abs=0.02)
    assert np.quantile(drawn, [0.25, 0.75]) == pytest.approx([2**-0.5, 2**0.5], rel=0.03)


def test_a_gap_that_dominates_is_always_among_the_first() -> None:
    """Its share is at least 1/5 and counts 2.25 times; another has at most 4/5 of 2 in 11.5, and half the rise."""
    lone = edition(
        pillars=(
            pillar("A", indicator("A1", core=True, severe=True)),
            pillar("B", *(indicator(f"B{number}") for number in range(1, 21))),
        ),
        profiles=(),
        measures=(),
    )
    result = weigh(lone, assessment(A1=0, **{f"B{number}": 2 for number in range(1, 21)}))
    first = result.of("A1")
    assert first is not None
    assert (first.arithmetic, first.geometric) == (1.0, 1.0)
    assert (first.arithmetic_rank, first.geometric_rank) == (1, 1)


def test_an_answer_elsewhere_changes_no_weighting() -> None:
    """The factors of both pillars stay the same; only the set of gaps changes."""
    one = weigh(WIDE, assessment(A1=0, A2=1, A3=2, B1=1, B2="dont_know"), first=2)
    other = weigh(WIDE, assessment(A1=0, A2=1, A3=2, B1=1, B2=4), first=2)
    assert one == other


def test_few_gaps_are_all_among_the_largest() -> None:
    result = weigh(WIDE, assessment(A1=0, B1=1))
    assert result.is_trivial
    assert [(item.arithmetic, item.geometric) for item in result.gaps] == [(1.0, 1.0), (1.0, 1.0)]


def test_no_weighting_puts_another_gap_before_a_danger() -> None:
    heavy = edition(
        pillars=(
            pillar("A", *(indicator(f"A{n}", core=True) for n in range(1, 5)), weight=1000.0),
            pillar("B", indicator("B1", severe=True), indicator("B2", weight=1000.0)),
        ),
        profiles=(),
        measures=(),
    )
    result = weigh(heavy, assessment(A1=0, A2=0, A3=0, A4=0, B1=3, B2=0), first=1)
    frequency = {item.indicator_id: item.arithmetic for item in result.gaps}
    assert frequency == {"B1": 1.0, "A1": 0.0, "A2": 0.0, "A3": 0.0, "A4": 0.0, "B2": 0.0}
    assert result.gaps[0].geometric == 1.0


def test_without_gaps_there_is_nothing_to_weigh() -> None:
    assert weigh(WIDE, assessment()).gaps == ()


def test_an_indicator_that_is_not_scored_has_no_share() -> None:
    questionnaire = edition(
        pillars=(pillar("A", indicator("A1"), indicator("A2", scored=False)),),
        profiles=(),
        measures=(),
    )
    result = weigh(questionnaire, assessment(A1=0, A2=0))
    assert [item.indicator_id for item in result.gaps] == ["A1"]
    assert result.of("A2") is None


def test_equal_gaps_share_their_place_under_the_editions_own_weights() -> None:
    result = weigh(WIDE, assessment(A1=1, A2=1, B1=1, B2=0))
    ranks = {item.indicator_id: item.arithmetic_rank for item in result.gaps}
    assert ranks == {"B2": 1, "A1": 2, "A2": 2, "B1": 2}


def test_at_the_bottom_of_the_scale_a_step_is_worth_more_with_the_geometric_mean() -> None:
    answers = assessment(A1=0, B1=2, targets={"A1": 2, "B1": 4})
    (a1, b1) = sorted(weigh(WIDE, answers, first=1).gaps, key=lambda item: item.indicator_id)
    assert a1.geometric > a1.arithmetic
    assert a1.geometric > b1.geometric


@pytest.mark.parametrize("rule", ["sum", "minimum", "maximum"])
def test_what_is_no_mean_is_not_weighed(rule: str) -> None:
    questionnaire = edition(
        scoring=Scoring(tiers=(TierSettings.model_validate({"aggregation": rule}), TierSettings()))
    )
    answers = assessment(A1=1)
    assert weigh_gaps(questionnaire, answers, find_gaps(questionnaire, answers)) is None


def test_a_score_that_can_be_capped_is_not_weighed() -> None:
    questionnaire = edition(
        pillars=(pillar("A", indicator("A1", must_have=True), indicator("A2")),),
        profiles=(),
        measures=(),
        scoring=Scoring(tiers=(TierSettings(must_have_cap=0.4),)),
    )
    answers = assessment(A2=1)
    assert weigh_gaps(questionnaire, answers, find_gaps(questionnaire, answers)) is None


def test_the_example_of_the_decision_record_is_true() -> None:
    """docs/adr/0015-robustness-of-priorities.md."""
    questionnaire = edition(
        pillars=(
            pillar("A", *(indicator(f"A{number}") for number in range(1, 7))),
            pillar("B", *(indicator(f"B{number}", core=number == 1) for number in range(1, 13))),
        ),
        profiles=(),
        measures=(),
    )
    levels = {f"A{number}": 2 for number in range(1, 7)} | {f"B{n}": 1 for n in range(1, 13)}
    answers = assessment(targets={"default": 3}, **levels)
    result = weigh_gaps(questionnaire, answers, find_gaps(questionnaire, answers))
    assert result is not None
    first, *others = result.gaps
    assert (f"{first.arithmetic:.0%}", f"{first.geometric:.0%}") == ("83%", "86%")
    assert {f"{item.arithmetic:.0%}" for item in others} <= {"53%", "54%", "55%"}
    for pillar_id, shares in (("B", {"58%", "59%"}), ("A", {"44%", "45%"})):
        ours = [item for item in others if item.indicator_id.startswith(pillar_id)]
        assert {f"{item.geometric:.0%}" for item in ours} <= shares
    assert {item.arithmetic_rank for item in others} == {2}
