"""A review with all that follows from it, computed once before any section looks at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from assessment import Answer, Assessment, AssessmentScore, AssessmentState, score_assessment
from assessment.review.answer_review import IndicatorReview
from assessment.review.layers import expert_layer, self_layer
from assessment.review.outcomes import (
    Result,
    ReviewFinding,
    basis_of_review,
    count_results,
    find_results,
)
from assessment.review.plan_review import PlanReview
from assessment.workflow.history import WorkflowHistory
from assessment.workflow.level_basis import Basis
from questionnaires import Edition, Group
from reports.formats import Formats


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An assessment as it stands, what was said of it, and the three profiles: self, expert, and what stands."""

    edition: Edition
    assessment: Assessment
    course: WorkflowHistory
    day: dt.date
    handed_in: Assessment | None
    """The snapshot that the review began with; None where there is none, or it can't be read."""
    plan: PlanReview | None
    """What was said of targets and plan; None where nobody asks for it."""
    basis: Basis
    findings: tuple[ReviewFinding, ...]
    counts: Mapping[Result, int]
    self_assessed: Assessment
    """The assessment with the country's own levels."""
    scores: tuple[AssessmentScore, AssessmentScore, AssessmentScore]
    """Self, expert, and what stands."""
    empty: AssessmentScore
    """The same questions with no answer at all: its bounds are the ends of each score's scale."""
    formats: Formats

    @property
    def is_agreed(self) -> bool:
        return self.assessment.state in (AssessmentState.AGREED, AssessmentState.PUBLISHED)

    @property
    def looked_at(self) -> int:
        """How many questions the expert looked at."""
        return sum(item.review.is_looked_at for item in self.findings)

    @property
    def with_result(self) -> Mapping[Result, tuple[ReviewFinding, ...]]:
        return {
            result: tuple(item for item in self.findings if item.result is result)
            for result in Result
        }

    @property
    def pillars(self) -> tuple[Group, ...]:
        """The pillars of which something is asked."""
        present = {self.edition.pillar_of[item.indicator_id].id for item in self.findings}
        return tuple(pillar for pillar in self.edition.pillars if pillar.id in present)

    def in_pillar(self, pillar: Group) -> tuple[ReviewFinding, ...]:
        return tuple(
            item
            for item in self.findings
            if self.edition.pillar_of[item.indicator_id].id == pillar.id
        )

    def own_answer(self, finding: ReviewFinding) -> Answer:
        """The country's answer at its own level: as it was handed in, where it was not changed since."""
        if self.handed_in is not None and not finding.changed:
            return self.handed_in.answer(finding.indicator_id)
        return self.self_assessed.answer(finding.indicator_id)


def gather_review(
    edition: Edition,
    assessment: Assessment,
    reviews: Mapping[str, IndicatorReview],
    *,
    course: WorkflowHistory,
    date: dt.date,
    handed_in: Assessment | None = None,
    plan: PlanReview | None = None,
) -> Reviewed:
    """Find what became of each indicator and score the three profiles; `date` is that of the report."""
    findings = find_results(edition, assessment, reviews, handed_in=handed_in)
    own = self_layer(assessment, reviews)
    return Reviewed(
        edition=edition,
        assessment=assessment,
        course=course,
        day=date,
        handed_in=handed_in,
        plan=plan,
        basis=basis_of_review(edition, assessment, reviews, course),
        findings=findings,
        counts=count_results(findings),
        self_assessed=own,
        scores=(
            score_assessment(edition, own),
            score_assessment(edition, expert_layer(assessment, reviews)),
            score_assessment(edition, assessment),
        ),
        empty=score_assessment(edition, assessment.model_copy(update={"answers": {}})),
        formats=Formats(edition),
    )
