"""A heuristic schedule: each task as early as its prerequisites and the limits allow, in order of priority. Pure.

Valid and deterministic, not optimal: the fallback of the optimum and the schedule it is compared with.
Method: serial schedule generation for project scheduling under limited resources (Kolisch, 1996).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.planning.schedule.problem import (
    UNLIMITED_QUARTERS,
    Interval,
    ResourceUsage,
    ScheduleProblem,
    Task,
)


def inherit_priority(tasks: Iterable[Task]) -> dict[str, tuple[bool, float]]:
    """Rank (obligatory, priority) of each task: the highest of its own and those of the tasks that depend on it."""
    by_id = {task.id: task for task in tasks}
    ranks = {key: (task.must, task.priority) for key, task in by_id.items()}
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
        key=lambda task: (not rank[task.id][0], -rank[task.id][1], order[task.id]),
    )
    return place_in_order(problem, waiting, fixed)


def place_in_order(
    problem: ScheduleProblem, waiting: Iterable[Task], already: Mapping[str, Interval]
) -> dict[str, Interval]:
    """Place tasks at their earliest feasible start, in the given order with prerequisites first; `already` is kept.

    Tasks that do not fit, and those that depend on them, are left out.
    """
    placed = dict(already)
    usage = ResourceUsage(problem)
    for task in problem.tasks:
        if task.id in placed:
            usage.add(task, placed[task.id])
    left = list(waiting)
    dropped: set[str] = set()
    while left:
        task = next(item for item in left if not item.prerequisites - placed.keys() - dropped)
        left.remove(task)
        interval = None if task.prerequisites & dropped else _earliest(problem, usage, task, placed)
        if interval is None:
            dropped.add(task.id)
            continue
        placed[task.id] = interval
        usage.add(task, interval)
    return placed


def _earliest(
    problem: ScheduleProblem, usage: ResourceUsage, task: Task, placed: Mapping[str, Interval]
) -> Interval | None:
    """The earliest interval after the prerequisites that exceeds no limit; None if there is none before the last end."""
    start = max([task.earliest, *(placed[key].end for key in task.prerequisites)])
    last = min(problem.horizon, UNLIMITED_QUARTERS if task.latest_end is None else task.latest_end)
    while start + task.quarters <= last:
        interval = Interval(start, start + task.quarters)
        if usage.fits(task, interval):
            return interval
        start += 1
    return None
