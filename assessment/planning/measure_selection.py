"""From targets to the measures that reach them, and the prerequisites of each. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessment.model.assessment import Assessment
from assessment.planning.alternatives import (
    acts_not_needed,
    measures_left_out,
    measures_of_step,
    step_is_made,
    without_acts,
)
from questionnaires import Edition, Measure, parse_condition


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """One prerequisite of a measure: an indicator at a level, and the measure that lifts it there if one is named."""

    text: str
    indicator_id: str
    level: int
    measure_id: str | None


@dataclass(frozen=True, slots=True)
class RaisedTarget:
    """An indicator whose target is raised because measure `needed_by` has a higher level of it as a prerequisite."""

    indicator_id: str
    from_target: int
    to_target: int
    needed_by: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The measures of a plan, before they are scheduled.

    `targets` are the levels reached when all of them are carried out; `prerequisites` are, by measure, those of the
    measures that must end first, `assumptions` the prerequisites on an indicator without an answer.
    `uncovered` are (indicator, level) of steps for which the edition has no measure. `other_options` are measures that
    would lead to the targets too, in the place of some of these.
    """

    measures: tuple[Measure, ...]
    targets: Mapping[str, int]
    prerequisites: Mapping[str, frozenset[str]]
    assumptions: Mapping[str, tuple[str, ...]]
    raised: tuple[RaisedTarget, ...]
    uncovered: tuple[tuple[str, int], ...]
    other_options: tuple[Measure, ...] = ()


def prerequisites_of(edition: Edition, measure: Measure) -> Iterator[Prerequisite]:
    """Yield the prerequisites of a measure, each as a level of an indicator."""
    for text in measure.prerequisites:
        condition = parse_condition(text)
        if condition is not None:
            yield Prerequisite(text, condition.indicator, condition.level, None)
        else:
            needed = edition.measure[text]
            yield Prerequisite(text, needed.lifts.indicator, needed.holds_at_level, text)


def measures_between(edition: Edition, key: str, low: int, high: int) -> tuple[Measure, ...]:
    """The measures that bring indicator `key` from level `low` to level `high`, of every option of an alternative."""
    return tuple(item for item in edition.measures_of[key] if item.lifts.covers(low, high))


def unmet_prerequisites(
    edition: Edition, assessment: Assessment, key: str, target: int
) -> tuple[str, ...]:
    """Texts of the prerequisites on other indicators that are unmet or unknown, of all measures up to `target`."""
    level = assessment.level(key)
    if level is None:
        return ()
    left_out = measures_left_out(edition, assessment) | acts_not_needed(edition, assessment)
    return tuple(
        dict.fromkeys(
            prerequisite.text
            for measure in measures_between(edition, key, level, target)
            if measure.id not in left_out
            for prerequisite in prerequisites_of(edition, measure)
            if prerequisite.indicator_id != key
            and (assessment.level(prerequisite.indicator_id) or 0) < prerequisite.level
        )
    )


def reached_level(
    edition: Edition, key: str, level: int, target: int, done: Collection[str]
) -> int:
    """The level that indicator `key` reaches from `level`, at most `target`, when the measures in `done` are carried out.

    A step is reached when every measure that covers it is done, and never when no measure covers it.
    """
    while level < target:
        if not step_is_made(edition, measures_between(edition, key, level, level + 1), done):
            break
        level += 1
    return level


def select_measures(
    edition: Edition, assessment: Assessment, targets: Mapping[str, int]
) -> Selection:
    """Every measure needed for `targets`, and for the prerequisites of those measures in turn, to closure."""
    levels = {key: assessment.level(key) for key in edition.indicators}
    left_out = measures_left_out(edition, assessment)
    not_needed = acts_not_needed(edition, assessment)
    reach = dict(targets)
    raised: dict[str, RaisedTarget] = {}
    while True:
        needed = _measures_for(edition, levels, reach, not_needed)
        chosen = tuple(item for item in needed if item.id not in left_out)
        unmet = _first_unmet(edition, levels, reach, chosen)
        if unmet is None:
            break
        prerequisite, measure_id = unmet
        key = prerequisite.indicator_id
        first = raised[key].from_target if key in raised else reach.get(key, levels[key] or 0)
        raised[key] = RaisedTarget(key, first, prerequisite.level, measure_id)
        reach[key] = prerequisite.level
    ids = {item.id for item in chosen}
    return Selection(
        measures=chosen,
        targets={
            key: reached_level(edition, key, level, reach[key], ids)
            for key, level in levels.items()
            if level is not None and key in reach
        },
        prerequisites={
            item.id: _prerequisites_among(edition, levels, item, ids) for item in chosen
        },
        assumptions={
            item.id: tuple(
                f"{prerequisite.indicator_id}>={prerequisite.level}"
                for prerequisite in prerequisites_of(edition, item)
                if levels[prerequisite.indicator_id] is None
            )
            for item in chosen
        },
        raised=tuple(raised.values()),
        uncovered=tuple(_uncovered_steps(edition, levels, reach)),
        other_options=tuple(item for item in needed if item.id in left_out),
    )


