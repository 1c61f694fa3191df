"""A country's own figures of earlier years, as series that a line may show. Pure.

A series holds one statistic and one group: a total is never joined with a part, nor a part with another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.model.assessment import Observation, ObservationState
from questionnaires import Edition, SeriesBreak, Statistic

Observations = Sequence[Observation]


@dataclass(frozen=True, slots=True)
class FormerFigures:
    """The figures of an earlier cycle, by statistic of its edition."""

    cycle: int
    edition: str
    figures: Mapping[str, tuple[Observation, ...]]


@dataclass(frozen=True, slots=True)
class CycleFigures:
    """The observations of one statistic in an earlier cycle."""

    cycle: int
    observations: Observations


@dataclass(frozen=True, slots=True)
class PastValue:
    """What is said of one year: a value, or (None) why there is none.

    `former` is the earlier cycle that holds it where this one does not: it was never held here, or was removed.
    """

    year: int
    value: float | None
    state: ObservationState
    former: int | None = None


@dataclass(frozen=True, slots=True)
class PastSeries:
    """The values of one statistic and group by year, and the breaks of the series between them."""

    breakdown: Mapping[str, str]
    values: tuple[PastValue, ...]
    breaks: tuple[SeriesBreak, ...] = ()

    @property
    def stretches(self) -> tuple[tuple[PastValue, ...], ...]:
        """The values that a line may join: a year without a value and a break each end a stretch."""
        stretches: list[list[PastValue]] = [[]]
        for value in self.values:
            last = stretches[-1]
            if value.value is None or (last and self.break_between(last[-1], value)):
                stretches.append([])
            if value.value is not None:
                stretches[-1].append(value)
        return tuple(tuple(stretch) for stretch in stretches if stretch)

    def break_between(self, before: PastValue, after: PastValue) -> SeriesBreak | None:
        """Return the last break after `before` and not after `after`; None where both are comparable."""
        found = [item for item in self.breaks if before.year < item.year <= after.year]
        return found[-1] if found else None


def past_series(
    statistic: Statistic, own: Observations, former: Iterable[CycleFigures] = ()
) -> tuple[PastSeries, ...]:
    """Return the series of a statistic with something to see: two years, or a value that `own` does not hold.

    `former` are the observations of earlier cycles, the newest cycle first. Of a year and group the newest cycle that
    speaks of it counts, within a cycle the last value in the list. Observations without a year are left out. The
    total comes first, then the groups in the order in which they appear.
    """
    cycles = ((None, own), *((item.cycle, item.observations) for item in former))
    groups = {
        _group_key(item): item.breakdown for _cycle, items in reversed(cycles) for item in items
    }
    ordered = sorted(groups, key=lambda key: bool(key))  # stable
    found = (_series(statistic, key, groups[key], cycles) for key in ordered)
    return tuple(
        series
        for series in found
        if any(item.value is not None for item in series.values)
        and (len(series.values) > 1 or any(item.former is not None for item in series.values))
    )


def comparable_figures(
    edition: Edition, statistic: Statistic, former: Iterable[tuple[Edition, FormerFigures]]
) -> Iterator[CycleFigures]:
    """Yield the observations of earlier cycles whose edition asks for the statistic in the same unit."""
    for other, figures in former:
        asked = other.statistic.get(statistic.id)
        is_same = asked is not None and (asked.unit, asked.whole) == (
            statistic.unit,
            statistic.whole,
        )
        if other.id == edition.id or is_same:
            yield CycleFigures(figures.cycle, figures.figures.get(statistic.id, ()))


def _series(
    statistic: Statistic,
    key: frozenset[tuple[str, str]],
    breakdown: Mapping[str, str],
    cycles: Sequence[tuple[int | None, Observations]],
) -> PastSeries:
    by_year: dict[int, PastValue] = {}
    for cycle, observations in reversed(cycles):  # the newest cycle is the last to write
        of_cycle: dict[int, PastValue] = {}
        for item in observations:
            if item.year is None or _group_key(item) != key:
                continue
            if item.value is not None or item.year not in of_cycle:
                of_cycle[item.year] = PastValue(item.year, item.value, item.state, cycle)
        by_year |= of_cycle
    years = sorted(by_year)
    return PastSeries(
        breakdown,
        tuple(by_year[year] for year in years),
        tuple(item for item in statistic.breaks if years and years[0] < item.year <= years[-1]),
    )


def _group_key(item: Observation) -> frozenset[tuple[str, str]]:
    """The group of an observation; spaces and case do not tell two typed groups apart."""
    return frozenset(
        (name, " ".join(category.split()).casefold()) for name, category in item.breakdown.items()
    )
