"""The planner on the full bank: time to a proven optimum beside the greedy plan, what it gains, and the simulation.

Seconds are of the processor: planner and simulation use one thread, and a busy machine does not lengthen them.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from assessment import Assessment, PlanSettings, plan_roadmap, simulate
from assessment.planning.gaps import target_levels
from assessment.planning.measure_selection import select_measures
from assessment.planning.problem import ScheduleProblem, worth
from assessment.planning.problem_builder import plan_problem
from assessment.planning.roadmap import plan_start
from assessment.planning.serial_schedule import place_greedily
from assessment.planning.solve import find_schedule
from benchmarks.measure import Result
from benchmarks.scoring import full_assessment
from questionnaires import Edition, load_published_edition

TIGHT, LOOSE = 500_000.0, 3_000_000.0
"""Budgets of a year in US dollars: a small programme, and more than a country has used for it."""

AIMS = {36: "under 1 s", 60: "under 5 s"}


def results() -> list[Result]:
    edition = load_published_edition("2026")
    result = []
    for months in (36, 60):
        for words, budget in (("tight", TIGHT), ("loose", LOOSE)):
            for whose, given in (
                ("by dice", full_assessment(edition, 1)),
                ("all zero", _zero(edition)),
            ):
                result.append(_line(edition, given, months, words, budget, whose))
    given = _limited(_zero(edition), 60, LOOSE)
    roadmap = plan_roadmap(edition, given)
    simulate(roadmap)
    time = seconds(lambda: simulate(roadmap))
    planning = seconds(lambda: plan_roadmap(edition, given))
    result.append(
        Result(
            f"5,000 drawn courses of {len(roadmap.actions)} measures",
            f"{time:.2f} s",
            "scores along the path of the same plan",
            f"{planning:.2f} s",
            f"{time / planning:.2f}",
            "under 0.5 s",
        )
    )
    return result


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _zero(edition: Edition) -> Assessment:
    levels = {key: 0 for key, item in edition.indicators.items() if item.number is None}
    return Assessment(
        country="KEN", edition=edition.id, cycle=2026, targets={"default": 4}
    ).with_levels(levels)


def _limited(given: Assessment, months: int, budget: float) -> Assessment:
    plan = PlanSettings(horizon_months=months, budget_by_year=(budget,) * (months // 12))
    return given.model_copy(update={"plan": plan})


def _problem(edition: Edition, given: Assessment) -> ScheduleProblem:
    selection = select_measures(edition, given, target_levels(edition, given))
    return plan_problem(edition, given, selection, plan_start(given)).problem


def _line(
    edition: Edition, given: Assessment, months: int, words: str, budget: float, whose: str
) -> Result:
    problem = _problem(edition, _limited(given, months, budget))
    find_schedule.cache_clear()
    time = seconds(lambda: find_schedule(problem))
    greedy_time = seconds(lambda: place_greedily(problem))
    schedule = find_schedule(problem)
    greedy = worth(problem, place_greedily(problem))
    slack = "proven" if schedule.proven else f"within {schedule.slack or 0:.2%}"
    return Result(
        f"{months} months, {words} budget, {whose} ({len(problem.tasks)} measures): {slack}",
        f"{time:.2f} s",
        f"the greedy plan; ours gains {schedule.worth / max(greedy, 1) - 1:.1%} more",
        f"{greedy_time:.3f} s",
        f"{time / greedy_time:.0f}",
        AIMS[months],
    )
