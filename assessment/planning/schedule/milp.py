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
    """The schedule with the highest value in a goal among those that keep the values held; None if none is found.

    The search starts from the schedule `start` and stops after `nodes` nodes or at the relative gap `gap`.
    """
    if not model.lower:
        return Optimum(model.fixed(), model.gains(kind)[1], proven=True)
    found = search(model, kind, held=held, start=start, nodes=nodes, gap=gap)
    if found.placed is None:
        return None
    return Optimum(found.placed, found.bound, proven=found.bound - found.value < 1 - TOLERANCE)


@dataclass(frozen=True, slots=True)
class Search:
    """The best schedule found, None if there is none, its value, and an upper bound on any; minus infinity if infeasible."""

    placed: dict[str, Interval] | None
    value: float
    bound: float


def search(
    model: Model,
    kind: GoalKind | None,
    *,
    held: Sequence[Held],
    fixed: Mapping[int, int] | None = None,
    start: Mapping[str, Interval] | None,
    nodes: int,
    gap: float,
) -> Search:
    """Search for a schedule as `maximise` does, with the values of some columns `fixed`."""
    gains, constant = model.gains(kind)
    solver = _solver(
        mip_rel_gap=gap,
        mip_abs_gap=1 - 1e-3,  # the value is a whole number
        mip_max_nodes=nodes,
        mip_allow_restart=False,
    )
    solver.passModel(_program(model, gains, held))
    for column, value in (fixed or {}).items():
        solver.changeColBounds(column, value, value)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = model.values(start)
        solver.setSolution(solution)
    solver.run()
    info = solver.getInfo()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Search(None, _MINUS_INFINITY, _MINUS_INFINITY)
    bound = constant + float(info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Search(None, _MINUS_INFINITY, bound)
    values = np.asarray(solver.getSolution().col_value)
    return Search(
        model.read(values.tolist()), constant + float(info.objective_function_value), bound
    )


class Relaxation:
    """The linear relaxation of a model in a goal, solved again from its last basis with other columns fixed."""

    def __init__(self, model: Model, kind: GoalKind, held: Sequence[Held]) -> None:
        gains, self._constant = model.gains(kind)
        self._lower = model.lower
        self._fixed: dict[int, int] = {}
        self._solver = _solver(solve_relaxation=True)
        self._solver.passModel(_program(model, gains, held))
        self._values: Sequence[float] = ()

    def bound(self, fixed: Mapping[int, int]) -> float:
        """Upper bound on the value of a schedule with these columns fixed; minus infinity if there is none."""
        for column in self._fixed.keys() - fixed.keys():
            self._solver.changeColBounds(column, self._lower[column], 1.0)
        for column, value in fixed.items():
            self._solver.changeColBounds(column, value, value)
        self._fixed = dict(fixed)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return _MINUS_INFINITY
        if status != highspy.HighsModelStatus.kOptimal:
            return highspy.kHighsInf
        self._values = self._solver.getSolution().col_value
        return self._constant + float(self._solver.getInfo().objective_function_value)

    def share(self, column: int) -> float:
        """The value of a column, 0 to 1, in the last optimum."""
        return self._values[column]


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
    # A level follows from the tasks, so its column need not be an integer: fewer columns to branch on.
    program.integrality_ = [
        highspy.HighsVarType.kContinuous
        if column in model.level_prerequisites
        else highspy.HighsVarType.kInteger
        for column in range(columns)
    ]
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row) for row, _limit in rows)])
    matrix.index_ = np.array([column for row, _limit in rows for column in row])
    matrix.value_ = np.array([value for row, _limit in rows for value in row.values()], dtype=float)
    return program
