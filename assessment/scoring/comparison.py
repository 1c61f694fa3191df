"""Where scores lie within the quartiles of other countries, without naming, counting down or ordering any. Pure.

Nothing is told of a node with fewer than `MINIMUM` values. Quartiles are rounded to bands of a twentieth of the scale, and
neither the lowest nor the highest value is told: docs/adr/0063-desk-of-countries.md.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MINIMUM = 5
"""Countries, other than the one that looks, without which nothing is told."""

BANDS = 20
"""Bands of a scale: 5 points of 100."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The range of the scores of an edition, unrounded."""

    lowest: float
    top: float

    def banded(self, value: float) -> float:
        """The nearest end of a band; a value half-way goes to the higher one."""
        return self.lowest + self.banded_change(value - self.lowest)

    def banded_change(self, change: float) -> float:
        """A difference of two scores, rounded to whole bands; half-way goes to the higher one."""
        width = (self.top - self.lowest) / BANDS
        return math.floor(change / width + 0.5 + 1e-9) * width


@dataclass(frozen=True, slots=True)
class Quartiles:
    """A quarter of the countries lies at or below `low`, a half at or below `middle`, three quarters at or below `high`."""

    low: float
    middle: float
    high: float


class Place(StrEnum):
    """Where a score lies; the score and the quartiles are rounded to bands before they are compared."""

    BELOW = "below"
    """Below the lower quartile."""
    WITHIN = "within"
    """From the lower to the upper quartile."""
    ABOVE = "above"
    """Above the upper quartile."""


@dataclass(frozen=True, slots=True)
class NodeComparison:
    """The quartiles of a node; `own` is the rounded score of the country that looks, None without one."""

    id: str
    quartiles: Quartiles
    own: float | None

    @property
    def place(self) -> Place | None:
        """Where the own score lies; None without one."""
        if self.own is None:
            return None
        if self.own < self.quartiles.low:
            return Place.BELOW
        return Place.ABOVE if self.own > self.quartiles.high else Place.WITHIN


Scores = Mapping[str, float]
"""The scores of one country by node; a node without a score is absent."""


def missing_countries(others: Sequence[object]) -> int:
    """How many more countries are needed before anything is told."""
    return max(0, MINIMUM - len(others))


def compare_scores(
    own: Mapping[str, float | None], others: Sequence[Scores], scale: Scale
) -> tuple[NodeComparison, ...]:
    """The comparison of each node of `own` that enough of the other countries have, in the order of `own`."""
    compared = []
    for key, score in own.items():
        quartiles = _quartiles([scores[key] for scores in others if key in scores])
        if quartiles is not None:
            rounded = Quartiles(*map(scale.banded, quartiles))
            compared.append(
                NodeComparison(key, rounded, None if score is None else scale.banded(score))
            )
    return tuple(compared)


def compare_changes(
    keys: Iterable[str], others: Sequence[tuple[Scores, Scores]], scale: Scale
) -> Mapping[str, Quartiles]:
    """The quartiles of the change from the earlier to the later scores of each country, by node."""
    changes = {}
    for key in keys:
        quartiles = _quartiles(
            [
                later[key] - earlier[key]
                for earlier, later in others
                if key in earlier and key in later
            ]
        )
        if quartiles is not None:
            changes[key] = Quartiles(*map(scale.banded_change, quartiles))
    return changes


def _quartiles(values: Sequence[float]) -> list[float] | None:
    """The three quartiles (Hyndman and Fan 1996, type 7); None of fewer than `MINIMUM` values."""
    if len(values) < MINIMUM:
        return None
    return statistics.quantiles(sorted(values), n=4, method="inclusive")
