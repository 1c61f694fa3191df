"""The columns of tasks in the mixed-integer model, whether each has started by a quarter, and the rows of their order. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from assessment.planning.schedule.problem import ScheduleProblem, Task, earliest_starts


@dataclass
class TaskColumns:
    """Binary columns and rows: rows @ x <= limit.

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
    any_of: dict[int, list[int]] = field(default_factory=dict)
    """For the column of a bundle, the columns of which one must be 1 for it to be 1, and all 0 for it to be 0."""

    def add_tasks(self) -> None:
        """Add the columns of all tasks, and the rows of their prerequisites."""
        self._start_columns()
        self._prerequisites()

    @cached_property
    def task(self) -> dict[str, Task]:
        """Tasks by id."""
        return {task.id: task for task in self.problem.tasks}

    @property
    def horizon(self) -> int:
        if self.problem.quarters is None:
            raise ValueError("a plan without a horizon has no optimum")
        return self.problem.quarters

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.lower)

    def column(self) -> int:
        """Add a binary column; returns its index."""
        self.lower.append(0.0)
        return len(self.lower) - 1

    def _start_columns(self) -> None:
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
                self.started[task.id, quarter] = self.column()
                if quarter > first:
                    column = self.started[task.id, quarter]
                    self.rows.append(({column - 1: 1, column: -1}, 0))
            if task.must and not self.soft_requirements:
                if last < first:
                    self.is_possible = False
                else:
                    self.lower[self.started[task.id, last]] = 1.0

    def started_by(self, key: str, quarter: int) -> int | None:
        """The column of `key` having started by `quarter`; None if it can't have."""
        if quarter < self.first[key] or self.last[key] < self.first[key]:
            return None
        return self.started[key, min(quarter, self.last[key])]

    def _prerequisites(self) -> None:
        """Add rows: a task starts only after each of its prerequisites has ended."""
        for task in self.problem.tasks:
            if task.fixed:
                continue
            for key in sorted(task.prerequisites):
                earlier = self.task[key]
                if earlier.fixed:
                    continue  # part of the earliest start
                for quarter in range(self.first[task.id], self.last[task.id] + 1):
                    row = {self.started[task.id, quarter]: 1}
                    before = self.started_by(key, quarter - earlier.quarters)
                    if before is not None:
                        row[before] = -1
                    self.rows.append((row, 0))
