"""Small scheduling problems drawn at random, and the check that a schedule is valid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from assessment.planning.schedule.problem import (
    FIRST_STARTS,
    Bundle,
    Carrier,
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
    closure,
    spending,
    spread_cost,
)
from assessment.planning.schedule.resource_usage import Shortage

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
                urgent=draw(st.integers(0, 3)) == 0,
            )
        )
    bundle = draw(bundles(tasks))
    members = {item.task for item in bundle.carriers} if bundle else set()
    tasks = [replace(task, bundle="bill") if task.id in members else task for task in tasks]
    order = draw(st.permutations([task.id for task in tasks]))
    cut = draw(st.integers(0, len(order)))
    sequences = []
    for name, keys in (("one", order[:cut]), ("two", order[cut:])):
        steps = tuple((key,) for key in keys[:2]) + ((tuple(keys[2:4]),) if keys[2:4] else ())
        sequences.append(
            LevelSequence(
                name,
                draw(st.sampled_from([100, 150, 225])),
                steps,
                draw(st.integers(0, 3)),
                draw(st.sampled_from(Tier)),
            )
        )
    shift = draw(st.integers(0, 3))
    years = -(-(quarters + shift) // 4)
    return ScheduleProblem(
        tasks=tuple(tasks),
        level_sequences=tuple(sequences),
        quarters=quarters,
        capacity=(("x", draw(st.integers(2, 3))), ("y", draw(st.integers(2, 4)))),
        budgets=tuple(
            draw(st.lists(st.one_of(st.none(), st.integers(0, 25)), min_size=years, max_size=years))
        ),
        year_shift=shift,
        first_starts=draw(st.sampled_from([None, None, 1, 2])),
        bundles=(bundle,) if bundle else (),
    )


@st.composite
def bundles(draw: st.DrawFn, tasks: list[Task]) -> Bundle | None:
    """Draw a bundle of some of the tasks that are not fixed and do not wait for each other; None in half of the cases."""
    chosen: list[Task] = []
    for task in tasks if draw(st.booleans()) else ():
        free = not task.fixed and all(
            task.id not in closure(tasks, [item.id]) and item.id not in closure(tasks, [task.id])
            for item in chosen
        )
        if free and len(chosen) < 3 and draw(st.integers(0, 2)):
            chosen.append(task)
    if len(chosen) < 2 or _waits_through_a_bundle(tasks, chosen):
        return None
    return Bundle(
        "bill",
        tuple(
            Carrier(
                task.id,
                draw(st.integers(0, 9)),
                draw(st.sampled_from([(), (("x", 1),), (("y", 1),)])),
            )
            for task in draw(st.permutations(chosen))
        ),
        uses=draw(st.sampled_from([(), (("x", 1),), (("x", 1), ("y", 2))])),
    )


def _waits_through_a_bundle(tasks: list[Task], chosen: list[Task]) -> bool:
    """Whether a member waits for something that waits for another member; their order would be a circle."""
    keys = {task.id for task in chosen}
    return any(closure(tasks, [task.id]) & keys - {task.id} for task in chosen)


def assert_valid(problem: ScheduleProblem, placed: dict[str, Interval]) -> None:
    """Check that no task is before its prerequisites, over a limit or after the end, and that no fixed task is moved.

    Tasks of a bundle end together.
    """
    by_id = {task.id: task for task in problem.tasks}
    for key, interval in placed.items():
        task = by_id[key]
        if task.fixed:
            assert interval == task.fixed
            continue
        assert interval.end - interval.start == task.quarters
        assert interval.start >= 0
        assert interval.end <= problem.horizon
        for earlier in task.prerequisites:
            assert placed[earlier].end <= interval.start
    for bundle in problem.bundles:
        assert len({placed[item.task].end for item in bundle.carriers if item.task in placed}) <= 1
    assert keeps_limits(problem, placed)


def keeps_limits(problem: ScheduleProblem, placed: Mapping[str, Interval]) -> bool:
    """Whether a schedule exceeds no limit by more than what is fixed does; counted anew, without the planner."""
    fixed = {task.id: task.fixed for task in problem.tasks if task.fixed}
    used, spent = totals(problem, placed)
    fixed_used, fixed_spent = totals(problem, fixed)
    for (resource, quarter), units in used.items():
        limit = problem.limit(resource, quarter)
        if limit is not None and units > max(limit, fixed_used[resource, quarter]):
            return False
    return all(
        limit is None or spent[year] <= max(limit, fixed_spent[year])
        for year, limit in enumerate(problem.budgets)
    )


def totals(
    problem: ScheduleProblem, placed: Mapping[str, Interval]
) -> tuple[Counter[tuple[str, int]], Counter[int]]:
    """Units by resource and quarter, and money by year, of a whole schedule."""
    used: Counter[tuple[str, int]] = Counter()
    spent: Counter[int] = Counter()

    def use(uses: tuple[tuple[str, int], ...], start: int, end: int) -> None:
        for resource, units in uses:
            for quarter in range(start, end):
                used[resource, quarter] += units

    for task in problem.tasks:
        if task.id in placed:
            interval = placed[task.id]
            use(task.uses, interval.start, interval.end)
            spent.update(spending(task, interval, problem.horizon, problem.year_shift))
            used["first:", 0] += not task.bundle and interval.start == 0
    for bundle in problem.bundles:
        together = [item for item in bundle.carriers if item.task in placed]
        if not together:
            continue
        first = min(placed[item.task].start for item in together)
        carrier, own = together[0], placed[together[0].task]
        use(bundle.uses, first, own.end)
        use(carrier.uses, own.start, own.end)
        spent.update(spread_cost(carrier.cost, own, problem.horizon, problem.year_shift))
        used["first:", 0] += first == 0
    return used, spent


def eased(problem: ScheduleProblem, shortages: Iterable[Shortage]) -> ScheduleProblem:
    """The problem with shortages made good: the sum of money in each year, and the largest of each resource."""
    budgets, more = list(problem.budgets), Counter[str]()
    for item in shortages:
        if item.resource is None:
            budgets[item.period] = (budgets[item.period] or 0) + item.units
        else:
            more[item.resource] = max(more[item.resource], item.units)
    starts = problem.first_starts
    return replace(
        problem,
        budgets=tuple(budgets),
        capacity=tuple((name, limit + more[name]) for name, limit in problem.capacity),
        first_starts=None if starts is None else starts + more[FIRST_STARTS],
    )
