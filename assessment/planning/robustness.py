"""How far the order of the gaps depends on the weights: the same gaps under many random weightings. Pure.

Method: docs/adr/0015-robustness-of-priorities.md; OECD/JRC Handbook on Constructing Composite Indicators (2008), step 7.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assessment.model.assessment import Assessment
from assessment.planning.gaps import Gap
from assessment.scoring.scores import NodeScore, counts_zero, indicator_ends, score_overall
from questionnaires import Edition, Group

Numbers = NDArray[np.float64]

DRAWS = 10_000
"""Random weightings. A share of one half is then exact to about one point in a hundred (two standard errors)."""

FIRST = 10
"""How many gaps count as the largest."""

SEED = 179
"""Any number does; this one is the resolution's. The same seed gives the same weightings on every machine."""

SPREAD = 2.0
"""A weight is drawn between its `SPREAD`-th part and its `SPREAD`-fold, evenly on the scale of its logarithm."""

SHIFT = 0.25
"""What is added to every value before its logarithm is taken, as a share of the scale: one step of five levels."""

TABLE_BITS = 16
"""A factor is one of 2 to this power, at equal steps of its logarithm."""

TOLERANCE = 1e-12
"""Sizes this close, as a share of them, are one size: products in another order differ in their last bits."""

MEANS = frozenset({"arithmetic_mean", "geometric_mean", "harmonic_mean"})
"""The rules of a tier under which asking for other weights and another mean makes sense."""


@dataclass(frozen=True, slots=True)
class GapRobustness:
    """How often one gap is among the `Robustness.first` largest, 0 to 1, with each mean; ties count as among them.

    `arithmetic_place` and `geometric_place` are its places under the edition's own weights, 1 the largest.
    """

    indicator_id: str
    arithmetic: float
    geometric: float
    arithmetic_place: int
    geometric_place: int


@dataclass(frozen=True, slots=True)
class Robustness:
    """Of `draws` random weightings, how often each gap is among the `first` largest.

    `gaps` are in the order given, without those that no weighting can move: their indicators are not scored.
    """

    draws: int
    first: int
    gaps: tuple[GapRobustness, ...]

    def of(self, indicator_id: str) -> GapRobustness | None:
        return next((item for item in self.gaps if item.indicator_id == indicator_id), None)

    @property
    def is_trivial(self) -> bool:
        """Whether there are so few gaps that all of them are always among the largest."""
        return len(self.gaps) <= self.first


def weigh_gaps(
    edition: Edition,
    assessment: Assessment,
    gaps: Sequence[Gap],
    *,
    draws: int = DRAWS,
    first: int = FIRST,
) -> Robustness | None:
    """The gaps under `draws` random weightings of every indicator and group, with both means in every tier.

    The size of a gap is its core, severity and readiness factors times the rise of the overall score when it alone is
    closed, everything missing at the lowest level. None where the edition's scores are no plain means: a sum, a
    minimum, a maximum, or a cap.
    """
    overall = score_overall(edition, assessment)
    if not _is_plain_mean(overall):
        return None
    factors = random_factors(_node_ids(edition), draws)
    drawn = dict(_shares(overall, factors))
    own = dict(_shares(overall, {key: np.ones(1) for key in factors}))
    weighed = [gap for gap in gaps if gap.indicator.id in drawn]
    if not weighed:
        return Robustness(draws, first, ())
    rises = _Rises.of(edition, weighed)
    sizes = rises.sizes(np.array([drawn[gap.indicator.id] for gap in weighed]))
    places = rises.sizes(np.array([own[gap.indicator.id] for gap in weighed]))
    arithmetic, geometric = (_shares_among(size, first) for size in sizes)
    arithmetic_places, geometric_places = (_places(size[:, 0]) for size in places)
    return Robustness(
        draws,
        first,
        tuple(
            GapRobustness(
                indicator_id=gap.indicator.id,
                arithmetic=arithmetic[row],
                geometric=geometric[row],
                arithmetic_place=arithmetic_places[row],
                geometric_place=geometric_places[row],
            )
            for row, gap in enumerate(weighed)
        ),
    )


