"""What expert and country said of one part of a plan, the oldest first, and what is still open."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.review import thread as review_thread
from assessment.review.plan_labels import plan_remark_name, thread_outcome_name
from assessment.review.plan_review import PlanRemark, PlanReview, Subject
from translations import gettext as _


def talk(review: PlanReview, subject: Subject) -> Markup:
    """All remarks; empty where nothing was said yet."""
    thread = review.thread(subject)
    return review_thread.listed(
        (_line(review, item) for item in thread.remarks),
        thread_outcome_name(thread.outcome) if thread.question_is_open else "",
    )


def _line(review: PlanReview, item: PlanRemark) -> Markup:
    name = plan_remark_name(item.kind)
    if review.is_older(item):
        name = _("{remark} (the plan was changed since)").format(remark=name)
    return review_thread.line(name, item.text, item.author, item.at)
