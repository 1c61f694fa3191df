"""Lint rules for a complete measure: output, cost, help, first steps, success; and a measure for every step."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators, measure_file
from questionnaires.model import Edition
from translations import gettext as _

NEEDED = (
    "output",
    "basis",
    "recurring",
    "skill",
    "proof",
    "success",
    "first_steps",
    "risks",
    "help",
    "partners",
)
FIRST_STEPS = 3


def measures_are_complete(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each missing key of a measure, and for a wrong number of first steps."""
    for measure in edition.measures:
        file, where = measure_file(edition, measure.id), f"measures: {measure.id}"
        for key in NEEDED:
            if not getattr(measure, key):
                yield Problem(
                    file,
                    f"{where}: {key}",
                    _("is missing."),
                    _("Write it; docs/content-guide.md shows how."),
                )
        number = len(measure.first_steps)
        if number not in (0, FIRST_STEPS):
            yield Problem(
                file,
                f"{where}: first_steps",
                _("there are {number}.").format(number=number),
                _("Name exactly {wanted}.").format(wanted=FIRST_STEPS),
            )


def every_step_has_a_measure(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each step between levels without a measure, as a roadmap would show it with nothing to do."""
    covered = {
        (measure.lifts.indicator, level)
        for measure in edition.measures
        for level in range(measure.lifts.from_level, measure.lifts.to_level)
    }
    for file, where, indicator in all_indicators(edition):
        scale = edition.about.scales.get(indicator.scale)
        if scale is None or indicator.number is not None:
            continue
        for level in range(scale.top_level):
            if (indicator.id, level) not in covered:
                yield Problem(
                    file,
                    where,
                    _("no measure covers the step from level {low} to level {high}.").format(
                        low=level, high=level + 1
                    ),
                    _("Add a measure, or widen the 'lifts' of one."),
                )
