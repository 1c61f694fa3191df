"""The best schedule within the limits, with a proof or a bound (docs/adr/0022). The only file that knows the solver.

Time-indexed mixed-integer model: for each task and quarter, whether it has started by then; prerequisites, ladders,
capacity and budgets are rows over those. One thread, a fixed seed, a limit of nodes and none of time: the same
input gives the same plan.

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

MOST_NODES = 200
"""Nodes of the search at most; after them the bound is stated (measured: docs/performance.md)."""

CLOSE_ENOUGH = 0.003
"""A large plan need not be proven better than this: the last 0.3 % take longer than all before. The bound is said."""

SMALL = 1_000
"""Columns up to which the optimum is proven to the last unit; above, the search begins with a schedule."""

WISH_WORTH = 10_000_000
"""What it is worth to keep one wish where not all can be kept: more than any plan gains otherwise."""

TINY = 1e-6

_FREE = -highspy.kHighsInf


@dataclass(frozen=True, slots=True)
class Optimum:
    """A schedule and the most that any schedule could be worth; `proven` where the two are one."""

    placed: dict[str, Interval]
    bound: float
    proven: bool


def find_optimum(
    problem: ScheduleProblem, *, nodes: int = MOST_NODES, wishes_may_fail: bool = False
) -> Optimum | None:
    """The schedule of the highest worth; None where the obligatory tasks can't be placed. Needs a horizon."""
    return _Model(problem, wishes_may_fail=wishes_may_fail).solve(nodes)


def can_be_met(problem: ScheduleProblem) -> bool:
    """Whether there is any schedule with all obligatory tasks."""
    return _Model(problem, any_will_do=True).solve(MOST_NODES * 10) is not None


def _solver(**options: Any) -> Any:
    """A solver that is quiet and does the same each time."""
    make: Any = highspy.Highs  # it brings no types
    solver = make()
    for name, value in {"output_flag": False, "threads": 1, "random_seed": 0, **options}.items():
        solver.setOptionValue(name, value)
    return solver


