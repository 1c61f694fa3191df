"""From gaps and measures to a roadmap: actions by quarter and phase, milestones, the path of the score. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assessment.costs import YearCost, cost_by_year
from assessment.gaps import find_gaps, target_levels
from assessment.model import Assessment
from assessment.requirements import RaisedTarget, Selection, climb, select_measures
from assessment.schedule import (
    LeftOut,
    Placement,
    Schedule,
    Task,
    longest_chain,
    place_tasks,
    quarters_of,
)
from assessment.scoring import score_overall
from questionnaires import Edition, Measure

QUICK_WIN_MONTHS = 6
"""A quick win takes at most this long. Method: docs/methodology.md, waves."""


class PhaseId(StrEnum):
    """The waves of a roadmap."""

    QUICK_WINS = "quick_wins"
    FOUNDATION = "foundation"
    BUILD = "build"
    SUSTAIN = "sustain"


@dataclass(frozen=True, slots=True)
class Action:
    """A measure this country plans. Quarters count from 0 at the roadmap's start; `end` is the last day's month.

    `from_level` and `to_level`: the part of the measure's lift that this plan uses.
    """

    measure: Measure
    pillar_id: str
    from_level: int
    to_level: int
    start_quarter: int
    quarters: int
    start: date
    end: date
    phase: PhaseId
    prerequisites: tuple[str, ...]
    assumptions: tuple[str, ...]
    priority: float
    on_longest_chain: bool

    @property
    def end_quarter(self) -> int:
        """The first quarter after the action."""
        return self.start_quarter + self.quarters


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A measure that is needed but does not fit, and why."""

    measure: Measure
    why: LeftOut


@dataclass(frozen=True, slots=True)
class Milestone:
    """An indicator reaches a level at the end of a quarter."""

    quarter: int
    date: date
    indicator_id: str
    level: int
    action_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PathPoint:
    """The overall score (and its lower bound) when everything up to the end of a quarter is carried out."""

    quarter: int
    score: float | None
    low: float | None


@dataclass(frozen=True, slots=True)
class Roadmap:
    """What to do when, to get from the answers to the targets."""

    start: date
    quarters: int
    actions: tuple[Action, ...]
    unplanned: tuple[Unplanned, ...]
    milestones: tuple[Milestone, ...]
    raised: tuple[RaisedTarget, ...]
    uncovered: tuple[tuple[str, int], ...]
    path: tuple[PathPoint, ...]
    costs: tuple[YearCost, ...]
    targets: Mapping[str, int]
    """The level of each answered indicator when all that is needed is carried out."""

    def phase(self, phase: PhaseId) -> tuple[Action, ...]:
        """The actions of one phase, by start."""
        return tuple(action for action in self.actions if action.phase is phase)

    def levels_after(
        self, edition: Edition, assessment: Assessment, quarter: int
    ) -> dict[str, int]:
        """The level of each planned indicator when all actions that end by the end of `quarter` are done."""
        done = {item.measure.id for item in self.actions if item.end_quarter <= quarter + 1}
        return {
            key: climb(edition, key, assessment.level(key) or 0, target, done)
            for key, target in self.targets.items()
        }


