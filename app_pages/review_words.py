"""Names of what is said in a review, of what is open, and of why an answer is read early."""

from __future__ import annotations

from assessment.reading_order import ReadFirst
from assessment.review import OpenPoint, Outcome, RemarkKind
from translations import gettext as _


def remark_name(kind: RemarkKind) -> str:
    return {
        RemarkKind.VIEW: _("The expert’s level"),
        RemarkKind.QUESTION: _("Question"),
        RemarkKind.RESOLVED: _("Resolved"),
        RemarkKind.REPLY: _("Reply"),
        RemarkKind.ACCEPTED: _("The country takes this level over"),
        RemarkKind.KEPT: _("The country keeps its level"),
    }[kind]


def open_point_name(point: OpenPoint) -> str:
    return {
        OpenPoint.QUESTION: _("a question is open"),
        OpenPoint.DISAGREEMENT: _("the levels differ"),
        OpenPoint.CHANGED: _("the answer was changed since the expert looked"),
    }[point]


def outcome_name(outcome: Outcome) -> str:
    return {
        Outcome.NOT_LOOKED_AT: _("Not looked at"),
        Outcome.OPEN: _("Open"),
        Outcome.AGREED: _("Agreed"),
        Outcome.BOTH_KEPT: _("Both kept"),
    }[outcome]


def reason_name(reason: ReadFirst) -> str:
    """Why an answer is read early."""
    return {
        ReadFirst.GATE: _("Does not fit with another answer"),
        ReadFirst.UNIFORM: _("Nearly all of its pillar stands at one level"),
        ReadFirst.MISSING: _("A high level without evidence, or on a statement only"),
        ReadFirst.OLD: _("Evidence older than five years"),
        ReadFirst.DISAGREEMENT: _("Institutions say different things"),
        ReadFirst.CHANGED: _("Another level than in the last cycle"),
    }[reason]