@dataclass(slots=True)
class _Model:
    problem: ScheduleProblem
    wishes_may_fail: bool = False
    any_will_do: bool = False
    gains: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, int], float]] = field(default_factory=list)
    started: dict[tuple[str, int], int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    needs: dict[int, list[int | None]] = field(default_factory=dict)
    """For the column of a level, the columns that have to be 1 before it; None is never."""
    constant: float = 0.0

    def solve(self, nodes: int) -> Optimum | None:
        if not self._columns():
            return None
        self._prerequisites()
        self._ladders()
        self._capacity()
        self._budgets()
        if any(not row and most < 0 for row, most in self.rows):
            return None
        return self._run(nodes)

    @property
    def horizon(self) -> int:
        if self.problem.quarters is None:
            raise ValueError("a plan without a horizon has no optimum")
        return self.problem.quarters

    def _column(self, gain: float) -> int:
        self.gains.append(0.0 if self.any_will_do else gain)
        self.lower.append(0.0)
        return len(self.gains) - 1

    def _columns(self) -> bool:
        """One column for each task and quarter it can have started by; False where a task that must has none."""
        earliest = earliest_starts(self.problem.tasks)
        for task in self.problem.tasks:
            if task.fixed:
                self.constant += task.bonus * max(0, self.horizon + 1 - max(1, task.fixed.end))
                continue
            end = self.horizon
            if task.latest_end is not None and not self.wishes_may_fail:
                end = min(end, task.latest_end)
            first, last = earliest[task.id], end - task.quarters
            self.first[task.id], self.last[task.id] = first, last
            for quarter in range(first, last + 1):
                # Started by the last quarter stands for all that follow: done from there to the horizon.
                times = self.horizon + 1 - last - task.quarters if quarter == last else 1
                self.started[task.id, quarter] = self._column(task.bonus * times)
                if quarter > first:
                    self._row({(task.id, quarter - 1): 1, (task.id, quarter): -1}, 0)
            if task.must and not self._must(task):
                return False
        return True

    def _must(self, task: Task) -> bool:
        last = self.last[task.id]
        if self.wishes_may_fail:
            if last >= self.first[task.id]:
                self.gains[self.started[task.id, last]] += WISH_WORTH
            if task.latest_end is not None:
                column = self._by(task.id, min(task.latest_end - task.quarters, last))
                if column is not None:
                    self.gains[column] += WISH_WORTH
            return True
        if last < self.first[task.id]:
            return False
        self.lower[self.started[task.id, last]] = 1.0
        return True

    def _by(self, key: str, quarter: int) -> int | None:
        """The column that says `key` has started by `quarter`; None where it can't have."""
        if quarter < self.first[key] or self.last[key] < self.first[key]:
            return None
        return self.started[key, min(quarter, self.last[key])]

    def _row(self, terms: dict[tuple[str, int], int], most: float) -> None:
        self.rows.append(({self.started[key]: value for key, value in terms.items()}, most))

    def _prerequisites(self) -> None:
        by_id = {task.id: task for task in self.problem.tasks}
        for task in self.problem.tasks:
            if task.fixed:
                continue
            for key in sorted(task.waits):
                earlier = by_id[key]
                if earlier.fixed:
                    continue  # in `earliest`
                for quarter in range(self.first[task.id], self.last[task.id] + 1):
                    row = {self.started[task.id, quarter]: 1}
                    before = self._by(key, quarter - earlier.quarters)
                    if before is not None:
                        row[before] = -1
                    self.rows.append((row, 0))

    def _ladders(self) -> None:
        by_id = {task.id: task for task in self.problem.tasks}
        for ladder in self.problem.ladders:
            below: dict[int, int] | None = None
            fixed_below = 0
            for number, step in enumerate(ladder.steps):
                moving = [by_id[key] for key in step if not by_id[key].fixed]
                fixed_below = max(
                    [fixed_below, *(place.end for key in step if (place := by_id[key].fixed))]
                )
                gain = ladder.weight if number < ladder.paid else 0
                begin = max(
                    [1, fixed_below, *(self.first[task.id] + task.quarters for task in moving)]
                )
                if not moving and below is None:
                    self.constant += gain * max(0, self.horizon + 1 - begin)
                    continue
                reached: dict[int, int] = {}
                for end in range(begin, self.horizon + 1):
                    column = self._column(gain)
                    reached[end] = column
                    needs = [self._by(task.id, end - task.quarters) for task in moving]
                    if below is not None:
                        needs.append(below.get(end))
                    self.needs[column] = needs
                    for before in needs:
                        self.rows.append(
                            ({column: 1} | ({before: -1} if before is not None else {}), 0)
                        )
                below = reached

    def _capacity(self) -> None:
        left: defaultdict[str, Counter[int]] = defaultdict(Counter)
        users: defaultdict[str, list[tuple[Task, int]]] = defaultdict(list)
        for task in self.problem.tasks:
            for resource, units in task.uses:
                if task.fixed:
                    for quarter in range(task.fixed.start, task.fixed.end):
                        left[resource][quarter] += units
                elif units:
                    users[resource].append((task, units))
        for resource, most in self.problem.capacity:
            for quarter in range(self.horizon):
                row: Counter[int] = Counter()
                for task, units in users[resource]:
                    begun = self._by(task.id, quarter)
                    ended = self._by(task.id, quarter - task.quarters)
                    if begun is not None:
                        row[begun] += units
                    if ended is not None:
                        row[ended] -= units
                self._limit(row, max(0, most - left[resource][quarter]))

    def _budgets(self) -> None:
        for year, most in enumerate(self.problem.budgets):
            if most is None or year * 4 >= self.horizon:
                continue
            row: Counter[int] = Counter()
            spent = 0
            for task in self.problem.tasks:
                if task.fixed:
                    spent += spending(task, task.fixed, self.horizon).get(year, 0)
                    continue
                for start in range(self.first[task.id], self.last[task.id] + 1):
                    place = Interval(start, start + task.quarters)
                    amount = spending(task, place, self.horizon).get(year, 0)
                    row[self.started[task.id, start]] += amount
                    if start > self.first[task.id]:
                        row[self.started[task.id, start - 1]] -= amount
            self._limit(row, max(0, most - spent))

    def _limit(self, row: Counter[int], most: int) -> None:
        terms = {column: value for column, value in row.items() if value}
        if sum(value for value in terms.values() if value > 0) > most:
            self.rows.append((terms, most))

    def _run(self, nodes: int) -> Optimum | None:
        if not self.gains:
            return Optimum(self._fixed(), self.constant, proven=True)
        program = self._program()
        is_large = len(self.gains) > SMALL
        solver = _solver(
            mip_rel_gap=CLOSE_ENOUGH if is_large else 0.0,
            mip_abs_gap=0.5,  # worth is a whole number
            mip_max_nodes=nodes,
            mip_allow_restart=False,
        )
        solver.passModel(program)
        if is_large and not self.any_will_do:
            start = self._first_solution(program)
            if start is not None:
                solver.setSolution(start)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = np.asarray(solver.getSolution().col_value)
        gained, most = float(info.objective_function_value), float(info.mip_dual_bound)
        return Optimum(
            placed=self._read(values),
            bound=self.constant + most,
            proven=most - gained < 1 - TINY,  # worth is a whole number
        )

    def _first_solution(self, program: highspy.HighsLp) -> highspy.HighsSolution | None:
        """A schedule to begin the search with, from the relaxed model; None where that finds none."""
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
        found = highspy.HighsSolution()
        found.col_value = self._values(placed)
        return found

    def _values(self, placed: Mapping[str, Interval]) -> list[float]:
        """The columns as a schedule sets them."""
        values = [0.0] * len(self.gains)
        for (key, quarter), column in self.started.items():
            values[column] = float(key in placed and placed[key].start <= quarter)
        for column, needs in self.needs.items():
            values[column] = float(all(item is not None and values[item] for item in needs))
        return values

    def _program(self) -> highspy.HighsLp:
        program = highspy.HighsLp()
        columns = len(self.gains)
        program.num_col_, program.num_row_ = columns, len(self.rows)
        program.col_cost_ = np.array(self.gains)
        program.col_lower_ = np.array(self.lower)
        program.col_upper_ = np.ones(columns)
        program.sense_ = highspy.ObjSense.kMaximize
        program.row_lower_ = np.full(len(self.rows), _FREE)
        program.row_upper_ = np.array([most for _row, most in self.rows], dtype=float)
        program.integrality_ = [highspy.HighsVarType.kInteger] * columns
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(row) for row, _most in self.rows)])
        matrix.index_ = np.array([column for row, _most in self.rows for column in row])
        matrix.value_ = np.array(
            [value for row, _most in self.rows for value in row.values()], dtype=float
        )
        return program

    def _fixed(self) -> dict[str, Interval]:
        return {task.id: task.fixed for task in self.problem.tasks if task.fixed}

    def _read(self, values: np.ndarray) -> dict[str, Interval]:
        placed = self._fixed()
        for task in self.problem.tasks:
            if task.fixed:
                continue
            for quarter in range(self.first[task.id], self.last[task.id] + 1):
                if values[self.started[task.id, quarter]] > 0.5:
                    placed[task.id] = Interval(quarter, quarter + task.quarters)
                    break
        return placed
