"""The bundles of a plan: which measures go through one procedure, and what each adds or carries (docs/adr/0047). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from assessment.planning.schedule.problem import (
    Bundle,
    Carrier,
    Task,
    earliest_starts,
)
from questionnaires import Edition

WORK = "work:"
"""Prefix of the resources that count work: the tasks of a bundle add up in it; of the others a bundle uses one unit."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """Tasks with the cost and work of riders where they are in a bundle, and the bundles of those to be placed.

    `fixed_carriers` are, by each rider that is done or under way, the ids of the tasks that carry it.
    """

    tasks: tuple[Task, ...]
    bundles: tuple[Bundle, ...]
    fixed_carriers: Mapping[str, str]

    def carriers(self, placed: Collection[str]) -> dict[str, str]:
        """By each rider of a schedule, the id of the task that carries it."""
        riders = {key: item for key, item in self.fixed_carriers.items() if key in placed}
        for bundle in self.bundles:
            together = [item.task for item in bundle.carriers if item.task in placed]
            riders |= dict.fromkeys(together[1:], together[0]) if together else {}
        return riders


def in_bundles(edition: Edition, tasks: tuple[Task, ...], horizon: int) -> Bundled:
    """The tasks in the bundles of an edition.

    Tasks that can still be placed form a bundle. Of those done or under way that end in the same quarter the dearest
    carries, and the others count as riders.
    """
    by_id = {task.id: task for task in tasks}
    bundles: list[Bundle] = []
    fixed_carriers: dict[str, str] = {}
    for item in edition.bundles:
        shares = {member.measure: member.adds for member in item.members if member.measure in by_id}
        free = [by_id[key] for key in shares if not by_id[key].fixed]
        kept = list(_can_end_together(tasks, free, horizon))
        if len(kept) > 1:
            bundles.append(_bundle(item.id, kept, shares))
            by_id |= {
                task.id: replace(rider(task, shares[task.id]), bundle=item.id) for task in kept
            }
        for group in _same_end([by_id[key] for key in shares if by_id[key].fixed]):
            carrier = max(group, key=lambda task: _carried(task, shares[task.id]).cost)
            others = [task for task in group if task is not carrier]
            by_id |= {task.id: rider(task, shares[task.id]) for task in others}
            fixed_carriers |= {task.id: carrier.id for task in others}
    return Bundled(tuple(by_id.values()), tuple(bundles), fixed_carriers)


def rider(task: Task, share: float) -> Task:
    """The task with what it adds where another task carries: a share of its cost and work, and nothing that is counted."""
    return replace(
        task,
        cost=round(task.cost * share),
        uses=tuple(
            (resource, round(units * share))
            for resource, units in task.uses
            if resource.startswith(WORK)
        ),
    )


def _carried(task: Task, share: float) -> Carrier:
    """What a task uses and costs beyond what it adds as a rider."""
    added = rider(task, share)
    works = dict(added.uses)
    return Carrier(
        task.id,
        task.cost - added.cost,
        tuple(
            (resource, units - works[resource])
            for resource, units in task.uses
            if resource in works and units > works[resource]
        ),
    )


def _bundle(key: str, tasks: list[Task], shares: Mapping[str, float]) -> Bundle:
    """The bundle of some tasks, the one that costs most beyond its share first; ties in the order of the edition."""
    carriers = [_carried(task, shares[task.id]) for task in tasks]
    counted = {
        resource: units
        for task in tasks
        for resource, units in task.uses
        if not resource.startswith(WORK)
    }
    return Bundle(key, tuple(sorted(carriers, key=lambda item: -item.cost)), tuple(counted.items()))


def _can_end_together(tasks: tuple[Task, ...], members: list[Task], horizon: int) -> Iterator[Task]:
    """Yield the members without those whose date comes before the first quarter in which another one could end.

    Such a member goes through a procedure of its own, so that the others are not lost to its date.
    """
    starts = earliest_starts(tasks)
    ends = [starts[task.id] + task.quarters for task in members]
    soonest = max((end for end in ends if end <= horizon), default=0)
    for task in members:
        if task.latest_end is None or task.latest_end >= soonest:
            yield task


def _same_end(tasks: list[Task]) -> Iterator[list[Task]]:
    """Yield the groups of two fixed tasks or more that end in the same quarter."""
    ends = dict.fromkeys(task.fixed.end for task in tasks if task.fixed)
    for end in ends:
        group = [task for task in tasks if task.fixed and task.fixed.end == end]
        if len(group) > 1:
            yield group
