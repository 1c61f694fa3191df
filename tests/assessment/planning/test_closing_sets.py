"""The search by sets of closed indicators finds the same optimum as one search over all of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.planning.schedule.closing_sets import maximise_by_set
from assessment.planning.schedule.goals import CLOSED, EARLY, GoalKind, Held, goal_value
from assessment.planning.schedule.milp import Optimum, maximise
from assessment.planning.schedule.problem import (
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
    places_obligatory,
)
from assessment.planning.schedule.serial_schedule import place_greedily
from assessment.planning.schedule.time_indexed_model import Model
from tests.assessment.planning.problems import assert_valid, problems
from tests.support.profiles import drawn


def by_set(
    model: Model, kind: GoalKind, start: dict[str, Interval] | None = None, *held: Held
) -> Optimum | None:
    targets = model.targets({**CLOSED, **EARLY}[kind])
    return maximise_by_set(model, kind, targets, held=held, start=start, nodes=1_000)


@settings(max_examples=drawn(40), deadline=None)
@given(problems(), st.sampled_from([*CLOSED, *EARLY]), st.booleans())
def test_the_best_set_is_as_good_as_the_best_schedule(
    problem: ScheduleProblem, kind: GoalKind, with_start: bool
) -> None:
    model = Model(problem)
    if not model.is_possible or not model.targets({**CLOSED, **EARLY}[kind]):
        return  # nothing to choose: solved as a whole
    greedy = place_greedily(problem)
    start = greedy if with_start and places_obligatory(problem, greedy) else None
    best, found = maximise(model, kind), by_set(model, kind, start)
    if best is None:
        assert found is None
        return
    assert found is not None
    assert found.proven
    assert_valid(problem, found.placed)
    assert goal_value(problem, kind, found.placed) == goal_value(problem, kind, best.placed)


def core(budget: int, *costs: int, cheap: int = 0) -> ScheduleProblem:
    """Core indicators with a measure each of two quarters and these costs, and some of one quarter that cost 1."""
    tasks = [Task(f"T{number}", 2, cost=cost) for number, cost in enumerate(costs)]
    tasks += [Task(f"C{number}", 1, cost=1) for number in range(cheap)]
    return ScheduleProblem(
        tasks=tuple(tasks),
        level_sequences=tuple(
            LevelSequence(task.id, 100, ((task.id,),), 1, Tier.CORE) for task in tasks
        ),
        quarters=4,
        budgets=(budget,),
    )


def test_with_half_the_money_for_each_of_two_one_is_closed_and_that_is_proven() -> None:
    problem = core(100, 70, 70, cheap=2)
    found = by_set(Model(problem), GoalKind.CORE_CLOSED)
    assert found is not None
    assert (found.bound, found.proven) == (3, True)


def test_a_start_that_no_set_betters_is_kept_and_proven() -> None:
    problem = core(100, 70, 70, 30)
    start = {"T1": Interval(0, 2), "T2": Interval(0, 2)}
    found = by_set(Model(problem), GoalKind.CORE_EARLY, start, Held(GoalKind.CORE_CLOSED, 2))
    assert found == Optimum(start, 6.0, proven=True)


def test_a_start_below_what_is_held_is_no_answer() -> None:
    problem = core(100, 70, 70, 30)
    start = {"T2": Interval(0, 2)}
    found = by_set(Model(problem), GoalKind.CORE_EARLY, start, Held(GoalKind.CORE_CLOSED, 2))
    assert found is not None
    assert len(found.placed) == 2
    assert by_set(Model(problem), GoalKind.CORE_EARLY, start, Held(GoalKind.CORE_CLOSED, 3)) is None


def test_more_sets_than_are_searched_one_by_one_lose_nothing() -> None:
    problem = core(210, *(70 + number for number in range(9)), cheap=3)
    found = by_set(Model(problem), GoalKind.CORE_EARLY)
    best = maximise(Model(problem), GoalKind.CORE_EARLY)
    assert found is not None
    assert best is not None
    assert (found.bound, found.proven) == (best.bound, True)
