"""The planner on the full edition: time and bound of each emphasis, and the simulation of dates.

Seconds are processor time: planner and simulation use one thread, so a busy machine does not lengthen them.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from assessment import Assessment, Emphasis, PlanSettings, plan_roadmap, simulate
from assessment.planning.gaps import target_levels
from assessment.planning.measure_selection import select_measures
from assessment.planning.roadmap import plan_start
from assessment.planning.schedule.goals import GoalKind, goal_value
from assessment.planning.schedule.problem import ScheduleProblem
from assessment.planning.schedule.problem_builder import plan_problem
from assessment.planning.schedule.serial_schedule import place_greedily
from assessment.planning.schedule.solve import find_schedule
from benchmarks.measure import Result
from benchmarks.scoring import full_assessment
from questionnaires import Edition, load_published_edition

TIGHT, LOOSE = 500_000.0, 3_000_000.0
"""Yearly budgets in US dollars: a small programme, and more than any country has spent."""

AIMS = {36: "under 1.5 s", 60: "under 5 s"}


def results() -> list[Result]:
    """Schedules for two horizons, two budgets, two assessments and each emphasis, and one simulation."""
    edition = load_published_edition("2026")
    result = []
    for months in (36, 60):
        for size, budget in (("tight", TIGHT), ("loose", LOOSE)):
            for levels, assessment in (
                ("by dice", full_assessment(edition, 1)),
                ("all zero", _zero(edition)),
            ):
                for emphasis in Emphasis:
                    limited = _limited(assessment, months, budget, emphasis)
                    name = f"{emphasis}, {months} months, {size} budget, {levels}"
                    result.append(_line(edition, limited, name))
    limited = _limited(_zero(edition), 60, LOOSE)
    roadmap = plan_roadmap(edition, limited)
    simulate(roadmap)
    simulating = seconds(lambda: simulate(roadmap))
    planning = seconds(lambda: plan_roadmap(edition, limited))
    result.append(
        Result(
            f"5,000 drawn courses of {len(roadmap.actions)} measures",
            f"{simulating:.2f} s",
            "scores along the path of the same plan",
            f"{planning:.2f} s",
            f"{simulating / planning:.2f}",
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


def _limited(
    assessment: Assessment,
    months: int,
    budget: float,
    emphasis: Emphasis = Emphasis.DANGER_FIRST,
) -> Assessment:
    plan = PlanSettings(
        horizon_months=months, budget_by_year=(budget,) * (months // 12), emphasis=emphasis
    )
    return assessment.model_copy(update={"plan": plan})


def _problem(edition: Edition, assessment: Assessment) -> ScheduleProblem:
    selection = select_measures(edition, assessment, target_levels(edition, assessment))
    return plan_problem(edition, assessment, selection, plan_start(assessment)).problem


def _line(edition: Edition, assessment: Assessment, name: str) -> Result:
    problem = _problem(edition, assessment)
    find_schedule.cache_clear()
    optimal_time = seconds(lambda: find_schedule(problem))
    greedy_time = seconds(lambda: place_greedily(problem))
    schedule, greedy = find_schedule(problem), place_greedily(problem)
    slack = "proven" if schedule.proven else f"every goal within {schedule.slack or 0:.2%}"
    dangers = [
        goal_value(problem, GoalKind.DANGERS_CLOSED, placed) for placed in (schedule.placed, greedy)
    ]
    return Result(
        f"{name} ({len(problem.tasks)} measures): {slack}",
        f"{optimal_time:.2f} s",
        f"the greedy plan; dangers closed: {dangers[0]}, there {dangers[1]}",
        f"{greedy_time:.3f} s",
        f"{optimal_time / greedy_time:.0f}",
        AIMS[assessment.plan.horizon_months or 0],
    )
