"""Check that prerequisites exist, can be reached, and form no cycle."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from questionnaires.errors import Problem
from questionnaires.meaning.conditions import condition_problems
from questionnaires.meaning.places import measure_file
from questionnaires.model import Edition, Measure, parse_condition
from translations import gettext as _


def prerequisites_exist(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each prerequisite that is unknown or not of the form `L02>=2`."""
    for measure in edition.measures:
        where = f"measures: {measure.id}: prerequisites"
        for text in measure.prerequisites:
            condition = parse_condition(text)
            if condition is None and text not in edition.measure:
                yield Problem(
                    measure_file(edition, measure.id),
                    where,
                    _("'{text}' is neither a measure nor a condition.").format(text=text),
                    _("Use the id of a measure, or a level such as L02>=2."),
                )
            if condition is None:
                continue
            yield from condition_problems(
                edition, measure_file(edition, measure.id), where, condition
            )
            if condition.operator != ">=":
                yield Problem(
                    measure_file(edition, measure.id),
                    where,
                    _("{condition} can't be reached by doing more.").format(condition=text),
                    _("Write it with >=, for example {id}>=2.").format(id=condition.indicator),
                )


def prerequisites_have_no_cycle(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each cycle, with all disjoint cycles in one run.

    Yields none where two measures share an id, which another check reports, as the graph is ambiguous then.
    """
    if len(edition.measure) < len(edition.measures):
        return
    graph = {
        item.id: tuple(dict.fromkeys(_measures_before(edition, item))) for item in edition.measures
    }
    while (circle := _find_circle(graph)) is not None:
        yield Problem(
            measure_file(edition, circle[0]),
            f"measures: {circle[0]}: prerequisites",
            _("each waits for the next in a circle: {circle}.").format(circle=" → ".join(circle)),
            _("Take one of these prerequisites out."),
        )
        graph = {key: before for key, before in graph.items() if key not in circle}


def _find_circle(graph: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """A cycle of measure ids, each followed by its prerequisite, the last equal to the first; None without a cycle."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return None


def measures_waited_for(edition: Edition, measure: Measure) -> Iterator[str]:
    """Ids of the measures that end before this one starts in a plan that has them, for any levels of a country."""
    for text in measure.prerequisites:
        condition = parse_condition(text)
        if condition is not None:
            yield from _measures_towards(edition, condition.indicator, condition.level)
        elif text in edition.measure:
            yield text


def _measures_before(edition: Edition, measure: Measure) -> Iterator[str]:
    """Ids of all measures that this one may depend on, for any levels of a country."""
    for text in measure.prerequisites:
        condition = parse_condition(text)
        if condition is not None:
            yield from _measures_towards(edition, condition.indicator, condition.level)
        elif text in edition.measure:
            yield text
            needed = edition.measure[text]
            if needed.lifts.indicator != measure.lifts.indicator:
                yield from _measures_towards(edition, needed.lifts.indicator, needed.holds_at_level)


def _measures_towards(edition: Edition, indicator: str, level: int) -> Iterator[str]:
    for other in edition.measures:
        if other.lifts.indicator == indicator and other.lifts.from_level < level:
            yield other.id
