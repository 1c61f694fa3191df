"""The schedule of a plan: the best one found, how good it is proven to be, what is left out and why. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from assessment.planning.infeasibility import InfeasibleSet, find_conflicts
from assessment.planning.milp import Optimum, find_optimum
from assessment.planning.problem import (
    FAR,
    Interval,
    ResourceUsage,
    ScheduleProblem,
    Shortage,
    Task,
    worth,
)
from assessment.planning.serial_schedule import place_greedily, place_in_order

LONGEST_OPTIMISED = 24
"""Quarters of the longest plan whose optimum is looked for; only a plan without a horizon can be longer."""


class LeftOut(StrEnum):
    """Why a measure is not in the plan."""

    HORIZON = "horizon"
    PREREQUISITE = "prerequisite"
    BUDGET = "budget"
    CAPACITY = "capacity"
    BUDGET_AND_CAPACITY = "budget_and_capacity"
    DECIDED = "decided"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Omission:
    """Why a task is left out, and what would make it fit beside all that is planned.

    `quarters` is the horizon it would need; `shortages` are what it lacks where it lacks least; `waits_for` are the
    prerequisites that are left out.
    """

    why: LeftOut
    quarters: int | None = None
    shortages: tuple[Shortage, ...] = ()
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where each task stands, and why the others stand nowhere.

    `worth` and `bound`: what the plan gains and the most that any plan could (`schedule.worth`); the bound is None
    where no optimum was looked for. `greedy_worth` is what the first-come plan gains.
    """

    placed: Mapping[str, Interval]
    left_out: Mapping[str, Omission]
    worth: int
    bound: float | None
    proven: bool
    greedy_worth: int
    conflicts: tuple[InfeasibleSet, ...] = ()

    @property
    def slack(self) -> float | None:
        """How much more than this plan any plan could gain, as a share of this plan's gain; 0 where it is proven."""
        if self.proven:
            return 0.0
        return None if self.bound is None else max(0.0, self.bound / max(self.worth, 1) - 1)


@lru_cache(maxsize=128)
def find_schedule(problem: ScheduleProblem) -> Schedule:
    """The best schedule found for a problem; the same for the same problem, so it is kept."""
    greedy = place_greedily(problem)
    if problem.quarters is None:
        # Without a horizon everything fits; the question is only how early.
        length = max((place.end for place in greedy.values()), default=0)
        everything = tuple(replace(task, must=True) for task in problem.tasks)
        problem = replace(problem, quarters=length, tasks=everything)
    if not problem.tasks or problem.horizon > LONGEST_OPTIMISED or problem.horizon == 0:
        return _schedule(problem, greedy, greedy, None)
    conflicts: tuple[InfeasibleSet, ...] = ()
    best = find_optimum(problem)
    if best is None:
        conflicts = find_conflicts(problem)
        best = find_optimum(problem, wishes_may_fail=True)
        if best is not None:
            best = Optimum(best.placed, float(worth(problem, best.placed)), best.proven)
    found = best.placed if best else greedy
    if not conflicts and worth(problem, greedy) > worth(problem, found) and _keeps(problem, greedy):
        found = greedy
    return _schedule(problem, found, greedy, best, conflicts)


def _keeps(problem: ScheduleProblem, placed: Mapping[str, Interval]) -> bool:
    return all(task.id in placed for task in problem.tasks if task.must)


def _schedule(
    problem: ScheduleProblem,
    found: Mapping[str, Interval],
    greedy: Mapping[str, Interval],
    best: Optimum | None,
    conflicts: tuple[InfeasibleSet, ...] = (),
) -> Schedule:
    """The schedule with whatever still fits added, and the reasons for the rest."""
    later = [replace(task, latest_end=None) if conflicts else task for task in problem.tasks]
    loose = replace(problem, tasks=tuple(later))
    placed = place_in_order(loose, [task for task in later if task.id not in found], found)
    value = worth(problem, placed)
    return Schedule(
        placed=placed,
        left_out=_omissions(problem, placed),
        worth=value,
        bound=None if best is None else max(best.bound, float(value)),
        proven=best is not None and (best.proven or best.bound < value + 1),
        greedy_worth=worth(problem, greedy),
        conflicts=conflicts,
    )


def _omissions(problem: ScheduleProblem, placed: Mapping[str, Interval]) -> dict[str, Omission]:
    ledger = ResourceUsage(problem)
    for task in problem.tasks:
        if task.id in placed:
            ledger.put(task, placed[task.id])
    found: dict[str, Omission] = {}
    left = [task for task in problem.tasks if task.id not in placed]
    while left:
        task = next(item for item in left if not item.waits - placed.keys() - found.keys())
        left.remove(task)
        missing = tuple(sorted(task.waits & found.keys()))
        found[task.id] = (
            Omission(LeftOut.PREREQUISITE, waits_for=missing)
            if missing
            else _omission(problem, ledger, task, placed)
        )
    return found


def _omission(
    problem: ScheduleProblem, ledger: ResourceUsage, task: Task, placed: Mapping[str, Interval]
) -> Omission:
    first = max([task.earliest, *(placed[key].end for key in task.waits)])
    last = min(problem.horizon, FAR if task.latest_end is None else task.latest_end)
    starts = range(first, last - task.quarters + 1)
    if not starts:
        return Omission(LeftOut.HORIZON, quarters=first + task.quarters)
    lacking = [
        tuple(ledger.shortages(task, Interval(start, start + task.quarters))) for start in starts
    ]
    money_only = [item for item in lacking if all(it.resource is None for it in item)]
    if money_only:
        least = min(money_only, key=lambda item: sum(it.units for it in item))
        return Omission(LeftOut.BUDGET, shortages=least)
    people_only = [item for item in lacking if all(it.resource is not None for it in item)]
    if people_only:
        least = min(people_only, key=lambda item: sum(it.units for it in item))
        return Omission(
            LeftOut.CAPACITY, quarters=_longer(problem, ledger, task, last), shortages=least
        )
    least = min(lacking, key=lambda item: (len(item), sum(it.units for it in item)))
    return Omission(LeftOut.BUDGET_AND_CAPACITY, shortages=least)


def _longer(problem: ScheduleProblem, ledger: ResourceUsage, task: Task, last: int) -> int:
    """The horizon in which the task would find capacity after all that is planned."""
    capacity = ResourceUsage(replace(problem, budgets=()), used=ledger.used)
    start = last - task.quarters + 1
    while not capacity.fits(task, Interval(start, start + task.quarters)):
        start += 1
    return start + task.quarters
