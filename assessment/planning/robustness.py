"""Robustness of the order of gaps: the same gaps under many random weightings. Pure.

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
"""Random weightings: two standard errors of a share of one half are then 0.01."""

FIRST = 10
"""Number of gaps that count as the largest."""

SEED = 179
"""Fixed, so that the weightings are the same on every machine; the number of the ITU resolution."""

SPREAD = 2.0
"""A weight is drawn between 1/SPREAD and SPREAD times itself, log-uniformly."""

SHIFT = 0.25
"""Added to every value before its logarithm is taken, as a share of the scale: one step of five levels."""

SEVERE = 1e9
"""Factor of the size of a severe gap: beyond the ratio of any two shares of an edition that is in use."""

TABLE_BITS = 16
"""Bits of a drawn factor: one of 2**TABLE_BITS, equally spaced in its logarithm."""

TOLERANCE = 1e-12
"""Relative difference below which sizes are equal: products in another order differ in their last bits."""

MEANS = frozenset({"arithmetic_mean", "geometric_mean", "harmonic_mean"})
"""Aggregation rules for which other weights and another mean are meaningful."""


@dataclass(frozen=True, slots=True)
class GapRobustness:
    """Share of the draws, 0 to 1, in which one gap is among the `Robustness.first` largest, ties included, by each mean.

    `arithmetic_rank` and `geometric_rank` are its ranks under the edition's own weights, 1 the largest.
    """

    indicator_id: str
    arithmetic: float
    geometric: float
    arithmetic_rank: int
    geometric_rank: int


@dataclass(frozen=True, slots=True)
class Robustness:
    """For each gap, the share of `draws` random weightings in which it is among the `first` largest.

    `gaps` keep their order; those of indicators that are not scored, which no weighting affects, are left out.
    """

    draws: int
    first: int
    gaps: tuple[GapRobustness, ...]

    def of(self, indicator_id: str) -> GapRobustness | None:
        """The gap of an indicator; None if it is not among `gaps`."""
        return next((item for item in self.gaps if item.indicator_id == indicator_id), None)

    @property
    def is_trivial(self) -> bool:
        """Whether all gaps are always among the largest, because there are at most `first`."""
        return len(self.gaps) <= self.first


def weigh_gaps(
    edition: Edition,
    assessment: Assessment,
    gaps: Sequence[Gap],
    *,
    draws: int = DRAWS,
    first: int = FIRST,
) -> Robustness | None:
    """Rank the gaps under `draws` random weightings of every indicator and group, with both means in every tier.

    The size of a gap is the rise of the overall score when it alone is closed, everything missing at the lowest level,
    times the edition's factor if it is core. A severe gap is larger than any other, whatever the weights. None if the edition's scores are no plain means, but a sum, a
    minimum, a maximum, or capped.
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
    own_sizes = rises.sizes(np.array([own[gap.indicator.id] for gap in weighed]))
    arithmetic, geometric = (_shares_among(size, first) for size in sizes)
    arithmetic_ranks, geometric_ranks = (_ranks(size[:, 0]) for size in own_sizes)
    return Robustness(
        draws,
        first,
        tuple(
            GapRobustness(
                indicator_id=gap.indicator.id,
                arithmetic=arithmetic[row],
                geometric=geometric[row],
                arithmetic_rank=arithmetic_ranks[row],
                geometric_rank=geometric_ranks[row],
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
    """Ids of every group and scored indicator, whether answered or not, so that answers never change a drawn weight."""

    def walk(group: Group) -> Iterator[str]:
        for item in group.walk_groups():
            yield item.id
            yield from (each.id for each in item.indicators if each.scored)

    return tuple(key for pillar in edition.pillars for key in walk(pillar))


def random_factors(ids: Sequence[str], draws: int) -> Mapping[str, Numbers]:
    """For each id, `draws` factors in [1/SPREAD, SPREAD), shape (draws,).

    Only `random_raw` is used, whose numbers NumPy keeps the same from version to version (NEP 19), and a table made
    of square roots and products, which IEEE 754 fixes to the last bit.
    """
    raw = np.random.PCG64(SEED).random_raw(len(ids) * draws).reshape(len(ids), draws)
    indices = (raw >> np.uint64(64 - TABLE_BITS)).astype(np.intp)
    return dict(zip(ids, _factor_table()[indices], strict=True))


@cache
def _factor_table() -> Numbers:
    """Geometric sequence of 2**TABLE_BITS factors in [1/SPREAD, SPREAD)."""
    table, root = np.array([1 / SPREAD]), SPREAD**2
    for _bit in range(TABLE_BITS):
        root = math.sqrt(root)
        table = np.stack([table, table * root], axis=1).ravel()
    return table


def _shares(
    node: NodeScore, factors: Mapping[str, Numbers], above: Numbers | float = 1.0
) -> Iterator[tuple[str, Numbers]]:
    """Yield the share of every applicable indicator in the overall score, per draw: the product of shares down the tree."""
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
    """The part of each gap that no weighting changes, shape (gaps, 1): its factors, and the rise of its value."""

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
            factor = edition.scoring.priority.core if gap.indicator.core else 1.0
            factor *= SEVERE if gap.indicator.severe else 1.0
            rows.append((factor, then - now, math.log((then + SHIFT) / (now + SHIFT))))
        columns = np.array(rows).T[:, :, np.newaxis]
        return cls(*columns)

    def sizes(self, shares: Numbers) -> tuple[Numbers, Numbers]:
        """Sizes by the arithmetic and by the shifted geometric mean; `shares` and each result have shape (gaps, draws).

        The geometric one is divided by the score of its draw, which is the same for all gaps and changes no rank.
        """
        return (
            self.factors * (shares * self.difference),
            self.factors * np.expm1(shares * self.log_ratio),
        )


def _shares_among(sizes: Numbers, first: int) -> list[float]:
    """For each row, the share of columns in which it is among the `first` largest."""
    rows, draws = sizes.shape
    if rows <= first:
        return [1.0] * rows
    threshold = np.partition(sizes, rows - first, axis=0)[rows - first]
    among = np.count_nonzero(sizes >= threshold, axis=1)
    return [int(count) / draws for count in among]


def _ranks(sizes: Numbers) -> list[int]:
    """The rank of each, 1 the largest; sizes within TOLERANCE share the smallest rank."""
    return [1 + int(np.count_nonzero(sizes > size * (1 + TOLERANCE))) for size in sizes]
