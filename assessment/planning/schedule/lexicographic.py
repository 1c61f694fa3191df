"""Solve the goals of a problem one after the other, each to its optimum or a stated bound, then held (docs/adr/0041). Pure.

A goal looks only at the tasks that its indicators need, with their prerequisites, and at what is obligatory; all others
can be left out without loss, so the first goals are small problems. Within a tier the value reached is held. After a
tier, what it has planned is obligatory by its date for the goals that follow, like a decision of the country.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.planning.schedule.alpha_points import place_by_relaxation
from assessment.planning.schedule.closing_sets import maximise_by_set
from assessment.planning.schedule.goals import (
    CLOSED,
    EARLY,
    GoalKind,
    GoalResult,
    Held,
    goal_value,
    goals_of,
    tiers_of,
)
from assessment.planning.schedule.milp import Optimum, maximise, relax
from assessment.planning.schedule.problem import (
    UNLIMITED_QUARTERS,
    Interval,
    ScheduleProblem,
    Tier,
    closure,
)
from assessment.planning.schedule.time_indexed_model import Model

MAXIMUM_NODES = 200
"""Limit of branch-and-bound nodes of a goal, after which its bound is stated (measured: docs/performance.md)."""

MAXIMUM_NODES_SMALL = 1_000
MAXIMUM_SMALL_COLUMNS = 2_000
"""The same limit for a model of so many columns, such as that of the core indicators: its nodes take a fifth of the time."""

RELATIVE_GAP = 0.005
"""Relative gap at which the search for a large plan stops: the last 0.5 % take longer than all before."""

MAXIMUM_EXACT_COLUMNS = 400
"""Columns up to which the optimum is proven to the last unit; above, the search starts from a heuristic schedule."""


@dataclass(frozen=True, slots=True)
class Solution:
    """A schedule, and the result of each goal in order."""

    placed: dict[str, Interval]
    goals: tuple[GoalResult, ...]


def solve_goals(problem: ScheduleProblem) -> Solution | None:
    """The schedule that is best in the first goal, among those in the second, and so on; None if none is feasible."""
    results: list[GoalResult] = []
    placed: dict[str, Interval] = {}
    held: list[Held] = []
    before: frozenset[Tier] | None = None
    for kind in goals_of(problem):
        tiers = tiers_of(kind)
        if before is not None and tiers != before:
            problem, held = _hold(problem, placed, before), []
        before = tiers
        part = _part(problem, tiers)
        best = _solve_goal(part, kind, held, placed)
        if best is None:
            return None
        placed = best.placed
        value = goal_value(part, kind, placed)
        results.append(GoalResult(kind, value, best.bound, best.proven))
        held.append(Held(kind, value))
    return Solution(placed, tuple(results))


def _solve_goal(
    problem: ScheduleProblem, kind: GoalKind, held: Sequence[Held], placed: Mapping[str, Interval]
) -> Optimum | None:
    """The best schedule in a goal that keeps the values held, starting from `placed`; None if none is feasible."""
    model = Model(problem)
    if not model.is_possible:
        return None
    if model.size <= MAXIMUM_EXACT_COLUMNS:
        return maximise(model, kind, held=held, start=placed or None, nodes=MAXIMUM_NODES)
    start = _first_schedule(model, kind, held, placed)
    tier = CLOSED.get(kind, EARLY.get(kind))
    if tier is not None and (targets := model.targets(tier)):
        gap = 0.0 if tier is Tier.DANGER else RELATIVE_GAP
        return maximise_by_set(
            model, kind, targets, held=held, start=start, nodes=MAXIMUM_NODES_SMALL, gap=gap
        )
    nodes = MAXIMUM_NODES_SMALL if model.size <= MAXIMUM_SMALL_COLUMNS else MAXIMUM_NODES
    return maximise(model, kind, held=held, start=start, nodes=nodes, gap=RELATIVE_GAP)


def _first_schedule(
    model: Model, kind: GoalKind, held: Sequence[Held], placed: Mapping[str, Interval]
) -> Mapping[str, Interval] | None:
    """A schedule to start the search from: the best of the last one, of that one extended, and of one placed anew."""
    problem = model.problem

    def value(schedule: Mapping[str, Interval]) -> tuple[bool, int]:
        keeps = all(goal_value(problem, item.kind, schedule) >= item.value for item in held)
        return keeps, goal_value(problem, kind, schedule)

    candidates: list[Mapping[str, Interval]] = [placed] if placed else []
    shares = relax(model, kind, held)
    if shares is not None:
        fixed = {task.id: task.fixed for task in problem.tasks if task.fixed}
        for already in [fixed, {**fixed, **placed}][: 1 + bool(placed)]:
            schedule = place_by_relaxation(problem, shares, value, already)
            if schedule is not None:
                candidates.append(schedule)
    return max(candidates, key=value, default=None)


def _part(problem: ScheduleProblem, tiers: frozenset[Tier]) -> ScheduleProblem:
    """The problem with the indicators of some tiers only, the tasks that these or decisions need, and the urgent acts."""
    if tiers == frozenset(Tier):
        return problem
    sequences = tuple(item for item in problem.level_sequences if item.tier in tiers)
    needed = {key for item in sequences for step in item.steps[: item.paid] for key in step}
    kept = {task.id for task in problem.tasks if task.must or task.fixed or task.urgent}
    ids = closure(problem.tasks, needed | kept)
    return replace(
        problem,
        tasks=tuple(task for task in problem.tasks if task.id in ids),
        level_sequences=sequences,
    )


def _hold(
    problem: ScheduleProblem, placed: Mapping[str, Interval], tiers: frozenset[Tier]
) -> ScheduleProblem:
    """The problem with every task obligatory, by its end, that the indicators of some tiers have needed for their levels.

    So are the urgent acts that are placed.
    """
    needed = {task.id for task in problem.tasks if task.urgent and task.id in placed}
    for sequence in problem.level_sequences:
        for step in sequence.steps[: sequence.paid] if sequence.tier in tiers else ():
            if any(key not in placed for key in step):
                break
            needed.update(step)
    held = closure(problem.tasks, needed)
    return replace(
        problem,
        tasks=tuple(
            replace(
                task,
                must=True,
                latest_end=min(placed[task.id].end, task.latest_end or UNLIMITED_QUARTERS),
            )
            if task.id in held and not task.fixed
            else task
            for task in problem.tasks
        ),
    )


def keep_decisions(problem: ScheduleProblem) -> ScheduleProblem:
    """The problem with as many decisions as can be kept together: the other tasks optional, the other dates gone."""
    best = maximise(Model(problem, soft_requirements=True), GoalKind.DECISIONS)
    placed = best.placed if best else {}
    return replace(
        problem,
        tasks=tuple(
            replace(
                task,
                must=task.must and task.id in placed,
                latest_end=task.latest_end
                if task.latest_end is not None
                and task.id in placed
                and placed[task.id].end <= task.latest_end
                else None,
            )
            for task in problem.tasks
        ),
    )
