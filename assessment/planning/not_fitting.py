"""Which of the measures left out of a plan do not fit: the one definition for every text and number. Pure."""

from __future__ import annotations

from assessment.planning.roadmap import Roadmap, Unplanned
from assessment.planning.schedule.solve import LeftOut

LIMITS = frozenset(
    (
        LeftOut.HORIZON,
        LeftOut.BUDGET,
        LeftOut.CAPACITY,
        LeftOut.BUDGET_AND_CAPACITY,
        LeftOut.BUNDLE,
    )
)
"""Reasons that lie in money, people or time, which somebody could add."""


def not_fitting(roadmap: Roadmap) -> tuple[Unplanned, ...]:
    """The measures left out for want of money, people or time, and those that wait for nothing but such measures.

    What the country decided against, put off or stopped, what waits for that, and the other option of an alternative are left out by choice.
    """
    by_id = {item.measure.id: item for item in roadmap.unplanned}

    def fits_not(key: str, above: frozenset[str] = frozenset()) -> bool:
        item = by_id.get(key)
        if item is None or key in above:
            return False
        if item.why is LeftOut.PREREQUISITE:
            waits_for = item.omission.prerequisites
            return all(fits_not(other, above | {key}) for other in waits_for)
        return item.why in LIMITS

    return tuple(item for item in roadmap.unplanned if fits_not(item.measure.id))
