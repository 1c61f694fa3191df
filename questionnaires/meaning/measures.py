"""A measure lifts an indicator along its scale, and somebody can carry it out in some time with some effort."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import MEASURES_FILE, some, unknown_indicator
from questionnaires.model import Edition, Measure
from translations import gettext as _


def measures_lift_something(edition: Edition) -> Iterator[Problem]:
    for measure in edition.measures:
        where = f"measures: {measure.id}"
        yield from _ends_on_the_scale(edition, measure, f"{where}: lifts")
        lift = measure.lifts
        if lift.from_level >= lift.to_level:
            yield Problem(
                MEASURES_FILE,
                f"{where}: lifts",
                _("it lifts nothing: from level {low} to level {high}.").format(
                    low=lift.from_level, high=lift.to_level
                ),
                _("Make 'to_level' higher than 'from_level'."),
            )
        elif not lift.from_level < measure.holds_at_level <= lift.to_level:
            yield Problem(
                MEASURES_FILE,
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
        yield unknown_indicator(MEASURES_FILE, where, lift.indicator)
        return
    if indicator.number is not None:
        yield Problem(
            MEASURES_FILE,
            where,
            _("{id} is answered with a figure and has no levels to lift.").format(id=indicator.id),
            _("Name an indicator that has levels, or delete the measure."),
        )
        return
    scale = edition.about.scales.get(indicator.scale)
    if scale is not None and lift.to_level > scale.top_level:
        yield Problem(
            MEASURES_FILE,
            where,
            _("level {level} is not on the scale of {id} (0 to {top}).").format(
                level=lift.to_level, id=indicator.id, top=scale.top_level
            ),
            _("Correct 'to_level'."),
        )


def measures_are_possible(edition: Edition) -> Iterator[Problem]:
    bands = [band.id for band in edition.about.effort.bands] if edition.about.effort else []
    for measure in edition.measures:
        where = f"measures: {measure.id}"
        months = measure.months
        if not months.low <= months.likely <= months.high:
            yield Problem(
                MEASURES_FILE,
                f"{where}: months",
                _("low, likely and high are not in this order."),
                _("Correct the three figures."),
            )
        if measure.effort not in bands:
            yield Problem(
                MEASURES_FILE,
                f"{where}: effort",
                _("'{band}' is not a band of effort in edition.yaml.").format(band=measure.effort),
                _("Add it there, or use one of: {ids}.").format(ids=", ".join(bands)),
            )
        if measure.lead not in edition.role:
            yield Problem(
                MEASURES_FILE,
                f"{where}: lead",
                _("'{role}' is not a role in edition.yaml.").format(role=measure.lead),
                _("Add it there, or use one of: {ids}.").format(ids=some(edition.role)),
            )
