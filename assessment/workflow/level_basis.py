"""The levels that a document uses: the country's own, under review, or agreed with an expert. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import AssessmentState


class BasisKind(StrEnum):
    """The origin of the levels."""

    OWN = "own"
    """The country's own, not reviewed."""
    UNDER_REVIEW = "under_review"
    """The country's own, replaced by the expert's where the country has accepted them so far."""
    AGREED = "agreed"
    """Agreed between the country and an expert; the country's where each side kept its own."""
    WITHDRAWN = "withdrawn"
    """The country's own; the assessment was withdrawn."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The origin of the levels with the counts of the review: known from the store, not from a file with its state only.

    `agreed_on` is the day of the agreement (UTC). The other fields count indicators, `total` those of the profile; None
    is unknown.
    """

    kind: BasisKind
    agreed_on: dt.date | None = None
    total: int | None = None
    looked_at: int | None = None
    taken_over: int | None = None
    both_kept: int | None = None


def basis_of_state(state: AssessmentState) -> Basis:
    """The basis that the state alone determines; all counts are None."""
    match state:
        case AssessmentState.AGREED | AssessmentState.PUBLISHED:
            return Basis(BasisKind.AGREED)
        case AssessmentState.IN_REVIEW | AssessmentState.RETURNED:
            return Basis(BasisKind.UNDER_REVIEW)
        case AssessmentState.WITHDRAWN:
            return Basis(BasisKind.WITHDRAWN)
        case _:
            return Basis(BasisKind.OWN)
