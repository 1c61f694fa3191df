"""From measures to quarters: each as early as its prerequisites and its pillar's capacity allow. Pure.

A first scheduler: valid, by priority, the same for the same input; not proven to be the best.
Method: serial schedule generation for project scheduling under limited resources (Kolisch, 1996).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

MONTHS_A_QUARTER = 3

FAR = 10_000
"""Quarters in a plan without a horizon: more than any chain of measures takes."""


class LeftOut(StrEnum):
    """Why a measure is not in the plan."""

    HORIZON = "horizon"
    PREREQUISITE = "prerequisite"


@dataclass(frozen=True, slots=True)
class Task:
    """A measure to place: how long it takes, what it uses, what it waits for; higher priority comes first."""

    id: str
    quarters: int
    resource: str
    waits: frozenset[str]
    priority: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Quarters from the plan's start: first quarter, and the first one after the end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where each task stands, and why the others stand nowhere."""

    placed: Mapping[str, Placement]
    left_out: Mapping[str, LeftOut]


def quarters_of(months: int) -> int:
    """Whole quarters that hold `months`, at least one.

    >>> [quarters_of(months) for months in (1, 3, 4, 12)]
    [1, 1, 2, 4]
    """
    return max(1, -(-months // MONTHS_A_QUARTER))


def inherit_priority(tasks: Iterable[Task]) -> dict[str, float]:
    """Each task's priority, or the highest of those that wait for it: what they need is as urgent as they are."""
    by_id = {task.id: task for task in tasks}
    urgent = {key: task.priority for key, task in by_id.items()}
    changed = True
    while changed:
        changed = False
        for key, task in by_id.items():
            for earlier in task.waits:
                if urgent[earlier] < urgent[key]:
                    urgent[earlier], changed = urgent[key], True
    return urgent


def place_tasks(tasks: tuple[Task, ...], *, quarters: int | None, at_once: int | None) -> Schedule:
    """Place each task at the earliest quarter it can start, the most urgent first, ties in the given order.

    `quarters` is the horizon, `at_once` how many tasks a resource can bear in one quarter; None is no limit.
    """
    horizon = FAR if quarters is None else quarters
    urgent = inherit_priority(tasks)
    order = {task.id: place for place, task in enumerate(tasks)}
    waiting = sorted(tasks, key=lambda task: (-urgent[task.id], order[task.id]))
    used: Counter[tuple[str, int]] = Counter()
    placed: dict[str, Placement] = {}
    left_out: dict[str, LeftOut] = {}
    while waiting:
        task = next(item for item in waiting if not item.waits - placed.keys() - left_out.keys())
        waiting.remove(task)
        if task.waits & left_out.keys():
            left_out[task.id] = LeftOut.PREREQUISITE
            continue
        start = max((placed[key].end for key in task.waits), default=0)
        while at_once is not None and any(
            used[task.resource, quarter] >= at_once
            for quarter in range(start, start + task.quarters)
        ):
            start += 1
        if start + task.quarters > horizon:
            left_out[task.id] = LeftOut.HORIZON
            continue
        placed[task.id] = Placement(start, start + task.quarters)
        used.update((task.resource, quarter) for quarter in range(start, start + task.quarters))
    return Schedule(placed, left_out)


def longest_chain(tasks: tuple[Task, ...], placed: Mapping[str, Placement]) -> frozenset[str]:
    """The tasks of the chain of prerequisites that takes longest in all, among those placed."""
    by_id = {task.id: task for task in tasks if task.id in placed}
    length: dict[str, int] = {}
    for task in sorted(by_id.values(), key=lambda item: placed[item.id].start):
        length[task.id] = task.quarters + max((length[key] for key in task.waits), default=0)
    chain: list[str] = []
    step = max(length, key=lambda key: (length[key], key), default=None)
    while step is not None:
        chain.append(step)
        step = max(by_id[step].waits, key=lambda key: (length[key], key), default=None)
    return frozenset(chain)
