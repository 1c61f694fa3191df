"""The best schedule in each goal of a problem, within its limits (docs/adr/0022, 0041). The only file that imports the solver.

Time-indexed mixed-integer model: a binary column for each task and quarter, whether it has started by then;
prerequisites, level sequences, capacity and budgets are rows over those, and so is the value held in each goal solved
before. One thread, a fixed seed, a limit of nodes and none of time: the same input gives the same plan.

Method: Pritsker, Watters and Wolfe (1969), in step form; solved by HiGHS (Huangfu and Hall, 2018).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from assessment.planning.schedule.goals import GoalKind, Held, level_gain, target_gain, task_gain
from assessment.planning.schedule.problem import (
    FIRST_STARTS,
    QUARTERS_A_YEAR,
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    earliest_starts,
    spending,
)

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
    return model.is_possible and model.maximise(None, nodes=FEASIBILITY_NODES) is not None


def _solver(**options: Any) -> Any:
    """A silent and deterministic solver."""
    make: Any = highspy.Highs  # untyped
    solver = make()
    for name, value in {"output_flag": False, "threads": 1, "random_seed": 0, **options}.items():
        solver.setOptionValue(name, value)
    return solver


@dataclass(slots=True)
class Model:
    """Columns and rows of a problem: rows @ x <= limit, x binary; a goal is a gain for each column and a constant.

    With `soft_requirements` obligatory tasks may be left out and dates missed. Raises ValueError without a horizon.
    """

    problem: ScheduleProblem
    soft_requirements: bool = False
    is_possible: bool = True
    """False if some obligatory task has no start at all."""
    lower: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, int], float]] = field(default_factory=list)
    started: dict[tuple[str, int], int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    level_prerequisites: dict[int, list[int | None]] = field(default_factory=dict)
    """For the column of a level, the columns that must be 1 for it; None for one that can't be."""
    level_columns: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    """By sequence and step, the column of each quarter by whose end the level can be reached."""
    level_from: dict[tuple[int, int], int] = field(default_factory=dict)
    """By sequence and step, the quarter by whose end fixed tasks alone reach it."""

    def __post_init__(self) -> None:
        self._columns()
        self._prerequisites()
        for index, sequence in enumerate(self.problem.level_sequences):
            self._level_sequence(index, sequence)
        self._capacity()
        self._budgets()
        if any(not row and limit < 0 for row, limit in self.rows):
            self.is_possible = False

    @property
    def horizon(self) -> int:
        if self.problem.quarters is None:
            raise ValueError("a plan without a horizon has no optimum")
        return self.problem.quarters

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.lower)

    def _column(self) -> int:
        """Add a binary column; returns its index."""
        self.lower.append(0.0)
        return len(self.lower) - 1

    def _columns(self) -> None:
        """Add a column for each task and quarter by which it can have started."""
        earliest = earliest_starts(self.problem.tasks)
        for task in self.problem.tasks:
            if task.fixed:
                continue
            end = self.horizon
            if task.latest_end is not None and not self.soft_requirements:
                end = min(end, task.latest_end)
            first, last = earliest[task.id], end - task.quarters
            self.first[task.id], self.last[task.id] = first, last
            for quarter in range(first, last + 1):
                self.started[task.id, quarter] = self._column()
                if quarter > first:
                    column = self.started[task.id, quarter]
                    self.rows.append(({column - 1: 1, column: -1}, 0))
            if task.must and not self.soft_requirements:
                if last < first:
                    self.is_possible = False
                else:
                    self.lower[self.started[task.id, last]] = 1.0

    def _started_by(self, key: str, quarter: int) -> int | None:
        """The column of `key` having started by `quarter`; None if it can't have."""
        if quarter < self.first[key] or self.last[key] < self.first[key]:
            return None
        return self.started[key, min(quarter, self.last[key])]

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

    def _level_sequence(self, index: int, sequence: LevelSequence) -> None:
        """Add a column for each level and quarter by whose end it can be reached, with rows for its prerequisites."""
        by_id = {task.id: task for task in self.problem.tasks}
        below: dict[int, int] | None = None
        fixed_below = 0
        for number, step in enumerate(sequence.steps[: sequence.paid]):
            moving = [by_id[key] for key in step if not by_id[key].fixed]
            fixed_below = max(
                [fixed_below, *(interval.end for key in step if (interval := by_id[key].fixed))]
            )
            begin = max([1, fixed_below, *(self.first[task.id] + task.quarters for task in moving)])
            if not moving and below is None:
                self.level_from[index, number] = begin
                continue
            columns: dict[int, int] = {}
            for end in range(begin, self.horizon + 1):
                column = self._column()
                columns[end] = column
                required = [self._started_by(task.id, end - task.quarters) for task in moving]
                if below is not None:
                    required.append(below.get(end))
                self.level_prerequisites[column] = required
                for before in required:
                    self.rows.append(
                        ({column: 1} | ({before: -1} if before is not None else {}), 0)
                    )
            self.level_columns[index, number] = below = columns

    def _capacity(self) -> None:
        """Add rows: in each quarter the tasks under way use at most what fixed tasks leave of each resource."""
        fixed_use: defaultdict[str, Counter[int]] = defaultdict(Counter)
        users: defaultdict[str, list[tuple[Task, int]]] = defaultdict(list)
        for task in self.problem.tasks:
            if task.fixed:
                for resource, quarter, units in self.problem.uses(task, task.fixed):
                    fixed_use[resource][quarter] += units
                continue
            for resource, units in task.uses:
                if units:
                    users[resource].append((task, units))
        for resource in dict.fromkeys(name for name, _units in self.problem.capacity):
            for quarter in range(self.horizon):
                row: Counter[int] = Counter()
                for task, units in users[resource]:
                    started = self._started_by(task.id, quarter)
                    ended = self._started_by(task.id, quarter - task.quarters)
                    if started is not None:
                        row[started] += units
                    if ended is not None:
                        row[ended] -= units
                limit = self.problem.limit(resource, quarter) or 0
                self._limit(row, max(0, limit - fixed_use[resource][quarter]))
        if self.problem.first_starts is not None:
            quarter = self.problem.first_quarter
            starts = Counter(
                column
                for key, first in self.first.items()
                if first == quarter and (column := self._started_by(key, quarter)) is not None
            )
            used = fixed_use[FIRST_STARTS][quarter]
            self._limit(starts, max(0, self.problem.first_starts - used))

    def _budgets(self) -> None:
        """Add rows: in each year the tasks cost at most what fixed tasks leave of the budget."""
        rows: defaultdict[int, Counter[int]] = defaultdict(Counter)
        spent: Counter[int] = Counter()
        for task in self.problem.tasks:
            if task.fixed:
                spent.update(spending(task, task.fixed, self.horizon))
                continue
            for start in range(self.first[task.id], self.last[task.id] + 1):
                by_year = spending(task, Interval(start, start + task.quarters), self.horizon)
                for year, amount in by_year.items():
                    rows[year][self.started[task.id, start]] += amount
                    if start > self.first[task.id]:
                        rows[year][self.started[task.id, start - 1]] -= amount
        for year, limit in enumerate(self.problem.budgets):
            if limit is not None and year * QUARTERS_A_YEAR < self.horizon:
                self._limit(rows[year], max(0, limit - spent[year]))

    def _limit(self, row: Counter[int], limit: int) -> None:
        """Add a row unless it holds for every choice."""
        terms = {column: value for column, value in row.items() if value}
        if sum(value for value in terms.values() if value > 0) > limit:
            self.rows.append((terms, limit))

    def gains(self, kind: GoalKind | None) -> tuple[dict[int, int], int]:
        """The gain of each column in a goal, and the gain of what is fixed; nothing without a goal."""
        gains: Counter[int] = Counter()
        constant = 0
        if kind is None:
            return gains, constant
        for task in self.problem.tasks:
            gain = task_gain(kind, task)
            if task.fixed:
                constant += gain * max(0, self.horizon + 1 - max(1, task.fixed.end))
            if kind is GoalKind.DECISIONS and task.must:
                constant += self._count_decisions(task, gains)
            if task.fixed or not gain:
                continue
            last = self.last[task.id]
            for quarter in range(self.first[task.id], last + 1):
                # The column of the last start also gains for all later quarters: done from there to the horizon.
                times = self.horizon + 1 - last - task.quarters if quarter == last else 1
                gains[self.started[task.id, quarter]] += gain * times
        for index, sequence in enumerate(self.problem.level_sequences):
            for number in range(min(sequence.paid, len(sequence.steps))):
                gain = level_gain(kind, sequence, number)
                once = target_gain(kind, sequence) if number == sequence.paid - 1 else 0
                columns = self.level_columns.get((index, number))
                if columns is None:
                    begin = self.level_from[index, number]
                    constant += gain * max(0, self.horizon + 1 - begin)
                    constant += once if begin <= self.horizon else 0
                    continue
                for column in columns.values() if gain else ():
                    gains[column] += gain
                if once and self.horizon in columns:
                    gains[columns[self.horizon]] += once
        return gains, constant

    def _count_decisions(self, task: Task, gains: Counter[int]) -> int:
        """Add a gain for placing an obligatory task and one for keeping its date; return those of a fixed one."""
        if task.fixed:
            return 1 + int(task.latest_end is not None and task.fixed.end <= task.latest_end)
        last = self.last[task.id]
        if last >= self.first[task.id]:
            gains[self.started[task.id, last]] += 1
        if task.latest_end is not None:
            column = self._started_by(task.id, min(task.latest_end - task.quarters, last))
            if column is not None:
                gains[column] += 1
        return 0

    def maximise(
        self,
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
        gains, constant = self.gains(kind)
        if not self.lower:
            return Optimum(self._fixed(), constant, proven=True)
        solver = _solver(
            mip_rel_gap=gap,
            mip_abs_gap=1 - 1e-3,  # the value is a whole number
            mip_max_nodes=nodes,
            mip_allow_restart=False,
        )
        solver.passModel(self._program(gains, held))
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = self._values(start)
            solver.setSolution(solution)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = np.asarray(solver.getSolution().col_value)
        gained, bound = float(info.objective_function_value), float(info.mip_dual_bound)
        return Optimum(
            placed=self._read(values),
            bound=constant + bound,
            proven=bound - gained < 1 - TOLERANCE,  # the value is a whole number
        )

    def relax(
        self, kind: GoalKind, held: Sequence[Held]
    ) -> dict[str, list[tuple[int, float]]] | None:
        """For each task the share of it started by each quarter in the optimum of the linear relaxation; None if infeasible."""
        gains, _constant = self.gains(kind)
        relaxed = _solver(solve_relaxation=True)
        relaxed.passModel(self._program(gains, held))
        relaxed.run()
        if relaxed.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        shares = relaxed.getSolution().col_value
        return {
            task.id: [
                (quarter, shares[self.started[task.id, quarter]])
                for quarter in range(self.first[task.id], self.last[task.id] + 1)
            ]
            for task in self.problem.tasks
            if not task.fixed
        }

    def _values(self, placed: Mapping[str, Interval]) -> list[float]:
        """The values of all columns, 0.0 or 1.0, for a schedule."""
        values = [0.0] * len(self.lower)
        for (key, quarter), column in self.started.items():
            values[column] = float(key in placed and placed[key].start <= quarter)
        for column, required in self.level_prerequisites.items():
            values[column] = float(all(item is not None and values[item] for item in required))
        return values

    def _program(self, gains: Mapping[int, int], held: Sequence[Held]) -> highspy.HighsLp:
        """The model in the form of the solver, with the matrix by rows."""
        rows = [*self.rows, *(self._held_row(item) for item in held)]
        program = highspy.HighsLp()
        columns = len(self.lower)
        program.num_col_, program.num_row_ = columns, len(rows)
        program.col_cost_ = np.array([gains.get(column, 0) for column in range(columns)], float)
        program.col_lower_ = np.array(self.lower)
        program.col_upper_ = np.ones(columns)
        program.sense_ = highspy.ObjSense.kMaximize
        program.row_lower_ = np.full(len(rows), _MINUS_INFINITY)
        program.row_upper_ = np.array([limit for _row, limit in rows], dtype=float)
        program.integrality_ = [highspy.HighsVarType.kInteger] * columns
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(row) for row, _limit in rows)])
        matrix.index_ = np.array([column for row, _limit in rows for column in row])
        matrix.value_ = np.array(
            [value for row, _limit in rows for value in row.values()], dtype=float
        )
        return program

    def _held_row(self, held: Held) -> tuple[dict[int, int], float]:
        """The row that keeps a value: -gains @ x <= constant - value."""
        gains, constant = self.gains(held.kind)
        return {column: -gain for column, gain in gains.items()}, constant - held.value

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
