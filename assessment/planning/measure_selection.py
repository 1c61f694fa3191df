"""From targets to the measures that must be carried out, and what each has to wait for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from assessment.model.assessment import Assessment
from questionnaires import Edition, Measure, parse_condition


@dataclass(frozen=True, slots=True)
class Need:
    """One prerequisite of a measure, read as: this indicator at this level, through this measure if it names one."""

    text: str
    indicator_id: str
    level: int
    measure_id: str | None


@dataclass(frozen=True, slots=True)
class RaisedTarget:
    """An indicator that has to rise above its own target because a measure elsewhere needs it."""

    indicator_id: str
    from_target: int
    to_target: int
    needed_by: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The measures of a plan, before anybody asks when.

    `targets` are the levels reached when all of them are carried out; `waits` gives for each measure the measures it
    comes after, `assumptions` the prerequisites that rest on an indicator without an answer.
    `uncovered` holds (indicator, level) of steps for which the edition has no measure.
    """

    measures: tuple[Measure, ...]
    targets: Mapping[str, int]
    waits: Mapping[str, frozenset[str]]
    assumptions: Mapping[str, tuple[str, ...]]
    raised: tuple[RaisedTarget, ...]
    uncovered: tuple[tuple[str, int], ...]


def needs_of(edition: Edition, measure: Measure) -> Iterator[Need]:
    """The prerequisites of a measure, each as a level of an indicator."""
    for text in measure.prerequisites:
        condition = parse_condition(text)
        if condition is not None:
            yield Need(text, condition.indicator, condition.level, None)
        else:
            needed = edition.measure[text]
            yield Need(text, needed.lifts.indicator, needed.holds_at_level, text)


def measures_between(edition: Edition, key: str, low: int, high: int) -> tuple[Measure, ...]:
    """The measures needed to bring indicator `key` from level `low` to level `high`."""
    return tuple(item for item in edition.measures_of[key] if item.lifts.covers(low, high))


def unmet_prerequisites(
    edition: Edition, assessment: Assessment, key: str, target: int
) -> tuple[str, ...]:
    """What outside this indicator is not there yet (or not known) for the measures up to `target`."""
    level = assessment.level(key)
    if level is None:
        return ()
    return tuple(
        dict.fromkeys(
            need.text
            for measure in measures_between(edition, key, level, target)
            for need in needs_of(edition, measure)
            if need.indicator_id != key and (assessment.level(need.indicator_id) or 0) < need.level
        )
    )


def climb(edition: Edition, key: str, level: int, target: int, done: Collection[str]) -> int:
    """The level that indicator `key` reaches, at most `target`, when the measures in `done` are carried out.

    A step is made when every measure that covers it is done, and never when no measure covers it.
    """
    while level < target:
        step = measures_between(edition, key, level, level + 1)
        if not step or any(item.id not in done for item in step):
            break
        level += 1
    return level


def select_measures(
    edition: Edition, assessment: Assessment, targets: Mapping[str, int]
) -> Selection:
    """Every measure needed for `targets`, with what those measures need in turn, until nothing is missing."""
    levels = {key: assessment.level(key) for key in edition.indicators}
    reach = dict(targets)
    raised: dict[str, RaisedTarget] = {}
    while True:
        chosen = _chosen(edition, levels, reach)
        lacking = _lacking(edition, levels, reach, chosen)
        if lacking is None:
            break
        need, measure_id = lacking
        key = need.indicator_id
        first = raised[key].from_target if key in raised else reach.get(key, levels[key] or 0)
        raised[key] = RaisedTarget(key, first, need.level, measure_id)
        reach[key] = need.level
    ids = {item.id for item in chosen}
    return Selection(
        measures=chosen,
        targets={
            key: climb(edition, key, level, reach[key], ids)
            for key, level in levels.items()
            if level is not None and key in reach
        },
        waits={item.id: _waits(edition, levels, item, ids) for item in chosen},
        assumptions={
            item.id: tuple(
                f"{need.indicator_id}>={need.level}"
                for need in needs_of(edition, item)
                if levels[need.indicator_id] is None
            )
            for item in chosen
        },
        raised=tuple(raised.values()),
        uncovered=tuple(_uncovered(edition, levels, reach)),
    )


def _chosen(
    edition: Edition, levels: Mapping[str, int | None], reach: Mapping[str, int]
) -> tuple[Measure, ...]:
    """The measures between each known level and its target, in the order of the content."""
    return tuple(
        item
        for item in edition.measures
        if (level := levels[item.lifts.indicator]) is not None
        and item.lifts.indicator in reach
        and item.lifts.covers(level, reach[item.lifts.indicator])
    )


def _lacking(
    edition: Edition,
    levels: Mapping[str, int | None],
    reach: Mapping[str, int],
    chosen: tuple[Measure, ...],
) -> tuple[Need, str] | None:
    """The first need that no level and no chosen measure meets, with the measure that has it."""
    ids = {item.id for item in chosen}
    for item in chosen:
        for need in needs_of(edition, item):
            level = levels[need.indicator_id]
            if level is None or level >= need.level or need.measure_id in ids:
                continue
            if (
                need.indicator_id == item.lifts.indicator
                or reach.get(need.indicator_id, 0) >= need.level
            ):
                continue
            return need, item.id
    return None


def _waits(
    edition: Edition, levels: Mapping[str, int | None], measure: Measure, ids: Collection[str]
) -> frozenset[str]:
    """The chosen measures that have to be done before `measure` starts."""
    found: set[str] = set()
    for need in needs_of(edition, measure):
        level = levels[need.indicator_id]
        if need.measure_id is not None and need.indicator_id == measure.lifts.indicator:
            found.add(need.measure_id)  # one after the other, also where the first may hold already
        elif level is None or level >= need.level:
            continue
        elif need.measure_id is not None:
            found.add(need.measure_id)
        else:
            found.update(
                item.id for item in measures_between(edition, need.indicator_id, level, need.level)
            )
    return frozenset(found & set(ids))


def _uncovered(
    edition: Edition, levels: Mapping[str, int | None], reach: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    for key, target in reach.items():
        level = levels[key]
        for step in range(level if level is not None else target, target):
            if not measures_between(edition, key, step, step + 1):
                yield key, step
