"""Irreducible infeasible sets: the fewest requirements and limits that can't be met together. Pure.

Method: the deletion filter for an irreducible infeasible subset (Chinneck, 2008): drop each requirement or limit in
turn; it stays dropped if the rest is still infeasible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from assessment.planning.schedule.milp import is_feasible
from assessment.planning.schedule.problem import (
    ScheduleProblem,
    closure,
    earliest_starts,
    on_their_own,
)


class RequirementKind(StrEnum):
    """What can be part of an infeasible set."""

    MUST = "must"
    BY = "by"
    MAY_NOT = "may_not"
    PREREQUISITE = "waits_for"
    BUDGET = "budget"
    CAPACITY = "capacity"
    HORIZON = "horizon"
    BUNDLE = "bundle"
    ONE_OPTION = "one_option"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A decision on a measure (`id`), the budget of a year (`period`, from 0), a capacity (`id`), or the horizon.

    `BUNDLE`: that the measures of a bundle (`id`) end together. `ONE_OPTION`: that a plan takes one option of an alternative (`id`).

    For `BY` and `HORIZON`, `period` is the first quarter after the end allowed.
    """

    kind: RequirementKind
    id: str = ""
    period: int = 0


@dataclass(frozen=True, slots=True)
class InfeasibleSet:
    """Requirements and limits that can't be met together, though all but any one of them can.

    `months` is the shortest time in which the measure can be done, where only its own chain is too long; else None.
    """

    requirements: tuple[Requirement, ...]
    months: int | None = None


def find_infeasible_sets(problem: ScheduleProblem) -> tuple[InfeasibleSet, ...]:
    """One set for each obligatory task whose chain is too long for its date; else one irreducible set over shared limits."""
    late = tuple(_late_tasks(problem))
    if late:
        return late
    if is_feasible(problem):
        return ()
    return (InfeasibleSet(tuple(_irreducible_subset(problem))),)


def _late_tasks(problem: ScheduleProblem) -> Iterable[InfeasibleSet]:
    """Yield one set for each obligatory task whose prerequisites alone make it end after its date or the horizon."""
    earliest = earliest_starts(problem.tasks)
    for task in problem.tasks:
        if not task.must or task.fixed:
            continue
        end = earliest[task.id] + task.quarters
        chain = tuple(
            Requirement(RequirementKind.PREREQUISITE, key)
            for key in sorted(closure(problem.tasks, [task.id]) - {task.id})
        )
        if task.latest_end is not None and end > task.latest_end:
            yield InfeasibleSet(
                (Requirement(RequirementKind.BY, task.id, task.latest_end), *chain), end * 3
            )
        elif end > problem.horizon:
            horizon = Requirement(RequirementKind.HORIZON, period=problem.horizon)
            yield InfeasibleSet(
                (Requirement(RequirementKind.MUST, task.id), horizon, *chain), end * 3
            )


def _irreducible_subset(problem: ScheduleProblem) -> list[Requirement]:
    """Drop requirements and limits one by one while the rest stays infeasible; return those that can't be dropped."""
    kept = problem
    requirements: list[Requirement] = []
    for task in problem.tasks:
        if task.must and not task.fixed:
            fewer = _required_tasks_only(_without_requirement(kept, task.id))
            if is_feasible(fewer):
                kind = RequirementKind.MUST if task.latest_end is None else RequirementKind.BY
                requirements.append(Requirement(kind, task.id, task.latest_end or 0))
            else:
                kept = fewer
    for year, limit in enumerate(problem.budgets):
        if limit is not None and problem.is_within(year):
            budgets = tuple(
                None if index == year else item for index, item in enumerate(kept.budgets)
            )
            fewer = replace(kept, budgets=budgets)
            if is_feasible(fewer):
                requirements.append(Requirement(RequirementKind.BUDGET, period=year))
            else:
                kept = fewer
    for bundle in problem.bundles:
        fewer = on_their_own(kept, {item.task for item in bundle.carriers})
        if is_feasible(fewer):
            requirements.append(Requirement(RequirementKind.BUNDLE, bundle.id))
        else:
            kept = fewer
    for resource, _limit in problem.capacity:
        fewer = replace(kept, capacity=tuple(item for item in kept.capacity if item[0] != resource))
        if is_feasible(fewer):
            requirements.append(Requirement(RequirementKind.CAPACITY, resource))
        else:
            kept = fewer
    return requirements


def _without_requirement(problem: ScheduleProblem, key: str) -> ScheduleProblem:
    """The problem with task `key` optional and without a date."""
    return replace(
        problem,
        tasks=tuple(
            replace(task, must=False, latest_end=None) if task.id == key else task
            for task in problem.tasks
        ),
    )


def _required_tasks_only(problem: ScheduleProblem) -> ScheduleProblem:
    """The problem with only the obligatory and fixed tasks and their prerequisites: the others can always be left out."""
    needed = closure(problem.tasks, (task.id for task in problem.tasks if task.must or task.fixed))
    return replace(
        problem,
        tasks=tuple(task for task in problem.tasks if task.id in needed),
        level_sequences=(),
    )
