"""Labels of remarks on a plan, of outcomes of its review and of reasons in its reading order, for pages and files."""

from __future__ import annotations

from assessment.review.plan_reading_order import LookFirst
from assessment.review.plan_review import PlanRemarkKind, PlanReviewOutcome, ThreadOutcome
from translations import gettext as _
from translations import pgettext


def plan_remark_name(kind: PlanRemarkKind) -> str:
    """The label of a kind of remark."""
    return {
        PlanRemarkKind.QUESTION: _("Question"),
        PlanRemarkKind.RESOLVED: _("Resolved"),
        PlanRemarkKind.REPLY: _("Reply"),
        PlanRemarkKind.APPROVED: _("The plan is approved"),
        PlanRemarkKind.RETURNED: _("The plan is returned"),
    }[kind]


def thread_outcome_name(outcome: ThreadOutcome) -> str:
    """The label of the state of a thread, within a sentence."""
    return {
        ThreadOutcome.NOT_ASKED: _("nothing was asked"),
        ThreadOutcome.WAITS_FOR_REPLY: _("a question waits for a reply"),
        ThreadOutcome.REPLIED: _("replied, waits for the expert"),
        ThreadOutcome.RESOLVED: _("resolved"),
    }[outcome]


def plan_outcome_name(outcome: PlanReviewOutcome) -> str:
    """The label of the state of the review of a plan."""
    return {
        PlanReviewOutcome.NOT_LOOKED_AT: pgettext("the plan", "Not looked at"),
        PlanReviewOutcome.OPEN: _("Questions are open"),
        PlanReviewOutcome.RESOLVED: _("Every question is resolved, not approved yet"),
        PlanReviewOutcome.RETURNED: pgettext("the plan", "Returned"),
        PlanReviewOutcome.APPROVED: _("Approved"),
        PlanReviewOutcome.CHANGED: _("Approved, changed since"),
    }[outcome]


def look_first_name(reason: LookFirst) -> str:
    """The label of a reason to read a subject early."""
    return {
        LookFirst.URGENT: _("Gap in the core, or a child may be in danger"),
        LookFirst.EARLY: _("Begins in the first quarter"),
        LookFirst.SETS_END: _("Sets the end of the plan most often"),
        LookFirst.NO_ROOM: _("Needed, and not in the plan"),
        LookFirst.RAISED: _("Target raised by the plan"),
        LookFirst.DECIDED: _("Decided by the country"),
    }[reason]
