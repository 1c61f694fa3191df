"""The remarks of expert and country on one subject of a plan, the oldest first, and what is open."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.review import thread as review_thread
from assessment.review.plan_labels import plan_remark_name, thread_outcome_name
from assessment.review.plan_review import PlanRemark, PlanReview, Subject
from translations import gettext as _


def render_thread(review: PlanReview, subject: Subject) -> Markup:
    """Return all remarks on a subject with the state of its question; empty where there are none."""
    thread = review.thread(subject)
    return review_thread.render_remarks(
        (_remark(review, item) for item in thread.remarks),
        thread_outcome_name(thread.outcome) if thread.question_is_open else "",
    )


def _remark(review: PlanReview, item: PlanRemark) -> Markup:
    """Return one remark on the plan, marked where the plan has changed since."""
    name = plan_remark_name(item.kind)
    if review.is_outdated(item):
        name = _("{remark} (the plan was changed since)").format(remark=name)
    return review_thread.render_remark(name, item.text, item.author, item.at)
