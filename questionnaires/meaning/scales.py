"""Check that the values of a scale rise from its lowest level to its highest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from questionnaires.errors import Problem
from questionnaires.meaning.places import EDITION_FILE
from questionnaires.model import Edition
from translations import gettext as _


def scales_rise(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each scale whose values fall or are all equal."""
    for name, scale in edition.about.scales.items():
        values = scale.values
        if any(later < earlier for earlier, later in pairwise(values)):
            yield Problem(
                EDITION_FILE,
                f"scales: {name}",
                _("a higher level counts less than a lower one."),
                _("List the levels from lowest to highest value."),
            )
        elif values[0] == values[-1]:
            yield Problem(
                EDITION_FILE,
                f"scales: {name}",
                _("all levels count the same."),
                _("Give the highest level a higher value than the lowest."),
            )
