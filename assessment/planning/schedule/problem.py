"""The scheduling problem: tasks, bundles, level sequences and shared limits. Pure.

All amounts are whole numbers, so that sums are exact and the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

from assessment.model.plan_settings import Emphasis

MONTHS_A_QUARTER = 3
QUARTERS_A_YEAR = 4

UNLIMITED_QUARTERS = 10_000
"""The horizon, in quarters, of a plan without one: longer than any chain of measures."""

QUICK_WIN_BONUS = 5
TASK_BONUS = 1
"""Gain of each quarter in which a quick win is done, any other task is done, in the worth of a schedule."""

ALL = "all:"
"""Name of the resource that counts the tasks under way; each task uses one unit, whoever leads it."""

FIRST_STARTS = "first:"
"""Name of the resource that counts the tasks that start in the first quarter of the plan."""


class Tier(IntEnum):
    """The urgency of an indicator, most urgent first."""

    DANGER = 0
    CORE = 1
    OTHER = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """Half-open interval of quarters, counted from the plan's start: `end` is the first quarter after it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Task:
    """A measure to schedule. `uses` are units of a resource in each of its quarters, costs are in units of money.

    `cost` is spread over its quarters; `yearly` is spent from its end on. `prerequisites` are tasks that end before it
    starts. It ends by quarter `latest_end`, exclusive. A `fixed` task keeps its interval, whatever limit it exceeds.
    In a `bundle` its uses and costs are those of a rider (`Bundle`).
    """

    id: str
    quarters: int
    prerequisites: frozenset[str] = frozenset()
    priority: float = 0.0
    uses: tuple[tuple[str, int], ...] = ()
    cost: int = 0
    yearly: int = 0
    bonus: int = TASK_BONUS
    must: bool = False
    latest_end: int | None = None
    earliest: int = 0
    fixed: Interval | None = None
    bundle: str = ""
    urgent: bool = False
    """Whether it is an urgent act, done as early as can be."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """What a task of a bundle uses and costs in addition to its own as a rider, where it carries the procedure."""

    task: str
    cost: int = 0
    uses: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Tasks that go through one procedure: those that are placed end in the same quarter (docs/adr/0047).

    The first of `carriers` that is placed carries the procedure. `uses` are units of a resource in each quarter from the
    first start of any of them to their end, once for all of them; so is a start in the first quarter.
    """

    id: str
    carriers: tuple[Carrier, ...]
    uses: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LevelSequence:
    """The steps that raise one indicator by a level each; a step is reached when its tasks and all steps before are done.

    `weight` is the gain of a level per quarter. The first `paid` steps lead to the target and gain; those beyond are
    prerequisites of measures elsewhere. Fewer steps than `paid` cannot reach the target.
    """

    indicator: str
    weight: int
    steps: tuple[tuple[str, ...], ...]
    paid: int
    tier: Tier = Tier.OTHER

    @property
    def closes(self) -> bool:
        """Whether its steps lead to the target."""
        return 0 < self.paid <= len(self.steps)


@dataclass(frozen=True, slots=True)
class ScheduleProblem:
    """Tasks and limits. `quarters` is the horizon; a year without a budget and a resource without capacity are unlimited.

    Quarters count in the budget of year `(quarter + year_shift) // 4`. `first_year` are lower capacities in the first four quarters; at most `first_starts` tasks start in quarter
    `first_quarter`.
    """

    tasks: tuple[Task, ...]
    level_sequences: tuple[LevelSequence, ...] = ()
    quarters: int | None = None
    capacity: tuple[tuple[str, int], ...] = ()
    budgets: tuple[int | None, ...] = ()
    year_shift: int = 0
    emphasis: Emphasis = Emphasis.DANGER_FIRST
    first_year: tuple[tuple[str, int], ...] = ()
    first_starts: int | None = None
    first_quarter: int = 0
    bundles: tuple[Bundle, ...] = ()

    @property
    def horizon(self) -> int:
        return UNLIMITED_QUARTERS if self.quarters is None else self.quarters

    def is_within(self, year: int) -> bool:
        """Whether a year of money begins within the horizon."""
        return year * QUARTERS_A_YEAR - self.year_shift < self.horizon

    def limit(self, resource: str, quarter: int) -> int | None:
        """The capacity of a resource in a quarter; None where it has none."""
        if resource == FIRST_STARTS:
            return self.first_starts
        early = self.first_year if quarter < QUARTERS_A_YEAR else ()
        return min(
            (units for name, units in (*self.capacity, *early) if name == resource), default=None
        )

    def uses(self, task: Task, interval: Interval) -> Iterator[tuple[str, int, int]]:
        """Yield each resource, quarter and number of units that a task uses in `interval`."""
        for resource, units in task.uses:
            for quarter in range(interval.start, interval.end):
                yield resource, quarter, units
        if interval.start == self.first_quarter and not task.bundle:
            yield FIRST_STARTS, interval.start, 1


