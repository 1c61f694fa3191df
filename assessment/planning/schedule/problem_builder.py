"""Build the scheduling problem of an assessment from its measures and plan settings. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assessment.model.assessment import Assessment
from assessment.model.plan_settings import (
    Capacity,
    MeasureDecision,
    MeasureProgress,
    MeasureStatus,
    PlanSettings,
)
from assessment.planning.alternatives import measures_of_step
from assessment.planning.costs import is_comparable, measure_cost
from assessment.planning.fiscal_years import year_shift
from assessment.planning.gaps import find_gaps, target_levels
from assessment.planning.measure_selection import Selection, measures_between
from assessment.planning.schedule.bundle_builder import WORK, Bundled, in_bundles
from assessment.planning.schedule.goals import LEVEL_WEIGHT
from assessment.planning.schedule.problem import (
    ALL,
    QUICK_WIN_BONUS,
    TASK_BONUS,
    UNLIMITED_QUARTERS,
    Interval,
    LevelSequence,
    ScheduleProblem,
    Task,
    Tier,
    quarters_of,
)
from assessment.planning.schedule.solve import LeftOut, Omission
from questionnaires import Duration, Edition, Indicator, Measure

QUICK_WIN_MONTHS = 6
"""Longest quick win, in months. Method: docs/methodology.md, waves."""

LEAD_AGENCY = "lead_agency"
"""Id of the role that coordinates, in an edition that has it: it can lead more at once than others."""

HUNDREDTHS = 100
"""Units per person-month, so that amounts are whole numbers."""


@dataclass(frozen=True, slots=True)
class Planning:
    """A scheduling problem, its bundles, and the measures outside it: those done before the start, and those ruled out."""

    problem: ScheduleProblem
    done_before: frozenset[str]
    ruled_out: dict[str, Omission]
    bundled: Bundled


def duration_of(plan: PlanSettings, measure: Measure) -> Duration:
    """Months a measure takes: as the country expects, else as in the edition."""
    own = plan.decisions.get(measure.id, MeasureDecision()).months
    return Duration(low=own.low, likely=own.likely, high=own.high) if own else measure.months


def quarter_of(start: date, month: str) -> int:
    """The quarter, counted from the plan's start, that contains a month (YYYY-MM); negative before the start.

    >>> quarter_of(date(2027, 1, 1), "2028-06"), quarter_of(date(2027, 1, 1), "2026-12")
    (5, -1)
    """
    year, number = (int(part) for part in month.split("-"))
    return ((year - start.year) * 12 + number - start.month) // 3


def is_quick_win(
    edition: Edition, measure: Measure, months: int, *, has_prerequisites: bool
) -> bool:
    """Whether a measure is short, cheap (one of the two lowest effort bands) and without prerequisites."""
    bands = edition.about.effort.bands if edition.about.effort else ()
    cheap = measure.effort in {band.id for band in bands[:2]}
    return not has_prerequisites and cheap and months <= QUICK_WIN_MONTHS


def plan_problem(
    edition: Edition, assessment: Assessment, selection: Selection, start: date
) -> Planning:
    """The tasks, level sequences and limits of an assessment's plan that starts on `start`."""
    plan = assessment.plan
    chosen = {item.id for item in selection.measures}
    placed: dict[str, Interval] = {}
    for key, item in plan.progress.items():
        if key in chosen:
            length = quarters_of(duration_of(plan, edition.measure[key]).likely)
            interval = _interval_of_progress(item, length, plan, start)
            if interval is not None:
                placed[key] = interval
    done_before = frozenset(
        key
        for key, interval in placed.items()
        if interval.end <= 0 and plan.progress[key].status is MeasureStatus.DONE
    )
    ruled_out = _ruled_out(edition, selection, plan, done_before | placed.keys())
    too_late = frozenset(_acts_too_late(selection, placed, _first_quarter(plan, start)))
    acts_out = too_late | {key for key in ruled_out if edition.measure[key].until}
    quarters = None if plan.horizon_months is None else plan.horizon_months // 3
    tasks = tuple(
        _task(
            edition,
            assessment,
            selection,
            item,
            start,
            placed.get(item[0].id),
            done_before | acts_out,
        )
        for item in _with_priorities(edition, assessment, selection)
        if item[0].id not in ruled_out.keys() | done_before | too_late
    )
    bundled = in_bundles(edition, tasks, UNLIMITED_QUARTERS if quarters is None else quarters)
    resources: list[tuple[str, int]] = []
    if plan.at_once is not None:
        resources += [(f"pillar:{pillar.id}", plan.at_once) for pillar in edition.pillars]
    if plan.load.in_all is not None:
        resources.append((ALL, plan.load.in_all))
    for role in sorted({item.lead for item in selection.measures} | plan.capacity.keys()):
        limit = plan.capacity.get(role, Capacity())
        at_once = limit.at_once or (
            plan.load.lead_agency if role == LEAD_AGENCY else plan.load.lead
        )
        if at_once is not None:
            resources.append((f"lead:{role}", at_once))
        if limit.person_months is not None:
            resources.append((f"{WORK}{role}", round(limit.person_months * HUNDREDTHS)))
    comparable = is_comparable(edition, plan)
    return Planning(
        ScheduleProblem(
            tasks=bundled.tasks,
            level_sequences=tuple(
                _level_sequences(
                    edition, assessment, selection, ruled_out, placed, done_before, acts_out
                )
            ),
            quarters=quarters,
            capacity=tuple(resources),
            budgets=tuple(int(amount) for amount in plan.budget_by_year) if comparable else (),
            year_shift=year_shift(start, plan.fiscal_year_start),
            emphasis=plan.emphasis,
            first_year=() if plan.load.first_year is None else ((ALL, plan.load.first_year),),
            first_starts=plan.load.first_quarter,
            first_quarter=_first_quarter(plan, start),
            bundles=bundled.bundles,
        ),
        done_before,
        ruled_out,
        bundled,
    )


