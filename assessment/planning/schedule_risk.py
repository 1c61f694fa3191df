"""How dates may slip: durations drawn many times through the network of prerequisites. Pure; the same every time.

Each duration is drawn from a shifted lognormal: never below `low`, half of the draws below `likely`, nine in ten
below `high`; the tenth has the long tail that adopting a law has in every country. Draws are independent of each
other. A measure starts when the plan has it start, or when what it waits for ends, if that is later; that people are
busy with what runs late is not drawn. Method: Monte Carlo simulation of project networks (Van Slyke, 1963).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from assessment.model.plan_settings import MeasureStatus
from assessment.planning.roadmap import Action, Roadmap

RUNS = 5_000

SEED = 179

LIKELY, SAFE = 50, 80
"""Percentiles of a likely and of a safe date."""

NINE_IN_TEN = 1.2815515655446004
"""The standard normal's 90th percentile."""

SHORTEST_STEP = 0.25
"""Months between `low` and `likely` at least, so that a duration without a range hardly varies."""

LONGEST = 240.0
"""Months at most, as in the content."""

Runs = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RiskDate:
    """When something is done: as planned, likely (half of the runs) and safe (four in five); first day of the month."""

    planned: date
    likely: date
    safe: date


@dataclass(frozen=True, slots=True)
class ScheduleRisk:
    """Dates of every measure, of every milestone (by indicator and level) and of the whole plan.

    `deciding`: in what share of the runs a measure is on the chain that sets the end, the most often first.
    `in_time`: the share of the runs that end by the planned end.
    """

    measures: Mapping[str, RiskDate]
    milestones: Mapping[tuple[str, int], RiskDate]
    end: RiskDate | None
    deciding: tuple[tuple[str, float], ...]
    in_time: float | None


def draw_months(measure_id: str, low: float, likely: float, high: float, runs: int = RUNS) -> Runs:
    """Durations of one measure, shape (runs,), in months. The same measure draws the same luck in every plan."""
    generator = np.random.Generator(np.random.PCG64([SEED, zlib.crc32(measure_id.encode())]))
    luck = generator.standard_normal(runs)
    middle = max(likely - low, SHORTEST_STEP)
    spread = np.log(max((high - low) / middle, 1.0)) / NINE_IN_TEN
    drawn: Runs = np.minimum(low + middle * np.exp(spread * luck), LONGEST)
    return drawn


@lru_cache(maxsize=256)
def _drawn(measure_id: str, low: int, likely: int, high: int) -> Runs:
    return draw_months(measure_id, low, likely, high)


def simulate(roadmap: Roadmap) -> ScheduleRisk:
    """The dates of a roadmap under `RUNS` drawn sets of durations."""
    actions = sorted(roadmap.actions, key=lambda item: (item.start_quarter, item.measure.id))
    order = _topological(actions)
    ends: dict[str, Runs] = {}
    starts: dict[str, Runs] = {}
    for action in order:
        key, months = action.measure.id, action.months
        planned = 3.0 * action.start_quarter
        if action.status is MeasureStatus.DONE:
            starts[key] = np.full(RUNS, planned)
            ends[key] = np.full(RUNS, 3.0 * action.end_quarter)
            continue
        before = [ends[item] for item in action.prerequisites if item in ends]
        starts[key] = np.maximum.reduce([np.full(RUNS, planned), *before])
        ends[key] = starts[key] + _drawn(key, months.low, months.likely, months.high)
        if action.status is MeasureStatus.UNDER_WAY:
            # What is not finished by now takes at least until the quarter the plan gives it begins to end.
            ends[key] = np.maximum(ends[key], 3.0 * (action.end_quarter - 1) + 1)
    reached = _milestones(roadmap, ends)
    last = np.maximum.reduce(list(ends.values())) if ends else None
    end_quarter = max((action.end_quarter for action in actions), default=0)
    return ScheduleRisk(
        measures={
            action.measure.id: _dates(
                roadmap.start, 3 * action.end_quarter, ends[action.measure.id]
            )
            for action in actions
        },
        milestones={
            key: _dates(roadmap.start, 3 * (quarter + 1), values)
            for key, (quarter, values) in reached.items()
        },
        end=None if last is None else _dates(roadmap.start, 3 * end_quarter, last),
        deciding=() if last is None else _deciding(order, starts, ends, last),
        in_time=None if last is None else float(np.mean(last <= 3 * end_quarter)),
    )


def _topological(actions: list[Action]) -> list[Action]:
    """Each after what it waits for; by start already, save for what stands outside the rules because it is under way."""
    placed: list[Action] = []
    done: set[str] = set()
    keys = {item.measure.id for item in actions}
    left = list(actions)
    while left:
        item = next(it for it in left if not (set(it.prerequisites) & keys) - done)
        left.remove(item)
        placed.append(item)
        done.add(item.measure.id)
    return placed


def _milestones(
    roadmap: Roadmap, ends: Mapping[str, Runs]
) -> dict[tuple[str, int], tuple[int, Runs]]:
    """When each level is reached: with the last measure that lifts the indicator to it or to a level below."""
    found: dict[tuple[str, int], tuple[int, Runs]] = {}
    for item in roadmap.milestones:
        values = [
            ends[action.measure.id]
            for action in roadmap.actions
            if action.measure.lifts.indicator == item.indicator_id
            and action.measure.lifts.from_level < item.level
        ]
        if values:
            found[item.indicator_id, item.level] = (item.quarter, np.maximum.reduce(values))
    return found


def _deciding(
    order: list[Action], starts: Mapping[str, Runs], ends: Mapping[str, Runs], last: Runs
) -> tuple[tuple[str, float], ...]:
    """Walk back from the end of each run along the prerequisites that made a measure start late."""
    on_chain = {item.measure.id: ends[item.measure.id] >= last for item in order}
    for item in reversed(order):
        key = item.measure.id
        for earlier in item.prerequisites:
            if earlier in ends:
                made_wait = ends[earlier] >= starts[key]
                on_chain[earlier] |= on_chain[key] & made_wait
    shares = {key: float(np.mean(runs)) for key, runs in on_chain.items()}
    named = [(key, share) for key, share in shares.items() if share > 0]
    return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0])))


def _dates(start: date, planned_end: int, months: Runs) -> RiskDate:
    likely, safe = np.percentile(months, [LIKELY, SAFE])
    return RiskDate(
        planned=_month_before(start, planned_end),
        likely=_month_before(start, float(likely)),
        safe=_month_before(start, float(safe)),
    )


def _month_before(start: date, months: float) -> date:
    """The month in which a span of `months` from the start ends.

    >>> _month_before(date(2027, 1, 1), 3), _month_before(date(2027, 1, 1), 3.2)
    (datetime.date(2027, 3, 1), datetime.date(2027, 4, 1))
    """
    whole = max(int(np.ceil(round(months, 6))), 1) - 1
    number = start.year * 12 + start.month - 1 + whole
    return date(number // 12, number % 12 + 1, 1)
