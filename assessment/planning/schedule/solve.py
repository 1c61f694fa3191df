"""The schedule of a plan: the best one found, the bound on any better one, and the reason for each task left out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from assessment.model.plan_settings import Emphasis
from assessment.planning.schedule.goals import GoalKind, GoalResult, goal_value, goal_values, worth
from assessment.planning.schedule.infeasibility import InfeasibleSet, find_infeasible_sets
from assessment.planning.schedule.lexicographic import keep_decisions, solve_goals
from assessment.planning.schedule.problem import (
    UNLIMITED_QUARTERS,
    Interval,
    ScheduleProblem,
    Task,
    places_obligatory,
)
from assessment.planning.schedule.resource_usage import ResourceUsage, Shortage
from assessment.planning.schedule.serial_schedule import place_greedily, place_in_order

MAXIMUM_OPTIMISED_QUARTERS = 24
"""Longest plan, in quarters, that is optimised; only a plan without a horizon can be longer."""


class LeftOut(StrEnum):
    """Why a measure is not in the plan."""

    HORIZON = "horizon"
    PREREQUISITE = "prerequisite"
    BUDGET = "budget"
    CAPACITY = "capacity"
    BUDGET_AND_CAPACITY = "budget_and_capacity"
    DECIDED = "decided"
    PUT_OFF = "put_off"
    STOPPED = "stopped"
    OTHER_OPTION = "other_option"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Omission:
    """Why a task is left out, and what would make it fit into the schedule.

    `quarters` is the horizon it would need; `shortages` are those of the interval in which it lacks least;
    `prerequisites` are those that are left out too; `instead` are the measures that the plan takes in its
    place, or with which it would have to end.
    """

    why: LeftOut
    quarters: int | None = None
    shortages: tuple[Shortage, ...] = ()
    prerequisites: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """The interval of each scheduled task, and the reason for each of the others.

    `goals` are its value and bound in each goal, in order; empty where none was optimised. `objective` is its worth
    (`goals.worth`), `greedy_objective` that of the heuristic schedule (`place_greedily`).
    """

    placed: Mapping[str, Interval]
    left_out: Mapping[str, Omission]
    emphasis: Emphasis
    objective: int
    goals: tuple[GoalResult, ...]
    greedy_objective: int
    conflicts: tuple[InfeasibleSet, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether the schedule is proven optimal in every goal."""
        return bool(self.goals) and all(item.proven for item in self.goals)

    @property
    def slack(self) -> float | None:
        """The largest relative optimality gap of a goal; None where none was optimised."""
        return max((item.slack for item in self.goals), default=None)

    @property
    def bound(self) -> float | None:
        """Upper bound on the worth of any schedule as good in the goals before; None where worth is no goal."""
        result = self.goal(GoalKind.WORTH)
        return None if result is None else result.bound

    def goal(self, kind: GoalKind) -> GoalResult | None:
        """The result of one goal; None where the emphasis does not have it."""
        return next((item for item in self.goals if item.kind is kind), None)


@lru_cache(maxsize=128)
def find_schedule(problem: ScheduleProblem) -> Schedule:
    """The best schedule found for a problem. Deterministic, so cached."""
    greedy = place_greedily(problem)
    if problem.quarters is None:
        # Without a horizon everything fits; the question is only how early.
        length = max((interval.end for interval in greedy.values()), default=0)
        everything = tuple(replace(task, must=True) for task in problem.tasks)
        problem = replace(problem, quarters=length, tasks=everything)
    if not problem.tasks or problem.horizon > MAXIMUM_OPTIMISED_QUARTERS or problem.horizon == 0:
        return _schedule(problem, greedy, greedy, ())
    conflicts: tuple[InfeasibleSet, ...] = ()
    best = solve_goals(problem)
    if best is None:
        conflicts = find_infeasible_sets(problem)
        best = solve_goals(keep_decisions(problem))
    placed = best.placed if best else greedy
    if (
        not conflicts
        and goal_values(problem, greedy) > goal_values(problem, placed)
        and places_obligatory(problem, greedy)
    ):
        placed = greedy
    return _schedule(problem, placed, greedy, best.goals if best else (), conflicts)


