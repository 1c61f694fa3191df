"""Outcomes of a review by indicator, and the basis of the levels that follows from them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import Assessment, AssessmentState
from assessment.review.answer_review import IndicatorReview, ReviewOutcome
from assessment.workflow.history import WorkflowHistory
from assessment.workflow.level_basis import Basis, BasisKind, basis_of_state
from questionnaires import Edition
from translations.local_time import local_day


class Result(StrEnum):
    """The result of the review of an indicator; each has exactly one."""

    OPEN = "open"
    """An open question, a disagreement, or an answer changed after the expert's view."""
    TAKEN_OVER = "taken_over"
    BOTH_KEPT = "both_kept"
    AS_IT_WAS = "as_it_was"
    """The expert's level equals the country's."""
    ASKED = "asked"
    """The expert asked, marked the question as resolved, and gave no level."""
    NOT_LOOKED_AT = "not_looked_at"


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """The review of one indicator with its levels; None is no level.

    `own` is the country's own level now, before it took any over; `handed_in` the one at the start of the review,
    equal to `own` if that is unknown; `level` the one that counts now.
    """

    indicator_id: str
    review: IndicatorReview
    result: Result
    handed_in: int | None
    own: int | None
    level: int | None

    @property
    def differs(self) -> bool:
        """Whether the expert's level differs from the country's own, taken over or not."""
        view = self.review.view
        return view is not None and self.review.is_current and view.level != self.own

    @property
    def changed(self) -> bool:
        """Whether the country changed its own level after the submission."""
        return self.own != self.handed_in


def find_results(
    edition: Edition,
    assessment: Assessment,
    reviews: Mapping[str, IndicatorReview],
    *,
    handed_in: Assessment | None = None,
) -> tuple[ReviewFinding, ...]:
    """A finding for each indicator of the profile or with remarks, in the order of the content.

    `handed_in` is the assessment at the start of the review.
    """
    profile = set(edition.profile_indicators(assessment.profile))
    return tuple(
        _finding(key, assessment, reviews.get(key) or IndicatorReview(key), handed_in)
        for key in edition.indicators
        if key in profile or key in reviews
    )


def _finding(
    key: str, assessment: Assessment, review: IndicatorReview, handed_in: Assessment | None
) -> ReviewFinding:
    level = assessment.level(key)
    own = review.self_level(level)
    before = own if handed_in is None else handed_in.level(key)
    return ReviewFinding(key, review, _result(review, own, level), before, own, level)


def _result(review: IndicatorReview, own: int | None, level: int | None) -> Result:
    if review.open_points:
        return Result.OPEN
    if review.view is None:
        return Result.ASKED if review.is_looked_at else Result.NOT_LOOKED_AT
    if own != level:
        return Result.TAKEN_OVER
    if review.outcome is ReviewOutcome.BOTH_KEPT:
        return Result.BOTH_KEPT
    return Result.AS_IT_WAS


def count_results(findings: Iterable[ReviewFinding]) -> Mapping[Result, int]:
    """The number of findings with each result, also those with none."""
    counts = Counter(item.result for item in findings)
    return {result: counts[result] for result in Result}


def basis_of_review(
    edition: Edition,
    assessment: Assessment,
    reviews: Mapping[str, IndicatorReview],
    history: WorkflowHistory,
) -> Basis:
    """The basis of the levels of the assessment, with counts of the review so far."""
    kind = basis_of_state(assessment.state).kind
    if kind is BasisKind.OWN and reviews:
        kind = BasisKind.UNDER_REVIEW
    if kind is BasisKind.OWN or (kind is BasisKind.WITHDRAWN and not reviews):
        return Basis(kind)
    findings = find_results(edition, assessment, reviews)
    counts = count_results(findings)
    agreed = history.agreed if assessment.state in _AGREED else None
    return Basis(
        kind=kind,
        agreed_on=local_day(agreed.at) if agreed else None,
        total=len(edition.profile_indicators(assessment.profile)),
        looked_at=sum(item.review.is_looked_at for item in findings),
        taken_over=counts[Result.TAKEN_OVER],
        both_kept=counts[Result.BOTH_KEPT],
    )


_AGREED = (AssessmentState.AGREED, AssessmentState.PUBLISHED)
