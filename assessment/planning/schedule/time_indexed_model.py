"""Columns and rows of a scheduling problem as a mixed-integer model, and the gain of each column in a goal. Pure.

Time-indexed, in step form: a binary column for each task and quarter, whether it has started by then; prerequisites, level
sequences, bundles, capacity and budgets are rows over those, and so is the value held in each goal solved before.

Method: Pritsker, Watters and Wolfe (1969).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assessment.planning.schedule.bundle_columns import BundleColumns
from assessment.planning.schedule.goals import GoalKind, Held, level_gain, target_gain, task_gain
from assessment.planning.schedule.problem import (
    FIRST_STARTS,
    Interval,
    LevelSequence,
    Task,
    Tier,
    spending,
)
from assessment.planning.schedule.task_columns import TaskColumns


@dataclass
class Model(TaskColumns):
    """Columns and rows of a problem: rows @ x <= limit, x binary; a goal is a gain for each column and a constant."""

    bundles: list[BundleColumns] = field(default_factory=list)
    level_prerequisites: dict[int, list[int | None]] = field(default_factory=dict)
    """For the column of a level, the columns that must be 1 for it; None for one that can't be."""
    level_columns: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    """By sequence and step, the column of each quarter by whose end the level can be reached."""
    level_from: dict[tuple[int, int], int] = field(default_factory=dict)
    """By sequence and step, the quarter by whose end fixed tasks alone reach it."""

    def __post_init__(self) -> None:
        self.add_tasks()
        self.bundles = [BundleColumns(self, item) for item in self.problem.bundles]
        for index, sequence in enumerate(self.problem.level_sequences):
            self._level_sequence(index, sequence)
        self._capacity()
        self._budgets()
        if any(not row and limit < 0 for row, limit in self.rows):
            self.is_possible = False

    def _level_sequence(self, index: int, sequence: LevelSequence) -> None:
        """Add a column for each level and quarter by whose end it can be reached, with rows for its prerequisites."""
        below: dict[int, int] | None = None
        fixed_below = 0
        for number, step in enumerate(sequence.steps[: sequence.paid]):
            moving = [self.task[key] for key in step if not self.task[key].fixed]
            fixed_below = max(
                [fixed_below, *(interval.end for key in step if (interval := self.task[key].fixed))]
            )
            begin = max([1, fixed_below, *(self.first[task.id] + task.quarters for task in moving)])
            if not moving and below is None:
                self.level_from[index, number] = begin
                continue
            columns: dict[int, int] = {}
            for end in range(begin, self.horizon + 1):
                column = self.column()
                columns[end] = column
                required = [self.started_by(task.id, end - task.quarters) for task in moving]
                if below is not None:
                    required.append(below.get(end))
                self.level_prerequisites[column] = required
                for before in required:
                    self.rows.append(
                        ({column: 1} | ({before: -1} if before is not None else {}), 0)
                    )
            self.level_columns[index, number] = below = columns

    def targets(self, tier: Tier) -> tuple[int, ...]:
        """The columns of the indicators of a tier that can be at their target by the horizon, in the order of the edition."""
        return tuple(
            self.level_columns[index, item.paid - 1][self.horizon]
            for index, item in enumerate(self.problem.level_sequences)
            if item.tier is tier
            and item.closes
            and self.horizon in self.level_columns.get((index, item.paid - 1), ())
        )

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
                    started = self.started_by(task.id, quarter)
                    ended = self.started_by(task.id, quarter - task.quarters)
                    if started is not None:
                        row[started] += units
                    if ended is not None:
                        row[ended] -= units
                for bundle in self.bundles:
                    bundle.add_use(row, resource, quarter)
                limit = self.problem.limit(resource, quarter) or 0
                self.limit(row, max(0, limit - fixed_use[resource][quarter]))
        if self.problem.first_starts is not None:
            quarter = self.problem.first_quarter
            starts = Counter(
                column
                for key, first in self.first.items()
                if first == quarter
                and not self.task[key].bundle
                and (column := self.started_by(key, quarter)) is not None
            )
            starts.update(
                bundle.started[quarter] for bundle in self.bundles if quarter in bundle.started
            )
            used = fixed_use[FIRST_STARTS][quarter]
            self.limit(starts, max(0, self.problem.first_starts - used))

    def _budgets(self) -> None:
        """Add rows: in each year the tasks cost at most what fixed tasks leave of the budget."""
        rows: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._spending(rows)
        spent: Counter[int] = Counter()
        for task in self.problem.tasks:
            if task.fixed:
                spent.update(self._spent(task, task.fixed))
        for year, limit in enumerate(self.problem.budgets):
            if limit is not None and self.problem.is_within(year):
                self.limit(rows[year], max(0, limit - spent[year]))

    def _spending(self, rows: defaultdict[int, Counter[int]]) -> None:
        """Add to the row of each year what the tasks that are not fixed cost in it."""
        for task in self.problem.tasks:
            if task.fixed:
                continue
            for start in range(self.first[task.id], self.last[task.id] + 1):
                by_year = self._spent(task, Interval(start, start + task.quarters))
                for year, amount in by_year.items():
                    rows[year][self.started[task.id, start]] += amount
                    if start > self.first[task.id]:
                        rows[year][self.started[task.id, start - 1]] -= amount
        for bundle in self.bundles:
            bundle.add_spending(rows)

    def _spent(self, task: Task, interval: Interval) -> Mapping[int, int]:
        return spending(task, interval, self.horizon, self.problem.year_shift)

    def limit(self, row: Counter[int], limit: int) -> None:
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
            column = self.started_by(task.id, min(task.latest_end - task.quarters, last))
            if column is not None:
                gains[column] += 1
        return 0

    def values(self, placed: Mapping[str, Interval]) -> list[float]:
        """The values of all columns, 0.0 or 1.0, for a schedule."""
        values = [0.0] * len(self.lower)
        for (key, quarter), column in self.started.items():
            values[column] = float(key in placed and placed[key].start <= quarter)
        for column, causes in self.any_of.items():
            values[column] = max(values[item] for item in causes)
        for column, required in self.level_prerequisites.items():
            values[column] = float(all(item is not None and values[item] for item in required))
        return values

    def held_row(self, held: Held) -> tuple[dict[int, int], float]:
        """The row that keeps a value: -gains @ x <= constant - value."""
        gains, constant = self.gains(held.kind)
        return {column: -gain for column, gain in gains.items()}, constant - held.value

    def fixed(self) -> dict[str, Interval]:
        return {task.id: task.fixed for task in self.problem.tasks if task.fixed}

    def read(self, values: Sequence[float]) -> dict[str, Interval]:
        """Read the schedule from the values of the columns."""
        placed = self.fixed()
        for task in self.problem.tasks:
            if task.fixed:
                continue
            for quarter in range(self.first[task.id], self.last[task.id] + 1):
                if values[self.started[task.id, quarter]] > 0.5:
                    placed[task.id] = Interval(quarter, quarter + task.quarters)
                    break
        return placed
