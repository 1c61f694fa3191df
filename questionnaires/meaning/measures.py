"""Check that a measure lifts an indicator along its scale, with a possible duration, effort, cost by size and help; that an urgent act is quick."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import EDITION_FILE, measure_file, unknown_indicator
from questionnaires.model import Edition, Measure, SizeCost, parse_condition
from questionnaires.remedies import add_or_use, use_one_of
from translations import gettext as _

LONGEST_ACT = 3
"""Longest urgent act, in months, at its high end."""

CHEAP_BANDS = 2
"""Number of the lowest bands of effort that an urgent act may have."""


def measures_lift_something(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each measure with an impossible lift, or with `holds_at` outside of it."""
    for measure in edition.measures:
        where = f"measures: {measure.id}"
        yield from _ends_on_the_scale(edition, measure, f"{where}: lifts")
        lift = measure.lifts
        if lift.from_level >= lift.to_level:
            yield Problem(
                measure_file(edition, measure.id),
                f"{where}: lifts",
                _("it lifts nothing: from level {low} to level {high}.").format(
                    low=lift.from_level, high=lift.to_level
                ),
                _("Make 'to_level' higher than 'from_level'."),
            )
        elif not lift.from_level < measure.holds_at_level <= lift.to_level:
            yield Problem(
                measure_file(edition, measure.id),
                f"{where}: holds_at",
                _("level {level} is not one that this measure leads to.").format(
                    level=measure.holds_at_level
                ),
                _("Use a level from {low} to {high}.").format(
                    low=lift.from_level + 1, high=lift.to_level
                ),
            )


def _ends_on_the_scale(edition: Edition, measure: Measure, where: str) -> Iterator[Problem]:
    lift = measure.lifts
    indicator = edition.indicators.get(lift.indicator)
    if indicator is None:
        yield unknown_indicator(measure_file(edition, measure.id), where, lift.indicator)
        return
    if indicator.number is not None:
        yield Problem(
            measure_file(edition, measure.id),
            where,
            _("{id} is answered with a figure and has no levels to lift.").format(id=indicator.id),
            _("Name an indicator that has levels, or delete the measure."),
        )
        return
    scale = edition.about.scales.get(indicator.scale)
    if scale is not None and lift.to_level > scale.top_level:
        yield Problem(
            measure_file(edition, measure.id),
            where,
            _("level {level} is not on the scale of {id} (0 to {top}).").format(
                level=lift.to_level, id=indicator.id, top=scale.top_level
            ),
            _("Correct 'to_level'."),
        )


