"""What a roadmap costs, as ranges by year, from the effort bands of its measures. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from questionnaires import Edition


@dataclass(frozen=True, slots=True)
class YearCost:
    """Cost of one plan year (four quarters from the plan's start) in the currency of the edition's bands.

    `high` leaves out measures in a band without an upper end; `open_ended` counts those.
    """

    year: int
    start: date
    low: float
    high: float
    open_ended: int
    budget: float | None


def cost_by_year(
    edition: Edition,
    work: Iterable[tuple[str, int, int]],
    *,
    quarters: int,
    start: date,
    budget_by_year: Sequence[float],
) -> tuple[YearCost, ...]:
    """Costs of `work` (effort band, first quarter, number of quarters), spread evenly over its quarters."""
    bands = {band.id: band for band in edition.about.effort.bands} if edition.about.effort else {}
    years = max(-(-quarters // 4), len(budget_by_year) if quarters else 0)
    low, high, open_ended = [0.0] * years, [0.0] * years, [0] * years
    for band_id, first, length in work:
        band = bands[band_id]
        for quarter in range(first, first + length):
            low[quarter // 4] += band.low / length
            high[quarter // 4] += (band.high if band.high is not None else band.low) / length
        if band.high is None:
            open_ended[first // 4] += 1
    return tuple(
        YearCost(
            year=year + 1,
            start=date(start.year + year, start.month, 1),
            low=low[year],
            high=high[year],
            open_ended=open_ended[year],
            budget=budget_by_year[year] if year < len(budget_by_year) else None,
        )
        for year in range(years)
    )
