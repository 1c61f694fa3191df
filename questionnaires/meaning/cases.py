"""Check that a borderline case is between two neighbouring levels of its scale and decided for one of them."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Edition
from translations import gettext as _


def cases_lie_between_neighbours(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each case whose levels are not neighbours, or whose level is neither of them."""
    for file, where, indicator in all_indicators(edition):
        scale = edition.about.scales.get(indicator.scale)
        if scale is None:
            continue
        top = scale.top_level if indicator.number is None else -1
        for number, case in enumerate(indicator.cases, start=1):
            low, high = case.levels
            if high != low + 1 or high > top:
                yield Problem(
                    file,
                    f"{where}: cases: {number}: levels",
                    _("{low} and {high} are not two neighbouring levels of the scale.").format(
                        low=low, high=high
                    ),
                    _("Write the lower one first, such as [2, 3].")
                    if top > 0
                    else _("Delete the cases: a figure has no levels."),
                )
            elif case.level not in case.levels:
                yield Problem(
                    file,
                    f"{where}: cases: {number}: level",
                    _("level {level} is neither of the two that it lies between.").format(
                        level=case.level
                    ),
                    _("Use {low} or {high}.").format(low=low, high=high),
                )