def _acts_too_late(
    selection: Selection, placed: Mapping[str, Interval], first: int
) -> Iterator[str]:
    """Yield the urgent acts not begun whose replacement is under way and ends before they could end."""
    for measure in selection.measures:
        later = placed.get(measure.until or "")
        if later is None or measure.id in placed:
            continue
        if later.end <= first + quarters_of(measure.months.likely):
            yield measure.id


def _interval_of_progress(
    progress: MeasureProgress, quarters: int, plan: PlanSettings, start: date
) -> Interval | None:
    """The interval of a measure that is done or under way, else None; one that is late ends with the present quarter or later."""
    if progress.status is MeasureStatus.DONE and progress.ended is not None:
        end = quarter_of(start, progress.ended) + 1
        begin = quarter_of(start, progress.started) if progress.started else end - quarters
        return Interval(min(max(begin, 0), end - 1) if end > 0 else end - 1, end)
    if progress.status is MeasureStatus.UNDER_WAY and progress.started is not None:
        begin = quarter_of(start, progress.started)
        now = quarter_of(start, plan.not_before) if plan.not_before else 0
        return Interval(max(begin, 0), max(begin + quarters, now + 1, max(begin, 0) + 1))
    return None


def omission_by_country(plan: PlanSettings, measure_id: str) -> Omission | None:
    """Return the reason of a measure that the country stopped, decided against or put off; else None."""
    progress, decision = plan.progress.get(measure_id), plan.decisions.get(measure_id)
    if progress is not None and progress.status is MeasureStatus.STOPPED:
        return Omission(LeftOut.STOPPED)
    if decision is not None and decision.choice == "may_not":
        return Omission(LeftOut.DECIDED)
    if decision is not None and decision.choice == "not_now":
        return Omission(LeftOut.PUT_OFF)
    return None


def _ruled_out(
    edition: Edition, selection: Selection, plan: PlanSettings, kept: frozenset[str]
) -> dict[str, Omission]:
    """The measures decided against or stopped, and all that depend on one; `kept` are exempt.

    Nothing depends on an urgent act, as the measure that takes its place can come without it.
    """
    ruled_out: dict[str, Omission] = {}
    for item in selection.measures:
        omission = omission_by_country(plan, item.id)
        if omission is not None and item.id not in kept:
            ruled_out[item.id] = omission
    while True:
        missing = {key for key in ruled_out if not edition.measure[key].until}
        added = {
            key: Omission(LeftOut.PREREQUISITE, prerequisites=tuple(sorted(earlier & missing)))
            for key, earlier in selection.prerequisites.items()
            if key not in ruled_out and key not in kept and earlier & missing
        }
        if not added:
            return ruled_out
        ruled_out |= added


