"""Check that a condition such as L02>=2 names an existing indicator and a level on its scale."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import unknown_indicator
from questionnaires.model import Condition, Edition
from translations import gettext as _


def condition_problems(
    edition: Edition, file: str, where: str, condition: Condition
) -> Iterator[Problem]:
    """The problems of one condition, at most one; `file` and `where` locate it."""
    indicator = edition.indicators.get(condition.indicator)
    if indicator is None:
        yield unknown_indicator(file, where, condition.indicator)
        return
    if indicator.number is not None:
        yield Problem(
            file,
            where,
            _("{condition} asks for a level, but {id} is answered with a figure.").format(
                condition=condition, id=indicator.id
            ),
            _("Name an indicator that has levels."),
        )
        return
    scale = edition.about.scales.get(indicator.scale)
    if scale is not None and condition.level > scale.top_level:
        yield Problem(
            file,
            where,
            _("{condition} asks for a level that is not on the scale.").format(condition=condition),
            _("Use a level from 0 to {top}.").format(top=scale.top_level),
        )
