"""A schedule from the relaxed optimum: tasks in the order in which they are mostly started there. Pure.

Method: list scheduling by alpha points of the linear relaxation (Phillips, Stein and Wein, 1998; Goemans, 1997).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assessment.planning.problem import FAR, Interval, ScheduleProblem, Task, worth
from assessment.planning.serial_schedule import place_in_order

ALPHAS = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Shares of a task that count as started; each gives an order, and the best schedule is taken."""


def place_by_relaxation(
    problem: ScheduleProblem, started: Callable[[Task], Sequence[tuple[int, float]]]
) -> dict[str, Interval] | None:
    """The schedule of the highest worth among the orders; None where none of them holds all obligatory tasks.

    `started` gives, for a task, each quarter with the share of it that has started by then.
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
        if _holds_all(problem, placed) and (
            best is None or worth(problem, placed) > worth(problem, best)
        ):
            best = placed
    return best


def _alpha_point(shares: Sequence[tuple[int, float]], alpha: float) -> tuple[int, float]:
    """The first quarter by which a share `alpha` has started; of two alike, what is started further comes first."""
    when = next((quarter for quarter, share in shares if share >= alpha - 1e-9), FAR)
    return when, -round(shares[-1][1], 6) if shares else 0.0


def _holds_all(problem: ScheduleProblem, placed: Mapping[str, Interval]) -> bool:
    return all(task.id in placed for task in problem.tasks if task.must)