def quarter_start(start: date, quarter: int) -> date:
    """The first day of a quarter, counted from the roadmap's start.

    >>> quarter_start(date(2027, 1, 1), 5)
    datetime.date(2028, 4, 1)
    """
    months = start.year * 12 + start.month - 1 + 3 * quarter
    return date(months // 12, months % 12 + 1, 1)


def plan_start(assessment: Assessment) -> date:
    """The first day of the plan: as set, else January after the cycle's year."""
    if assessment.plan.start is None:
        return date(assessment.cycle + 1, 1, 1)
    year, month = assessment.plan.start.split("-")
    return date(int(year), int(month), 1)


def plan_roadmap(edition: Edition, assessment: Assessment) -> Roadmap:
    """The roadmap of an assessment, within the horizon and capacity of its plan settings."""
    priorities = {gap.indicator.id: gap.priority for gap in find_gaps(edition, assessment)}
    selection = select_measures(edition, assessment, target_levels(edition, assessment))
    tasks = tuple(
        Task(
            id=item.id,
            quarters=quarters_of(item.months.likely),
            resource=edition.pillar_of[item.lifts.indicator].id,
            waits=selection.waits[item.id],
            priority=priorities.get(item.lifts.indicator, 0.0),
        )
        for item in selection.measures
    )
    settings = assessment.plan
    horizon = None if settings.horizon_months is None else settings.horizon_months // 3
    schedule = place_tasks(tasks, quarters=horizon, at_once=settings.at_once)
    start = plan_start(assessment)
    actions = tuple(
        sorted(
            _actions(edition, assessment, selection, tasks, schedule, start),
            key=lambda action: (action.start_quarter, -action.priority),
        )
    )
    length = horizon or max((action.end_quarter for action in actions), default=0)
    roadmap = Roadmap(
        start=start,
        quarters=length,
        actions=actions,
        unplanned=tuple(
            Unplanned(item, schedule.left_out[item.id])
            for item in selection.measures
            if item.id in schedule.left_out
        ),
        milestones=(),
        raised=selection.raised,
        uncovered=selection.uncovered,
        path=(),
        costs=cost_by_year(
            edition,
            [(item.measure.effort, item.start_quarter, item.quarters) for item in actions],
            quarters=length,
            start=start,
            budget_by_year=settings.budget_by_year,
        ),
        targets=selection.targets,
    )
    return _with_path(edition, assessment, roadmap)


def _actions(
    edition: Edition,
    assessment: Assessment,
    selection: Selection,
    tasks: tuple[Task, ...],
    schedule: Schedule,
    start: date,
) -> Iterator[Action]:
    chain = longest_chain(tasks, schedule.placed)
    needed = {key for task in tasks if task.id in schedule.placed for key in task.waits}
    for measure, task in zip(selection.measures, tasks, strict=True):
        place = schedule.placed.get(measure.id)
        if place is None:
            continue
        key = measure.lifts.indicator
        level = assessment.level(key) or 0
        yield Action(
            measure=measure,
            pillar_id=task.resource,
            from_level=max(level, measure.lifts.from_level),
            to_level=min(selection.targets[key], measure.lifts.to_level),
            start_quarter=place.start,
            quarters=task.quarters,
            start=quarter_start(start, place.start),
            end=_last_month(start, place),
            phase=_phase(edition, measure, task, level, needed, selection),
            prerequisites=tuple(sorted(task.waits)),
            assumptions=selection.assumptions[measure.id],
            priority=task.priority,
            on_longest_chain=measure.id in chain,
        )


def _last_month(start: date, place: Placement) -> date:
    after = quarter_start(start, place.end)
    return date(after.year - (after.month == 1), (after.month - 2) % 12 + 1, 1)


def _phase(
    edition: Edition,
    measure: Measure,
    task: Task,
    level: int,
    needed: set[str],
    selection: Selection,
) -> PhaseId:
    """Quick win: short, cheap, waits for nothing. Foundation: others wait for it. Sustain: from the last but one level."""
    bands = edition.about.effort.bands if edition.about.effort else ()
    cheap = measure.effort in {band.id for band in bands[:2]}
    free = not task.waits and not selection.assumptions[measure.id]
    if free and cheap and measure.months.likely <= QUICK_WIN_MONTHS:
        return PhaseId.QUICK_WINS
    if measure.id in needed:
        return PhaseId.FOUNDATION
    top = edition.scale_of(edition.indicators[measure.lifts.indicator]).top_level
    return PhaseId.SUSTAIN if max(level, measure.lifts.from_level) >= top - 1 else PhaseId.BUILD


def _with_path(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> Roadmap:
    """The roadmap with its milestones and the score after each quarter, through the one scoring function."""
    levels = {key: assessment.level(key) or 0 for key in roadmap.targets}
    milestones: list[Milestone] = []
    path: list[PathPoint] = []
    for quarter in range(roadmap.quarters):
        after = roadmap.levels_after(edition, assessment, quarter)
        ended = [item for item in roadmap.actions if item.end_quarter == quarter + 1]
        for key, level in after.items():
            if level > levels[key]:
                ids = tuple(
                    item.measure.id for item in ended if item.measure.lifts.indicator == key
                )
                day = _last_month(roadmap.start, Placement(quarter, quarter + 1))
                milestones.append(Milestone(quarter, day, key, level, ids))
        if after != levels or not path:
            overall = score_overall(edition, assessment.with_levels(after))
        path.append(PathPoint(quarter, overall.score, overall.low))
        levels = after
    return replace(roadmap, milestones=tuple(milestones), path=tuple(path))
