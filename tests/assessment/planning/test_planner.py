"""The planner: valid schedules, requirements met or reported, optimality, and correct reasons."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import Assessment, Emphasis, PlanSettings, plan_roadmap
from assessment.planning.schedule.alpha_points import place_by_relaxation
from assessment.planning.schedule.goals import GoalKind, goal_value, worth
from assessment.planning.schedule.infeasibility import RequirementKind, find_infeasible_sets
from assessment.planning.schedule.problem import (
    Interval,
    ScheduleProblem,
    Task,
)
from assessment.planning.schedule.resource_usage import ResourceUsage
from assessment.planning.schedule.serial_schedule import place_greedily
from assessment.planning.schedule.solve import LeftOut, estimate_schedule, find_schedule
from assessment.planning.schedule.time_indexed_model import Model
from questionnaires import load_published_edition
from tests.assessment.planning.problems import assert_valid, eased, problems
from tests.support.profiles import drawn


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
    widest = find_schedule(replace(problem, emphasis=Emphasis.WIDEST_GAIN))
    assert widest.objective >= schedule.objective
    assert widest.objective >= schedule.greedy_objective


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
        if omission.why is LeftOut.BUNDLE:
            assert set(omission.instead) <= schedule.placed.keys()
            continue
        limits = problem
        if omission.shortages:
            limits = eased(problem, omission.shortages)
        elif omission.quarters is not None:
            limits = replace(problem, quarters=omission.quarters)
        usage = ResourceUsage(limits)
        for placed, interval in schedule.placed.items():
            usage.add(by_id[placed], interval)
        first = max([0, *(schedule.placed[item].end for item in by_id[key].prerequisites)])
        assert any(
            usage.fits(by_id[key], Interval(start, start + by_id[key].quarters))
            for start in range(first, limits.horizon - by_id[key].quarters + 1)
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
        task.id: list(enumerate(sorted(data.draw(st.floats(0, 1)) for _quarter in range(3))))
        for task in problem.tasks
    }
    fixed = {task.id: task.fixed for task in problem.tasks if task.fixed}
    placed = place_by_relaxation(problem, shares, lambda item: worth(problem, item), fixed)
    assert placed is not None
    assert_valid(problem, placed)


@settings(max_examples=drawn(80), deadline=None)
@given(problems())
def test_the_model_gives_a_schedule_exactly_its_value_in_every_goal(
    problem: ScheduleProblem,
) -> None:
    model = Model(problem)
    placed = place_greedily(problem)
    values = model.values(placed)
    for kind in GoalKind:
        gains, constant = model.gains(kind)
        gained = sum(gain * values[column] for column, gain in gains.items())
        assert gained + constant == goal_value(problem, kind, placed)
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
    assert first.schedule.slack <= 0.005
    widest = plan.model_copy(update={"emphasis": Emphasis.WIDEST_GAIN})
    other = plan_roadmap(edition, assessment.model_copy(update={"plan": widest}))
    assert other.schedule.slack is not None
    assert other.schedule.slack <= 0.005
    assert other.schedule.objective > 2 * other.schedule.greedy_objective
    assert len(other.dangers.closed) <= len(first.dangers.closed)


@settings(max_examples=drawn(60), deadline=None)
@given(problems())
def test_an_estimate_exceeds_no_limit_and_is_never_better_than_the_plan(
    problem: ScheduleProblem,
) -> None:
    estimate, schedule = estimate_schedule(problem), find_schedule(problem)
    assert_valid(problem, estimate.placed)
    assert estimate.placed.keys() | estimate.left_out.keys() == {item.id for item in problem.tasks}
    if not schedule.conflicts:
        for item in schedule.goals:
            mine, best = (goal_value(problem, item.kind, it.placed) for it in (estimate, schedule))
            if mine != best:
                assert mine < best, item.kind
                break