def _is_plain_mean(node: NodeScore) -> bool:
    """Whether every group below is a mean and nothing caps it."""
    groups = [item for item in node.walk() if item.settings is not None and item.total]
    return all(
        group.settings is not None
        and group.settings.aggregation in MEANS
        and (group.settings.must_have_cap is None or not group.capping.low)
        for group in groups
    )


def _node_ids(edition: Edition) -> tuple[str, ...]:
    """Every scored indicator and every group, whatever is answered: so an answer never changes a drawn weight."""

    def walk(group: Group) -> Iterator[str]:
        for item in group.walk_groups():
            yield item.id
            yield from (each.id for each in item.indicators if each.scored)

    return tuple(key for pillar in edition.pillars for key in walk(pillar))


def random_factors(ids: Sequence[str], draws: int) -> Mapping[str, Numbers]:
    """For each id, `draws` factors between 1/SPREAD and SPREAD.

    Only `random_raw` is used, whose numbers NumPy keeps the same from version to version (NEP 19), and a table made
    of square roots and products, which IEEE 754 fixes to the last bit.
    """
    raw = np.random.PCG64(SEED).random_raw(len(ids) * draws).reshape(len(ids), draws)
    places = (raw >> np.uint64(64 - TABLE_BITS)).astype(np.intp)
    return dict(zip(ids, _factor_table()[places], strict=True))


@cache
def _factor_table() -> Numbers:
    """From 1/SPREAD up to just below SPREAD, each a fixed ratio above the one before."""
    table, root = np.array([1 / SPREAD]), SPREAD**2
    for _bit in range(TABLE_BITS):
        root = math.sqrt(root)
        table = np.stack([table, table * root], axis=1).ravel()
    return table


def _shares(
    node: NodeScore, factors: Mapping[str, Numbers], above: Numbers | float = 1.0
) -> Iterator[tuple[str, Numbers]]:
    """The share of every applicable indicator in the overall score, in each draw: the shares above it multiplied."""
    settings = node.settings
    if settings is None:
        return
    children = [
        child for child in node.children if child.low is not None or counts_zero(child, settings)
    ]
    if not children:
        return
    weights = [child.weight * factors[child.id] for child in children]
    total = sum(weights[1:], start=weights[0])
    for child, weight in zip(children, weights, strict=True):
        share = above * (weight / total)
        if child.kind == "indicator":
            yield child.id, share
        else:
            yield from _shares(child, factors, share)


@dataclass(frozen=True, slots=True)
class _Rises:
    """What of each gap no weighting changes, one row a gap: its factors, and by how much its value rises."""

    factors: Numbers
    difference: Numbers
    log_ratio: Numbers

    @classmethod
    def of(cls, edition: Edition, gaps: Sequence[Gap]) -> _Rises:
        ends = [indicator_ends(edition, item) for item in edition.indicators.values()]
        lowest, top = min(low for low, _top in ends), max(high for _low, high in ends)
        span = (top - lowest) or 1.0
        rows = []
        for gap in gaps:
            values = edition.scale_of(gap.indicator).values
            now, then = (
                (values[level] - lowest) / span for level in (gap.current_level, gap.target_level)
            )
            factor = gap.core_factor * gap.severity_factor * gap.readiness
            rows.append((factor, then - now, math.log((then + SHIFT) / (now + SHIFT))))
        columns = np.array(rows).T[:, :, np.newaxis]
        return cls(*columns)

    def sizes(self, shares: Numbers) -> tuple[Numbers, Numbers]:
        """The size of each gap in each draw, by the arithmetic and by the shifted geometric mean.

        The geometric one is divided by the score of its draw, which is the same for all gaps and moves no place.
        """
        return (
            self.factors * (shares * self.difference),
            self.factors * np.expm1(shares * self.log_ratio),
        )


def _shares_among(sizes: Numbers, first: int) -> list[float]:
    """For each row, in what share of the columns it is among the `first` largest."""
    rows, draws = sizes.shape
    if rows <= first:
        return [1.0] * rows
    threshold = np.partition(sizes, rows - first, axis=0)[rows - first]
    among = np.count_nonzero(sizes >= threshold, axis=1)
    return [int(count) / draws for count in among]


def _places(sizes: Numbers) -> list[int]:
    """The place of each, the largest first; what differs in its last bits only shares the smallest place."""
    return [1 + int(np.count_nonzero(sizes > size * (1 + TOLERANCE))) for size in sizes]
