"""Which wishes can't be kept together, and what stands against them: the fewest that already conflict. Pure.

Method: the deletion filter for an irreducible infeasible subset (Chinneck, 2008): take each wish or limit away in
turn; what is not needed for the conflict stays away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from assessment.planning.milp import can_be_met
from assessment.planning.problem import QUARTERS_A_YEAR, ScheduleProblem, Task, earliest_starts


class RequirementKind(StrEnum):
    """What takes part in a conflict."""

    MUST = "must"
    BY = "by"
    MAY_NOT = "may_not"
    WAITS_FOR = "waits_for"
    BUDGET = "budget"
    CAPACITY = "capacity"
    HORIZON = "horizon"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A decision on a measure (`id`), the budget of a year (`place`, from 0), a capacity (`id`), or the horizon.

    For `BY` and `HORIZON`, `place` is the first quarter after the end allowed.
    """

    kind: RequirementKind
    id: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class InfeasibleSet:
    """Wishes and limits that can't hold together, though all but any one of them could.

    `months` is the shortest time in which the measure with the date could be done, where that alone is the matter.
    """

    wishes: tuple[Requirement, ...]
    months: int | None = None


def closure(tasks: Iterable[Task], keys: Iterable[str]) -> set[str]:
    """These tasks and all that they wait for, directly or not."""
    by_id = {task.id: task for task in tasks}
    found: set[str] = set()
    left = [key for key in keys if key in by_id]
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left.extend(by_id[key].waits & by_id.keys())
    return found


def find_conflicts(problem: ScheduleProblem) -> tuple[InfeasibleSet, ...]:
    """Every obligatory task that is too long a chain for its date; else the one smallest conflict over shared limits."""
    late = tuple(_too_late(problem))
    if late:
        return late
    if can_be_met(problem):
        return ()
    return (InfeasibleSet(tuple(_smallest(problem))),)


def _too_late(problem: ScheduleProblem) -> Iterable[InfeasibleSet]:
    earliest = earliest_starts(problem.tasks)
    for task in problem.tasks:
        if not task.must or task.fixed:
            continue
        end = earliest[task.id] + task.quarters
        chain = tuple(
            Requirement(RequirementKind.WAITS_FOR, key)
            for key in sorted(closure(problem.tasks, [task.id]) - {task.id})
        )
        if task.latest_end is not None and end > task.latest_end:
            yield InfeasibleSet(
                (Requirement(RequirementKind.BY, task.id, task.latest_end), *chain), end * 3
            )
        elif end > problem.horizon:
            horizon = Requirement(RequirementKind.HORIZON, place=problem.horizon)
            yield InfeasibleSet(
                (Requirement(RequirementKind.MUST, task.id), horizon, *chain), end * 3
            )


def _smallest(problem: ScheduleProblem) -> Iterable[Requirement]:
    """Take away one wish or limit after the other as long as the rest still conflicts."""
    kept = problem
    wishes: list[Requirement] = []
    for task in problem.tasks:
        if task.must and not task.fixed:
            fewer = _keep_needed(_free(kept, task.id))
            if can_be_met(fewer):
                kind = RequirementKind.MUST if task.latest_end is None else RequirementKind.BY
                wishes.append(Requirement(kind, task.id, task.latest_end or 0))
            else:
                kept = fewer
    for year, most in enumerate(problem.budgets):
        if most is not None and year * QUARTERS_A_YEAR < problem.horizon:
            budgets = tuple(None if place == year else it for place, it in enumerate(kept.budgets))
            fewer = replace(kept, budgets=budgets)
            if can_be_met(fewer):
                wishes.append(Requirement(RequirementKind.BUDGET, place=year))
            else:
                kept = fewer
    for resource, _most in problem.capacity:
        fewer = replace(kept, capacity=tuple(item for item in kept.capacity if item[0] != resource))
        if can_be_met(fewer):
            wishes.append(Requirement(RequirementKind.CAPACITY, resource))
        else:
            kept = fewer
    return wishes


def _free(problem: ScheduleProblem, key: str) -> ScheduleProblem:
    return replace(
        problem,
        tasks=tuple(
            replace(task, must=False, latest_end=None) if task.id == key else task
            for task in problem.tasks
        ),
    )


def _keep_needed(problem: ScheduleProblem) -> ScheduleProblem:
    """Only the obligatory tasks, what they wait for, and what stands already: the rest can be left out anyway."""
    needed = closure(problem.tasks, (task.id for task in problem.tasks if task.must or task.fixed))
    return replace(
        problem, tasks=tuple(task for task in problem.tasks if task.id in needed), ladders=()
    )
