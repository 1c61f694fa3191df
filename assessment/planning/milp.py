"""The optimal schedule within the limits, proven or with a bound (docs/adr/0022). The only file that imports the solver.

Time-indexed mixed-integer model: a binary column for each task and quarter, whether it has started by then;
prerequisites, level sequences, capacity and budgets are rows over those. One thread, a fixed seed, a limit of nodes
and none of time: the same input gives the same plan.

Method: Pritsker, Watters and Wolfe (1969), in step form; solved by HiGHS (Huangfu and Hall, 2018).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from assessment.planning.alpha_points import place_by_relaxation
from assessment.planning.problem import Interval, ScheduleProblem, Task, earliest_starts, spending

MAXIMUM_NODES = 200
"""Limit of branch-and-bound nodes, after which the bound is stated (measured: docs/performance.md)."""

RELATIVE_GAP = 0.003
"""Relative gap at which the search for a large plan stops: the last 0.3 % take longer than all before."""

MAXIMUM_EXACT_COLUMNS = 1_000
"""Columns up to which the optimum is proven to the last unit; above, the search starts from a heuristic schedule."""

REQUIREMENT_REWARD = 10_000_000
"""Gain of meeting one requirement where not all can be met: larger than the objective of any plan."""

TOLERANCE = 1e-6

_MINUS_INFINITY = -highspy.kHighsInf


@dataclass(frozen=True, slots=True)
class Optimum:
    """A schedule and an upper bound on the objective of any schedule; `proven` if the schedule attains it."""

    placed: dict[str, Interval]
    bound: float
    proven: bool


def find_optimum(
    problem: ScheduleProblem, *, nodes: int = MAXIMUM_NODES, soft_requirements: bool = False
) -> Optimum | None:
    """The schedule with the highest objective; None if the obligatory tasks can't be placed.

    With `soft_requirements` as many obligatory tasks and dates as possible are met. Raises ValueError without a horizon.
    """
    return _Model(problem, soft_requirements=soft_requirements).solve(nodes)


def is_feasible(problem: ScheduleProblem) -> bool:
    """Whether a schedule with all obligatory tasks exists."""
    return _Model(problem, feasibility_only=True).solve(MAXIMUM_NODES * 10) is not None


def _solver(**options: Any) -> Any:
    """A silent and deterministic solver."""
    make: Any = highspy.Highs  # untyped
    solver = make()
    for name, value in {"output_flag": False, "threads": 1, "random_seed": 0, **options}.items():
        solver.setOptionValue(name, value)
    return solver


@dataclass(slots=True)
class _Model:
    """Columns and rows of a problem: maximise `gains` @ x + `constant`, rows @ x <= limit, x binary."""

    problem: ScheduleProblem
    soft_requirements: bool = False
    feasibility_only: bool = False
    gains: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, int], float]] = field(default_factory=list)
    started: dict[tuple[str, int], int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    level_prerequisites: dict[int, list[int | None]] = field(default_factory=dict)
    """For the column of a level, the columns that must be 1 for it; None for one that can't be."""
    constant: float = 0.0

    def solve(self, nodes: int) -> Optimum | None:
        """Build columns and rows and search at most `nodes` nodes; None if infeasible or nothing was found."""
        if not self._columns():
            return None
        self._prerequisites()
        self._level_sequences()
        self._capacity()
        self._budgets()
        if any(not row and limit < 0 for row, limit in self.rows):
            return None
        return self._run(nodes)

    @property
    def horizon(self) -> int:
        if self.problem.quarters is None:
            raise ValueError("a plan without a horizon has no optimum")
        return self.problem.quarters

    def _column(self, gain: float) -> int:
        """Add a binary column; returns its index."""
        self.gains.append(0.0 if self.feasibility_only else gain)
        self.lower.append(0.0)
        return len(self.gains) - 1

    def _columns(self) -> bool:
        """Add a column for each task and quarter by which it can have started; False if an obligatory task has none."""
        earliest = earliest_starts(self.problem.tasks)
        for task in self.problem.tasks:
            if task.fixed:
                self.constant += task.bonus * max(0, self.horizon + 1 - max(1, task.fixed.end))
                continue
            end = self.horizon
            if task.latest_end is not None and not self.soft_requirements:
                end = min(end, task.latest_end)
            first, last = earliest[task.id], end - task.quarters
            self.first[task.id], self.last[task.id] = first, last
            for quarter in range(first, last + 1):
                # The column of the last start also gains for all later quarters: done from there to the horizon.
                times = self.horizon + 1 - last - task.quarters if quarter == last else 1
                self.started[task.id, quarter] = self._column(task.bonus * times)
                if quarter > first:
                    self._row({(task.id, quarter - 1): 1, (task.id, quarter): -1}, 0)
            if task.must and not self._require(task):
                return False
        return True

    def _require(self, task: Task) -> bool:
        """Make an obligatory task start, or reward it if requirements are soft; False if it can't start at all."""
        last = self.last[task.id]
        if self.soft_requirements:
            if last >= self.first[task.id]:
                self.gains[self.started[task.id, last]] += REQUIREMENT_REWARD
            if task.latest_end is not None:
                column = self._started_by(task.id, min(task.latest_end - task.quarters, last))
                if column is not None:
                    self.gains[column] += REQUIREMENT_REWARD
            return True
        if last < self.first[task.id]:
            return False
        self.lower[self.started[task.id, last]] = 1.0
        return True

    def _started_by(self, key: str, quarter: int) -> int | None:
        """The column of `key` having started by `quarter`; None if it can't have."""
        if quarter < self.first[key] or self.last[key] < self.first[key]:
            return None
        return self.started[key, min(quarter, self.last[key])]

    def _row(self, terms: dict[tuple[str, int], int], limit: float) -> None:
        """Add a row: the sum of `terms`, by task and quarter, is at most `limit`."""
        self.rows.append(({self.started[key]: value for key, value in terms.items()}, limit))

    def _prerequisites(self) -> None:
        """Add rows: a task starts only after each of its prerequisites has ended."""
        by_id = {task.id: task for task in self.problem.tasks}
        for task in self.problem.tasks:
            if task.fixed:
                continue
            for key in sorted(task.prerequisites):
                earlier = by_id[key]
                if earlier.fixed:
                    continue  # part of the earliest start
                for quarter in range(self.first[task.id], self.last[task.id] + 1):
                    row = {self.started[task.id, quarter]: 1}
                    before = self._started_by(key, quarter - earlier.quarters)
                    if before is not None:
                        row[before] = -1
                    self.rows.append((row, 0))

    def _level_sequences(self) -> None:
        """Add a column for each level and quarter by whose end it can be reached, with rows for its prerequisites."""
        by_id = {task.id: task for task in self.problem.tasks}
        for sequence in self.problem.level_sequences:
            below: dict[int, int] | None = None
            fixed_below = 0
            for number, step in enumerate(sequence.steps):
                moving = [by_id[key] for key in step if not by_id[key].fixed]
                fixed_below = max(
                    [fixed_below, *(interval.end for key in step if (interval := by_id[key].fixed))]
                )
                gain = sequence.weight if number < sequence.paid else 0
                begin = max(
                    [1, fixed_below, *(self.first[task.id] + task.quarters for task in moving)]
                )
                if not moving and below is None:
                    self.constant += gain * max(0, self.horizon + 1 - begin)
                    continue
                columns: dict[int, int] = {}
                for end in range(begin, self.horizon + 1):
                    column = self._column(gain)
                    columns[end] = column
                    required = [self._started_by(task.id, end - task.quarters) for task in moving]
                    if below is not None:
                        required.append(below.get(end))
                    self.level_prerequisites[column] = required
                    for before in required:
                        self.rows.append(
                            ({column: 1} | ({before: -1} if before is not None else {}), 0)
                        )
                below = columns

    def _capacity(self) -> None:
        """Add rows: in each quarter the tasks under way use at most what fixed tasks leave of each resource."""
        fixed_use: defaultdict[str, Counter[int]] = defaultdict(Counter)
        users: defaultdict[str, list[tuple[Task, int]]] = defaultdict(list)
        for task in self.problem.tasks:
            for resource, units in task.uses:
                if task.fixed:
                    for quarter in range(task.fixed.start, task.fixed.end):
                        fixed_use[resource][quarter] += units
                elif units:
                    users[resource].append((task, units))
        for resource, limit in self.problem.capacity:
            for quarter in range(self.horizon):
                row: Counter[int] = Counter()
                for task, units in users[resource]:
                    started = self._started_by(task.id, quarter)
                    ended = self._started_by(task.id, quarter - task.quarters)
                    if started is not None:
                        row[started] += units
                    if ended is not None:
                        row[ended] -= units
                self._limit(row, max(0, limit - fixed_use[resource][quarter]))

    def _budgets(self) -> None:
        """Add rows: in each year the tasks cost at most what fixed tasks leave of the budget."""
        for year, limit in enumerate(self.problem.budgets):
            if limit is None or year * 4 >= self.horizon:
                continue
            row: Counter[int] = Counter()
            spent = 0
            for task in self.problem.tasks:
                if task.fixed:
                    spent += spending(task, task.fixed, self.horizon).get(year, 0)
                    continue
                for start in range(self.first[task.id], self.last[task.id] + 1):
                    interval = Interval(start, start + task.quarters)
                    amount = spending(task, interval, self.horizon).get(year, 0)
                    row[self.started[task.id, start]] += amount
                    if start > self.first[task.id]:
                        row[self.started[task.id, start - 1]] -= amount
            self._limit(row, max(0, limit - spent))

    def _limit(self, row: Counter[int], limit: int) -> None:
        """Add a row unless it holds for every choice."""
        terms = {column: value for column, value in row.items() if value}
        if sum(value for value in terms.values() if value > 0) > limit:
            self.rows.append((terms, limit))

    def _run(self, nodes: int) -> Optimum | None:
        """Solve the model as built, a large one from a heuristic schedule; None without a feasible solution."""
        if not self.gains:
            return Optimum(self._fixed(), self.constant, proven=True)
        program = self._program()
        is_large = len(self.gains) > MAXIMUM_EXACT_COLUMNS
        solver = _solver(
            mip_rel_gap=RELATIVE_GAP if is_large else 0.0,
            mip_abs_gap=0.5,  # the objective is a whole number
            mip_max_nodes=nodes,
            mip_allow_restart=False,
        )
        solver.passModel(program)
        if is_large and not self.feasibility_only:
            start = self._first_solution(program)
            if start is not None:
                solver.setSolution(start)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = np.asarray(solver.getSolution().col_value)
        gained, bound = float(info.objective_function_value), float(info.mip_dual_bound)
        return Optimum(
            placed=self._read(values),
            bound=self.constant + bound,
            proven=bound - gained < 1 - TOLERANCE,  # the objective is a whole number
        )

    def _first_solution(self, program: highspy.HighsLp) -> highspy.HighsSolution | None:
        """A solution to start the search from, by alpha points of the relaxed model; None if that gives none."""
        relaxed = _solver(solve_relaxation=True)
        relaxed.passModel(program)
        relaxed.run()
        shares = relaxed.getSolution().col_value
        if relaxed.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        placed = place_by_relaxation(
            self.problem,
            lambda task: [
                (quarter, shares[self.started[task.id, quarter]])
                for quarter in range(self.first[task.id], self.last[task.id] + 1)
            ],
        )
        if placed is None:
            return None
        solution = highspy.HighsSolution()
        solution.col_value = self._values(placed)
        return solution

    def _values(self, placed: Mapping[str, Interval]) -> list[float]:
        """The values of all columns, 0.0 or 1.0, for a schedule."""
        values = [0.0] * len(self.gains)
        for (key, quarter), column in self.started.items():
            values[column] = float(key in placed and placed[key].start <= quarter)
        for column, required in self.level_prerequisites.items():
            values[column] = float(all(item is not None and values[item] for item in required))
        return values

    def _program(self) -> highspy.HighsLp:
        """The model in the form of the solver, with the matrix by rows."""
        program = highspy.HighsLp()
        columns = len(self.gains)
        program.num_col_, program.num_row_ = columns, len(self.rows)
        program.col_cost_ = np.array(self.gains)
        program.col_lower_ = np.array(self.lower)
        program.col_upper_ = np.ones(columns)
        program.sense_ = highspy.ObjSense.kMaximize
        program.row_lower_ = np.full(len(self.rows), _MINUS_INFINITY)
        program.row_upper_ = np.array([limit for _row, limit in self.rows], dtype=float)
        program.integrality_ = [highspy.HighsVarType.kInteger] * columns
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(row) for row, _limit in self.rows)])
        matrix.index_ = np.array([column for row, _limit in self.rows for column in row])
        matrix.value_ = np.array(
            [value for row, _limit in self.rows for value in row.values()], dtype=float
        )
        return program

    def _fixed(self) -> dict[str, Interval]:
        return {task.id: task.fixed for task in self.problem.tasks if task.fixed}

    def _read(self, values: np.ndarray) -> dict[str, Interval]:
        """Read the schedule from the values of the columns."""
        placed = self._fixed()
        for task in self.problem.tasks:
            if task.fixed:
                continue
            for quarter in range(self.first[task.id], self.last[task.id] + 1):
                if values[self.started[task.id, quarter]] > 0.5:
                    placed[task.id] = Interval(quarter, quarter + task.quarters)
                    break
        return placed
