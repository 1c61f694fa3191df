"""The planner: valid schedules, requirements met or reported, optimality, and correct reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import Assessment, PlanSettings, plan_roadmap
from assessment.planning.alpha_points import place_by_relaxation
from assessment.planning.infeasibility import RequirementKind, find_infeasible_sets
from assessment.planning.milp import _Model, find_optimum
from assessment.planning.problem import (
    Interval,
    LevelSequence,
    ResourceUsage,
    ScheduleProblem,
    Task,
    objective,
    spending,
)
from assessment.planning.serial_schedule import place_greedily
from assessment.planning.solve import LeftOut, find_schedule
from questionnaires import load_published_edition
from tests.support.profiles import drawn

KEYS = "abcdefgh"


@st.composite
def problems(draw: st.DrawFn, *, maximum: int = 7, horizon: int = 8) -> ScheduleProblem:
    """Draw a problem of a few tasks with prerequisites, resources and costs, now and then with a fixed task."""
    tasks: list[Task] = []
    quarters = draw(st.integers(3, horizon))
    for key in KEYS[: draw(st.integers(1, maximum))]:
        prerequisites = (
            draw(st.sets(st.sampled_from([task.id for task in tasks]), max_size=2))
            if tasks
            else set()
        )
        length = draw(st.integers(1, 3))
        fixed = None
        if not prerequisites and draw(st.integers(0, 9)) == 0:
            start = draw(st.integers(0, 2))
            fixed = Interval(start, start + length)
        tasks.append(
            Task(
                id=key,
                quarters=length,
                prerequisites=frozenset(prerequisites),
                priority=draw(st.integers(0, 3)),
                uses=((draw(st.sampled_from("xy")), draw(st.integers(1, 2))),),
                cost=draw(st.integers(0, 9)),
                yearly=draw(st.sampled_from([0, 0, 3])),
                bonus=draw(st.sampled_from([1, 5])),
                fixed=fixed,
            )
        )
    order = draw(st.permutations([task.id for task in tasks]))
    cut = draw(st.integers(0, len(order)))
    sequences = []
    for name, keys in (("one", order[:cut]), ("two", order[cut:])):
        steps = tuple((key,) for key in keys[:2]) + ((tuple(keys[2:4]),) if keys[2:4] else ())
        sequences.append(
            LevelSequence(
                name, draw(st.sampled_from([100, 150, 225])), steps, draw(st.integers(0, 3))
            )
        )
    years = -(-quarters // 4)
    return ScheduleProblem(
        tasks=tuple(tasks),
        level_sequences=tuple(sequences),
        quarters=quarters,
        capacity=(("x", draw(st.integers(2, 3))), ("y", draw(st.integers(2, 4)))),
        budgets=tuple(
            draw(st.lists(st.one_of(st.none(), st.integers(0, 25)), min_size=years, max_size=years))
        ),
    )


def assert_valid(problem: ScheduleProblem, placed: dict[str, Interval]) -> None:
    """Check that no task is before its prerequisites, over a limit or after the end, and that no fixed task is moved."""
    by_id = {task.id: task for task in problem.tasks}
    used: Counter[tuple[str, int]] = Counter()
    spent: Counter[int] = Counter()
    fixed_used: Counter[tuple[str, int]] = Counter()
    fixed_spent: Counter[int] = Counter()
    for key, interval in placed.items():
        task = by_id[key]
        for resource, units in task.uses:
            for quarter in range(interval.start, interval.end):
                used[resource, quarter] += units
                fixed_used[resource, quarter] += units if task.fixed else 0
        spent.update(spending(task, interval, problem.horizon))
        fixed_spent.update(spending(task, interval, problem.horizon) if task.fixed else {})
        if task.fixed:
            assert interval == task.fixed
            continue
        assert interval.end - interval.start == task.quarters
        assert interval.start >= 0
        assert interval.end <= problem.horizon
        for earlier in task.prerequisites:
            assert placed[earlier].end <= interval.start
    limits = dict(problem.capacity)
    for (resource, quarter), units in used.items():
        assert units <= max(limits[resource], fixed_used[resource, quarter])
    for year, limit in enumerate(problem.budgets):
        if limit is not None:
            assert spent[year] <= max(limit, fixed_spent[year])


@settings(max_examples=drawn(150), deadline=None)
@given(problems())
def test_no_limit_is_exceeded_and_nothing_starts_before_its_prerequisites(
    problem: ScheduleProblem,
) -> None:
    schedule = find_schedule(problem)
    assert_valid(problem, dict(schedule.placed))
    assert_valid(problem, place_greedily(problem))
    assert schedule.placed.keys() | schedule.left_out.keys() == {task.id for task in problem.tasks}
    assert not schedule.placed.keys() & schedule.left_out.keys()
    assert schedule.proven
    assert schedule.objective >= schedule.greedy_objective


def best_by_trying(problem: ScheduleProblem) -> int:
    """The highest objective of all schedules, by enumeration; -1 if there is none."""
    free = [task for task in problem.tasks if not task.fixed]
    fixed = {task.id: task.fixed for task in problem.tasks if task.fixed}
    best = -1
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
        usage = ResourceUsage(problem)
        for key, interval in fixed.items():
            usage.add(next(task for task in problem.tasks if task.id == key), interval)
        fits = True
        for task in free:
            if task.id in placed:
                fits = fits and usage.fits(task, placed[task.id])
                usage.add(task, placed[task.id])
        if fits:
            best = max(best, objective(problem, placed))
    return best


@settings(max_examples=drawn(60), deadline=None)
@given(problems(maximum=4, horizon=5), st.data())
def test_small_cases_equal_trying_every_schedule(
    problem: ScheduleProblem, data: st.DataObject
) -> None:
    required = data.draw(st.sampled_from([None, *(task.id for task in problem.tasks)]))
    problem = replace(
        problem, tasks=tuple(replace(task, must=task.id == required) for task in problem.tasks)
    )
    best = best_by_trying(problem)
    result = find_optimum(problem)
    if best < 0:
        assert result is None
        assert find_infeasible_sets(problem)
    else:
        assert result is not None
        assert objective(problem, result.placed) == best
        assert result.bound == pytest.approx(best, abs=0.5)
        assert not find_infeasible_sets(problem)


@settings(max_examples=drawn(60), deadline=None)
@given(problems(maximum=6), st.integers(0, 20), st.integers(0, 2))
def test_more_budget_or_capacity_never_gives_a_worse_optimum(
    problem: ScheduleProblem, money: int, people: int
) -> None:
    richer = replace(
        problem,
        budgets=tuple(None if limit is None else limit + money for limit in problem.budgets),
        capacity=tuple((name, limit + people) for name, limit in problem.capacity),
    )
    assert find_schedule(richer).objective >= find_schedule(problem).objective


@settings(max_examples=drawn(40), deadline=None)
@given(problems())
def test_the_same_problem_gives_the_same_schedule_when_it_is_solved_anew(
    problem: ScheduleProblem,
) -> None:
    first = find_schedule(problem)
    find_schedule.cache_clear()
    assert find_schedule(problem) == first


@settings(max_examples=drawn(80), deadline=None)
@given(problems(), st.data())
def test_what_is_obligatory_is_in_or_named_in_a_conflict(
    problem: ScheduleProblem, data: st.DataObject
) -> None:
    required = data.draw(
        st.sets(st.sampled_from([task.id for task in problem.tasks]), min_size=1, max_size=3)
    )
    dates = {
        key: data.draw(st.one_of(st.none(), st.integers(2, problem.horizon)))
        for key in sorted(required)
    }
    problem = replace(
        problem,
        tasks=tuple(
            replace(
                task, must=task.id in required and not task.fixed, latest_end=dates.get(task.id)
            )
            for task in problem.tasks
        ),
    )
    schedule = find_schedule(problem)
    assert_valid(problem, dict(schedule.placed))
    kept = all(
        task.id in schedule.placed
        and (task.latest_end is None or schedule.placed[task.id].end <= task.latest_end)
        for task in problem.tasks
        if task.must
    )
    assert kept == (not schedule.conflicts)
    for conflict in schedule.conflicts:
        named = {
            requirement.id
            for requirement in conflict.requirements
            if requirement.kind in (RequirementKind.MUST, RequirementKind.BY)
        }
        assert named
        assert named <= required


@settings(max_examples=drawn(80), deadline=None)
@given(problems())
def test_the_stated_remedy_makes_a_task_fit(problem: ScheduleProblem) -> None:
    schedule = find_schedule(problem)
    by_id = {task.id: task for task in problem.tasks}
    for key, omission in schedule.left_out.items():
        if omission.why is LeftOut.PREREQUISITE:
            assert set(omission.prerequisites) <= schedule.left_out.keys()
            continue
        eased = problem
        if omission.shortages:
            budgets = list(problem.budgets)
            capacity = dict(problem.capacity)
            for item in omission.shortages:
                if item.resource is None:
                    budgets[item.period] = (budgets[item.period] or 0) + item.units
                else:
                    capacity[item.resource] = max(
                        capacity[item.resource], dict(problem.capacity)[item.resource] + item.units
                    )
            eased = replace(problem, budgets=tuple(budgets), capacity=tuple(capacity.items()))
        elif omission.quarters is not None:
            eased = replace(problem, quarters=omission.quarters)
        usage = ResourceUsage(eased)
        for placed, interval in schedule.placed.items():
            usage.add(by_id[placed], interval)
        first = max([0, *(schedule.placed[item].end for item in by_id[key].prerequisites)])
        assert any(
            usage.fits(by_id[key], Interval(start, start + by_id[key].quarters))
            for start in range(first, eased.horizon - by_id[key].quarters + 1)
        ) or (omission.why is LeftOut.HORIZON and problem.budgets)


def test_two_obligatory_tasks_that_share_a_resource_are_named_with_its_capacity() -> None:
    problem = ScheduleProblem(
        tasks=(
            Task(id="a", quarters=3, uses=(("x", 1),), must=True, latest_end=4),
            Task(id="b", quarters=3, uses=(("x", 1),), must=True, latest_end=4),
            Task(id="c", quarters=1, must=True),
        ),
        quarters=8,
        capacity=(("x", 1), ("y", 1)),
        budgets=(100, None),
    )
    (conflict,) = find_infeasible_sets(problem)
    assert [(requirement.kind, requirement.id) for requirement in conflict.requirements] == [
        (RequirementKind.BY, "a"), (RequirementKind.BY, "b"), (RequirementKind.CAPACITY, "x"),
    ]  # fmt: skip
    schedule = find_schedule(problem)
    assert schedule.placed.keys() == {"a", "b", "c"}
    assert sum(interval.end <= 4 for key, interval in schedule.placed.items() if key in "ab") == 1


def test_a_date_before_the_chain_can_end_is_explained_by_the_chain() -> None:
    problem = ScheduleProblem(
        tasks=(
            Task(id="a", quarters=3),
            Task(id="b", quarters=2, prerequisites=frozenset("a"), must=True, latest_end=4),
        ),
        quarters=8,
    )
    (conflict,) = find_infeasible_sets(problem)
    assert [(requirement.kind, requirement.id) for requirement in conflict.requirements] == [
        (RequirementKind.BY, "b"), (RequirementKind.PREREQUISITE, "a"),
    ]  # fmt: skip
    assert conflict.months == 15


def test_a_plan_without_budget_plans_what_costs_nothing() -> None:
    problem = ScheduleProblem(
        tasks=(Task(id="a", quarters=1, cost=5), Task(id="b", quarters=1)),
        quarters=4,
        budgets=(0,),
    )
    schedule = find_schedule(problem)
    assert schedule.placed.keys() == {"b"}
    assert schedule.left_out["a"].why is LeftOut.BUDGET
    assert [item.units for item in schedule.left_out["a"].shortages] == [5]


@settings(max_examples=drawn(80), deadline=None)
@given(problems(), st.data())
def test_the_initial_schedule_of_the_search_exceeds_no_limit_for_any_relaxation(
    problem: ScheduleProblem, data: st.DataObject
) -> None:
    shares = {
        task.id: sorted(data.draw(st.floats(0, 1)) for _quarter in range(3))
        for task in problem.tasks
    }
    placed = place_by_relaxation(problem, lambda task: list(enumerate(shares[task.id])))
    assert placed is not None
    assert_valid(problem, placed)


@settings(max_examples=drawn(80), deadline=None)
@given(problems())
def test_the_model_gives_the_first_schedule_exactly_its_objective(
    problem: ScheduleProblem,
) -> None:
    model = _Model(problem)
    model.solve(nodes=1)
    placed = place_greedily(problem)
    values = model._values(placed)
    gained = sum(gain * value for gain, value in zip(model.gains, values, strict=True))
    assert gained + model.constant == objective(problem, placed)
    for row, limit in model.rows:
        assert sum(units * values[column] for column, units in row.items()) <= limit


def test_a_plan_of_the_whole_bank_is_the_same_when_solved_anew_and_close_to_its_bound() -> None:
    edition = load_published_edition("2026")
    levels = {key: 0 for key, item in edition.indicators.items() if item.number is None}
    plan = PlanSettings(horizon_months=36, budget_by_year=(500_000.0,) * 3)
    assessment = Assessment(
        country="KEN", edition="2026", cycle=2026, targets={"default": 4}, plan=plan
    ).with_levels(levels)
    first = plan_roadmap(edition, assessment)
    find_schedule.cache_clear()
    assert plan_roadmap(edition, assessment) == first
    assert first.schedule.slack is not None
    assert first.schedule.slack <= 0.003
    assert first.schedule.objective > 2 * first.schedule.greedy_objective
