"""A schedule from the optimum of the linear relaxation: tasks in the order of their alpha points. Pure.

Method: list scheduling by alpha points of the linear relaxation (Phillips, Stein and Wein, 1998; Goemans, 1997).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assessment.planning.problem import (
    UNLIMITED_QUARTERS,
    Interval,
    ScheduleProblem,
    Task,
    objective,
    places_obligatory,
)
from assessment.planning.serial_schedule import place_in_order

ALPHAS = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Shares, 0 to 1, from which a task counts as started; each gives one order, and the best schedule is returned."""


def place_by_relaxation(
    problem: ScheduleProblem, started: Callable[[Task], Sequence[tuple[int, float]]]
) -> dict[str, Interval] | None:
    """The schedule with the highest objective among the orders; None if none of them places all obligatory tasks.

    `started` returns, for a task, each quarter with the share of the task, 0 to 1, started by then.
    """
    fixed = {task.id: task.fixed for task in problem.tasks if task.fixed}
    shares = {task.id: started(task) for task in problem.tasks if not task.fixed}
    best: dict[str, Interval] | None = None
    for alpha in ALPHAS:
        order = sorted(
            (task for task in problem.tasks if not task.fixed),
            key=lambda task: _alpha_point(shares[task.id], alpha),
        )
        placed = place_in_order(problem, order, fixed)
        if places_obligatory(problem, placed) and (
            best is None or objective(problem, placed) > objective(problem, best)
        ):
            best = placed
    return best


def _alpha_point(shares: Sequence[tuple[int, float]], alpha: float) -> tuple[int, float]:
    """Sort key: the first quarter by which a share `alpha` has started, then the larger final share first."""
    alpha_point = next(
        (quarter for quarter, share in shares if share >= alpha - 1e-9), UNLIMITED_QUARTERS
    )
    return alpha_point, -round(shares[-1][1], 6) if shares else 0.0
