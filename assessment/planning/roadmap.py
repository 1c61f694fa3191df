"""From gaps and measures to a roadmap: actions by quarter and phase, milestones, the projected score. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from assessment.model.assessment import Assessment
from assessment.model.plan_settings import MeasureStatus, PlanSettings
from assessment.planning.closed_gaps import (
    NO_GAPS,
    ClosedGaps,
    OpenDanger,
    closed_gaps,
    open_danger,
)
from assessment.planning.costs import (
    CostItem,
    FundingCost,
    MeasureCost,
    YearCost,
    cost_by_funding,
    cost_by_year,
    measure_cost,
)
from assessment.planning.gaps import target_levels
from assessment.planning.measure_selection import (
    RaisedTarget,
    Selection,
    lift_of,
    measures_between,
    reached_level,
    select_measures,
    shared_with,
)
from assessment.planning.phases import PhaseId, phase_of
from assessment.planning.plan_conflicts import option_requirements, ruled_out_requirements
from assessment.planning.quarters import last_month, quarter_start
from assessment.planning.schedule.infeasibility import InfeasibleSet
from assessment.planning.schedule.problem import ScheduleProblem, Tier, longest_chain
from assessment.planning.schedule.problem_builder import (
    Planning,
    duration_of,
    omission_by_country,
    plan_problem,
)
from assessment.planning.schedule.solve import LeftOut, Omission, Schedule, find_schedule
from assessment.scoring.counted import counted_assessment
from assessment.scoring.scores import score_overall
from questionnaires import Duration, Edition, Measure


@dataclass(frozen=True, slots=True)
class Action:
    """A scheduled measure. Quarters count from 0 at the roadmap's start; `start` and `end` are its first and last month.

    `from_level` and `to_level` are the part of the measure's lift that this plan uses; of an urgent act, what it reaches
    alone. `shared_with` are the other measures of the indicator that the same steps need.
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
    months: Duration
    """Duration as the country expects it, else as in the edition."""
    cost: MeasureCost
    status: MeasureStatus
    lead_name: str
    """The lead that the country named; empty if the edition's role leads."""
    bundle: str = ""
    """The id of its bundle, where other measures of it are planned with the same end."""
    shared_with: tuple[str, ...] = ()
    carried_by: str = ""
    """The id of the measure that carries the bundle; `cost` is then what this one adds."""

    @property
    def urgent(self) -> bool:
        """Whether it is an urgent act: an interim arrangement for the first 90 days."""
        return self.measure.until is not None

    @property
    def end_quarter(self) -> int:
        """The first quarter after the action."""
        return self.start_quarter + self.quarters


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A measure that is needed but not scheduled, with the reason and what would make it fit."""

    measure: Measure
    omission: Omission

    @property
    def why(self) -> LeftOut:
        """The reason."""
        return self.omission.why


@dataclass(frozen=True, slots=True)
class Milestone:
    """A level that an indicator reaches at the end of a quarter, by `action_ids` that end then."""

    quarter: int
    date: date
    indicator_id: str
    level: int
    action_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PathPoint:
    """The overall score and its lower bound, 0 to 1, when all actions up to the end of a quarter are carried out."""

    quarter: int
    score: float | None
    low: float | None


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The plan from the current levels to the targets: scheduled actions, milestones, costs, projected score."""

    start: date
    quarters: int
    actions: tuple[Action, ...]
    unplanned: tuple[Unplanned, ...]
    milestones: tuple[Milestone, ...]
    raised: tuple[RaisedTarget, ...]
    uncovered: tuple[tuple[str, int], ...]
    path: tuple[PathPoint, ...]
    costs: tuple[YearCost, ...]
    funding: tuple[FundingCost, ...]
    targets: Mapping[str, int]
    """The level of each answered indicator when every needed measure is carried out."""
    done_before: frozenset[str]
    """Ids of measures done before the plan's start."""
    schedule: Schedule
    """The schedule with its objective and bound."""
    conflicts: tuple[InfeasibleSet, ...]
    """Requirements that can't all be met; the plan meets as many as it can."""
    dangers: ClosedGaps = NO_GAPS
    """The gaps of indicators without which a child may be in danger, closed and left by the end of the plan."""
    core: ClosedGaps = NO_GAPS
    """The same of the other core indicators."""
    open_dangers: tuple[OpenDanger, ...] = ()
    """What each danger left open lacks."""

    def phase(self, phase: PhaseId) -> tuple[Action, ...]:
        """The actions of one phase, by start."""
        return tuple(action for action in self.actions if action.phase is phase)

    def rows(self, phase: PhaseId | None = None) -> tuple[tuple[Action, ...], ...]:
        """The actions, of one phase or all, by row of the plan: one action, or the parts of a bundle, its carrier first."""
        actions = self.actions if phase is None else self.phase(phase)
        return tuple(
            tuple(sorted(group, key=lambda action: bool(action.carried_by)))
            for _key, group in groupby(actions, key=_row)
        )

    def levels_after(
        self, edition: Edition, assessment: Assessment, quarter: int
    ) -> dict[str, int]:
        """The level of each planned indicator when all actions that end by the end of `quarter` are done."""
        assessment = counted_assessment(edition, assessment)
        done = self.done_before | {
            item.measure.id for item in self.actions if item.end_quarter <= quarter + 1
        }
        return {
            key: reached_level(edition, key, assessment.level(key) or 0, target, done)
            for key, target in self.targets.items()
        }


