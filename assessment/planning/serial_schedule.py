"""A first schedule: each task as early as its prerequisites and the limits allow, the most urgent first. Pure.

Valid, the same for the same input, not proven to be the best: the fallback and the comparison of the optimum.
Method: serial schedule generation for project scheduling under limited resources (Kolisch, 1996).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.planning.problem import FAR, Interval, ResourceUsage, ScheduleProblem, Task


def inherit_priority(tasks: Iterable[Task]) -> dict[str, tuple[bool, float]]:
    """Each task's rank (obligatory, priority), or the highest of those that wait for it."""
    by_id = {task.id: task for task in tasks}
    urgent = {key: (task.must, task.priority) for key, task in by_id.items()}
    changed = True
    while changed:
        changed = False
        for key, task in by_id.items():
            for earlier in task.waits & by_id.keys():
                if urgent[earlier] < urgent[key]:
                    urgent[earlier], changed = urgent[key], True
    return urgent


def place_greedily(problem: ScheduleProblem) -> dict[str, Interval]:
    """Where each task stands; what does not fit stands nowhere. Ties in the given order."""
    urgent = inherit_priority(problem.tasks)
    order = {task.id: place for place, task in enumerate(problem.tasks)}
    fixed = {task.id: task.fixed for task in problem.tasks if task.fixed}
    waiting = sorted(
        (task for task in problem.tasks if not task.fixed),
        key=lambda task: (not urgent[task.id][0], -urgent[task.id][1], order[task.id]),
    )
    return place_in_order(problem, waiting, fixed)


def place_in_order(
    problem: ScheduleProblem, waiting: Iterable[Task], already: Mapping[str, Interval]
) -> dict[str, Interval]:
    """Add tasks to what is placed already, each at its earliest, those first that come first and wait for nothing."""
    placed = dict(already)
    ledger = ResourceUsage(problem)
    for task in problem.tasks:
        if task.id in placed:
            ledger.put(task, placed[task.id])
    left = list(waiting)
    dropped: set[str] = set()
    while left:
        task = next(item for item in left if not item.waits - placed.keys() - dropped)
        left.remove(task)
        place = None if task.waits & dropped else _earliest(problem, ledger, task, placed)
        if place is None:
            dropped.add(task.id)
            continue
        placed[task.id] = place
        ledger.put(task, place)
    return placed


def _earliest(
    problem: ScheduleProblem, ledger: ResourceUsage, task: Task, placed: Mapping[str, Interval]
) -> Interval | None:
    start = max([task.earliest, *(placed[key].end for key in task.waits)])
    last = min(problem.horizon, FAR if task.latest_end is None else task.latest_end)
    while start + task.quarters <= last:
        place = Interval(start, start + task.quarters)
        if ledger.fits(task, place):
            return place
        start += 1
    return None
