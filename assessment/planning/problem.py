"""What a schedule is: tasks, ladders they lift, limits they share; what a placement uses and what it is worth. Pure.

All amounts are whole numbers, so that sums are exact and the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MONTHS_A_QUARTER = 3
QUARTERS_A_YEAR = 4

FAR = 10_000
"""Quarters in a plan without a horizon: more than any chain of measures takes."""

QUICK_WIN_BONUS = 5
TASK_BONUS = 1
LEVEL_WORTH = 100
"""What one quarter is worth in which a level of weight 1 is reached, a quick win is done, any other task is done.

A level counts so much more that the other two only decide between plans that reach the same levels equally early.
"""


@dataclass(frozen=True, slots=True)
class Interval:
    """Quarters from the plan's start: first quarter, and the first one after the end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Task:
    """A measure to place. `uses` are units of a resource in each of its quarters, costs are in units of money.

    `cost` is spread over its quarters; `yearly` is spent from its end on. `latest_end` is the first quarter after
    which it must not be worked on any more. A `fixed` task stands where it stands, whatever it breaks.
    """

    id: str
    quarters: int
    waits: frozenset[str] = frozenset()
    priority: float = 0.0
    uses: tuple[tuple[str, int], ...] = ()
    cost: int = 0
    yearly: int = 0
    bonus: int = TASK_BONUS
    must: bool = False
    latest_end: int | None = None
    earliest: int = 0
    fixed: Interval | None = None


@dataclass(frozen=True, slots=True)
class LevelSequence:
    """The levels one indicator climbs: a step is made when its tasks are done and the step before is made.

    `weight` is what a level is worth for a quarter; `paid` steps count, the others only serve what needs them.
    """

    indicator: str
    weight: int
    steps: tuple[tuple[str, ...], ...]
    paid: int


@dataclass(frozen=True, slots=True)
class ScheduleProblem:
    """Tasks and limits. `quarters` is the horizon; a year without a budget, a resource not named, has no limit."""

    tasks: tuple[Task, ...]
    ladders: tuple[LevelSequence, ...] = ()
    quarters: int | None = None
    capacity: tuple[tuple[str, int], ...] = ()
    budgets: tuple[int | None, ...] = ()

    @property
    def horizon(self) -> int:
        return FAR if self.quarters is None else self.quarters


@dataclass(frozen=True, slots=True)
class Shortage:
    """What is missing for a task to start in a quarter: units of a resource in a quarter, or money in a year."""

    resource: str | None
    place: int
    """The quarter, or for money the year, counted from 0."""
    units: int


def quarters_of(months: int) -> int:
    """Whole quarters that hold `months`, at least one.

    >>> [quarters_of(months) for months in (1, 3, 4, 12)]
    [1, 1, 2, 4]
    """
    return max(1, -(-months // MONTHS_A_QUARTER))


def spread(total: int, parts: int, part: int) -> int:
    """The share of `total` in part number `part` of `parts`, in whole units that add up.

    >>> [spread(10, 4, part) for part in range(4)]
    [2, 3, 2, 3]
    """
    return total * (part + 1) // parts - total * part // parts


def spending(task: Task, place: Interval, horizon: int) -> dict[int, int]:
    """What a task costs in each year of the plan, once and from its end on, up to the horizon."""
    by_year: Counter[int] = Counter()
    length = place.end - place.start
    for part in range(length):
        if 0 <= place.start + part < horizon:
            by_year[(place.start + part) // QUARTERS_A_YEAR] += spread(task.cost, length, part)
    if task.yearly:
        for number, quarter in enumerate(range(place.end, horizon)):
            part = number % QUARTERS_A_YEAR
            by_year[max(quarter, 0) // QUARTERS_A_YEAR] += spread(
                task.yearly, QUARTERS_A_YEAR, part
            )
    return {year: amount for year, amount in by_year.items() if amount}


@dataclass(slots=True)
class ResourceUsage:
    """What is used and spent so far."""

    problem: ScheduleProblem
    used: Counter[tuple[str, int]] = field(default_factory=Counter)
    spent: Counter[int] = field(default_factory=Counter)

    def put(self, task: Task, place: Interval) -> None:
        for resource, units in task.uses:
            for quarter in range(place.start, place.end):
                self.used[resource, quarter] += units
        self.spent.update(spending(task, place, self.problem.horizon))

    def shortages(self, task: Task, place: Interval) -> Iterator[Shortage]:
        """Every limit that the task would break there; what others break already is not held against it."""
        capacity = dict(self.problem.capacity)
        for resource, units in task.uses:
            if resource in capacity and units:
                for quarter in range(place.start, place.end):
                    missing = self.used[resource, quarter] + units - capacity[resource]
                    if missing > 0:
                        yield Shortage(resource, quarter, missing)
        if not any(limit is not None for limit in self.problem.budgets):
            return
        horizon = self.problem.horizon
        if self.problem.quarters is None:
            horizon = max(place.end, len(self.problem.budgets) * QUARTERS_A_YEAR)
        for year, amount in sorted(spending(task, place, horizon).items()):
            limit = self.problem.budgets[year] if year < len(self.problem.budgets) else None
            if limit is not None and self.spent[year] + amount > limit:
                yield Shortage(None, year, self.spent[year] + amount - limit)

    def fits(self, task: Task, place: Interval) -> bool:
        return next(self.shortages(task, place), None) is None


def worth(problem: ScheduleProblem, placed: Mapping[str, Interval]) -> int:
    """What a plan gains: each level reached and each task done, times the quarters left until the horizon."""
    if problem.quarters is None:
        return 0
    total = 0
    for task in problem.tasks:
        if task.id in placed:
            total += task.bonus * max(0, problem.quarters + 1 - max(1, placed[task.id].end))
    for ladder in problem.ladders:
        reached = 0
        for number, step in enumerate(ladder.steps):
            if any(key not in placed for key in step):
                break
            reached = max([reached, *(placed[key].end for key in step)])
            if number < ladder.paid:
                total += ladder.weight * max(0, problem.quarters + 1 - max(1, reached))
    return total


def earliest_starts(tasks: Iterable[Task]) -> dict[str, int]:
    """The first quarter in which each task could start if nothing but its prerequisites mattered."""
    by_id = {task.id: task for task in tasks}
    found: dict[str, int] = {}

    def start_of(key: str) -> int:
        if key not in found:
            task = by_id[key]
            found[key] = (
                task.fixed.start
                if task.fixed
                else max(
                    [
                        task.earliest,
                        *(start_of(item) + length_of(by_id[item]) for item in task.waits),
                    ]
                )
            )
        return found[key]

    for key in by_id:
        start_of(key)
    return found


def length_of(task: Task) -> int:
    return task.fixed.end - task.fixed.start if task.fixed else task.quarters


def longest_chain(tasks: tuple[Task, ...], placed: Mapping[str, Interval]) -> frozenset[str]:
    """The tasks of the chain of prerequisites that takes longest in all, among those placed."""
    by_id = {task.id: task for task in tasks if task.id in placed}
    length: dict[str, int] = {}
    for task in sorted(by_id.values(), key=lambda item: placed[item.id].start):
        length[task.id] = task.quarters + max((length.get(key, 0) for key in task.waits), default=0)
    chain: list[str] = []
    step = max(length, key=lambda key: (length[key], key), default=None)
    while step is not None:
        chain.append(step)
        earlier = [key for key in by_id[step].waits if key in length]
        step = max(earlier, key=lambda key: (length[key], key), default=None)
    return frozenset(chain)
