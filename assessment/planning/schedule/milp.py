"""The best schedule in each goal of a problem, within its limits (docs/adr/0022, 0041). The only file that imports the solver.

One thread, a fixed seed, a limit of nodes and none of time: the same input gives the same plan.

Method: solved by HiGHS (Huangfu and Hall, 2018).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from assessment.planning.schedule.goals import GoalKind, Held
from assessment.planning.schedule.problem import Interval, ScheduleProblem
from assessment.planning.schedule.time_indexed_model import Model

FEASIBILITY_NODES = 2_000
"""Limit of branch-and-bound nodes of the search for any schedule at all."""

TOLERANCE = 1e-6

_MINUS_INFINITY = -highspy.kHighsInf


@dataclass(frozen=True, slots=True)
class Optimum:
    """A schedule and an upper bound on the value of any schedule; `proven` if the schedule attains it."""

    placed: dict[str, Interval]
    bound: float
    proven: bool


def is_feasible(problem: ScheduleProblem) -> bool:
    """Whether a schedule with all obligatory tasks exists."""
    model = Model(problem)
    return model.is_possible and maximise(model, None, nodes=FEASIBILITY_NODES) is not None


def _solver(**options: Any) -> Any:
    """A silent and deterministic solver."""
    make: Any = highspy.Highs  # untyped
    solver = make()
    for name, value in {"output_flag": False, "threads": 1, "random_seed": 0, **options}.items():
        solver.setOptionValue(name, value)
    return solver


def maximise(
    model: Model,
    kind: GoalKind | None,
    *,
    held: Sequence[Held] = (),
    start: Mapping[str, Interval] | None = None,
    nodes: int = FEASIBILITY_NODES,
    gap: float = 0.0,
) -> Optimum | None:
    """The schedule with the highest value in a goal among those that keep the values held; None if there is none.

    The search starts from the schedule `start` and stops after `nodes` nodes or at the relative gap `gap`.
    """
    gains, constant = model.gains(kind)
    if not model.lower:
        return Optimum(model.fixed(), constant, proven=True)
    solver = _solver(
        mip_rel_gap=gap,
        mip_abs_gap=1 - 1e-3,  # the value is a whole number
        mip_max_nodes=nodes,
        mip_allow_restart=False,
    )
    solver.passModel(_program(model, gains, held))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = model.values(start)
        solver.setSolution(solution)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = np.asarray(solver.getSolution().col_value)
    gained, bound = float(info.objective_function_value), float(info.mip_dual_bound)
    return Optimum(
        placed=model.read(values.tolist()),
        bound=constant + bound,
        proven=bound - gained < 1 - TOLERANCE,  # the value is a whole number
    )


def relax(
    model: Model, kind: GoalKind, held: Sequence[Held]
) -> dict[str, list[tuple[int, float]]] | None:
    """For each task the share of it started by each quarter in the optimum of the linear relaxation; None if infeasible."""
    gains, _constant = model.gains(kind)
    relaxed = _solver(solve_relaxation=True)
    relaxed.passModel(_program(model, gains, held))
    relaxed.run()
    if relaxed.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    shares = relaxed.getSolution().col_value
    return {
        task.id: [
            (quarter, shares[model.started[task.id, quarter]])
            for quarter in range(model.first[task.id], model.last[task.id] + 1)
        ]
        for task in model.problem.tasks
        if not task.fixed
    }


def _program(model: Model, gains: Mapping[int, int], held: Sequence[Held]) -> highspy.HighsLp:
    """The model in the form of the solver, with the matrix by rows."""
    rows = [*model.rows, *(model.held_row(item) for item in held)]
    program = highspy.HighsLp()
    columns = len(model.lower)
    program.num_col_, program.num_row_ = columns, len(rows)
    program.col_cost_ = np.array([gains.get(column, 0) for column in range(columns)], float)
    program.col_lower_ = np.array(model.lower)
    program.col_upper_ = np.ones(columns)
    program.sense_ = highspy.ObjSense.kMaximize
    program.row_lower_ = np.full(len(rows), _MINUS_INFINITY)
    program.row_upper_ = np.array([limit for _row, limit in rows], dtype=float)
    program.integrality_ = [highspy.HighsVarType.kInteger] * columns
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row) for row, _limit in rows)])
    matrix.index_ = np.array([column for row, _limit in rows for column in row])
    matrix.value_ = np.array([value for row, _limit in rows for value in row.values()], dtype=float)
    return program
