"""Three and more cycles are put side by side on the questions that mean the same in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.cycles.comparison import NotComparable, compare_cycles
from assessment.cycles.trend import cycle_trend
from assessment.errors import AssessmentError
from questionnaires import MigrationFile
from tests import builders
from tests.assessment.cycles.test_migration import NEW, OLD

KEYS = ("A1", "A2", "B1", "B2")
EDITION = builders.edition()
SEVERE = builders.edition(
    id="old",
    pillars=(
        builders.pillar("A", builders.indicator("A1", severe=True), builders.indicator("A2")),
        builders.pillar("B", builders.indicator("B1", severe=True)),
    ),
    measures=(),
    profiles=(),
)


def test_levels_stand_by_cycle_and_their_changes_are_known_over_an_unknown_one() -> None:
    given_ = [
        (EDITION, builders.assessment(cycle=2026, A1=3, A2=1, B1=2)),
        (EDITION, builders.assessment(cycle=2022, A1=1, A2=2, B1=2)),
        (EDITION, builders.assessment(cycle=2024, A1="dont_know", A2=2, B1=2)),
    ]
    trend = cycle_trend(given_)
    assert [item.cycle for item in trend.cycles] == [2022, 2024, 2026]
    rows = {item.indicator_id: item for item in trend.indicators}
    assert rows["A1"].levels == (1, None, 3)
    assert rows["A1"].steps == (None, None, 2)
    assert rows["A2"].steps == (None, 0, -1)
    assert not rows["B1"].has_changed
    assert trend.common == ("A2", "B1")
    # A2 and B1 are one indicator of each pillar.
    assert [item.score_common for item in trend.cycles] == [0.5, 0.5, (0.25 + 0.5) / 2]


def test_the_score_of_a_cycle_has_bounds_where_a_question_has_no_level() -> None:
    first = builders.assessment(cycle=2022, A1=2, A2=2, B1=2)
    trend = cycle_trend([(EDITION, first), (EDITION, builders.assessment(cycle=2024, **dict.fromkeys(KEYS, 2)))])  # fmt: skip
    old, new = trend.cycles
    assert (old.low, old.high) == (0.375, 0.625)
    assert (new.low, new.score, new.high) == (0.5, 0.5, 0.5)
    assert (old.answered, old.total) == (3, 4)


def test_dangers_are_counted_by_the_targets_of_the_newest_cycle() -> None:
    cycles = [
        builders.assessment(edition="old", cycle=2022, A1=0, A2=0, B1=1),
        builders.assessment(edition="old", cycle=2024, A1=4, A2=0),
        builders.assessment(edition="old", cycle=2026, A1=4, A2=0, B1=4),
    ]
    trend = cycle_trend([(SEVERE, item) for item in cycles])
    assert [item.dangers for item in trend.cycles] == [("A1", "B1"), (), ()]
    assert [item.dangers_unknown for item in trend.cycles] == [(), ("B1",), ()]


def test_across_editions_a_question_is_compared_from_the_cycle_on_in_which_it_means_the_same() -> (
    None
):
    trend = cycle_trend(
        [
            (OLD, builders.assessment(edition="old", cycle=2022, A1=1, A2=4, B3=1)),
            (NEW, builders.assessment(edition="new", cycle=2024, A1=2, A2=2, B7=1)),
            (NEW, builders.assessment(edition="new", cycle=2026, A1=3, A2=3, B7=2)),
        ]
    )
    assert trend.same == ("A1",)
    rows = {item.indicator_id: (item.since, item.levels) for item in trend.indicators}
    assert rows["A1"] == (0, (1, 2, 3))
    assert rows["A2"] == (1, (None, 2, 3))  # reworded: the 4 of before answered another question
    assert rows["B7"] == (1, (None, 1, 2))


def test_a_change_of_meaning_between_is_not_bridged_by_two_editions_that_agree() -> None:
    third = NEW.model_copy(
        update={
            "id": "third",
            "migration": MigrationFile(from_edition="new", note="Nothing changed.", changes=()),
        }
    )
    trend = cycle_trend(
        [
            (OLD, builders.assessment(edition="old", cycle=2022, A1=1, A2=4)),
            (NEW, builders.assessment(edition="new", cycle=2024, A1=2, A2=2)),
            (third, builders.assessment(edition="third", cycle=2026, A1=3, A2=3)),
        ]
    )
    assert trend.same == ("A1",)


def test_a_cycle_of_an_edition_without_a_map_is_left_out_and_named() -> None:
    other = EDITION.model_copy(update={"id": "other"})
    trend = cycle_trend(
        [
            (other, builders.assessment(edition="other", cycle=2020, A1=1)),
            (OLD, builders.assessment(edition="old", cycle=2022, A1=1)),
            (NEW, builders.assessment(edition="new", cycle=2024, A1=2)),
        ]
    )
    assert trend.left_out == (2020,)
    assert [item.cycle for item in trend.cycles] == [2022, 2024]


def test_one_cycle_is_a_trend_of_one_and_none_or_two_countries_are_refused() -> None:
    assert len(cycle_trend([(EDITION, builders.assessment(A1=1))]).cycles) == 1
    with pytest.raises(AssessmentError, match="no cycle"):
        cycle_trend([])
    with pytest.raises(NotComparable, match="two countries"):
        cycle_trend(
            [(EDITION, builders.assessment()), (EDITION, builders.assessment(country="GHA"))]
        )


levels = st.fixed_dictionaries({}, optional={key: st.integers(0, 4) for key in KEYS})


@given(levels, levels)
def test_two_cycles_have_the_scores_of_the_comparison_of_two(
    before: dict[str, int], after: dict[str, int]
) -> None:
    first = builders.assessment(cycle=2024, **before)
    second = builders.assessment(cycle=2026, **after)
    compared = compare_cycles(first, EDITION, second, EDITION)
    trend = cycle_trend([(EDITION, first), (EDITION, second)])
    assert trend.common == compared.common
    assert [item.score_common for item in trend.cycles] == [
        compared.score_before,
        compared.score_after,
    ]
    assert {item.indicator_id: item.steps[-1] for item in trend.indicators} == {
        item.indicator_id: item.steps for item in compared.changes
    }
    for item in trend.cycles:
        if item.score is not None and item.low is not None and item.high is not None:
            assert item.low <= item.score <= item.high
