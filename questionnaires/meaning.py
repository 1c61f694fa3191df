"""What shape alone can't tell about an edition: ids unique, references listed, measures leading somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from questionnaires.errors import Problem
from questionnaires.model import (
    Condition,
    Edition,
    Effort,
    Group,
    Indicator,
    Measure,
    Reference,
    TierSettings,
    parse_condition,
)
from translations import gettext as _

Check = Callable[[Edition], Iterable[Problem]]


def check_meaning(edition: Edition) -> list[Problem]:
    """Every problem of meaning, in the order of the checks."""
    return [problem for check in CHECKS for problem in check(edition)]


def _indicators(edition: Edition) -> Iterator[tuple[str, Indicator]]:
    """Each indicator with the file it stands in, also where two share an id."""
    for pillar in edition.pillars:
        for indicator in pillar.walk_indicators():
            yield f"pillars/{pillar.id}.yaml", indicator


def _ids_are_unique(edition: Edition) -> Iterator[Problem]:
    """Across groups, indicators, measures and clauses: a score's id must name one thing."""
    groups = [group.id for pillar in edition.pillars for group in pillar.walk_groups()]
    indicators = [indicator.id for _file, indicator in _indicators(edition)]
    lists = {
        "pillars/": [edition.about.overall.id, *groups, *indicators],
        "measures.yaml": [measure.id for measure in edition.measures],
        "gates.yaml": [gate.id for gate in edition.gates],
        "clauses.yaml": [clause.id for clause in edition.clauses],
        "sources.yaml": [source.id for source in edition.sources],
        "edition.yaml: roles": [role.id for role in edition.about.roles],
        "edition.yaml: profiles": list(edition.profile_ids),
        "edition.yaml: pillars": list(edition.about.pillars),
        "edition.yaml: effort": [band.id for band in _bands(edition)],
    }
    for file, ids in lists.items():
        for key, number in Counter(ids).items():
            if number > 1:
                yield Problem(
                    file,
                    key,
                    _("the id is used {number} times.").format(number=number),
                    _("Give each its own; an id once used is never used again."),
                )


def _bands(edition: Edition) -> tuple[Effort, ...]:
    return edition.about.effort.bands if edition.about.effort else ()


def _groups_are_not_empty(edition: Edition) -> Iterator[Problem]:
    for pillar in edition.pillars:
        for group in pillar.walk_groups():
            if not group.groups and not group.indicators:
                yield Problem(
                    f"pillars/{pillar.id}.yaml",
                    group.id,
                    _("holds no indicator."),
                    _("Add one, or delete the group."),
                )


def _scales_rise(edition: Edition) -> Iterator[Problem]:
    for name, scale in edition.about.scales.items():
        values = scale.values
        if any(later < earlier for earlier, later in zip(values, values[1:], strict=False)):
            yield Problem(
                "edition.yaml",
                f"scales: {name}",
                _("a higher level counts less than a lower one."),
                _("List the levels from lowest to highest value."),
            )


def _indicators_fit_their_scale(edition: Edition) -> Iterator[Problem]:
    for file, indicator in _indicators(edition):
        where = f"indicators: {indicator.id}"
        if indicator.number is not None:
            if indicator.descriptors:
                yield Problem(
                    file,
                    f"{where}: descriptors",
                    _("an indicator answered with a figure has no levels to describe."),
                    _("Delete the descriptors, or the key 'number'."),
                )
            yield from _goalposts(file, where, indicator)
            continue
        scale = edition.about.scales.get(indicator.scale)
        if scale is None:
            yield Problem(
                file,
                f"{where}: scale",
                _("refers to the scale '{scale}', which edition.yaml does not have.").format(
                    scale=indicator.scale
                ),
                _("Use one of: {ids}.").format(ids=", ".join(edition.about.scales)),
            )
        elif len(indicator.descriptors) != len(scale.levels) and not (
            scale.self_explanatory and not indicator.descriptors
        ):
            yield Problem(
                file,
                f"{where}: descriptors",
                _("there are {given}, but the scale '{scale}' has {needed} levels.").format(
                    given=len(indicator.descriptors),
                    scale=indicator.scale,
                    needed=len(scale.levels),
                ),
                _("Write one descriptor a level, the lowest first."),
            )


def _goalposts(file: str, where: str, indicator: Indicator) -> Iterator[Problem]:
    number = indicator.number
    assert number is not None  # the caller asks only for figures
    if number.worst == number.best or number.points[0] > number.points[1]:
        yield Problem(
            file,
            f"{where}: number",
            _("the goalposts do not leave a range."),
            _("Give 'worst' and 'best' different figures, and 'points' from low to high."),
        )
    if number.transform == "log" and min(number.worst, number.best) <= 0:
        yield Problem(
            file,
            f"{where}: number",
            _("a logarithm needs goalposts above 0."),
            _("Raise 'worst' and 'best' above 0, or use the transform 'linear'."),
        )


