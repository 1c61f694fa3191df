"""A heuristic schedule: each task as early as its prerequisites and the limits allow, in order of priority. Pure.

Valid and deterministic, not optimal: the fallback of the optimum and the schedule it is compared with.
Method: serial schedule generation for project scheduling under limited resources (Kolisch, 1996).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assessment.planning.schedule.problem import (
    UNLIMITED_QUARTERS,
    Interval,
    ScheduleProblem,
    Task,
)
from assessment.planning.schedule.resource_usage import ResourceUsage


def inherit_priority(tasks: Iterable[Task]) -> dict[str, tuple[bool, bool, float]]:
    """Rank (obligatory, urgent, priority) of each task: the highest of its own and those of the tasks that depend on it."""
    by_id = {task.id: task for task in tasks}
    ranks = {key: (task.must, task.urgent, task.priority) for key, task in by_id.items()}
    changed = True
    while changed:
        changed = False
        for key, task in by_id.items():
            for earlier in task.prerequisites & by_id.keys():
                if ranks[earlier] < ranks[key]:
                    ranks[earlier], changed = ranks[key], True
    return ranks


def place_greedily(problem: ScheduleProblem) -> dict[str, Interval]:
    """The interval of each task in order of inherited priority, ties in the given order; tasks that do not fit are left out."""
    rank = inherit_priority(problem.tasks)
    order = {task.id: index for index, task in enumerate(problem.tasks)}
    fixed = {task.id: task.fixed for task in problem.tasks if task.fixed}
    waiting = sorted(
        (task for task in problem.tasks if not task.fixed),
        key=lambda task: (*(-value for value in rank[task.id]), order[task.id]),
    )
    return place_in_order(problem, waiting, fixed)


def place_in_order(
    problem: ScheduleProblem, waiting: Iterable[Task], already: Mapping[str, Interval]
) -> dict[str, Interval]:
    """Place tasks at their earliest feasible start, in the given order with prerequisites first; `already` is kept.

    The tasks of a bundle are placed together, when the first of them is next. Tasks that do not fit, and those that
    depend on them, are left out.
    """
    placed = dict(already)
    usage = ResourceUsage.of(problem, placed)
    left = list(waiting)
    dropped: set[str] = set()
    while left:
        group = next(
            group
            for group in (_with_its_bundle(task, left) for task in left)
            if not any(item.prerequisites - placed.keys() - dropped for item in group)
        )
        left = [task for task in left if task not in group]
        chosen = [task for task in group if not task.prerequisites & dropped]
        intervals = _place_together(problem, usage, chosen, placed)
        for task in group:
            if task.id in intervals:
                usage.add(task, intervals[task.id])
            else:
                dropped.add(task.id)
        placed |= intervals
    return placed


def _with_its_bundle(task: Task, left: Iterable[Task]) -> list[Task]:
    """The task, or all of its bundle that are left, in their order."""
    return [item for item in left if item.bundle == task.bundle] if task.bundle else [task]


def _place_together(
    problem: ScheduleProblem,
    usage: ResourceUsage,
    group: list[Task],
    placed: Mapping[str, Interval],
) -> dict[str, Interval]:
    """The intervals of as many tasks of a group as fit, with one end, the earliest; the last ones are left out first."""
    tasks = sorted(group, key=lambda task: not task.must)
    while tasks:
        intervals = _earliest(problem, usage, tasks, placed)
        if intervals is not None:
            return intervals
        tasks = tasks[:-1]
    return {}


def _earliest(
    problem: ScheduleProblem,
    usage: ResourceUsage,
    tasks: Sequence[Task],
    placed: Mapping[str, Interval],
) -> dict[str, Interval] | None:
    """The intervals with the earliest common end that exceed no limit; None if there is none before the last end.

    A bundle that has an end already keeps it.
    """
    first = max(
        max([task.earliest, *(placed[key].end for key in task.prerequisites)]) + task.quarters
        for task in tasks
    )
    last = min(problem.horizon, *(_latest_end(task) for task in tasks))
    given = usage.end_of(tasks[0])
    if given is not None:
        first, last = max(first, given), min(last, given)
    for end in range(first, last + 1):
        intervals = {task.id: Interval(end - task.quarters, end) for task in tasks}
        trial = usage.copy() if len(tasks) > 1 else usage
        for task in tasks:
            if not trial.fits(task, intervals[task.id]):
                break
            if len(tasks) > 1:
                trial.add(task, intervals[task.id])
        else:
            return intervals
    return None


def _latest_end(task: Task) -> int:
    return UNLIMITED_QUARTERS if task.latest_end is None else task.latest_end