def _row(action: Action) -> tuple[str, int]:
    """What the actions of one row of the plan have in common: bundle and end; an action without a bundle is a row."""
    return (action.bundle or action.measure.id, action.end_quarter)


def in_plan_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Actions by start, the urgent acts first, then priority; those of a bundle are together, by its first start and in its earliest phase."""
    rows: dict[tuple[str, int], list[Action]] = {}
    for action in actions:
        rows.setdefault(_row(action), []).append(action)
    phases = list(PhaseId)
    ordered = sorted(
        rows.values(),
        key=lambda row: (
            min(action.start_quarter for action in row),
            not any(action.urgent for action in row),
            -max(action.priority for action in row),
        ),
    )
    return tuple(
        replace(action, phase=min((item.phase for item in row), key=phases.index))
        for row in ordered
        for action in sorted(row, key=lambda action: (action.start_quarter, -action.priority))
    )


def plan_start(assessment: Assessment) -> date:
    """The first day of the plan: as set, else the first of January after the cycle's year."""
    if assessment.plan.start is None:
        return date(assessment.cycle + 1, 1, 1)
    year, month = assessment.plan.start.split("-")
    return date(int(year), int(month), 1)


def plan_roadmap(
    edition: Edition,
    assessment: Assessment,
    *,
    scheduler: Callable[[ScheduleProblem], Schedule] = find_schedule,
) -> Roadmap:
    """The roadmap of an assessment, within the limits and decisions of its plan settings.

    `estimate_schedule` as the scheduler gives a first estimate of it at once.
    """
    assessment = counted_assessment(edition, assessment)
    settings = assessment.plan
    start = plan_start(assessment)
    selection = select_measures(edition, assessment, target_levels(edition, assessment))
    planning = plan_problem(edition, assessment, selection, start)
    schedule = scheduler(planning.problem)
    actions = in_plan_order(_actions(edition, assessment, selection, planning, schedule))
    horizon = planning.problem.quarters
    length = max([horizon or 0, *(action.end_quarter for action in actions)])
    cost_items = [CostItem(item.cost, item.start_quarter, item.end_quarter) for item in actions]
    left_out = {**planning.ruled_out, **schedule.left_out}
    roadmap = Roadmap(
        start=start,
        quarters=length,
        actions=actions,
        unplanned=(
            *(
                Unplanned(item, left_out[item.id])
                for item in selection.measures
                if item.id in left_out
            ),
            *_other_options(edition, assessment.plan, selection),
        ),
        milestones=(),
        raised=selection.raised,
        uncovered=selection.uncovered,
        path=(),
        costs=cost_by_year(cost_items, quarters=length, start=start, plan=settings),
        funding=cost_by_funding(cost_items, quarters=length),
        targets=selection.targets,
        done_before=planning.done_before,
        schedule=schedule,
        conflicts=(
            *ruled_out_requirements(settings, selection, planning.ruled_out),
            *option_requirements(edition, assessment, selection),
            *schedule.conflicts,
        ),
    )
    roadmap = _with_path(edition, assessment, roadmap)
    return replace(
        roadmap, open_dangers=tuple(_open_dangers(edition, assessment, roadmap, planning))
    )


