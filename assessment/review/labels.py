"""Labels of remarks, open points and outcomes of a review, for pages and files."""

from __future__ import annotations

from assessment.review.answer_review import IndicatorReview, OpenPoint, RemarkKind, ReviewOutcome
from assessment.review.outcomes import Result
from translations import gettext as _
from translations import pgettext


def remark_name(kind: RemarkKind) -> str:
    """The label of a kind of remark."""
    return {
        RemarkKind.VIEW: _("The expert’s level"),
        RemarkKind.QUESTION: _("Question"),
        RemarkKind.RESOLVED: _("Resolved"),
        RemarkKind.REPLY: _("Reply"),
        RemarkKind.ACCEPTED: _("The country takes this level over"),
        RemarkKind.KEPT: _("The country keeps its level"),
    }[kind]


def open_point_name(point: OpenPoint, review: IndicatorReview) -> str:
    """The label of an open point of a review, within a sentence."""
    if point is OpenPoint.QUESTION and not review.waits_for_reply:
        return _("replied, waits for the expert")
    return {
        OpenPoint.QUESTION: _("a question is open"),
        OpenPoint.DISAGREEMENT: _("the levels differ"),
        OpenPoint.CHANGED: _("the answer was changed since the expert looked"),
    }[point]


def outcome_name(outcome: ReviewOutcome) -> str:
    """The label of the state of an indicator's review."""
    return {
        ReviewOutcome.NOT_LOOKED_AT: _("Not looked at"),
        ReviewOutcome.OPEN: pgettext("review", "Open"),
        ReviewOutcome.AGREED: _("Agreed"),
        ReviewOutcome.BOTH_KEPT: _("Both kept"),
    }[outcome]


def result_name(result: Result) -> str:
    """The label of the outcome of one indicator in a review."""
    return {
        Result.OPEN: pgettext("review", "Open"),
        Result.TAKEN_OVER: _("Taken over"),
        Result.BOTH_KEPT: _("Both kept"),
        Result.AS_IT_WAS: _("Agreed"),
        Result.ASKED: _("Asked about"),
        Result.NOT_LOOKED_AT: _("Not looked at"),
    }[result]
