"""The gaps of one urgency that a plan closes and leaves open. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.model.assessment import Assessment
from assessment.planning.gaps import target_levels
from assessment.planning.problem import Tier
from assessment.planning.problem_builder import tier_of
from questionnaires import Edition


@dataclass(frozen=True, slots=True)
class ClosedGaps:
    """Ids of the indicators below their target today that a plan brings to it, and of those that it does not."""

    closed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Number of gaps today."""
        return len(self.closed) + len(self.left)


NO_GAPS = ClosedGaps()


def closed_gaps(
    edition: Edition, assessment: Assessment, tier: Tier, after: Mapping[str, int]
) -> ClosedGaps:
    """The gaps of the indicators of a tier under the levels reached `after` a plan, in the order of the edition."""
    targets = target_levels(edition, assessment)
    gaps = {
        key: after.get(key, level) >= target
        for key, target in targets.items()
        if tier_of(edition.indicators[key]) is tier
        and (level := assessment.level(key)) is not None
        and level < target
    }
    return ClosedGaps(
        tuple(key for key, closed in gaps.items() if closed),
        tuple(key for key, closed in gaps.items() if not closed),
    )
