"""What a planned measure lifts, and under which condition: alone, with other measures, or until another is done."""

from __future__ import annotations

from assessment import Action
from reports.joining import listed
from translations import gettext as _
from translations import ngettext


def lift_text(action: Action, levels: str) -> str:
    """The levels of a measure, as worded in `levels`, with the condition; without them where it reaches none alone."""
    condition = lift_condition(action)
    if action.to_level <= action.from_level:
        return condition
    return (
        _("{levels}, {condition}").format(levels=levels, condition=condition)
        if condition
        else levels
    )


def lift_condition(action: Action) -> str:
    """When the level of a measure is reached; empty where the measure reaches it alone."""
    if action.measure.until is not None:
        return _("a first action for the first 90 days, until {measure} is done").format(
            measure=action.measure.until
        )
    if not action.shared_with:
        return ""
    return ngettext(
        "reached when {measures} is done too",
        "reached when {measures} are done too",
        len(action.shared_with),
    ).format(measures=listed(action.shared_with))
