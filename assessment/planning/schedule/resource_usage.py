"""The resource usage of a schedule, what a further task lacks, and where a task in a bundle has to end. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assessment.planning.schedule.problem import (
    FIRST_STARTS,
    QUARTERS_A_YEAR,
    Bundle,
    Interval,
    ScheduleProblem,
    Task,
    spending,
    spread_cost,
)


@dataclass(frozen=True, slots=True)
class Shortage:
    """Units by which a task in some interval exceeds a limit: of a resource in a quarter, or of money in a year."""

    resource: str | None
    """None for money."""
    period: int
    """The quarter, or for money the year, counted from 0."""
    units: int


Amounts = tuple[Counter[tuple[str, int]], Counter[int]]
"""Units by resource and quarter, and money by year."""


@dataclass(slots=True)
class ResourceUsage:
    """Units used by resource and quarter, and money spent by year, of the tasks placed so far."""

    problem: ScheduleProblem
    used: Counter[tuple[str, int]] = field(default_factory=Counter)
    spent: Counter[int] = field(default_factory=Counter)
    members: dict[str, dict[str, Interval]] = field(default_factory=dict)
    """By bundle, the intervals of its tasks placed so far."""
    limits: dict[tuple[str, int], int | None] = field(default_factory=dict)
    """Limits by resource and quarter that were asked for already."""

    @classmethod
    def of(cls, problem: ScheduleProblem, placed: Mapping[str, Interval]) -> ResourceUsage:
        """The usage of a schedule."""
        usage = cls(problem)
        for task in problem.tasks:
            if task.id in placed:
                usage.add(task, placed[task.id])
        return usage

    def copy(self, problem: ScheduleProblem | None = None) -> ResourceUsage:
        """The same usage, to be added to apart; under the limits of `problem` where it is given."""
        members = {key: dict(placed) for key, placed in self.members.items()}
        used, spent = Counter(self.used), Counter(self.spent)
        if problem is None:
            return ResourceUsage(self.problem, used, spent, members, self.limits)
        return ResourceUsage(problem, used, spent, members)

    def end_of(self, task: Task) -> int | None:
        """The quarter in which the bundle of a task ends, exclusive; None where none of its tasks is placed, or without one."""
        placed = self.members.get(task.bundle, {})
        return next((interval.end for interval in placed.values()), None)

    def add(self, task: Task, interval: Interval) -> None:
        """Count a task in `interval`."""
        used, spent = self._added(task, interval)
        for key, units in used.items():
            self.used[key] += units
        for year, amount in spent.items():
            self.spent[year] += amount
        if task.bundle:
            self.members.setdefault(task.bundle, {})[task.id] = interval

    def shortages(self, task: Task, interval: Interval) -> Iterator[Shortage]:
        """Every limit that the task would exceed in `interval`, with the units missing. Limits it does not use are ignored."""
        used, spent = self._added(task, interval)
        for (resource, quarter), units in used.items():
            limit = self._limit(resource, quarter) if units > 0 else None
            if limit is not None:
                missing = self.used[resource, quarter] + units - limit
                if missing > 0:
                    yield Shortage(resource, quarter, missing)
        for year, amount in sorted(spent.items()):
            limit = self.problem.budgets[year] if year < len(self.problem.budgets) else None
            if limit is not None and amount > 0 and self.spent[year] + amount > limit:
                yield Shortage(None, year, self.spent[year] + amount - limit)

    def fits(self, task: Task, interval: Interval) -> bool:
        """Whether the task exceeds no limit in `interval`."""
        return next(self.shortages(task, interval), None) is None

    def _limit(self, resource: str, quarter: int) -> int | None:
        """`ScheduleProblem.limit`, looked up once."""
        key = resource, quarter
        if key not in self.limits:
            self.limits[key] = self.problem.limit(resource, quarter)
        return self.limits[key]

    def _added(self, task: Task, interval: Interval) -> Amounts:
        """What the task in `interval` adds; in a bundle that can be less than nothing, where another task carries it then."""
        used: Counter[tuple[str, int]] = Counter()
        for resource, quarter, units in self.problem.uses(task, interval):
            used[resource, quarter] += units
        horizon = self.problem.horizon
        if self.problem.quarters is None:
            budgeted = len(self.problem.budgets) * QUARTERS_A_YEAR - self.problem.year_shift
            horizon = max(interval.end, budgeted)
        spent = Counter(spending(task, interval, horizon, self.problem.year_shift))
        bundle = next((item for item in self.problem.bundles if item.id == task.bundle), None)
        if bundle is not None:
            before = self.members.get(bundle.id, {})
            for sign, placed in ((1, {**before, task.id: interval}), (-1, before)):
                units_of, money_of = _shared(self.problem, bundle, placed, horizon)
                for key, units in units_of.items():
                    used[key] += sign * units
                for year, amount in money_of.items():
                    spent[year] += sign * amount
        return used, spent


def _shared(
    problem: ScheduleProblem, bundle: Bundle, placed: Mapping[str, Interval], horizon: int
) -> Amounts:
    """What a bundle uses once for all of its placed tasks: its own units, and what the carrier adds."""
    used: Counter[tuple[str, int]] = Counter()
    carrier = next((item for item in bundle.carriers if item.task in placed), None)
    if carrier is None:
        return used, Counter()
    first = min(interval.start for interval in placed.values())
    own = placed[carrier.task]
    for uses, start in ((bundle.uses, first), (carrier.uses, own.start)):
        for resource, units in uses:
            for quarter in range(start, own.end):
                used[resource, quarter] += units
    if first == problem.first_quarter:
        used[FIRST_STARTS, first] += 1
    return used, Counter(spread_cost(carrier.cost, own, horizon, problem.year_shift))
