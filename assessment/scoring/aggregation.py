"""Aggregation of several values into one: means, sum, extremes. Pure.

`math.fsum` adds without intermediate rounding, so the result does not depend on the order of the parts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from questionnaires import Aggregation

Part = tuple[float, float]
"""Weight and value."""


def aggregate(rule: Aggregation, parts: Sequence[Part]) -> float | None:
    """The value of weighted `parts` by `rule`; None of nothing. Weights are relative and above 0.

    Method: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 6.

    >>> aggregate("arithmetic_mean", [(2, 1.0), (1, 0.0), (1, 0.0)])
    0.5
    >>> aggregate("geometric_mean", [(1, 1.0), (1, 0.25)])
    0.5
    >>> aggregate("sum", [(1, 0.25), (2, 0.5)])
    1.25
    """
    if not parts:
        return None
    match rule:
        case "arithmetic_mean":
            return _weighted_mean(parts)
        case "geometric_mean":
            if any(value <= 0 for _weight, value in parts):
                return 0.0
            return _between(parts, math.exp(_weighted_mean([(w, math.log(v)) for w, v in parts])))
        case "harmonic_mean":
            if any(value <= 0 for _weight, value in parts):
                return 0.0
            return _between(parts, 1 / _weighted_mean([(w, 1 / v) for w, v in parts]))
        case "sum":
            return math.fsum([weight * value for weight, value in parts])
        case "minimum":
            return min(value for _weight, value in parts)
        case "maximum":
            return max(value for _weight, value in parts)


def _weighted_mean(parts: Sequence[Part]) -> float:
    total = math.fsum([weight for weight, _value in parts])
    return math.fsum([weight * value for weight, value in parts]) / total


def _between(parts: Sequence[Part], mean: float) -> float:
    """The mean clamped to the range of the values, as rounding may exceed it."""
    values = [value for _weight, value in parts]
    return min(max(mean, min(values)), max(values))
