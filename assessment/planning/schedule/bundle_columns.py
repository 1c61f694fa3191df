"""Columns and rows of a bundle in the mixed-integer model: one end for its tasks, one carrier, one use of each limit. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict

from assessment.planning.schedule.problem import Bundle, Carrier, Interval, Task, spread_cost
from assessment.planning.schedule.task_columns import TaskColumns

Row = dict[int, int]


class BundleColumns:
    """Columns of a bundle: by quarter, whether it has started and, for the first k carriers, whether one of them has ended.

    Carrier k carries what the first k have ended and the first k - 1 have not.
    """

    def __init__(self, model: TaskColumns, bundle: Bundle) -> None:
        self.model, self.bundle = model, bundle
        members = [
            (item, model.task[item.task])
            for item in bundle.carriers
            if item.task in model.first and model.last[item.task] >= model.first[item.task]
        ]
        self.carriers: list[tuple[Carrier, Task]] = members
        self.started: dict[int, int] = {}
        """By quarter, the column of the bundle having started by then."""
        self.ended: list[dict[int, int]] = []
        """For the first k carriers, by quarter, the column of one of them having ended before it."""
        if members:
            self._end_columns()
            self._one_end()
            self._start_columns()

    def _end_columns(self) -> None:
        """Add a column for each number of carriers and each end: 1 if and only if one of them has ended by then."""
        model = self.model
        ends = [
            (model.first[task.id] + task.quarters, model.last[task.id] + task.quarters)
            for _carrier, task in self.carriers
        ]
        for number, (_carrier, task) in enumerate(self.carriers):
            columns: dict[int, int] = {}
            first = min(begin for begin, _end in ends[: number + 1])
            last = max(end for _begin, end in ends[: number + 1])
            for end in range(first, last + 1):
                own = model.started_by(task.id, end - task.quarters)
                before = self._ended(number - 1, end) if number else None
                causes = [column for column in (own, before) if column is not None]
                columns[end] = causes[0] if len(causes) == 1 else self._any_of(causes)
            self.ended.append(columns)

    def _any_of(self, causes: list[int]) -> int:
        """Add a column that is 1 if and only if one of `causes` is."""
        column = self.model.column()
        self.model.any_of[column] = causes
        self.model.rows += [({item: 1, column: -1}, 0) for item in causes]
        self.model.rows.append(({column: 1, **dict.fromkeys(causes, -1)}, 0))
        return column

    def _ended(self, number: int, quarter: int) -> int | None:
        """The column of one of the first `number` + 1 carriers having ended before `quarter`; None if none can have."""
        columns = self.ended[number]
        if quarter < min(columns):
            return None
        return columns[min(quarter, max(columns))]

    def _change(self, row: Counter[int], number: int, quarter: int, factor: int) -> None:
        """Add to a row `factor` times whether carrier `number` carries and has ended before `quarter`."""
        for item, sign in ((number, factor), (number - 1, -factor)):
            column = self._ended(item, quarter) if item >= 0 else None
            if column is not None:
                row[column] += sign

    def _one_end(self) -> None:
        """Add rows: a task ends only in the quarter in which the bundle does."""
        model, whole = self.model, len(self.carriers) - 1
        for _carrier, task in self.carriers if whole else ():
            for start in range(model.first[task.id], model.last[task.id] + 1):
                row: Counter[int] = Counter()
                row[model.started[task.id, start]] += 1
                if start > model.first[task.id]:
                    row[model.started[task.id, start - 1]] -= 1
                for quarter, sign in ((start + task.quarters, -1), (start + task.quarters - 1, 1)):
                    column = self._ended(whole, quarter)
                    if column is not None:
                        row[column] += sign
                model.rows.append(({key: value for key, value in row.items() if value}, 0))

    def _start_columns(self) -> None:
        """Add a column for each quarter: 1 if a task of the bundle has started by then."""
        model = self.model
        first = min(model.first[task.id] for _carrier, task in self.carriers)
        last = max(model.last[task.id] for _carrier, task in self.carriers)
        for quarter in range(first, last + 1):
            causes = [
                column
                for _carrier, task in self.carriers
                if (column := model.started_by(task.id, quarter)) is not None
            ]
            self.started[quarter] = causes[0] if len(causes) == 1 else self._any_of(causes)

    def add_use(self, row: Counter[int], resource: str, quarter: int) -> None:
        """Add to a row what the bundle uses of a resource in a quarter."""
        if not self.carriers:
            return
        units = dict(self.bundle.uses).get(resource, 0)
        if units and quarter >= min(self.started):
            row[self.started[min(quarter, max(self.started))]] += units
            ended = self._ended(len(self.carriers) - 1, quarter)
            if ended is not None:
                row[ended] -= units
        for number, (carrier, task) in enumerate(self.carriers):
            extra = dict(carrier.uses).get(resource, 0)
            if extra:
                self._change(row, number, quarter + task.quarters, extra)
                self._change(row, number, quarter, -extra)

    def add_spending(self, rows: defaultdict[int, Counter[int]]) -> None:
        """Add to the row of each year what the carrier costs in it, for each quarter in which it can end."""
        horizon, shift = self.model.horizon, self.model.problem.year_shift
        for number, (carrier, task) in enumerate(self.carriers):
            for end in self.ended[number] if carrier.cost else ():
                interval = Interval(end - task.quarters, end)
                for year, amount in spread_cost(carrier.cost, interval, horizon, shift).items():
                    self._change(rows[year], number, end, amount)
                    self._change(rows[year], number, end - 1, -amount)
