"""Labels of answers, states, measures and evidence in the current language, for pages and files."""

from __future__ import annotations

from assessment.model.assessment import AnswerStatus, AssessmentState, ObservationState
from assessment.model.plan_settings import MeasureStatus
from translations import gettext as _
from translations import pgettext

UNNAMED_AUTHOR = "local"
"""Author of entries without a name; a name is optional without sign-in."""


def author_name(author: str) -> str:
    """The author's name, or a text for an unnamed one."""
    return _("someone at this computer") if author == UNNAMED_AUTHOR else author


def status_name(status: AnswerStatus) -> str:
    """The label of an answer's status."""
    return {
        AnswerStatus.ANSWERED: pgettext("an answer", "Answered"),
        AnswerStatus.DONT_KNOW: _("Don’t know"),
        AnswerStatus.NOT_APPLICABLE: _("Not applicable"),
        AnswerStatus.OUTSIDE_MANDATE: _("Outside our mandate"),
        AnswerStatus.NOT_COLLECTED: _("Not collected"),
        AnswerStatus.UNANSWERED: _("Not answered"),
    }[status]


def observation_state_name(state: ObservationState) -> str:
    """The label of the state of a statistic's observation."""
    return {
        ObservationState.ANSWERED: _("A figure is held"),
        ObservationState.NOT_COLLECTED: _("Not collected"),
        ObservationState.DONT_KNOW: _("Don’t know"),
    }[state]


def state_name(state: AssessmentState) -> str:
    """The label of an assessment's state."""
    return {
        AssessmentState.DRAFT: _("Draft"),
        AssessmentState.SUBMITTED: _("Submitted"),
        AssessmentState.IN_REVIEW: _("In review"),
        AssessmentState.RETURNED: pgettext("an assessment", "Returned"),
        AssessmentState.AGREED: pgettext("an assessment", "Agreed"),
        AssessmentState.PUBLISHED: _("Published"),
        AssessmentState.WITHDRAWN: _("Withdrawn"),
    }[state]


def measure_status_name(status: MeasureStatus) -> str:
    """The label of a measure's status."""
    return {
        MeasureStatus.NOT_STARTED: _("Not started"),
        MeasureStatus.UNDER_WAY: _("Under way"),
        MeasureStatus.DONE: _("Done"),
        MeasureStatus.STOPPED: _("Stopped"),
    }[status]


def evidence_type_name(kind: str) -> str:
    """The label of a type of evidence (`Evidence.type`)."""
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


def evidence_type_phrase(kind: str) -> str:
    """The type of a piece of evidence within a sentence; empty for `other`."""
    return {
        "law": _("law"),
        "decree": _("decree"),
        "minute": _("minute"),
        "budget": _("budget"),
        "plan": _("plan"),
        "report": _("report"),
        "statistics": _("statistics"),
        "contract": _("contract"),
        "membership": _("membership"),
        "web_page": _("web page"),
        "test_log": _("test log"),
        "other": "",
    }[kind]


def confidence_name(grade: str) -> str:
    """The label of a grade of evidence (`Evidence.confidence`)."""
    return {
        "A": _("A: official, public document"),
        "B": _("B: official document, not public"),
        "C": _("C: report of a partner"),
        "D": _("D: a statement only"),
    }[grade]


def position_label(position: str) -> str:
    """The label of a position (see `settlement.position_of`): a level or figure unchanged, a state by its name."""
    states = {status.value: status for status in AnswerStatus}
    return status_name(states[position]) if position in states else position
