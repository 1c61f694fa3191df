"""Names of what is said in a review, of what is open and what became of it, on pages and in files alike."""

from __future__ import annotations

from assessment.review.answer_review import OpenPoint, RemarkKind, ReviewOutcome
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


def outcome_name(outcome: ReviewOutcome) -> str:
    return {
        ReviewOutcome.NOT_LOOKED_AT: _("Not looked at"),
        ReviewOutcome.OPEN: _("Open"),
        ReviewOutcome.AGREED: _("Agreed"),
        ReviewOutcome.BOTH_KEPT: _("Both kept"),
    }[outcome]
