"""Display names of remark kinds, open points, review outcomes, and reasons for reading an answer early."""

from __future__ import annotations

from assessment.review.labels import open_point_name as open_point_name
from assessment.review.labels import outcome_name as outcome_name
from assessment.review.labels import remark_name as remark_name
from assessment.review.reading_order import ReadFirst
from translations import gettext as _


def reason_name(reason: ReadFirst) -> str:
    """Return the display name of a reason for reading an answer early."""
    return {
        ReadFirst.GATE: _("Does not fit with another answer"),
        ReadFirst.UNIFORM: _("Nearly all of its pillar stands at one level"),
        ReadFirst.NOT_APPLICABLE: _("One of many of its pillar said not to apply"),
        ReadFirst.MISSING: _("A high level without evidence, or on a statement only"),
        ReadFirst.OLD: _("Evidence older than five years"),
        ReadFirst.DISAGREEMENT: _("Institutions say different things"),
        ReadFirst.CHANGED: _("Another level than in the last cycle"),
    }[reason]
