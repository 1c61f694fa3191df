"""Gaps that a plan closes, and the price of a danger that it leaves open."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from assessment import MeasureDecision, PlanSettings, plan_roadmap
from assessment.planning.closed_gaps import open_danger
from assessment.planning.schedule.problem import (
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
    closure,
    on_their_own,
)
from assessment.planning.schedule.resource_usage import Shortage
from assessment.planning.schedule.serial_schedule import place_in_order
from assessment.planning.schedule.solve import find_schedule
from questionnaires import load_published_edition
from tests.assessment.planning.low_income import low_income
from tests.assessment.planning.problems import eased, problems
from tests.support.profiles import drawn

EDITION = load_published_edition("2026")
ASKED = [key for key, item in EDITION.indicators.items() if item.number is None]


@settings(max_examples=drawn(80), deadline=None)
@given(problems())
def test_a_danger_left_open_fits_with_the_stated_money_people_and_time(
    problem: ScheduleProblem,
) -> None:
    schedule = find_schedule(problem)
    for sequence in problem.level_sequences:
        keys = closure(
            problem.tasks, {key for step in sequence.steps[: sequence.paid] for key in step}
        )
        if not sequence.closes or keys <= schedule.placed.keys():
            continue
        item = open_danger(problem, schedule.placed, sequence)
        if item.quarters is not None:
            assert item.quarters > problem.horizon
            continue
        assert item.measures
        limits = eased(problem, item.shortages)
        assert any(
            set(item.measures)
            <= place_in_order(
                kept,
                [replace(task, earliest=start) for task in kept.tasks if task.id in item.measures],
                schedule.placed,
            ).keys()
            for kept in (limits, on_their_own(limits, item.measures))
            for start in range(problem.horizon)
        )


def test_the_price_of_a_danger_is_named_by_year() -> None:
    problem = ScheduleProblem(
        tasks=(Task(id="a", quarters=4, cost=30), Task(id="b", quarters=4, cost=70, yearly=8)),
        level_sequences=tuple(LevelSequence(key, 225, ((key,),), 1, Tier.DANGER) for key in "ab"),
        quarters=8,
        budgets=(40, 20),
    )
    schedule = find_schedule(problem)
    assert schedule.placed.keys() == {"a"}
    item = open_danger(problem, schedule.placed, problem.level_sequences[1])
    # One quarter in the first year, so that what is left of its budget is used; running costs in the last quarter.
    assert (item.measures, item.cost) == (("b",), 70 + 2)
    assert item.shortages[-1] == Shortage(None, 1, 53 + 2 - 20)
    assert sum(short.units for short in item.shortages) == 70 + 2 - 10 - 20


def test_more_dangers_than_the_money_reaches_are_listed_with_their_price() -> None:
    plan = PlanSettings(start="2027-01", horizon_months=36, budget_by_year=(60_000.0,) * 3)
    roadmap = plan_roadmap(EDITION, low_income(ASKED, plan))
    assert [item.indicator for item in roadmap.open_dangers] == list(roadmap.dangers.left)
    assert roadmap.open_dangers
    for item in roadmap.open_dangers:
        assert item.measures
        assert item.cost > 0
        assert bool(item.shortages) == (item.quarters is None)
        assert item.quarters is None or item.quarters > 12
    assert len(roadmap.dangers.closed) + len(roadmap.open_dangers) == 6


def test_a_danger_that_a_decision_stands_against_names_the_measure() -> None:
    against = dict.fromkeys(("T01-b", "T01-d"), MeasureDecision(choice="may_not"))
    plan = PlanSettings(start="2027-01", decisions=against)
    roadmap = plan_roadmap(EDITION, low_income(ASKED, plan))
    (item,) = [item for item in roadmap.open_dangers if item.indicator == "T01"]
    assert item.blocked_by == ("T01-d",)
