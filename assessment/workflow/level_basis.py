"""Which levels a document rests on: the country's own, under review, or agreed with an expert. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import AssessmentState


class BasisKind(StrEnum):
    """Whose levels they are."""

    OWN = "own"
    """The country's own; nobody has reviewed them."""
    UNDER_REVIEW = "under_review"
    """The country's own, and the expert's where the country has taken them over so far."""
    AGREED = "agreed"
    """Agreed between the country and an expert; where both kept theirs, the country's."""
    WITHDRAWN = "withdrawn"
    """The country's own; the assessment was withdrawn."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Whose levels they are, and what is known of the review: a file says its state only, the store all of it.

    `agreed_on` is the day of the agreement (UTC). The others are numbers of indicators; None is not known.
    """

    kind: BasisKind
    agreed_on: dt.date | None = None
    asked: int | None = None
    looked_at: int | None = None
    taken_over: int | None = None
    both_kept: int | None = None


def basis_of_state(state: AssessmentState) -> Basis:
    """What follows from the state alone."""
    match state:
        case AssessmentState.AGREED | AssessmentState.PUBLISHED:
            return Basis(BasisKind.AGREED)
        case AssessmentState.IN_REVIEW | AssessmentState.RETURNED:
            return Basis(BasisKind.UNDER_REVIEW)
        case AssessmentState.WITHDRAWN:
            return Basis(BasisKind.WITHDRAWN)
        case _:
            return Basis(BasisKind.OWN)