def _measures_for(
    edition: Edition,
    levels: Mapping[str, int | None],
    reach: Mapping[str, int],
    not_needed: Collection[str],
) -> tuple[Measure, ...]:
    """The measures between each known level and its target that are needed, in the order of the content."""
    return tuple(
        item
        for item in edition.measures
        if item.id not in not_needed
        and (level := levels[item.lifts.indicator]) is not None
        and item.lifts.indicator in reach
        and item.lifts.covers(level, reach[item.lifts.indicator])
    )


def _first_unmet(
    edition: Edition,
    levels: Mapping[str, int | None],
    reach: Mapping[str, int],
    chosen: tuple[Measure, ...],
) -> tuple[Prerequisite, str] | None:
    """The first prerequisite met by no level and no chosen measure, with the id of the measure that has it."""
    ids = {item.id for item in chosen}
    for item in chosen:
        for prerequisite in prerequisites_of(edition, item):
            level = levels[prerequisite.indicator_id]
            if level is None or level >= prerequisite.level or prerequisite.measure_id in ids:
                continue
            if (
                prerequisite.indicator_id == item.lifts.indicator
                or reach.get(prerequisite.indicator_id, 0) >= prerequisite.level
            ):
                continue
            return prerequisite, item.id
    return None


def _prerequisites_among(
    edition: Edition, levels: Mapping[str, int | None], measure: Measure, ids: Collection[str]
) -> frozenset[str]:
    """The ids among `ids` of the measures that must end before `measure` starts."""
    earlier: set[str] = set()
    for prerequisite in prerequisites_of(edition, measure):
        level = levels[prerequisite.indicator_id]
        key, named = prerequisite.indicator_id, prerequisite.measure_id
        if named is not None and key == measure.lifts.indicator:
            earlier.add(named)  # in sequence, even if the level of the first is already reached
        elif level is None or level >= prerequisite.level:
            continue
        elif named is not None:
            earlier.add(named)
        else:
            earlier.update(
                item.id
                for item in without_acts(measures_between(edition, key, level, prerequisite.level))
            )
    return frozenset(earlier & set(ids))


def _uncovered_steps(
    edition: Edition, levels: Mapping[str, int | None], reach: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """Yield (indicator, level) of each step up to `reach` that no measure covers."""
    for key, target in reach.items():
        level = levels[key]
        for step in range(level if level is not None else target, target):
            if not measures_between(edition, key, step, step + 1):
                yield key, step


def lift_of(
    edition: Edition, selection: Selection, measure: Measure, level: int
) -> tuple[int, int]:
    """The levels between which a plan uses a measure; of an urgent act, those that it makes alone."""
    key = measure.lifts.indicator
    low, high = max(level, measure.lifts.from_level), selection.targets[key]
    if measure.until is None:
        return low, min(high, measure.lifts.to_level)
    return low, max(low, reached_level(edition, key, level, high, {measure.id}))


def shared_with(
    edition: Edition, selection: Selection, measure: Measure, steps: Iterable[int]
) -> tuple[str, ...]:
    """Ids of the other selected measures that steps of a measure need, in the order of the content."""
    needed = {
        key
        for step in steps
        for key in measures_of_step(
            edition,
            (
                item
                for item in measures_between(edition, measure.lifts.indicator, step, step + 1)
                if item in selection.measures
            ),
            (),
        )
    }
    return tuple(item.id for item in selection.measures if item.id in needed - {measure.id})