def _references_are_listed(edition: Edition) -> Iterator[Problem]:
    known = {source.id for source in edition.sources}
    used: list[tuple[str, str, tuple[Reference, ...]]] = [
        (file, f"indicators: {indicator.id}", indicator.references)
        for file, indicator in _indicators(edition)
    ]
    used += [
        ("measures.yaml", f"measures: {item.id}", item.references) for item in edition.measures
    ]
    used += [("gates.yaml", f"gates: {item.id}", item.references) for item in edition.gates]
    for file, where, references in used:
        for reference in references:
            if reference.source not in known:
                yield Problem(
                    file,
                    where,
                    _("refers to the source '{source}', which sources.yaml does not list.").format(
                        source=reference.source
                    ),
                    _("List it there, or use one of: {ids}.").format(ids=_some(known)),
                )


def _clauses_are_listed(edition: Edition) -> Iterator[Problem]:
    for file, indicator in _indicators(edition):
        for clause in indicator.clauses:
            if clause not in edition.clause:
                yield Problem(
                    file,
                    f"indicators: {indicator.id}: clauses",
                    _("refers to the clause '{clause}', which clauses.yaml does not list.").format(
                        clause=clause
                    ),
                    _("List it there, or use one of: {ids}.").format(ids=_some(edition.clause)),
                )


def _profiles_name_indicators(edition: Edition) -> Iterator[Problem]:
    for profile in edition.about.profiles:
        for key in profile.indicators:
            if key not in edition.indicators:
                yield _unknown_indicator("edition.yaml", f"profiles: {profile.id}", key)


def _unknown_indicator(file: str, where: str, key: str) -> Problem:
    return Problem(
        file,
        where,
        _("refers to the indicator '{key}', which no pillar has.").format(key=key),
        _("Correct the id, or add the indicator."),
    )


def _condition_problems(
    edition: Edition, file: str, where: str, condition: Condition
) -> Iterator[Problem]:
    indicator = edition.indicators.get(condition.indicator)
    if indicator is None:
        yield _unknown_indicator(file, where, condition.indicator)
        return
    scale = edition.about.scales.get(indicator.scale)
    if indicator.number is not None or (scale and condition.level > scale.top_level):
        yield Problem(
            file,
            where,
            _("{condition} asks for a level that is not on the scale.").format(condition=condition),
            _("Use a level from 0 to {top}.").format(top=scale.top_level if scale else 0),
        )


def _gates_can_be_raised(edition: Edition) -> Iterator[Problem]:
    for gate in edition.gates:
        where = f"gates: {gate.id}"
        for text in (*gate.all, *gate.any):
            condition = parse_condition(text)
            if condition is not None:
                yield from _condition_problems(edition, "gates.yaml", where, condition)
        needed = {
            "consistency": bool(gate.all or gate.any),
            "unproven": gate.level is not None,
            "uniform": gate.level is not None and gate.share is not None,
            "stale": gate.years is not None,
        }
        if not needed[gate.kind]:
            yield Problem(
                "gates.yaml",
                where,
                _("a gate of the kind '{kind}' can never be raised like this.").format(
                    kind=gate.kind
                ),
                _("Give it: consistency: all or any; unproven: level; uniform: level and share; stale: years."),
            )


def _measures_lift_something(edition: Edition) -> Iterator[Problem]:
    bands = {band.id for band in _bands(edition)}
    for measure in edition.measures:
        where = f"measures: {measure.id}"
        lift = measure.lifts
        indicator = edition.indicators.get(lift.indicator)
        if indicator is None:
            yield _unknown_indicator("measures.yaml", f"{where}: lifts", lift.indicator)
        elif indicator.scale in edition.about.scales:
            top = edition.scale_of(indicator).top_level
            if indicator.number is not None or lift.to_level > top:
                yield Problem(
                    "measures.yaml",
                    f"{where}: lifts",
                    _("level {level} is not on the scale of {indicator} (0 to {top}).").format(
                        level=lift.to_level, indicator=indicator.id, top=top
                    ),
                    _("Correct 'to_level'."),
                )
        if lift.from_level >= lift.to_level:
            yield Problem(
                "measures.yaml",
                f"{where}: lifts",
                _("it lifts nothing: from level {low} to level {high}.").format(
                    low=lift.from_level, high=lift.to_level
                ),
                _("Make 'to_level' higher than 'from_level'."),
            )
        elif not lift.from_level < measure.holds_at_level <= lift.to_level:
            yield Problem(
                "measures.yaml",
                f"{where}: holds_at",
                _("level {level} is not one that this measure leads to.").format(
                    level=measure.holds_at_level
                ),
                _("Use a level from {low} to {high}.").format(
                    low=lift.from_level + 1, high=lift.to_level
                ),
            )
        months = measure.months
        if not months.low <= months.likely <= months.high:
            yield Problem(
                "measures.yaml",
                f"{where}: months",
                _("low, likely and high are not in this order."),
                _("Correct the three figures."),
            )
        if measure.effort not in bands:
            yield Problem(
                "measures.yaml",
                f"{where}: effort",
                _("'{band}' is not a band of effort in edition.yaml.").format(band=measure.effort),
                _("Use one of: {ids}.").format(ids=_some(bands)),
            )
        if measure.lead not in edition.role:
            yield Problem(
                "measures.yaml",
                f"{where}: lead",
                _("'{role}' is not a role in edition.yaml.").format(role=measure.lead),
                _("Use one of: {ids}.").format(ids=_some(edition.role)),
            )


