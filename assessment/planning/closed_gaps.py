"""The gaps that a plan closes and leaves open, and what would close a danger that it leaves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product

from assessment.model.assessment import Assessment
from assessment.planning.gaps import target_levels
from assessment.planning.schedule.problem import (
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
    closure,
    earliest_starts,
    on_their_own,
)
from assessment.planning.schedule.problem_builder import tier_of
from assessment.planning.schedule.resource_usage import ResourceUsage, Shortage
from assessment.planning.schedule.serial_schedule import place_in_order
from questionnaires import Edition


@dataclass(frozen=True, slots=True)
class ClosedGaps:
    """Ids of the indicators below their target today that a plan brings to it, and of those that it does not."""

    closed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Number of gaps today."""
        return len(self.closed) + len(self.left)


NO_GAPS = ClosedGaps()


def closed_gaps(
    edition: Edition, assessment: Assessment, tier: Tier, after: Mapping[str, int]
) -> ClosedGaps:
    """The gaps of the indicators of a tier under the levels reached `after` a plan, in the order of the edition."""
    targets = target_levels(edition, assessment)
    gaps = {
        key: after.get(key, level) >= target
        for key, target in targets.items()
        if tier_of(edition.indicators[key]) is tier
        and (level := assessment.level(key)) is not None
        and level < target
    }
    return ClosedGaps(
        tuple(key for key, closed in gaps.items() if closed),
        tuple(key for key, closed in gaps.items() if not closed),
    )


@dataclass(frozen=True, slots=True)
class OpenDanger:
    """A danger that a plan leaves open, and what would close it in addition to the plan.

    `measures` are missing, and cost `cost` until the horizon; with `shortages` more money and people they fit. Where
    they take too long, or what is under way does, `quarters` is the horizon needed. Otherwise no measures: none leads to the target, because of
    the decisions on `blocked_by`, or because the edition has none.
    """

    indicator: str
    measures: tuple[str, ...] = ()
    cost: int = 0
    shortages: tuple[Shortage, ...] = ()
    quarters: int | None = None
    blocked_by: tuple[str, ...] = ()


def open_danger(
    problem: ScheduleProblem, placed: Mapping[str, Interval], sequence: LevelSequence
) -> OpenDanger:
    """What the danger of a level sequence lacks under a schedule: fewest people first, then least money, then time.

    The addition is tried at each start, with the people there are and without that limit.
    """
    keys = {key for step in sequence.steps[: sequence.paid] for key in step}
    needed = closure(problem.tasks, keys) - placed.keys()
    if not needed:  # under way, beyond the horizon
        return OpenDanger(sequence.indicator, quarters=max(placed[key].end for key in keys))
    missing = tuple(replace(task, latest_end=None) for task in problem.tasks if task.id in needed)
    ids = tuple(task.id for task in missing)
    together = replace(problem, tasks=_missing_last(problem.tasks, missing))
    best: tuple[tuple[int, int, int], OpenDanger] | None = None
    bundled = any(task.bundle for task in missing)
    for kept in (together, on_their_own(together, needed))[: 1 + bundled]:
        rich = replace(kept, budgets=())
        free = replace(rich, capacity=(), first_year=(), first_starts=None)
        for limits, start in product((rich, free), range(problem.horizon)):
            schedule = _placed_from(limits, kept.tasks[-len(missing) :], placed, start)
            if not needed <= schedule.keys():
                continue
            added = {key: schedule[key] for key in ids}
            cost, shortages = _what_is_missing(kept, placed, added)
            people = sum(item.units for item in shortages if item.resource is not None)
            money = sum(item.units for item in shortages if item.resource is None)
            rank = people, money, max(interval.end for interval in added.values())
            if best is None or rank < best[0]:
                best = rank, OpenDanger(sequence.indicator, ids, cost, shortages)
    if best is not None:
        return best[1]
    alone = on_their_own(together, needed).tasks
    standing = (replace(task, fixed=placed.get(task.id, task.fixed)) for task in alone)
    starts = earliest_starts(standing)
    last = alone[-len(missing) :]
    quarters = max(starts[task.id] + task.quarters for task in last)
    cost = sum(task.cost for task in last)
    return OpenDanger(sequence.indicator, ids, cost, quarters=quarters)


def _missing_last(tasks: tuple[Task, ...], missing: tuple[Task, ...]) -> tuple[Task, ...]:
    """The tasks with the missing ones, as they are given, at the end."""
    keys = {task.id for task in missing}
    return (*(task for task in tasks if task.id not in keys), *missing)


def _placed_from(
    problem: ScheduleProblem,
    missing: tuple[Task, ...],
    placed: Mapping[str, Interval],
    start: int,
) -> dict[str, Interval]:
    """The schedule with the missing tasks placed at `start` or later."""
    later = [replace(task, earliest=max(task.earliest, start)) for task in missing]
    return place_in_order(problem, later, placed)


def _what_is_missing(
    problem: ScheduleProblem, placed: Mapping[str, Interval], added: Mapping[str, Interval]
) -> tuple[int, tuple[Shortage, ...]]:
    """The cost of the added tasks together, and what they use beyond what the schedule leaves of each limit."""
    before = ResourceUsage.of(problem, placed)
    after = ResourceUsage.of(problem, {**placed, **added})
    shortages: list[Shortage] = []
    for year, spent in sorted(after.spent.items()):
        amount = spent - before.spent[year]
        limit = problem.budgets[year] if year < len(problem.budgets) else None
        if limit is not None and amount > max(0, limit - before.spent[year]):
            shortages.append(Shortage(None, year, amount - max(0, limit - before.spent[year])))
    for (resource, quarter), used in sorted(after.used.items()):
        units = used - before.used[resource, quarter]
        limit = problem.limit(resource, quarter)
        if limit is not None and units > max(0, limit - before.used[resource, quarter]):
            missing = units - max(0, limit - before.used[resource, quarter])
            shortages.append(Shortage(resource, quarter, missing))
    return sum(after.spent.values()) - sum(before.spent.values()), tuple(shortages)
