"""Series of a country's own past values: like with like, the newest word of a year, gaps and breaks."""

from __future__ import annotations

import pytest

from assessment import Observation, ObservationState
from assessment.cycles.past_values import (
    CycleFigures,
    FormerFigures,
    comparable_figures,
    past_series,
)
from assessment.files.assessment_file import read_assessment
from questionnaires import SeriesBreak, Statistic, load_published_edition
from reports.sections.past_values import series_text
from tests.support.screens import EXAMPLES

EDITION = load_published_edition("2026")
STATISTIC = Statistic(
    id="SHARE",
    name="Schools",
    unit="% of schools",
    custodian="Ministry",
    definition="Schools that teach it.",
    breakdowns=("sex", "age"),
)


def seen(year: int | None, value: float | None = None, **breakdown: str) -> Observation:
    state = ObservationState.NOT_COLLECTED if value is None else ObservationState.ANSWERED
    return Observation(value=value, state=state, year=year, breakdown=breakdown)


def cycles(*former: tuple[Observation, ...]) -> list[CycleFigures]:
    """Earlier cycles of 2022, 2020 and so on, each with its observations."""
    return [CycleFigures(2022 - 2 * place, items) for place, items in enumerate(former)]


def years(
    *observations: Observation, former: tuple[tuple[Observation, ...], ...] = ()
) -> list[tuple[dict[str, str], list[tuple[int, float | None]]]]:
    return [
        (dict(series.breakdown), [(item.year, item.value) for item in series.values])
        for series in past_series(STATISTIC, observations, cycles(*former))
    ]


def test_values_of_all_cycles_make_one_series_by_year() -> None:
    assert years(seen(2024, 61), former=((seen(2022, 55),), (seen(2019, 41),))) == [
        ({}, [(2019, 41), (2022, 55), (2024, 61)])
    ]


def test_one_value_that_the_list_shows_already_makes_no_series() -> None:
    assert years(seen(2024, 61)) == []
    assert years(seen(2024, 61), former=((seen(2024, 61),),)) == []


def test_a_value_that_only_an_earlier_cycle_holds_is_shown_alone() -> None:
    assert years(former=((seen(2022, 55),),)) == [({}, [(2022, 55)])]


def test_a_total_is_never_joined_with_a_group_nor_a_group_with_another() -> None:
    former = (seen(2022, 50), seen(2022, 52, sex="female"), seen(2022, 48, sex="male", age="15-24"))
    assert years(
        seen(2024, 62, sex="female"), seen(2024, 58, sex="male"), seen(2024, 60), former=(former,)
    ) == [
        ({}, [(2022, 50), (2024, 60)]),
        ({"sex": "female"}, [(2022, 52), (2024, 62)]),
        ({"sex": "male", "age": "15-24"}, [(2022, 48)]),
    ]


def test_a_typed_group_is_the_same_in_another_case_or_spacing() -> None:
    assert [values for _group, values in years(seen(2024, 9, age="15 to  24 Years"),
        former=((seen(2020, 7, age="15 to 24 years "),),))] == [[(2020, 7), (2024, 9)]]  # fmt: skip


def test_of_one_year_the_newest_cycle_that_speaks_of_it_counts() -> None:
    old = (seen(2019, 41), seen(2022, 55))
    assert years(seen(2022, 54), seen(2024, 61), former=(old,)) == [
        ({}, [(2019, 41), (2022, 54), (2024, 61)])
    ]
    assert years(seen(2022), seen(2024, 61), former=(old,))[0][1] == [
        (2019, 41), (2022, None), (2024, 61)]  # fmt: skip


