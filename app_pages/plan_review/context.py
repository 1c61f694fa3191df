"""The data of the page: the stored settings, the roadmap with its dates, the review and the reading order."""

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
    """Everything the page shows. `revision` is that of the settings shown, or an older one."""

    edition: Edition
    assessment: Assessment
    roadmap: Roadmap
    risk: ScheduleRisk
    order: tuple[PlanReading, ...]
    review: PlanReview
    revision: int

    @property
    def actions(self) -> Mapping[str, Action]:
        """Planned measures by measure id."""
        return {item.measure.id: item for item in self.roadmap.actions}

    @property
    def unplanned(self) -> Mapping[str, Unplanned]:
        """Measures left out of the plan, by measure id."""
        return {item.measure.id: item for item in self.roadmap.unplanned}

    @property
    def gaps(self) -> Mapping[str, Gap]:
        """Gaps by indicator id."""
        return {item.indicator.id: item for item in find_gaps(self.edition, self.assessment)}


def load_plan_view(assessment_id: str) -> PlanView:
    """Load the stored plan.

    The review and the revision are read before the plan, so that an approval never covers a change made in between.
    """
    store, person = open_store(), session.person()
    review = store.plan_review(assessment_id, person=person)
    revision = store.settings(assessment_id, person=person).number
    edition, assessment = load(assessment_id)
    roadmap = plan_roadmap(edition, assessment)
    risk = simulate(roadmap)
    order = plan_reading_order(edition, assessment, roadmap, risk)
    return PlanView(edition, assessment, roadmap, risk, order, review, revision)