def measures_are_possible(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for durations out of order, unknown bands of effort and unknown kinds of help."""
    bands = [band.id for band in edition.about.effort.bands] if edition.about.effort else []
    for measure in edition.measures:
        where = f"measures: {measure.id}"
        months = measure.months
        if not months.low <= months.likely <= months.high:
            yield Problem(
                measure_file(edition, measure.id),
                f"{where}: months",
                _("low, likely and high are not in this order."),
                _("Correct the three figures."),
            )
        recurring = measure.recurring.effort if measure.recurring else None
        for key, band in (("effort", measure.effort), ("recurring: effort", recurring)):
            if band is not None and band not in bands:
                yield Problem(
                    measure_file(edition, measure.id),
                    f"{where}: {key}",
                    _("'{band}' is not a band of effort in edition.yaml.").format(band=band),
                    add_or_use(bands),
                )
        for help_ in measure.help:
            if help_.kind not in edition.help_kind:
                yield Problem(
                    measure_file(edition, measure.id),
                    f"{where}: help",
                    _("'{kind}' is not a kind of help in edition.yaml.").format(kind=help_.kind),
                    add_or_use(edition.help_kind),
                )


def drivers_can_be_counted(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each driver whose statistic is unknown or given in per cent."""
    for driver in edition.about.drivers:
        if driver.statistic is None:
            continue
        where = f"drivers: {driver.id}: statistic"
        statistic = edition.statistic.get(driver.statistic)
        if statistic is None:
            yield Problem(
                EDITION_FILE,
                where,
                _("'{id}' is not in statistics.yaml.").format(id=driver.statistic),
                add_or_use(edition.statistic),
            )
        elif statistic.unit.startswith("%"):
            yield Problem(
                EDITION_FILE,
                where,
                _("'{id}' is a share and counts nothing.").format(id=driver.statistic),
                _("Name a statistic that counts the driver, or leave the key out."),
            )


def costs_by_size_can_be_computed(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each cost by size with an unknown driver, amounts out of order, or nothing that grows."""
    for measure in edition.measures:
        for where, rule in _rules(measure):
            file, place = measure_file(edition, measure.id), f"measures: {measure.id}: {where}"
            if rule.driver not in {item.id for item in edition.about.drivers}:
                yield Problem(
                    file,
                    f"{place}: driver",
                    _("'{driver}' is not a driver in edition.yaml.").format(driver=rule.driver),
                    use_one_of(
                        (item.id for item in edition.about.drivers),
                        _("List it there under 'drivers'."),
                    ),
                )
            for name, amount in (("unit", rule.unit), ("fixed", rule.fixed)):
                if amount.low > amount.high:
                    yield Problem(
                        file,
                        f"{place}: {name}",
                        _("low is above high."),
                        _("Exchange or correct the two figures."),
                    )
            if rule.unit.high == 0:
                yield Problem(
                    file,
                    f"{place}: unit",
                    _("a unit costs nothing, so the cost does not grow."),
                    _("Give the cost of a unit, or delete 'by_size'."),
                )
            if edition.about.effort is None:
                yield Problem(
                    file,
                    place,
                    _("edition.yaml has no 'effort', so the amounts have no currency."),
                    _("Add 'effort' there, or delete 'by_size'."),
                )


def _rules(measure: Measure) -> Iterator[tuple[str, SizeCost]]:
    if measure.by_size is not None:
        yield "by_size", measure.by_size
    if measure.recurring is not None and measure.recurring.by_size is not None:
        yield "recurring: by_size", measure.recurring.by_size


def urgent_acts_are_quick(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each urgent act that is replaced by nothing, is long or dear, or waits for something else."""
    for measure in edition.measures:
        if measure.until is None:
            continue
        file, where = measure_file(edition, measure.id), f"measures: {measure.id}"
        later = edition.measure.get(measure.until)
        if later is None or not _takes_its_place(measure, later):
            yield Problem(
                file,
                f"{where}: until",
                _("'{id}' does not take the place of this act.").format(id=measure.until),
                use_one_of(
                    (
                        item.id
                        for item in edition.measures_of[measure.lifts.indicator]
                        if _takes_its_place(measure, item)
                    ),
                    _("Name a measure of the same indicator for the last step of this one."),
                ),
            )
        if measure.months.high > LONGEST_ACT:
            yield Problem(
                file,
                f"{where}: months",
                _("an urgent act takes at most {months} months.").format(months=LONGEST_ACT),
                _("Shorten it, or delete 'until'."),
            )
        bands = edition.about.effort.bands[:CHEAP_BANDS] if edition.about.effort else ()
        if measure.effort not in {band.id for band in bands}:
            yield Problem(
                file,
                f"{where}: effort",
                _("an urgent act costs little."),
                _("Use one of the two lowest bands, or delete 'until'."),
            )
        for text in measure.prerequisites:
            condition = parse_condition(text)
            if condition is None or condition.indicator != measure.lifts.indicator:
                yield Problem(
                    file,
                    f"{where}: prerequisites: {text}",
                    _("an urgent act waits for nothing but a level of its own indicator."),
                    _("Delete the prerequisite, or 'until'."),
                )


def _takes_its_place(act: Measure, later: Measure) -> bool:
    """Whether a measure of the same indicator, no act itself, covers the last step of an act."""
    top = act.lifts.to_level
    return (
        later.until is None
        and later.lifts.indicator == act.lifts.indicator
        and later.lifts.covers(top - 1, top)
    )
