"""The analysis of a review, computed once for all chapters of its report."""

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
from reports.figures.scale import score_unanswered
from reports.formats import Formats


@dataclass(frozen=True, slots=True)
class ReviewAnalysis:
    """An assessment under review with its history, findings, and the three profiles: self, expert, current."""

    edition: Edition
    assessment: Assessment
    history: WorkflowHistory
    day: dt.date
    handed_in: Assessment | None
    """The snapshot under review; None where there is none, or it can't be read."""
    plan: PlanReview | None
    """The review of targets and plan; None to leave its chapter out."""
    basis: Basis
    findings: tuple[ReviewFinding, ...]
    counts: Mapping[Result, int]
    self_assessed: Assessment
    """The assessment with the country's own levels."""
    scores: tuple[AssessmentScore, AssessmentScore, AssessmentScore]
    """Scores of the self, expert and current profiles."""
    empty: AssessmentScore
    """Scores of the same questions without any answer: their bounds are the ends of each scale."""
    formats: Formats

    @property
    def is_agreed(self) -> bool:
        """Whether country and expert have agreed."""
        return self.assessment.state in (AssessmentState.AGREED, AssessmentState.PUBLISHED)

    @property
    def looked_at(self) -> int:
        """Number of questions that the expert looked at."""
        return sum(item.review.is_looked_at for item in self.findings)

    @property
    def with_result(self) -> Mapping[Result, tuple[ReviewFinding, ...]]:
        """Findings by result; every result is a key."""
        return {
            result: tuple(item for item in self.findings if item.result is result)
            for result in Result
        }

    @property
    def pillars(self) -> tuple[Group, ...]:
        """The pillars with at least one finding."""
        present = {self.edition.pillar_of[item.indicator_id].id for item in self.findings}
        return tuple(pillar for pillar in self.edition.pillars if pillar.id in present)

    def in_pillar(self, pillar: Group) -> tuple[ReviewFinding, ...]:
        """The findings of one pillar, in the order of the content."""
        return tuple(
            item
            for item in self.findings
            if self.edition.pillar_of[item.indicator_id].id == pillar.id
        )

    def own_answer(self, finding: ReviewFinding) -> Answer:
        """The country's answer at its own level; as handed in unless it was changed since."""
        if self.handed_in is not None and not finding.changed:
            return self.handed_in.answer(finding.indicator_id)
        return self.self_assessed.answer(finding.indicator_id)


def build_review_analysis(
    edition: Edition,
    assessment: Assessment,
    reviews: Mapping[str, IndicatorReview],
    *,
    history: WorkflowHistory,
    date: dt.date,
    handed_in: Assessment | None = None,
    plan: PlanReview | None = None,
) -> ReviewAnalysis:
    """Determine the result of each indicator and score the three profiles; `date` is that of the report."""
    findings = find_results(edition, assessment, reviews, handed_in=handed_in)
    own = self_layer(assessment, reviews)
    return ReviewAnalysis(
        edition=edition,
        assessment=assessment,
        history=history,
        day=date,
        handed_in=handed_in,
        plan=plan,
        basis=basis_of_review(edition, assessment, reviews, history),
        findings=findings,
        counts=count_results(findings),
        self_assessed=own,
        scores=(
            score_assessment(edition, own),
            score_assessment(edition, expert_layer(assessment, reviews)),
            score_assessment(edition, assessment),
        ),
        empty=score_unanswered(edition, assessment),
        formats=Formats(edition),
    )
