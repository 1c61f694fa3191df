"""What a review came to, indicator by indicator, and which levels stand because of it. Pure."""

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


class Result(StrEnum):
    """What became of an indicator; each has exactly one."""

    OPEN = "open"
    """A question, a disagreement, or an answer that was changed since the expert looked."""
    TAKEN_OVER = "taken_over"
    BOTH_KEPT = "both_kept"
    AS_IT_WAS = "as_it_was"
    """The expert sees the level that the country has given."""
    ASKED = "asked"
    """The expert asked, is satisfied, and gave no level."""
    NOT_LOOKED_AT = "not_looked_at"


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """The review of one indicator with the levels it is about; None is no level.

    `own` is the country's own level now, before it took any over; `handed_in` the one that the review began with,
    which is `own` where nobody knows it.
    """

    indicator_id: str
    review: IndicatorReview
    result: Result
    handed_in: int | None
    own: int | None
    stands: int | None

    @property
    def differs(self) -> bool:
        """The expert sees another level than the country's own, whether it was taken over or not."""
        view = self.review.view
        return view is not None and self.review.is_current and view.level != self.own

    @property
    def changed(self) -> bool:
        """The country gave another level itself after it had handed in."""
        return self.own != self.handed_in


def find_results(
    edition: Edition,
    assessment: Assessment,
    reviews: Mapping[str, IndicatorReview],
    *,
    handed_in: Assessment | None = None,
) -> tuple[ReviewFinding, ...]:
    """A finding for each indicator that is asked, or of which something was said, in the order of the content.

    `handed_in` is the snapshot that the review began with.
    """
    asked = set(edition.profile_indicators(assessment.profile))
    return tuple(
        _finding(key, assessment, reviews.get(key) or IndicatorReview(key), handed_in)
        for key in edition.indicators
        if key in asked or key in reviews
    )


def _finding(
    key: str, assessment: Assessment, review: IndicatorReview, handed_in: Assessment | None
) -> ReviewFinding:
    stands = assessment.level(key)
    own = review.self_level(stands)
    before = own if handed_in is None else handed_in.level(key)
    return ReviewFinding(key, review, _result(review, own, stands), before, own, stands)


def _result(review: IndicatorReview, own: int | None, stands: int | None) -> Result:
    if review.open_points:
        return Result.OPEN
    if review.view is None:
        return Result.ASKED if review.is_looked_at else Result.NOT_LOOKED_AT
    if own != stands:
        return Result.TAKEN_OVER
    if review.outcome is ReviewOutcome.BOTH_KEPT:
        return Result.BOTH_KEPT
    return Result.AS_IT_WAS


def count_results(findings: Iterable[ReviewFinding]) -> Mapping[Result, int]:
    """How many of each; 0 where there is none."""
    found = Counter(item.result for item in findings)
    return {result: found[result] for result in Result}


def basis_of_review(
    edition: Edition,
    assessment: Assessment,
    reviews: Mapping[str, IndicatorReview],
    history: WorkflowHistory,
) -> Basis:
    """Whose levels stand in the assessment, with what the review came to so far."""
    kind = basis_of_state(assessment.state).kind
    if kind is BasisKind.OWN and reviews:
        kind = BasisKind.UNDER_REVIEW
    if kind is BasisKind.OWN or (kind is BasisKind.WITHDRAWN and not reviews):
        return Basis(kind)
    findings = find_results(edition, assessment, reviews)
    counted = count_results(findings)
    agreed = history.agreed if assessment.state in _AGREED else None
    return Basis(
        kind=kind,
        agreed_on=agreed.at.date() if agreed else None,
        total=len(edition.profile_indicators(assessment.profile)),
        looked_at=sum(item.review.is_looked_at for item in findings),
        taken_over=counted[Result.TAKEN_OVER],
        both_kept=counted[Result.BOTH_KEPT],
    )


_AGREED = (AssessmentState.AGREED, AssessmentState.PUBLISHED)
