"""Trace of a score: the parts, their weights, what was left out and why, the rule, the cap."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from questionnaires import Aggregation


class PartKind(StrEnum):
    """How one part enters a score."""

    COUNTED = "counted"
    COUNTED_AS_ZERO = "counted_as_zero"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class TracePart:
    """One child of a scored node. `state` is the answer's state, or `group` for a group.

    `value` is the contribution to the score, None where the part was left out together with its weight. `low` and
    `high` are the contributions to the bounds, None where the part is not applicable and left out there too.
    """

    id: str
    weight: float
    value: float | None
    kind: PartKind
    state: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Trace:
    """All inputs of a score, enough to compute it by hand.

    Apply `rule` to the weights and values of the parts that have one; the smaller of that and `cap` (where it is not
    None) is `result`. It is shown as a score unless `coverage` is below `minimum_coverage`.

    The bounds follow in the same way from the parts' `low` and `high`, with `low_cap` and `high_cap`; where the score
    shown lies beyond one of them, that bound is the score.
    """

    rule: Aggregation
    parts: tuple[TracePart, ...]
    cap: float | None
    capped_by: tuple[str, ...]
    coverage: float
    minimum_coverage: float
    result: float | None
    low_cap: float | None
    high_cap: float | None