def _prerequisites_exist(edition: Edition) -> Iterator[Problem]:
    for measure in edition.measures:
        where = f"measures: {measure.id}: prerequisites"
        for text in measure.prerequisites:
            condition = parse_condition(text)
            if condition is not None:
                yield from _condition_problems(edition, "measures.yaml", where, condition)
                if condition.operator != ">=":
                    yield Problem(
                        "measures.yaml",
                        where,
                        _("{condition} can't be reached by doing more.").format(condition=text),
                        _("Write it with >=, for example L02>=2."),
                    )
            elif text not in edition.measure:
                yield Problem(
                    "measures.yaml",
                    where,
                    _("'{text}' is neither a measure nor a condition.").format(text=text),
                    _("Use the id of a measure, or a level such as L02>=2."),
                )


def prerequisite_measures(edition: Edition, measure: Measure) -> Iterator[str]:
    """Ids of all measures that may have to come before this one, whatever the country's levels are."""
    for text in measure.prerequisites:
        condition = parse_condition(text)
        if condition is not None:
            indicator, level = condition.indicator, condition.level
        elif text in edition.measure:
            yield text
            needed = edition.measure[text]
            indicator, level = needed.lifts.indicator, needed.holds_at_level
            if indicator == measure.lifts.indicator:
                continue
        else:
            continue
        for other in edition.measures:
            if other.lifts.indicator == indicator and other.lifts.from_level < level:
                yield other.id


def _prerequisites_have_no_cycle(edition: Edition) -> Iterator[Problem]:
    graph = {item.id: set(prerequisite_measures(edition, item)) for item in edition.measures}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        yield Problem(
            "measures.yaml",
            f"measures: {error.args[1][0]}: prerequisites",
            _("each waits for the next in a circle: {circle}.").format(circle=circle),
            _("Take one of these prerequisites out."),
        )


def _settings_can_be_computed(edition: Edition) -> Iterator[Problem]:
    settings: list[tuple[str, str, TierSettings]] = [
        ("edition.yaml", f"scoring: tiers: {place}", tier)
        for place, tier in enumerate(edition.scoring.tiers, start=1)
    ]
    settings += [
        (f"pillars/{pillar.id}.yaml", f"{group.id}: scoring", group.scoring)
        for pillar in edition.pillars
        for group in pillar.walk_groups()
        if group.scoring is not None
    ]
    negative = any(
        value < 0 for scale in edition.about.scales.values() for value in scale.values
    ) or any(item.number and item.number.points[0] < 0 for _file, item in _indicators(edition))
    for file, where, tier in settings:
        if negative and tier.aggregation in ("geometric_mean", "harmonic_mean"):
            yield Problem(
                file,
                f"{where}: aggregation",
                _("a {mean} can't be taken of negative values, and a scale has them.").format(
                    mean=tier.aggregation
                ),
                _("Use values from 0 up, or the arithmetic mean."),
            )
    top = max((scale.top_level for scale in edition.about.scales.values()), default=0)
    if (edition.scoring.default_target or 0) > top:
        yield Problem(
            "edition.yaml",
            "scoring: default_target",
            _("level {level} is on no scale.").format(level=edition.scoring.default_target),
            _("Use a level from 0 to {top}.").format(top=top),
        )


def _some(ids: Iterable[str], most: int = 12) -> str:
    chosen = sorted(ids)
    return ", ".join(chosen[:most]) + (", …" if len(chosen) > most else "")


CHECKS: tuple[Check, ...] = (
    _ids_are_unique,
    _groups_are_not_empty,
    _scales_rise,
    _indicators_fit_their_scale,
    _references_are_listed,
    _clauses_are_listed,
    _profiles_name_indicators,
    _gates_can_be_raised,
    _measures_lift_something,
    _prerequisites_exist,
    _prerequisites_have_no_cycle,
    _settings_can_be_computed,
)