def test_a_value_that_was_removed_is_marked_with_the_cycle_that_holds_it() -> None:
    own = [seen(2024, 61), seen(2024, 60, sex="female")]
    former = cycles((seen(2022, 55), seen(2021, 5, sex="female")), (seen(2022, 54), seen(2019, 41)))
    total, women = past_series(STATISTIC, own, former)
    assert [(item.year, item.value, item.former) for item in total.values] == [
        (2019, 41, 2020), (2022, 55, 2022), (2024, 61, None)]  # fmt: skip
    assert [(item.year, item.former) for item in women.values] == [(2021, 2022), (2024, None)]
    assert series_text(STATISTIC, total) == (
        "2019: 41 (former value of cycle 2020), 2022: 55 (former value of cycle 2022), 2024: 61 % of schools"
    )


def test_of_a_statistic_that_was_emptied_nothing_is_left_but_former_values() -> None:
    (series,) = past_series(STATISTIC, [], cycles((seen(2022, 55),)))
    assert series_text(STATISTIC, series) == "2022: 55 % of schools (former value of cycle 2022)"
    assert past_series(STATISTIC, []) == ()


def test_within_a_cycle_the_last_value_counts_and_a_value_more_than_none() -> None:
    assert years(seen(2022, 50), seen(2022, 55), seen(2022), seen(2024, 0))[0][1] == [
        (2022, 55), (2024, 0)]  # fmt: skip


def test_years_without_a_value_interrupt_the_line_and_years_alone_are_no_series() -> None:
    (series,) = past_series(STATISTIC, [seen(2019, 41), seen(2021), seen(2022, 55), seen(2024, 61)])
    assert [[item.year for item in part] for part in series.stretches] == [[2019], [2022, 2024]]
    assert past_series(STATISTIC, [seen(2019), seen(2021)]) == ()


def test_what_has_no_year_is_on_no_line() -> None:
    assert years(seen(None), seen(2024, 61)) == []


@pytest.mark.parametrize(
    ("year", "parts"),
    [
        (2019, [[2019, 2022, 2024]]),
        (2020, [[2019], [2022, 2024]]),
        (2022, [[2019], [2022, 2024]]),
        (2024, [[2019, 2022], [2024]]),
        (2025, [[2019, 2022, 2024]]),
    ],
)
def test_a_break_interrupts_the_line_before_its_year(year: int, parts: list[list[int]]) -> None:
    broken = STATISTIC.model_copy(update={"breaks": (SeriesBreak(year=year, text="Why."),)})
    (series,) = past_series(broken, [seen(2019, 41), seen(2022, 55), seen(2024, 61)])
    assert [[item.year for item in part] for part in series.stretches] == parts
    assert bool(series.breaks) is (len(parts) > 1)


def test_figures_of_another_unit_are_not_compared() -> None:
    former_edition = EDITION.model_copy(
        update={"about": EDITION.about.model_copy(update={"id": "2022"})}
    )
    asked = EDITION.statistic["CYBERTIP"]
    former = FormerFigures(2022, "2022", {asked.id: (seen(2022, 900),)})
    past = [(former_edition, former)]
    assert list(comparable_figures(EDITION, asked, past)) == [
        CycleFigures(2022, (seen(2022, 900),))
    ]
    for changed in ({"unit": "reports a month"}, {"whole": False}):
        other = asked.model_copy(update=changed)
        assert list(comparable_figures(EDITION, other, past)) == []
    unknown = asked.model_copy(update={"id": "NEW"})
    assert list(comparable_figures(EDITION, unknown, past)) == []


def test_the_training_country_continues_its_series_of_two_years_ago() -> None:
    now = read_assessment(EXAMPLES / "xtc.yaml").figures["HELP-CONTACTS"]
    before = read_assessment(EXAMPLES / "xtc-2024.yaml").figures["HELP-CONTACTS"]
    series = past_series(EDITION.statistic["HELP-CONTACTS"], now, cycles(before))
    totals = sorted((item.year or 0, item.value) for item in (*before, *now) if item.is_total)
    assert [(item.year, item.value) for item in series[0].values] == totals
    assert [item.breakdown for item in series] == [{}]
