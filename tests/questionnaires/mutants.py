"""Mutants of content, one change each, and whether loading or lint detects it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from questionnaires import Edition, Indicator, Measure, parse_condition
from questionnaires.meaning import CHECKS
from questionnaires.model import (
    Content,
    ContentRules,
    EditionFile,
    Group,
    Profile,
    parse_figure_condition,
)
from questionnaires.rules import RULES
from questionnaires.words.unique import texts_are_unique

NONSENSE = "Lorem ipsum."

REFERENCES = frozenset(("source", "role", "status", "field", "statistics", "clauses", "scale")) | {
    "lead",
    "effort",
    "partners",
    "prerequisites",
    "indicator",
}
"""Keys whose value, or each entry of it, refers to another item."""

NOT_TEXT = REFERENCES | {"id", "kind", "replaces", "country", "key"}
"""Keys whose text is a code."""


ORDER = (texts_are_unique, *CHECKS, *RULES)
"""Every check; the one that detects most first, as one problem is enough."""


class Mutant(NamedTuple):
    """What was done (`delete`, `duplicate`, `break`, `nonsense`), where, and the item after it."""

    kind: str
    place: str
    item: dict[str, Any]


def mutants(item: dict[str, Any], neighbour: dict[str, Any]) -> Iterator[Mutant]:
    """Every mutant of one parsed indicator or measure."""
    for path in _paths(item):
        key = next(step for step in reversed(path) if isinstance(step, str))
        value = _at(item, path)
        place = ": ".join(str(step) for step in path)
        if isinstance(path[-1], str):
            yield Mutant("delete", place, _without(item, path))
        if isinstance(value, list) and value:
            yield Mutant("duplicate", place, _with(item, path, [value[0], *value]))
        if not isinstance(value, str):
            continue
        if key in REFERENCES or _names_a_part(path):
            yield Mutant("break", place, _with(item, path, f"{value}x"))
        elif key not in NOT_TEXT:
            yield Mutant("nonsense", place, _with(item, path, NONSENSE))
            other = _at(neighbour, path)
            if isinstance(other, str) and other != value:
                yield Mutant("duplicate", place, _with(item, path, other))


def _names_a_part(path: tuple[str | int, ...]) -> bool:
    """Whether the place is in a test of details: the items it counts, the columns and choices it asks for."""
    return "levels" in path and bool({"items", "where"} & set(path))


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _paths(inner, (*path, place))


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _with(item: dict[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The item with another value at a place; only the tables and lists on the way there are new."""
    changed = copy.copy(item)
    inner: Any = changed
    for step in path[:-1]:
        inner[step] = copy.copy(inner[step])
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def _without(item: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    changed = _with(item, path, None)
    del _at(changed, path[:-1])[path[-1]]
    return changed


def indicator_is_caught(edition: Edition, mutant: Mutant, original: Indicator) -> bool | None:
    """Whether the mutant is refused or reported; None where it means the same as the original.

    `edition` is a small one in which nothing is wrong, with the original and its neighbour in one pillar.
    """
    try:
        indicator = Indicator.model_validate(mutant.item)
    except ValidationError:
        return True
    if indicator == original and indicator.model_fields_set >= original.model_fields_set - {
        "at_least"
    }:
        return None
    (pillar,) = edition.pillars
    kept = tuple(indicator if item is original else item for item in pillar.indicators)
    return has_problems(_edition(edition, indicators=kept))


def measure_is_caught(edition: Edition, mutant: Mutant, original: Measure) -> bool | None:
    """The same for a measure."""
    try:
        measure = Measure.model_validate(mutant.item)
    except ValidationError:
        return True
    if measure == original:
        return None
    kept = tuple(measure if item is original else item for item in edition.measures)
    return has_problems(_edition(edition, measures=kept))


def is_caught(edition: Edition, field: str, mutant: Mutant, original: Content) -> bool | None:
    """The same for an item of a list of the edition: `field` is its name, such as `statistics`."""
    try:
        changed = type(original).model_validate(mutant.item)
    except ValidationError:
        return True
    if changed == original:
        return None
    kept = tuple(changed if item is original else item for item in getattr(edition, field))
    return has_problems(replaced(edition, **{field: kept}))


def replaced(edition: Edition, **changes: Any) -> Edition:
    """The edition with other lists, unchecked."""
    values = {name: getattr(edition, name) for name in Edition.model_fields}
    return Edition.model_construct(**{**values, **changes})


def around_item(edition: Edition, field: str, items: tuple[Any, ...]) -> Edition:
    """A small valid edition that has only these gates, or these statistics, sources or clauses besides its own."""
    conditions = [
        text for item in items for text in (*getattr(item, "all", ()), *getattr(item, "any", ()))
    ]
    indicators = {test.indicator for text in conditions if (test := parse_condition(text))}
    figures = [text for item in items for text in getattr(item, "figures", ())]
    statistics = {test.statistic for text in figures if (test := parse_figure_condition(text))}
    small = around(
        edition,
        tuple(edition.indicators[key] for key in indicators or list(edition.indicators)[:1]),
    )
    lists = {
        "statistics": (*small.statistics, *(edition.statistic[key] for key in sorted(statistics))),
        "sources": small.sources,
        "gates": (),
        "clauses": small.clauses,
    }
    lists[field] = (*items, *lists[field])
    cited = (
        ref.source for item in (*lists["statistics"], *lists["gates"]) for ref in item.references
    )
    lists["sources"] = (*lists["sources"], *(edition.source[key] for key in cited))
    return replaced(small, **{key: _once(found) for key, found in lists.items()})


def _once(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple({item.id: item for item in items}.values())


def has_problems(edition: Edition) -> bool:
    return any(True for check in ORDER for _problem in check(edition))


def _with_companions(edition: Edition, indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """The indicators, with those that a severe one needs, and what these need in turn."""
    found = {item.id: item for item in indicators}
    left = list(indicators)
    while left:
        for companion in left.pop().companions:
            needed = parse_condition(companion.needs)
            if needed is not None and needed.indicator not in found:
                found[needed.indicator] = edition.indicators[needed.indicator]
                left.append(found[needed.indicator])
    return tuple(found.values())


def around(edition: Edition, indicators: tuple[Indicator, ...]) -> Edition:
    """A small valid edition with these indicators, their measures and the items they refer to, companions among them."""
    indicators = _with_companions(edition, indicators)
    ids = {item.id for item in indicators}
    own = [item for item in edition.measures if item.lifts.indicator in ids]
    known = {item.id for item in own}
    measures = tuple(
        item.model_copy(
            update={
                "prerequisites": tuple(
                    text
                    for text in item.prerequisites
                    if text in known or ((test := parse_condition(text)) and test.indicator in ids)
                )
            }
        )
        for item in own
    )
    rules = edition.about.content_rules or ContentRules()
    about = EditionFile.model_construct(
        **{
            **dict(edition.about),
            "pillars": ("small",),
            "profiles": (Profile(id="quick", name="Quick scan", indicators=tuple(ids)),),
            "views": (),
            "content_rules": rules.model_copy(update={"indicators_of_invitation": 0}),
        }
    )
    requested = {
        key
        for item in indicators
        for field in (item.details.fields if item.details else ())
        for key in getattr(field, "statistics", ())
    }
    requested |= {item.statistic for item in edition.about.drivers if item.statistic}
    statistics = tuple(item for item in edition.statistics if item.id in requested)
    cited = {
        reference.source
        for item in (
            *indicators,
            *statistics,
            *measures,
            *(m.example for m in measures if m.example),
        )
        for reference in item.references
    }
    return Edition(
        about=about,
        pillars=(Group(id="small", name="Small", indicators=indicators),),
        measures=measures,
        clauses=edition.clauses,
        statistics=statistics,
        dimensions=edition.dimensions,
        terms=tuple(item for item in edition.terms if item.id != item.id.lower()),
        sources=tuple(item for item in edition.sources if item.id in cited),
    )


def _edition(
    edition: Edition,
    *,
    indicators: tuple[Indicator, ...] | None = None,
    measures: tuple[Measure, ...] | None = None,
) -> Edition:
    (pillar,) = edition.pillars
    values = {name: getattr(edition, name) for name in Edition.model_fields}
    if indicators is not None:
        values["pillars"] = (Group(id=pillar.id, name=pillar.name, indicators=indicators),)
    if measures is not None:
        values["measures"] = measures
    return Edition.model_construct(**values)
