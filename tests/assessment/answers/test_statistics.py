"""Impossible figures are refused, unlikely ones are reported; the newest total counts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assessment import (
    Answer,
    Evidence,
    Observation,
    figure_warnings,
    held_statistics,
    newest_total,
    raise_gates,
)
from assessment.answers.statistics import check_figures
from tests import builders
from tests.assessment.parts import edition

EDITION = edition()
TODAY = dt.date(2026, 11, 23)


def figure(value: float | None, year: int | None = 2025, **more: Any) -> Observation:
    return Observation(value=value, year=year, **more)


def problems(code: str, *figures: Observation) -> list[str]:
    assessment = builders.assessment(figures={code: figures})
    return [str(item) for item in check_figures(EDITION, assessment, today=TODAY)]


def warnings(code: str, *figures: Observation) -> list[str]:
    return [
        str(item) for item in figure_warnings(EDITION, builders.assessment(figures={code: figures}))
    ]


GIRLS, BOYS = {"sex": "girls"}, {"sex": "boys"}


class TestAFigure:
    def test_with_its_year_and_source_is_right(self) -> None:
        assert problems("S1", figure(47.5, source="Census"), figure(50, breakdown=GIRLS)) == []

    def test_that_is_not_collected_needs_no_year(self) -> None:
        assert problems("S1", Observation(state="not_collected")) == []

    @pytest.mark.parametrize(
        ("code", "observation", "said"),
        [
            ("S1", figure(101), "101 is above the highest figure possible (100). Check the figure and its unit (% of schools)."),
            ("S1", figure(-0.5), "-0.5 is below the lowest figure possible (0)."),
            ("N1", figure(3.5), "3.5 is not a whole number, but this statistic is a count."),
            ("S1", figure(40, year=None), "has no year."),
            ("S1", figure(40, year=2027), "speaks of 2027, which is yet to come."),
            ("S9", figure(1), "figures: S9: edition test has no statistic 'S9'. Did you mean S2?"),
            ("N1", figure(1, breakdown={"region": "North"}), "this statistic is not broken down by 'region'. Use one of: sex."),
            ("S1", figure(40, breakdown={"sex": "women"}), "'women' is not one of its groups. Use one of: girls, boys."),
            ("S1", figure(40, breakdown={"region": " "}), "Name the group."),
        ],
    )  # fmt: skip
    def test_that_can_not_be_is_refused_with_what_to_do(
        self, code: str, observation: Observation, said: str
    ) -> None:
        (problem,) = problems(code, observation)
        assert said in problem

    def test_of_this_year_is_possible(self) -> None:
        assert problems("S1", figure(40, year=2026)) == []

    def test_by_a_dimension_without_a_list_may_name_any_group(self) -> None:
        assert problems("S1", figure(40, breakdown={"region": "Côte"})) == []

    def test_without_value_or_state_is_refused(self) -> None:
        with pytest.raises(ValueError, match="has no value"):
            Observation(year=2025)

    def test_with_value_and_state_is_refused(self) -> None:
        with pytest.raises(ValueError, match="has a value and the state 'not_collected'"):
            Observation(value=1, state="not_collected")


class TestAWarning:
    def test_is_not_given_for_what_is_likely(self) -> None:
        assert warnings("S1", figure(47.5)) == []

    def test_is_given_for_what_is_unusual(self) -> None:
        (said,) = warnings("S1", figure(99))
        assert said.startswith(
            "figures: S1: 1: 99 is unusual; most countries lie between 5 and 95."
        )

    def test_is_given_where_zero_often_means_missing(self) -> None:
        (said,) = warnings("S1", figure(0))
        assert "often means that nothing was reported" in said
        assert "unusual" in warnings("S2", figure(0))[0]

    @pytest.mark.parametrize(
        ("code", "total", "girls", "boys", "doubtful"),
        [
            ("S1", 50, 40, 60, False),
            ("S1", 40, 40, 60, False),
            ("S1", 39, 40, 60, True),
            ("S1", 61, 40, 60, True),
            ("N1", 100, 40, 60, False),
            ("N1", 99, 40, 60, True),
            ("N1", 101, 40, 60, True),
        ],
    )
    def test_is_given_where_the_parts_contradict_the_total(
        self, code: str, total: float, girls: float, boys: float, doubtful: bool
    ) -> None:
        result = warnings(
            code, figure(total), figure(girls, breakdown=GIRLS), figure(boys, breakdown=BOYS)
        )
        assert bool(result) is doubtful
        assert all("2025, by Sex" in said for said in result)

    def test_is_not_given_for_a_share_while_a_part_is_missing(self) -> None:
        assert warnings("S1", figure(61), figure(40, breakdown=GIRLS)) == []

    def test_is_given_for_a_count_whose_one_part_is_above_the_total(self) -> None:
        assert len(warnings("N1", figure(30), figure(40, breakdown=GIRLS))) == 1

    def test_compares_figures_of_one_year_alone(self) -> None:
        assert warnings("N1", figure(30, 2024), figure(40, 2025, breakdown=GIRLS)) == []

    def test_is_given_for_two_figures_of_one_group_and_year(self) -> None:
        (said,) = warnings("S1", figure(40), figure(50))
        assert "there are 2 figures of 2025 for all" in said


class TestTheNewestTotal:
    def test_is_that_of_the_latest_year_without_breakdown(self) -> None:
        assessment = builders.assessment(
            figures={
                "S1": (figure(40, 2024), figure(45, 2023), figure(50, 2025, breakdown=GIRLS), Observation(state="not_collected", year=2026)),
            }
        )  # fmt: skip
        result = newest_total(assessment, "S1")
        assert result is not None
        assert result.value == 40
        assert newest_total(assessment, "S2") is None

    def test_of_one_year_is_the_later_entered(self) -> None:
        assessment = builders.assessment(figures={"S1": (figure(40), figure(41))})
        result = newest_total(assessment, "S1")
        assert result is not None
        assert result.value == 41


def test_a_statistic_is_held_when_any_figure_has_a_value() -> None:
    assessment = builders.assessment(
        figures={
            "S1": (figure(40, breakdown=GIRLS),),
            "S2": (Observation(state="dont_know"),),
            "N1": (),
        }
    )
    assert held_statistics(assessment) == {"S1": True, "S2": False}


@pytest.mark.parametrize(
    ("figures", "raised"),
    [
        ({}, False),
        ({"S1": (Observation(state="not_collected"),)}, False),
        ({"S1": (figure(24),)}, True),
        ({"S1": (figure(25),)}, False),
        ({"S1": (figure(24, 2020), figure(30, 2025))}, False),
        ({"S1": (figure(10, breakdown=GIRLS),)}, False),
    ],
)
def test_a_gate_asks_the_newest_total_and_nothing_else(
    figures: dict[str, tuple[Observation, ...]], raised: bool
) -> None:
    proof = Evidence(title="A law", year=2026)
    assessment = builders.assessment(A2=Answer(level=3, evidence=(proof,)), figures=figures)
    assert bool(raise_gates(EDITION, assessment, today=TODAY)) is raised