def quarters_of(months: int) -> int:
    """Whole quarters that hold `months`, at least one.

    >>> [quarters_of(months) for months in (1, 3, 4, 12)]
    [1, 1, 2, 4]
    """
    return max(1, -(-months // MONTHS_A_QUARTER))


def spread(total: int, parts: int, part: int) -> int:
    """The share of `total` in part number `part` of `parts`, in whole units that sum to `total`.

    >>> [spread(10, 4, part) for part in range(4)]
    [2, 3, 2, 3]
    """
    return total * (part + 1) // parts - total * part // parts


@lru_cache(
    maxsize=20_000
)  # of each task and start, in the models of all goals and in every order of placing
def spending(task: Task, interval: Interval, horizon: int, shift: int = 0) -> Mapping[int, int]:
    """Cost of a task by year: `cost` over its interval, `yearly` from its end to the horizon. Years without are absent.

    `shift` as `ScheduleProblem.year_shift`.
    """
    by_year: Counter[int] = Counter(spread_cost(task.cost, interval, horizon, shift))
    if task.yearly:
        for number, quarter in enumerate(range(interval.end, horizon)):
            part = number % QUARTERS_A_YEAR
            by_year[(max(quarter, 0) + shift) // QUARTERS_A_YEAR] += spread(
                task.yearly, QUARTERS_A_YEAR, part
            )
    return MappingProxyType({year: amount for year, amount in by_year.items() if amount})


def spread_cost(cost: int, interval: Interval, horizon: int, shift: int = 0) -> dict[int, int]:
    """A cost by year, spread evenly over the quarters of an interval up to the horizon; `shift` as of `spending`."""
    by_year: Counter[int] = Counter()
    length = interval.end - interval.start
    for part in range(length):
        if 0 <= interval.start + part < horizon:
            year = (interval.start + part + shift) // QUARTERS_A_YEAR
            by_year[year] += spread(cost, length, part)
    return {year: amount for year, amount in by_year.items() if amount}


def on_their_own(problem: ScheduleProblem, keys: Collection[str]) -> ScheduleProblem:
    """The problem with some tasks taken out of their bundles: each uses and costs what it does on its own."""
    extra = {
        item.task: (bundle, item)
        for bundle in problem.bundles
        for item in bundle.carriers
        if item.task in keys
    }
    return replace(
        problem,
        tasks=tuple(
            replace(
                task,
                bundle="",
                cost=task.cost + extra[task.id][1].cost,
                uses=added_uses(task.uses, extra[task.id][0].uses, extra[task.id][1].uses),
            )
            if task.id in extra
            else task
            for task in problem.tasks
        ),
        bundles=tuple(
            replace(
                bundle, carriers=tuple(item for item in bundle.carriers if item.task not in keys)
            )
            for bundle in problem.bundles
        ),
    )


def added_uses(*uses: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """The sum of units by resource, in the order of their first mention."""
    total: dict[str, int] = {}
    for resource, units in (pair for pairs in uses for pair in pairs):
        total[resource] = total.get(resource, 0) + units
    return tuple(total.items())


def places_obligatory(problem: ScheduleProblem, placed: Mapping[str, Interval]) -> bool:
    """Whether every obligatory task is placed."""
    return all(task.id in placed for task in problem.tasks if task.must)


def closure(tasks: Iterable[Task], keys: Iterable[str]) -> set[str]:
    """Ids of these tasks and of all their direct and indirect prerequisites; unknown ids are ignored."""
    by_id = {task.id: task for task in tasks}
    reached: set[str] = set()
    left = [key for key in keys if key in by_id]
    while left:
        key = left.pop()
        if key not in reached:
            reached.add(key)
            left.extend(by_id[key].prerequisites & by_id.keys())
    return reached


def earliest_starts(tasks: Iterable[Task]) -> dict[str, int]:
    """The first quarter in which each task could start if prerequisites were the only constraint."""
    by_id = {task.id: task for task in tasks}
    starts: dict[str, int] = {}

    def start_of(key: str) -> int:
        if key not in starts:
            task = by_id[key]
            starts[key] = (
                task.fixed.start
                if task.fixed
                else max(
                    [
                        task.earliest,
                        *(start_of(item) + length_of(by_id[item]) for item in task.prerequisites),
                    ]
                )
            )
        return starts[key]

    for key in by_id:
        start_of(key)
    return starts


def length_of(task: Task) -> int:
    """Quarters that a task takes; of a fixed task, those of its interval."""
    return task.fixed.end - task.fixed.start if task.fixed else task.quarters


def longest_chain(tasks: tuple[Task, ...], placed: Mapping[str, Interval]) -> frozenset[str]:
    """The ids of the placed tasks on the chain of prerequisites with the largest total duration."""
    by_id = {task.id: task for task in tasks if task.id in placed}
    length: dict[str, int] = {}
    for task in sorted(by_id.values(), key=lambda item: placed[item.id].start):
        length[task.id] = task.quarters + max(
            (length.get(key, 0) for key in task.prerequisites), default=0
        )
    chain: list[str] = []
    step = max(length, key=lambda key: (length[key], key), default=None)
    while step is not None:
        chain.append(step)
        earlier = [key for key in by_id[step].prerequisites if key in length]
        step = max(earlier, key=lambda key: (length[key], key), default=None)
    return frozenset(chain)
