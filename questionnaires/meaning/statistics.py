"""Check that the bounds of a statistic are consistent and its dimensions exist."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.details import ids_used_twice
from questionnaires.meaning.places import STATISTICS_FILE
from questionnaires.model import Edition
from questionnaires.remedies import add_or_use
from translations import gettext as _


def statistics_can_be_held(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each duplicate category, and for bounds out of order."""
    for dimension in edition.dimensions:
        where = f"dimensions: {dimension.id}: categories"
        yield from ids_used_twice(
            STATISTICS_FILE, where, (item.id for item in dimension.categories)
        )
    for statistic in edition.statistics:
        where = f"statistics: {statistic.id}"
        bounds = [
            value
            for value in (statistic.minimum, *(statistic.plausible or ()), statistic.maximum)
            if value is not None
        ]
        if bounds != sorted(bounds):
            yield Problem(
                STATISTICS_FILE,
                where,
                _("minimum, the two plausible figures and maximum are not in this order."),
                _("Correct them: {bounds}.").format(
                    bounds=", ".join(f"{value:g}" for value in bounds)
                ),
            )


def dimensions_are_listed(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each unknown dimension, one for all statistics that use it."""
    used: dict[str, list[str]] = {}
    for statistic in edition.statistics:
        for key in statistic.breakdowns:
            used.setdefault(key, []).append(statistic.id)
    for key, statistics in used.items():
        if key not in edition.dimension:
            yield Problem(
                STATISTICS_FILE,
                f"statistics: {statistics[0]}: breakdowns",
                _("'{key}' is not listed under 'dimensions' (used {number} times).").format(
                    key=key, number=len(statistics)
                ),
                add_or_use(edition.dimension),
            )