def estimate_schedule(problem: ScheduleProblem) -> Schedule:
    """The greedy schedule, within all limits, without a search for a better one: a first estimate in hundredths of a second."""
    greedy = place_greedily(problem)
    return _schedule(problem, greedy, greedy, ())


def _schedule(
    problem: ScheduleProblem,
    chosen: Mapping[str, Interval],
    greedy: Mapping[str, Interval],
    goals: tuple[GoalResult, ...],
    conflicts: tuple[InfeasibleSet, ...] = (),
) -> Schedule:
    """The schedule `chosen` with every task that still fits added, and the reasons for the rest."""
    tasks = [replace(task, latest_end=None) if conflicts else task for task in problem.tasks]
    loose = replace(problem, tasks=tuple(tasks))
    placed = place_in_order(loose, [task for task in tasks if task.id not in chosen], chosen)
    return Schedule(
        placed=placed,
        left_out=_omissions(problem, placed),
        emphasis=problem.emphasis,
        objective=worth(problem, placed),
        goals=tuple(item.of(goal_value(problem, item.kind, placed)) for item in goals),
        greedy_objective=worth(problem, greedy),
        conflicts=conflicts,
    )


def _omissions(problem: ScheduleProblem, placed: Mapping[str, Interval]) -> dict[str, Omission]:
    """The reason for each task that is not placed, prerequisites first."""
    usage = ResourceUsage.of(problem, placed)
    omissions: dict[str, Omission] = {}
    left = [task for task in problem.tasks if task.id not in placed]
    while left:
        task = next(
            item for item in left if not item.prerequisites - placed.keys() - omissions.keys()
        )
        left.remove(task)
        missing = tuple(sorted(task.prerequisites & omissions.keys()))
        omissions[task.id] = (
            Omission(LeftOut.PREREQUISITE, prerequisites=missing)
            if missing
            else _omission(problem, usage, task, placed)
        )
    return omissions


def _omission(
    problem: ScheduleProblem, usage: ResourceUsage, task: Task, placed: Mapping[str, Interval]
) -> Omission:
    """The reason for a task whose prerequisites are all placed: the limit it exceeds least, over all of its starts."""
    first = max([task.earliest, *(placed[key].end for key in task.prerequisites)])
    last = min(problem.horizon, UNLIMITED_QUARTERS if task.latest_end is None else task.latest_end)
    starts = range(first, last - task.quarters + 1)
    end = usage.end_of(task)
    if end is not None:
        starts = range(max(first, end - task.quarters), min(last, end) - task.quarters + 1)
        if not starts:
            return Omission(LeftOut.BUNDLE, instead=tuple(usage.members[task.bundle]))
    if not starts:
        return Omission(LeftOut.HORIZON, quarters=first + task.quarters)
    lacking = [
        tuple(usage.shortages(task, Interval(start, start + task.quarters))) for start in starts
    ]
    money_only = [item for item in lacking if all(it.resource is None for it in item)]
    if money_only:
        least = min(money_only, key=lambda item: sum(it.units for it in item))
        return Omission(LeftOut.BUDGET, shortages=least)
    people_only = [item for item in lacking if all(it.resource is not None for it in item)]
    if people_only and end is None:
        least = min(people_only, key=lambda item: sum(it.units for it in item))
        return Omission(
            LeftOut.CAPACITY,
            quarters=_horizon_with_capacity(problem, usage, task, last),
            shortages=least,
        )
    least = min(lacking, key=lambda item: (len(item), sum(it.units for it in item)))
    return Omission(LeftOut.BUDGET_AND_CAPACITY, shortages=least)


def _horizon_with_capacity(
    problem: ScheduleProblem, usage: ResourceUsage, task: Task, last: int
) -> int | None:
    """The shortest horizon, in quarters, in which capacity is free for the task after the last end allowed now.

    None where the task alone needs more than there is.
    """
    capacity = usage.copy(replace(problem, budgets=()))
    last_use = max((quarter for _resource, quarter in usage.used), default=0)
    starts = range(last - task.quarters + 1, max(last, last_use) + 2)
    return next(
        (
            start + task.quarters
            for start in starts
            if capacity.fits(task, Interval(start, start + task.quarters))
        ),
        None,
    )
