"""A plan as a reviewer needs it on one page: the settings as stored, the roadmap and its dates, and the order of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app_pages.shell import session
from app_pages.shell.assessment_context import load
from assessment import (
    Action,
    Assessment,
    Gap,
    Roadmap,
    ScheduleRisk,
    Unplanned,
    find_gaps,
    plan_roadmap,
    simulate,
)
from assessment.review.plan_reading_order import PlanReading, plan_reading_order
from assessment.review.plan_review import PlanReview
from host.services import open_store
from questionnaires import Edition


@dataclass(frozen=True, slots=True)
class PlanView:
    """All that the page shows; `revision` is the number of the settings it was read with, or an older one."""

    edition: Edition
    assessment: Assessment
    roadmap: Roadmap
    risk: ScheduleRisk
    order: tuple[PlanReading, ...]
    review: PlanReview
    revision: int

    @property
    def actions(self) -> Mapping[str, Action]:
        return {item.measure.id: item for item in self.roadmap.actions}

    @property
    def unplanned(self) -> Mapping[str, Unplanned]:
        return {item.measure.id: item for item in self.roadmap.unplanned}

    @property
    def gaps(self) -> Mapping[str, Gap]:
        return {item.indicator.id: item for item in find_gaps(self.edition, self.assessment)}


def view_plan(assessment_id: str) -> PlanView:
    """The plan as it is stored now. The review and the revision are read first: an approval never names more than was shown."""
    store, person = open_store(), session.person()
    review = store.plan_review(assessment_id, person=person)
    revision = store.settings(assessment_id, person=person).number
    edition, assessment = load(assessment_id)
    roadmap = plan_roadmap(edition, assessment)
    risk = simulate(roadmap)
    order = plan_reading_order(edition, assessment, roadmap, risk)
    return PlanView(edition, assessment, roadmap, risk, order, review, revision)
