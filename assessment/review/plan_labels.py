"""Names of what is said of a plan, of what became of it, and of why a part of it is looked at early; on pages and in files alike."""

from __future__ import annotations

from assessment.review.plan_reading_order import LookFirst
from assessment.review.plan_review import PlanRemarkKind, PlanStanding, ThreadOutcome
from translations import gettext as _


def plan_remark_name(kind: PlanRemarkKind) -> str:
    return {
        PlanRemarkKind.QUESTION: _("Question"),
        PlanRemarkKind.RESOLVED: _("Resolved"),
        PlanRemarkKind.REPLY: _("Reply"),
        PlanRemarkKind.APPROVED: _("The plan is approved"),
        PlanRemarkKind.RETURNED: _("The plan is returned"),
    }[kind]


def thread_outcome_name(outcome: ThreadOutcome) -> str:
    return {
        ThreadOutcome.NOT_ASKED: _("nothing was asked"),
        ThreadOutcome.WAITS_FOR_REPLY: _("a question waits for a reply"),
        ThreadOutcome.REPLIED: _("replied, waits for the expert"),
        ThreadOutcome.RESOLVED: _("resolved"),
    }[outcome]


def standing_name(standing: PlanStanding) -> str:
    return {
        PlanStanding.NOT_LOOKED_AT: _("Not looked at"),
        PlanStanding.OPEN: _("Questions are open"),
        PlanStanding.RESOLVED: _("Every question is resolved, not approved yet"),
        PlanStanding.RETURNED: _("Returned"),
        PlanStanding.APPROVED: _("Approved"),
        PlanStanding.CHANGED: _("Approved, changed since"),
    }[standing]


def look_first_name(reason: LookFirst) -> str:
    """Why a part of the plan is looked at early."""
    return {
        LookFirst.URGENT: _("Gap in the core, or a child may be in danger"),
        LookFirst.EARLY: _("Begins in the first quarter"),
        LookFirst.SETS_END: _("Sets the end of the plan most often"),
        LookFirst.NO_ROOM: _("Needed, and not in the plan"),
        LookFirst.RAISED: _("Target raised by the plan"),
        LookFirst.DECIDED: _("Decided by the country"),
    }[reason]
