"""Goals in order: small cases equal trying every schedule tier by tier; dangers go before everything else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import Emphasis
from assessment.planning.schedule.goals import GoalKind, goal_value, goals_of, tiers_of
from assessment.planning.schedule.infeasibility import find_infeasible_sets
from assessment.planning.schedule.lexicographic import solve_goals
from assessment.planning.schedule.problem import (
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
    closure,
)
from assessment.planning.schedule.solve import Schedule, find_schedule
from tests.assessment.planning.problems import keeps_limits, problems
from tests.support.profiles import drawn


def every_schedule(problem: ScheduleProblem) -> list[dict[str, Interval]]:
    """Every schedule of a small problem that exceeds no limit and holds all obligatory tasks, by enumeration."""
    free = [task for task in problem.tasks if not task.fixed]
    fixed = {task.id: task.fixed for task in problem.tasks if task.fixed}
    schedules = []
    choices = [
        [
            None,
            *(Interval(s, s + task.quarters) for s in range(problem.horizon - task.quarters + 1)),
        ]
        for task in free
    ]
    for combination in product(*choices):
        placed = dict(fixed)
        placed |= {t.id: p for t, p in zip(free, combination, strict=True) if p is not None}
        if any(task.must and task.id not in placed for task in problem.tasks):
            continue
        if any(
            key not in placed or placed[key].end > placed[task.id].start
            for task in free
            if task.id in placed
            for key in task.prerequisites
        ):
            continue
        ends = [
            {placed[item.task].end for item in bundle.carriers if item.task in placed}
            for bundle in problem.bundles
        ]
        if all(len(end) < 2 for end in ends) and keeps_limits(problem, placed):
            schedules.append(placed)
    return schedules


@settings(max_examples=drawn(60), deadline=None)
@given(problems(maximum=4, horizon=5), st.sampled_from(Emphasis), st.data())
def test_small_cases_equal_trying_every_schedule_tier_by_tier(
    problem: ScheduleProblem, emphasis: Emphasis, data: st.DataObject
) -> None:
    required = data.draw(st.sampled_from([None, *(task.id for task in problem.tasks)]))
    problem = replace(
        problem,
        emphasis=emphasis,
        tasks=tuple(replace(task, must=task.id == required) for task in problem.tasks),
    )
    schedules = every_schedule(problem)
    solution = solve_goals(problem)
    if not schedules:
        assert solution is None
        assert find_infeasible_sets(problem)
        return
    assert solution is not None
    assert solution.placed in schedules
    for kind, result in zip(goals_of(problem), solution.goals, strict=True):
        best = max(goal_value(problem, kind, placed) for placed in schedules)
        assert (result.kind, result.value, result.proven) == (kind, best, True)
        assert result.value == goal_value(problem, kind, solution.placed)
        schedules = [
            placed
            for placed in schedules
            if goal_value(problem, kind, placed) == best
            and holds_the_levels_of(problem, tiers_of(kind), solution.placed, placed)
        ]
    assert not find_infeasible_sets(problem)


def holds_the_levels_of(
    problem: ScheduleProblem,
    tiers: frozenset[Tier],
    chosen: dict[str, Interval],
    other: dict[str, Interval],
) -> bool:
    """Whether `other` ends every task no later than `chosen` that the levels reached in the tiers need."""
    needed: set[str] = set()
    for sequence in problem.level_sequences:
        for step in sequence.steps[: sequence.paid] if sequence.tier in tiers else ():
            if any(key not in chosen for key in step):
                break
            needed.update(step)
    return all(
        key in other and other[key].end <= chosen[key].end
        for key in closure(problem.tasks, needed)
        if key in chosen
    )


@settings(max_examples=drawn(60), deadline=None)
@given(problems(maximum=6), st.integers(0, 20), st.integers(0, 2), st.integers(0, 2))
def test_more_money_people_or_time_never_close_fewer_dangers(
    problem: ScheduleProblem, money: int, people: int, years: int
) -> None:
    """Time is added in whole years without a budget: running costs of a measure grow with the horizon."""
    problem = replace(problem, quarters=-(-problem.horizon // 4) * 4)
    richer = replace(
        problem,
        quarters=problem.horizon + 4 * years,
        budgets=tuple(None if limit is None else limit + money for limit in problem.budgets),
        capacity=tuple((name, limit + people) for name, limit in problem.capacity),
    )
    assert closed(richer, find_schedule(richer)) >= closed(problem, find_schedule(problem))


@settings(max_examples=drawn(60), deadline=None)
@given(problems(), st.sampled_from(Emphasis))
def test_no_plan_of_another_emphasis_closes_more_dangers(
    problem: ScheduleProblem, emphasis: Emphasis
) -> None:
    other = find_schedule(replace(problem, emphasis=emphasis))
    assert closed(problem, other) <= closed(problem, find_schedule(problem))


def closed(problem: ScheduleProblem, schedule: Schedule) -> int:
    """Number of dangers that a schedule brings to their target."""
    return goal_value(problem, GoalKind.DANGERS_CLOSED, schedule.placed)


@settings(max_examples=drawn(60), deadline=None)
@given(problems(maximum=6), st.sampled_from(Emphasis), st.integers(0, 20), st.integers(0, 2))
def test_more_budget_or_capacity_never_gives_a_worse_optimum_in_the_first_goal(
    problem: ScheduleProblem, emphasis: Emphasis, money: int, people: int
) -> None:
    problem = replace(problem, emphasis=emphasis)
    richer = replace(
        problem,
        budgets=tuple(None if limit is None else limit + money for limit in problem.budgets),
        capacity=tuple((name, limit + people) for name, limit in problem.capacity),
    )
    first = goals_of(problem)[0]
    assert goal_value(richer, first, find_schedule(richer).placed) >= goal_value(
        problem, first, find_schedule(problem).placed
    )


def test_a_danger_at_its_target_outweighs_any_number_of_cheap_measures() -> None:
    law = LevelSequence("law", 225, (("law",),), 1, Tier.DANGER)
    papers = [LevelSequence(f"p{number}", 100, ((f"p{number}",),), 1) for number in range(20)]
    problem = ScheduleProblem(
        tasks=(
            Task(id="law", quarters=4, cost=100),
            *(Task(id=f"p{number}", quarters=1, cost=5) for number in range(20)),
        ),
        level_sequences=(*papers, law),
        quarters=4,
        budgets=(100,),
    )
    assert find_schedule(problem).placed.keys() == {"law"}
    widest = find_schedule(replace(problem, emphasis=Emphasis.WIDEST_GAIN))
    assert len(widest.placed) == 20
    assert "law" not in widest.placed


@pytest.mark.parametrize(
    ("emphasis", "dangers", "core", "gain"),
    [
        (Emphasis.DANGER_FIRST, 2, 0, 1308),
        (Emphasis.BALANCED, 1, 0, 3506),
        (Emphasis.WIDEST_GAIN, 0, 1, 3685),
    ],
)
def test_the_worked_example_of_the_methodology_adds_up(
    emphasis: Emphasis, dangers: int, core: int, gain: int
) -> None:
    papers = [f"p{number}" for number in range(8)]
    problem = ScheduleProblem(
        tasks=(
            Task(id="law", quarters=4, cost=60),
            Task(id="unit", quarters=2, cost=40),
            Task(id="core", quarters=2, cost=30),
            *(Task(id=key, quarters=1, cost=10) for key in papers),
        ),
        level_sequences=(
            LevelSequence("law", 225, (("law",),), 1, Tier.DANGER),
            LevelSequence("unit", 225, (("unit",),), 1, Tier.DANGER),
            LevelSequence("core", 150, (("core",),), 1, Tier.CORE),
            *(LevelSequence(key, 100, ((key,),), 1) for key in papers),
        ),
        quarters=4,
        budgets=(110,),
        emphasis=emphasis,
    )
    schedule = find_schedule(problem)
    assert closed(problem, schedule) == dangers
    assert goal_value(problem, GoalKind.CORE_CLOSED, schedule.placed) == core
    assert schedule.objective == gain
    assert schedule.proven


def test_two_dangers_closed_go_before_one_closed_earlier() -> None:
    problem = ScheduleProblem(
        tasks=(
            Task(id="a", quarters=1, cost=10),
            Task(id="b", quarters=3, cost=5),
            Task(id="c", quarters=3, cost=5),
        ),
        level_sequences=tuple(LevelSequence(key, 225, ((key,),), 1, Tier.DANGER) for key in "abc"),
        quarters=4,
        budgets=(10,),
    )
    schedule = find_schedule(problem)
    assert schedule.placed == {"b": Interval(0, 3), "c": Interval(0, 3)}
    assert [(item.kind, item.value) for item in schedule.goals] == [
        (GoalKind.DANGERS_CLOSED, 2), (GoalKind.DANGERS_EARLY, 40), (GoalKind.WORTH, 904),
    ]  # fmt: skip


def test_progress_of_a_danger_that_cannot_be_closed_goes_before_core_indicators() -> None:
    problem = ScheduleProblem(
        tasks=(
            Task(id="step", quarters=1, cost=5),
            Task(id="last", quarters=1, cost=50, prerequisites=frozenset(["step"])),
            Task(id="core", quarters=1, cost=5),
        ),
        level_sequences=(
            LevelSequence("danger", 225, (("step",), ("last",)), 2, Tier.DANGER),
            LevelSequence("core", 150, (("core",),), 1, Tier.CORE),
        ),
        quarters=4,
        budgets=(5,),
    )
    assert find_schedule(problem).placed == {"step": Interval(0, 1)}
