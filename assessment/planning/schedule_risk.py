"""Schedule risk: durations simulated through the network of prerequisites. Pure and deterministic.

Each duration is drawn from a shifted lognormal with minimum `low`, median `likely` and 90th percentile `high`, whose
long tail is that of adopting a law. Draws are independent of each other. A measure starts at its planned start or at
the end of its last prerequisite, whichever is later; resource conflicts caused by delays are not modelled.
Method: Monte Carlo simulation of project networks (Van Slyke, 1963).
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

MAXIMUM_CRITICAL = 5
"""Measures that pages and documents name as setting the end of the plan."""

NORMAL_P90 = 1.2815515655446004
"""The standard normal's 90th percentile."""

MINIMUM_STEP = 0.25
"""Minimum months between `low` and `likely`, so that a duration without a range hardly varies."""

MAXIMUM_MONTHS = 240.0
"""Longest duration, as in the content."""

Runs = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RiskDate:
    """First day of the month of an end: as planned, likely (median of the runs) and safe (80th percentile)."""

    planned: date
    likely: date
    safe: date


@dataclass(frozen=True, slots=True)
class ScheduleRisk:
    """Dates of every measure, of every milestone (by indicator and level) and of the whole plan.

    `criticality`: for each measure, the share of the runs in which it is on the chain that sets the end, sorted by
    share, descending. `in_time`: the share of the runs that end by the planned end. Both are 0 to 1.
    """

    measures: Mapping[str, RiskDate]
    milestones: Mapping[tuple[str, int], RiskDate]
    end: RiskDate | None
    criticality: tuple[tuple[str, float], ...]
    in_time: float | None


def draw_months(measure_id: str, low: float, likely: float, high: float, runs: int = RUNS) -> Runs:
    """Durations of one measure, shape (runs,), in months. A measure has the same random deviates in every plan."""
    generator = np.random.Generator(np.random.PCG64([SEED, zlib.crc32(measure_id.encode())]))
    deviates = generator.standard_normal(runs)
    middle = max(likely - low, MINIMUM_STEP)
    spread = np.log(max((high - low) / middle, 1.0)) / NORMAL_P90
    months: Runs = np.minimum(low + middle * np.exp(spread * deviates), MAXIMUM_MONTHS)
    return months


@lru_cache(maxsize=256)
def _drawn(measure_id: str, low: int, likely: int, high: int) -> Runs:
    return draw_months(measure_id, low, likely, high)


def simulate(roadmap: Roadmap) -> ScheduleRisk:
    """The dates of a roadmap under `RUNS` sets of drawn durations."""
    actions = sorted(roadmap.actions, key=lambda item: (item.start_quarter, item.measure.id))
    together = _together(actions)
    order = _topological(actions, together)
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
            # It is not finished yet, so it ends in its last planned quarter at the earliest.
            ends[key] = np.maximum(ends[key], 3.0 * (action.end_quarter - 1) + 1)
        if together[key] <= ends.keys():  # a bundle ends with the last of its measures
            last_end: Runs = np.maximum.reduce([ends[item] for item in together[key]])
            ends |= dict.fromkeys(together[key], last_end)
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
        criticality=() if last is None else _criticality(order, starts, ends, last),
        in_time=None if last is None else float(np.mean(last <= 3 * end_quarter)),
    )


def _together(actions: list[Action]) -> dict[str, set[str]]:
    """By measure, those that end with it: itself, and what is not done of its bundle."""
    return {
        action.measure.id: {action.measure.id}
        | {
            other.measure.id
            for other in actions
            if action.bundle
            and (other.bundle, other.end_quarter) == (action.bundle, action.end_quarter)
            and MeasureStatus.DONE not in (action.status, other.status)
        }
        for action in actions
    }


def _topological(actions: list[Action], together: Mapping[str, set[str]]) -> list[Action]:
    """Sort so that each action follows its prerequisites, and all that end with them; only fixed actions can start before them."""
    ordered: list[Action] = []
    done: set[str] = set()
    keys = {item.measure.id for item in actions}
    left = list(actions)
    while left:
        action = next(
            action
            for action in left
            if not {mate for key in keys & set(action.prerequisites) for mate in together[key]}
            - done
        )
        left.remove(action)
        ordered.append(action)
        done.add(action.measure.id)
    return ordered


def _milestones(
    roadmap: Roadmap, ends: Mapping[str, Runs]
) -> dict[tuple[str, int], tuple[int, Runs]]:
    """Planned quarter and drawn months by (indicator, level): the end of the last measure that lifts it that far."""
    reached: dict[tuple[str, int], tuple[int, Runs]] = {}
    for item in roadmap.milestones:
        values = [
            ends[action.measure.id]
            for action in roadmap.actions
            if action.measure.lifts.indicator == item.indicator_id
            and action.measure.lifts.from_level < item.level
        ]
        if values:
            reached[item.indicator_id, item.level] = (item.quarter, np.maximum.reduce(values))
    return reached


def _criticality(
    order: list[Action], starts: Mapping[str, Runs], ends: Mapping[str, Runs], last: Runs
) -> tuple[tuple[str, float], ...]:
    """Trace the critical chain of each run back from its end, along prerequisites that end when the next measure starts."""
    on_chain = {item.measure.id: ends[item.measure.id] >= last for item in order}
    for item in reversed(order):
        key = item.measure.id
        for earlier in item.prerequisites:
            if earlier in ends:
                is_binding = ends[earlier] >= starts[key]
                on_chain[earlier] |= on_chain[key] & is_binding
    shares = {key: float(np.mean(runs)) for key, runs in on_chain.items()}
    named = [(key, share) for key, share in shares.items() if share > 0]
    return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0])))


def _dates(start: date, planned_end: int, months: Runs) -> RiskDate:
    """The dates of an end `planned_end` months after the start, drawn as `months` after it."""
    likely, safe = np.percentile(months, [LIKELY, SAFE])
    return RiskDate(
        planned=_month_before(start, planned_end),
        likely=_month_before(start, float(likely)),
        safe=_month_before(start, float(safe)),
    )


def _month_before(start: date, months: float) -> date:
    """The first day of the month in which a span of `months` from the start ends.

    >>> _month_before(date(2027, 1, 1), 3), _month_before(date(2027, 1, 1), 3.2)
    (datetime.date(2027, 3, 1), datetime.date(2027, 4, 1))
    """
    whole = max(int(np.ceil(round(months, 6))), 1) - 1
    number = start.year * 12 + start.month - 1 + whole
    return date(number // 12, number % 12 + 1, 1)