def _open_dangers(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, planning: Planning
) -> Iterator[OpenDanger]:
    """Yield what each danger lacks that the plan leaves open, in the order of the edition."""
    sequences = {item.indicator: item for item in planning.problem.level_sequences if item.closes}
    targets = target_levels(edition, assessment)
    for key in roadmap.dangers.left:
        if key in sequences and planning.problem.quarters is not None:
            yield open_danger(planning.problem, roadmap.schedule.placed, sequences[key])
            continue
        needed = measures_between(edition, key, assessment.level(key) or 0, targets[key])
        blocked = tuple(item.id for item in needed if item.id in planning.ruled_out)
        yield OpenDanger(key, blocked_by=blocked)


def _other_options(
    edition: Edition, plan: PlanSettings, selection: Selection
) -> Iterator[Unplanned]:
    """Yield the measures of options that the plan does not take, with those of the option that it takes.

    Where the country stopped one or decided against it, that is the reason.
    """
    chosen = {item.id for item in selection.measures}
    for measure in selection.other_options:
        instead = tuple(
            key
            for option in edition.alternative_of[measure.id].options
            for key in option
            if key in chosen
        )
        other = Omission(LeftOut.OTHER_OPTION, instead=instead)
        yield Unplanned(measure, omission_by_country(plan, measure.id) or other)


def _actions(
    edition: Edition,
    assessment: Assessment,
    selection: Selection,
    planning: Planning,
    schedule: Schedule,
) -> Iterator[Action]:
    """Yield an action for each scheduled measure, in the order of the selection."""
    tasks = planning.problem.tasks
    carriers = planning.bundled.carriers(schedule.placed)
    by_id = {task.id: task for task in tasks}
    plan, start = assessment.plan, plan_start(assessment)
    chain = longest_chain(tasks, schedule.placed)
    needed = {key for task in tasks if task.id in schedule.placed for key in task.prerequisites}
    for measure in selection.measures:
        interval = schedule.placed.get(measure.id)
        if interval is None:
            continue
        task, key = by_id[measure.id], measure.lifts.indicator
        level = assessment.level(key) or 0
        decision = plan.decisions.get(measure.id)
        progress = plan.progress.get(measure.id)
        cost = measure_cost(edition, assessment, measure)
        carrier = carriers.get(measure.id, "")
        low, high = lift_of(edition, selection, measure, level)
        together = bool(carrier) or measure.id in carriers.values()
        yield Action(
            measure=measure,
            pillar_id=edition.pillar_of[key].id,
            from_level=low,
            to_level=high,
            start_quarter=interval.start,
            quarters=interval.end - interval.start,
            start=quarter_start(start, interval.start),
            end=last_month(start, interval.end),
            phase=phase_of(edition, plan, measure, level, needed, selection),
            prerequisites=tuple(sorted(task.prerequisites)),
            assumptions=selection.assumptions[measure.id],
            priority=task.priority,
            on_longest_chain=measure.id in chain,
            months=duration_of(plan, measure),
            cost=cost.times(edition.added_share(measure.id)) if carrier else cost,
            status=progress.status if progress else MeasureStatus.NOT_STARTED,
            lead_name=decision.lead if decision else "",
            bundle=edition.bundle_of[measure.id].id if together else "",
            shared_with=shared_with(edition, selection, measure, range(low, high)),
            carried_by=carrier,
        )


def _with_path(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> Roadmap:
    """The roadmap with its milestones, the score after each quarter and the gaps closed; unchanged levels are not scored again."""
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
                day = last_month(roadmap.start, quarter + 1)
                milestones.append(Milestone(quarter, day, key, level, ids))
        if after != levels or not path:
            overall = score_overall(edition, assessment.with_levels(after))
        path.append(PathPoint(quarter, overall.score, overall.low))
        levels = after
    return replace(
        roadmap,
        milestones=tuple(milestones),
        path=tuple(path),
        dangers=closed_gaps(edition, assessment, Tier.DANGER, levels),
        core=closed_gaps(edition, assessment, Tier.CORE, levels),
    )
