"""A schedule from the optimum of the linear relaxation: tasks in the order of their alpha points. Pure.

Method: list scheduling by alpha points of the linear relaxation (Phillips, Stein and Wein, 1998; Goemans, 1997).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assessment.planning.schedule.problem import (
    UNLIMITED_QUARTERS,
    Interval,
    ScheduleProblem,
    places_obligatory,
)
from assessment.planning.schedule.serial_schedule import place_in_order

ALPHAS = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Shares, 0 to 1, from which a task counts as started; each gives one order, and the best schedule is returned."""


def place_by_relaxation(
    problem: ScheduleProblem,
    shares: Mapping[str, Sequence[tuple[int, float]]],
    value: Callable[[Mapping[str, Interval]], Any],
    already: Mapping[str, Interval],
) -> dict[str, Interval] | None:
    """The schedule with the highest value among the orders; None if none of them places all obligatory tasks.

    `shares` are, for each task without an interval in `already`, each quarter with the share of it, 0 to 1, started by then.
    """
    best: dict[str, Interval] | None = None
    for alpha in ALPHAS:
        order = sorted(
            (task for task in problem.tasks if task.id not in already),
            key=lambda task: _alpha_point(shares[task.id], alpha),
        )
        placed = place_in_order(problem, order, already)
        if places_obligatory(problem, placed) and (best is None or value(placed) > value(best)):
            best = placed
    return best


def _alpha_point(shares: Sequence[tuple[int, float]], alpha: float) -> tuple[int, float]:
    """Sort key: the first quarter by which a share `alpha` has started, then the larger final share first."""
    alpha_point = next(
        (quarter for quarter, share in shares if share >= alpha - 1e-9), UNLIMITED_QUARTERS
    )
    return alpha_point, -round(shares[-1][1], 6) if shares else 0.0