def _with_priorities(
    edition: Edition, assessment: Assessment, selection: Selection
) -> list[tuple[Measure, float]]:
    """The selected measures, each with the priority of its indicator's gap; 0.0 without a gap."""
    priorities = {gap.indicator.id: gap.priority for gap in find_gaps(edition, assessment)}
    return [(item, priorities.get(item.lifts.indicator, 0.0)) for item in selection.measures]


def _task(
    edition: Edition,
    assessment: Assessment,
    selection: Selection,
    ranked: tuple[Measure, float],
    start: date,
    fixed: Interval | None,
    not_waited_for: frozenset[str],
) -> Task:
    """The task of a measure and its priority; `fixed` is its interval if it is done or under way.

    `not_waited_for` are prerequisites that are done, or urgent acts that are ruled out.
    """
    measure, priority = ranked
    plan = assessment.plan
    decision = plan.decisions.get(measure.id, MeasureDecision())
    months = duration_of(plan, measure).likely
    quarters = fixed.end - fixed.start if fixed else quarters_of(months)
    cost = measure_cost(edition, assessment, measure)
    quick = is_quick_win(
        edition, measure, months, has_prerequisites=bool(selection.prerequisites[measure.id])
    )
    work = -(-_work(edition, measure, decision) // quarters)
    return Task(
        id=measure.id,
        quarters=quarters,
        prerequisites=selection.prerequisites[measure.id] - not_waited_for,
        priority=priority,
        uses=(
            (f"pillar:{edition.pillar_of[measure.lifts.indicator].id}", 1),
            (f"lead:{measure.lead}", 1),
            (ALL, 1),
            (f"{WORK}{measure.lead}", work),
        ),
        cost=round(cost.once.planned(plan.budget_figure)),
        yearly=round(cost.yearly.planned(plan.budget_figure)),
        bonus=QUICK_WIN_BONUS if quick else TASK_BONUS,
        must=decision.must,
        latest_end=None if decision.by is None else quarter_of(start, decision.by) + 1,
        earliest=_first_quarter(plan, start),
        fixed=fixed,
        urgent=measure.until is not None,
    )


def _first_quarter(plan: PlanSettings, start: date) -> int:
    """The first quarter in which a measure can start."""
    return max(0, quarter_of(start, plan.not_before)) if plan.not_before else 0


def _work(edition: Edition, measure: Measure, decision: MeasureDecision) -> int:
    """Work of the lead in hundredths of person-months: the country's figure, else that of the effort band, else 0."""
    if decision.person_months is not None:
        return round(decision.person_months * HUNDREDTHS)
    bands = edition.about.effort.bands if edition.about.effort else ()
    return next(
        (round(band.person_months * HUNDREDTHS) for band in bands if band.id == measure.effort), 0
    )


def tier_of(indicator: Indicator) -> Tier:
    """The urgency of an indicator: a danger if children may be in danger while it is missing, else core, else other."""
    return Tier.DANGER if indicator.severe else Tier.CORE if indicator.core else Tier.OTHER


def _level_sequences(
    edition: Edition,
    assessment: Assessment,
    selection: Selection,
    ruled_out: dict[str, Omission],
    placed: Collection[str],
    done_before: frozenset[str],
    acts_out: Collection[str],
) -> list[LevelSequence]:
    """The level sequence of each indicator, up to the first step that a ruled-out measure blocks.

    In the place of the urgent acts `acts_out` a step needs what replaces them.
    """
    own = target_levels(edition, assessment)
    chosen = {item.id for item in selection.measures}
    factors = edition.scoring.priority
    sequences = []
    for key, target in selection.targets.items():
        level = assessment.level(key) or 0
        indicator = edition.indicators[key]
        steps: list[tuple[str, ...]] = []
        for step in range(level, target):
            covering = measures_between(edition, key, step, step + 1)
            needed = measures_of_step(
                edition, (item for item in covering if item.id in chosen), placed
            )
            needed = tuple(
                edition.measure[item].until or item if item in acts_out else item for item in needed
            )
            if any(item in ruled_out for item in needed):
                break
            steps.append(tuple(item for item in needed if item not in done_before))
        if steps:
            core = factors.core if indicator.core else 1.0
            severe = factors.severe if indicator.severe else 1.0
            sequences.append(
                LevelSequence(
                    key,
                    round(LEVEL_WEIGHT * core * severe),
                    tuple(steps),
                    max(0, own.get(key, level) - level),
                    tier_of(indicator),
                )
            )
    return sequences
