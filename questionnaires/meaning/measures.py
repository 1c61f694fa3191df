"""Check that a measure lifts an indicator along its scale, with a possible duration, effort and help."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import measure_file, unknown_indicator
from questionnaires.model import Edition, Measure
from questionnaires.remedies import add_or_use
from translations import gettext as _


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
