"""Names of answers and evidence as a reader sees them, on pages and in files alike."""

from __future__ import annotations

from assessment.model.assessment import AnswerStatus, AssessmentState
from assessment.model.plan_settings import MeasureStatus
from translations import gettext as _

NOBODY_IN_PARTICULAR = "local"
"""Who writes where nobody has given a name: nobody has to, on one computer."""


def author_name(author: str) -> str:
    """The name that was given, or that none was."""
    return _("someone at this computer") if author == NOBODY_IN_PARTICULAR else author


def status_name(status: AnswerStatus) -> str:
    return {
        AnswerStatus.ANSWERED: _("Answered"),
        AnswerStatus.DONT_KNOW: _("Don’t know"),
        AnswerStatus.NOT_APPLICABLE: _("Not applicable"),
        AnswerStatus.OUTSIDE_MANDATE: _("Outside our mandate"),
        AnswerStatus.NOT_COLLECTED: _("Not collected"),
        AnswerStatus.UNANSWERED: _("Not answered yet"),
    }[status]


def state_name(state: AssessmentState) -> str:
    return {
        AssessmentState.DRAFT: _("Draft"),
        AssessmentState.SUBMITTED: _("Submitted"),
        AssessmentState.IN_REVIEW: _("In review"),
        AssessmentState.RETURNED: _("Returned"),
        AssessmentState.AGREED: _("Agreed"),
        AssessmentState.PUBLISHED: _("Published"),
        AssessmentState.WITHDRAWN: _("Withdrawn"),
    }[state]


def measure_status_name(status: MeasureStatus) -> str:
    return {
        MeasureStatus.NOT_STARTED: _("Not started"),
        MeasureStatus.UNDER_WAY: _("Under way"),
        MeasureStatus.DONE: _("Done"),
        MeasureStatus.STOPPED: _("Stopped"),
    }[status]


def evidence_type_name(kind: str) -> str:
    return {
        "law": _("Law"),
        "decree": _("Decree or regulation"),
        "minute": _("Minutes of a meeting"),
        "budget": _("Budget"),
        "plan": _("Strategy or plan"),
        "report": _("Report"),
        "statistics": _("Statistics"),
        "contract": _("Contract or agreement"),
        "membership": _("Proof of membership"),
        "web_page": _("Web page"),
        "test_log": _("Record of a test"),
        "other": _("Other"),
    }[kind]


def confidence_name(grade: str) -> str:
    return {
        "A": _("A: official, public document"),
        "B": _("B: official document, not public"),
        "C": _("C: report of a partner"),
        "D": _("D: a statement only"),
    }[grade]


def position_in_words(position: str) -> str:
    """A level or figure as it is, a state by its name."""
    states = {status.value: status for status in AnswerStatus}
    return status_name(states[position]) if position in states else position
