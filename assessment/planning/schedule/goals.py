"""What a plan is for: the goals of each emphasis, in order, and the value of a schedule in each. Pure.

A goal is a sum over a schedule: a gain for each quarter in which a level is reached or a task is done, and a gain for
each indicator at its target by the horizon. Values are whole numbers. Method: docs/methodology.md, section 11.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.plan_settings import Emphasis
from assessment.planning.schedule.problem import (
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
)

TARGET_GAIN = 10
"""Gain of a danger in a quarter at its target, where a quarter at a lower level gains 1 (docs/adr/0041)."""

URGENT_GAIN = 100
"""Gain of each quarter in which an urgent act is done: more than that of all dangers at their targets (docs/adr/0049)."""

BALANCED_FACTORS = {Tier.DANGER: 30, Tier.CORE: 5, Tier.OTHER: 1}
"""Weights of a level with the emphasis *balanced* (docs/adr/0041)."""

LEVEL_WEIGHT = 100
"""Gain of a quarter in which a level of weight 1 is reached, in the worth of a schedule.

So large that tasks only decide between plans that reach the same levels equally early.
"""


class GoalKind(StrEnum):
    """What a goal counts."""

    DECISIONS = "decisions"
    DANGERS_CLOSED = "dangers_closed"
    DANGERS_EARLY = "dangers_early"
    CORE_CLOSED = "core_closed"
    CORE_EARLY = "core_early"
    BALANCED = "balanced"
    WORTH = "worth"


CLOSED = {GoalKind.DANGERS_CLOSED: Tier.DANGER, GoalKind.CORE_CLOSED: Tier.CORE}
EARLY = {GoalKind.DANGERS_EARLY: Tier.DANGER, GoalKind.CORE_EARLY: Tier.CORE}

GOALS = {
    Emphasis.DANGER_FIRST: (
        GoalKind.DANGERS_CLOSED,
        GoalKind.DANGERS_EARLY,
        GoalKind.CORE_CLOSED,
        GoalKind.CORE_EARLY,
        GoalKind.WORTH,
    ),
    Emphasis.BALANCED: (GoalKind.BALANCED,),
    Emphasis.WIDEST_GAIN: (GoalKind.WORTH,),
}
"""The goals of each emphasis: each is reached as far as possible before the next is looked at."""


@dataclass(frozen=True, slots=True)
class GoalResult:
    """The value of a schedule in one goal, and an upper bound on that of any schedule as good in the goals before."""

    kind: GoalKind
    value: int
    bound: float
    proven: bool

    @property
    def slack(self) -> float:
        """(bound - value) / value; 0 if proven."""
        return 0.0 if self.proven else max(0.0, self.bound / max(self.value, 1) - 1)

    def of(self, value: int) -> GoalResult:
        """The result of a schedule with another value in the goal, under the same bound."""
        bound = max(self.bound, float(value))
        proven = (self.proven and value >= self.value) or bound < value + 1
        return GoalResult(self.kind, value, bound, proven)


@dataclass(frozen=True, slots=True)
class Held:
    """A goal solved before, and the value that a schedule must keep in it."""

    kind: GoalKind
    value: int


def goals_of(problem: ScheduleProblem) -> tuple[GoalKind, ...]:
    """The goals of a problem, in order, without those that no schedule can gain anything in."""
    present = {item.tier for item in problem.level_sequences if item.paid}
    closable = {item.tier for item in problem.level_sequences if item.closes}
    return tuple(
        kind
        for kind in GOALS[problem.emphasis]
        if (kind not in CLOSED or CLOSED[kind] in closable)
        and (kind not in EARLY or EARLY[kind] in present or _is_urgent(problem, kind))
    )


def _is_urgent(problem: ScheduleProblem, kind: GoalKind) -> bool:
    """Whether a goal counts urgent acts of the problem."""
    return kind is GoalKind.DANGERS_EARLY and any(task.urgent for task in problem.tasks)


def tiers_of(kind: GoalKind) -> frozenset[Tier]:
    """The tiers of indicators that a goal and those before it look at."""
    if kind is GoalKind.DECISIONS:
        return frozenset()
    last = {**CLOSED, **EARLY}.get(kind)
    return frozenset(tier for tier in Tier if last is None or tier <= last)


def level_gain(kind: GoalKind, sequence: LevelSequence, step: int) -> int:
    """The gain of each quarter in which step number `step` of a sequence is reached."""
    if step >= sequence.paid:
        return 0
    match kind:
        case GoalKind.WORTH:
            return sequence.weight
        case GoalKind.BALANCED:
            return LEVEL_WEIGHT * BALANCED_FACTORS[sequence.tier]
        case GoalKind.DANGERS_EARLY | GoalKind.CORE_EARLY:
            if sequence.tier is not EARLY[kind]:
                return 0
            at_target = sequence.closes and step == sequence.paid - 1
            if kind is GoalKind.CORE_EARLY:
                return int(at_target)
            return TARGET_GAIN if at_target else 1
    return 0


def target_gain(kind: GoalKind, sequence: LevelSequence) -> int:
    """The gain, once, of an indicator at its target by the horizon."""
    return int(kind in CLOSED and sequence.closes and sequence.tier is CLOSED[kind])


def task_gain(kind: GoalKind, task: Task) -> int:
    """The gain of each quarter in which a task is done."""
    if kind is GoalKind.DANGERS_EARLY:
        return URGENT_GAIN if task.urgent else 0
    return task.bonus if kind in (GoalKind.WORTH, GoalKind.BALANCED) else 0


def goal_value(problem: ScheduleProblem, kind: GoalKind, placed: Mapping[str, Interval]) -> int:
    """The value of a schedule in a goal; 0 without a horizon.

    A step of a level sequence counts only if every step before it is reached.
    """
    if problem.quarters is None:
        return 0
    if kind is GoalKind.DECISIONS:
        return sum(_decisions_kept(task, placed) for task in problem.tasks if task.must)
    total = 0
    for task in problem.tasks:
        if task.id in placed:
            total += task_gain(kind, task) * _quarters_left(problem, placed[task.id].end)
    for sequence in problem.level_sequences:
        end = 0
        for number, step in enumerate(sequence.steps):
            if any(key not in placed for key in step):
                break
            end = max([end, *(placed[key].end for key in step)])
            total += level_gain(kind, sequence, number) * _quarters_left(problem, end)
            if number == sequence.paid - 1 and end <= problem.quarters:
                total += target_gain(kind, sequence)
    return total


def goal_values(problem: ScheduleProblem, placed: Mapping[str, Interval]) -> tuple[int, ...]:
    """The values of a schedule in every goal of its problem, for comparing two schedules in order."""
    return tuple(goal_value(problem, kind, placed) for kind in goals_of(problem))


def worth(problem: ScheduleProblem, placed: Mapping[str, Interval]) -> int:
    """The worth of a schedule: its value with the emphasis *widest gain*."""
    return goal_value(problem, GoalKind.WORTH, placed)


def _decisions_kept(task: Task, placed: Mapping[str, Interval]) -> int:
    """One for an obligatory task that is placed, and one more if it keeps its date."""
    if task.id not in placed:
        return 0
    return 1 + int(task.latest_end is not None and placed[task.id].end <= task.latest_end)


def _quarters_left(problem: ScheduleProblem, end: int) -> int:
    """Quarters from the last quarter of what ends before `end` to the horizon."""
    return max(0, problem.horizon + 1 - max(1, end))
