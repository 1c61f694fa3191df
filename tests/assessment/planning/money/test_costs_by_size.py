"""Costs by size: by the country's own number, else a rough default from its population, else the band."""

from __future__ import annotations

from typing import Any

import pytest

from assessment import Assessment, PlanSettings, plan_roadmap
from assessment.model.assessment import Observation
from assessment.planning.costs import CostBasis, MeasureCost, count_bases, measure_cost
from assessment.population import populations
from questionnaires import Edition, load_published_edition
from questionnaires.model import AmountRange, CostDriver, RecurringCost, SizeCost, Statistic
from reports.sections.roadmap.size_costs import size_sentence
from tests.builders import assessment, edition, measure

TEACHERS = SizeCost(
    driver="teacher",
    share=0.25,
    unit=AmountRange(low=2, high=6),
    fixed=AmountRange(low=15_000, high=40_000),
)


def statistic(key: str, unit: str) -> Statistic:
    return Statistic(id=key, name=key, unit=unit, custodian="Nobody", definition="Counted.")


def sized(**changes: Any) -> Edition:
    """An edition whose measure A1-a costs by teachers."""
    return edition(
        measures=(measure("A1-a", lifts=("A1", 0, 4), by_size=TEACHERS, **changes),),
        statistics=(statistic("TEACH", "teachers"), statistic("POP", "million inhabitants")),
        drivers=(
            CostDriver(id="million", name="million inhabitants", per_million=1, statistic="POP", basis="-"),
            CostDriver(id="teacher", name="teachers", per_million=8000, statistic="TEACH", basis="-"),
            CostDriver(id="court", name="courts", per_million=10, at_least=5, basis="-"),
        ),
    )  # fmt: skip


def cost_in(country: str, questionnaire: Edition | None = None, **fields: Any) -> MeasureCost:
    made = questionnaire or sized()
    return measure_cost(made, assessment(country=country, **fields), made.measures[0])


def figure(value: float, year: int | None = None, **breakdown: str) -> Observation:
    return Observation(value=value, year=year, breakdown=breakdown)


def test_gambia_and_nigeria_do_not_cost_alike() -> None:
    gambia, nigeria = cost_in("GMB").once, cost_in("NGA").once
    assert (gambia.low, gambia.high) == (26_200, 73_600)
    assert (nigeria.low, nigeria.high) == (935_000, 2_800_000)
    assert cost_in("GMB").basis is CostBasis.SIZE_ROUGH


def test_the_countrys_own_newest_total_is_counted_and_is_not_rough() -> None:
    figures = {
        "TEACH": (figure(10_000, 2019), figure(17_000, 2024), figure(9_000, 2025, sex="female"))
    }
    cost = cost_in("GMB", figures=figures)
    assert (cost.once.low, cost.once.high) == (23_500, 65_500)
    assert cost.basis is CostBasis.SIZE


@pytest.mark.parametrize("given", [figure(0, 2024), Observation(state="not_collected", year=2024)])  # type: ignore[arg-type]
def test_a_zero_or_not_collected_is_no_number_to_count_with(given: Observation) -> None:
    assert cost_in("GMB", figures={"TEACH": (given,)}).once.low == 26_200


def test_the_countrys_own_population_scales_the_default() -> None:
    cost = cost_in("GMB", figures={"POP": (figure(2.5, 2023),)})
    assert cost.once.low == 15_000 + 2 * 0.25 * 8000 * 2.5
    assert cost.basis is CostBasis.SIZE_ROUGH
    assert cost.once.sized is not None
    assert "2.5 million inhabitants, the country's own figure" in size_sentence(
        sized(), cost.once.sized
    )


def test_a_country_without_population_gets_the_band() -> None:
    cost = cost_in("TWN") if "TWN" not in populations().millions else cost_in("ATA")
    assert (cost.once.low, cost.once.high, cost.basis) == (10_000, 50_000, CostBasis.BAND)
    own = cost_in("ATA", figures={"TEACH": (figure(100),)})
    assert own.once.low == 15_050


def test_a_small_country_has_at_least_some_units() -> None:
    courts = SizeCost(driver="court", unit=AmountRange(low=100, high=100))
    made = sized()
    made = made.model_copy(
        update={"measures": (made.measures[0].model_copy(update={"by_size": courts}),)}
    )
    assert cost_in("TUV", made).once.low == 500
    assert cost_in("NGA", made).once.low == 230_000


def test_the_countrys_own_cost_goes_before_its_size() -> None:
    plan = PlanSettings.model_validate({"decisions": {"A1-a": {"cost": {"low": 1, "high": 2}}}})
    cost = cost_in("NGA", plan=plan)
    assert (cost.once.low, cost.once.high, cost.basis) == (1, 2, CostBasis.OWN)


def test_yearly_costs_grow_with_the_country_too_and_money_is_exchanged() -> None:
    recurring = RecurringCost(effort="S", basis="-", by_size=TEACHERS)
    plan = PlanSettings(currency="GMD", exchange_rate=70.0)
    cost = cost_in("GMB", sized(recurring=recurring), plan=plan)
    assert cost.yearly.low == cost.once.low == 26_200 * 70


def test_the_sentence_says_how_the_cost_was_computed_and_that_it_is_rough() -> None:
    cost = cost_in("NGA").once
    assert cost.sized is not None
    text = size_sentence(sized(), cost.sized)
    assert text.startswith("Computed: 25\N{NO-BREAK SPACE}% of")
    assert (
        "of 1,840,000 teachers, at USD 2 to 6 each, and 15,000 to 40,000 whatever the size." in text
    )
    assert "The number is rough: 8,000 for each million of 230 million inhabitants" in text
    own = cost_in("NGA", figures={"TEACH": (figure(1_700_000, 2023),)}).once
    assert own.sized is not None
    assert "The number is the country's own, of 2023." in size_sentence(sized(), own.sized)


def test_bases_are_counted_apart() -> None:
    costs = [cost_in("GMB"), cost_in("GMB", figures={"TEACH": (figure(9),)}), cost_in("ATA")]
    counts = count_bases(costs)
    assert (counts.own, counts.by_size, counts.rough, counts.bands) == (0, 2, 1, 1)


@pytest.mark.parametrize("key", ["C02-a", "C03-b", "C08-a", "C10-a", "L05-b", "C09-a", "C04-a"])
def test_training_and_equipment_of_edition_2026_cost_by_the_size_of_the_country(key: str) -> None:
    made = load_published_edition("2026")
    small, large = (
        measure_cost(made, Assessment(country=country, edition="2026", cycle=2026), made.measure[key]).once
        for country in ("GMB", "NGA")
    )  # fmt: skip
    assert large.low > 3 * small.low
    assert large.high > 3 * small.high


def test_the_plan_counts_the_cost_by_size_against_the_budget() -> None:
    plan = PlanSettings(horizon_months=12, budget_by_year=(200_000.0,))
    small, large = (
        plan_roadmap(sized(), assessment(country=country, A1=0, plan=plan))
        for country in ("GMB", "NGA")
    )
    assert [item.measure.id for item in small.actions] == ["A1-a"]
    assert large.actions == ()
    assert [item.measure.id for item in large.unplanned] == ["A1-a"]


def test_populations_name_their_source_and_year_and_are_rounded_to_two_digits() -> None:
    facts = populations()
    assert facts.year == 2024
    assert "World Population Prospects" in facts.source
    assert all(float(f"{value:.2g}") == value for value in facts.millions.values())
    assert len(facts.millions) > 200
