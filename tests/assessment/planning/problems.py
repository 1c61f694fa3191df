"""Small scheduling problems drawn at random, and the check that a schedule is valid."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from assessment.planning.schedule.problem import (
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
    spending,
)

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
                name,
                draw(st.sampled_from([100, 150, 225])),
                steps,
                draw(st.integers(0, 3)),
                draw(st.sampled_from(Tier)),
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
