"""Positions on the scale of a score, 0 at its lower end and 1 at its top, shared by the charts of screen and paper."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import Assessment, AssessmentScore, NodeScore, score_assessment
from questionnaires import Edition

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Positions of the labelled ticks of an axis."""

NARROW = 0.005
"""Bounds closer than this count as one value and are not drawn on paper."""


@dataclass(frozen=True, slots=True)
class BulletPositions:
    """Positions of one bullet bar, each from 0 to 1; None where there is nothing to draw."""

    score: float | None
    low: float | None
    high: float | None
    target: float | None


def score_unanswered(edition: Edition, assessment: Assessment) -> AssessmentScore:
    """Score the same questions without any answer: the bounds are the ends of each scale."""
    return score_assessment(edition, assessment.model_copy(update={"answers": {}}))


def bullet_positions(
    node: NodeScore, *, empty: AssessmentScore, at_target: AssessmentScore
) -> BulletPositions:
    """Positions of a node's score, its bounds, and its score with every target reached; `empty` as of `score_unanswered`."""
    score, low, high, target = (
        scale_position(empty, node, value)
        for value in (node.score, node.low, node.high, at_target.nodes[node.id].high)
    )
    return BulletPositions(score, low, high, target)


def scale_position(empty: AssessmentScore, node: NodeScore, value: float | None) -> float | None:
    """The position of `value` on the node's scale, clamped to 0 and 1; None for None. `empty` as of `score_unanswered`."""
    if value is None:
        return None
    low, high = scale_ends(empty.nodes.get(node.id))
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.0


def scale_ends(node: NodeScore | None) -> tuple[float, float]:
    """The ends of a scale, from the score of a node without any answer; 0 and 1 where it has no bounds."""
    return (node.low or 0.0, node.high or 1.0) if node else (0.0, 1.0)


def tick_values(node: NodeScore) -> tuple[float, ...]:
    """The values at `TICKS`, from the score of a node without any answer."""
    low, high = scale_ends(node)
    return tuple(low + position * (high - low) for position in TICKS)
