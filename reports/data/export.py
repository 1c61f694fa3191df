"""JSON export of scores and roadmap: unrounded, with ids in place of texts."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import TypeAdapter

from assessment import (
    Action,
    Assessment,
    AssessmentScore,
    DangerChain,
    EmphasisOutcome,
    FirstQuestions,
    LeftOut,
    Milestone,
    NodeScore,
    OpenDanger,
    PlanSettings,
    PlanStanding,
    Roadmap,
    ScheduleRisk,
    Shortage,
    Unplanned,
    compare_emphases,
    cost_currency,
    danger_chains,
    simulate,
)
from assessment.planning.follow_up import put_off
from assessment.planning.gaps import target_profile
from assessment.planning.not_fitting import not_fitting
from assessment.workflow.level_basis import Basis, basis_of_state
from questionnaires import Edition
from reports.analysis import Analysis
from reports.data.goal_models import (
    ClosedGapsRecord,
    DangerChainRecord,
    EmphasisRecord,
    GoalRecord,
    LinkRecord,
    OpenDangerRecord,
    ShortageRecord,
)
from reports.data.models import (
    DOCUMENT_SCHEMA,
    ActionRecord,
    DocumentRecord,
    FundingRecord,
    LevelsRecord,
    MilestoneRecord,
    NodeRecord,
    PathRecord,
    QualityRecord,
    RaisedTargetRecord,
    RoadmapRecord,
    UncoveredRecord,
    UnplannedRecord,
    WishRecord,
    YearCostRecord,
)
from reports.formats import Formats
from reports.sections.roadmap.costs import price_year
from reports.sections.roadmap.money_years import fiscal_year_name

_DOCUMENT = TypeAdapter(DocumentRecord)
_ROADMAP = TypeAdapter(RoadmapRecord)
_SCORES = TypeAdapter(tuple[NodeRecord, ...])


def score_nodes(scores: AssessmentScore) -> tuple[NodeScore, ...]:
    """Each node once: the tree from the top, the clauses, then the nodes outside of the overall score."""
    ordered = (*scores.overall.walk(), *scores.clauses)
    known = {node.id for node in ordered}
    return (*ordered, *(node for key, node in scores.nodes.items() if key not in known))


def scores_record(edition: Edition, scores: AssessmentScore) -> list[dict[str, Any]]:
    """Scores as plain values for JSON (reports/schema/scores.json)."""
    record: list[dict[str, Any]] = _SCORES.dump_python(
        _scores(Formats(edition), scores), mode="json"
    )
    return record


def roadmap_record(
    edition: Edition,
    assessment: Assessment,
    roadmap: Roadmap,
    standing: PlanStanding = PlanStanding.PLAN,
    first: FirstQuestions | None = None,
) -> dict[str, Any]:
    """The roadmap of an assessment as plain values for JSON (reports/schema/roadmap.json); quarters count from 0 at its start."""
    outcomes = _outcomes(edition, assessment, roadmap, standing)
    record: dict[str, Any] = _ROADMAP.dump_python(
        _roadmap(
            assessment.plan,
            roadmap,
            simulate(roadmap),
            standing,
            first,
            outcomes,
            danger_chains(edition, assessment, roadmap),
        ),
        mode="json",
    )
    return record


def document_json(analysis: Analysis, basis: Basis | None = None) -> bytes:
    """Plan and scores as one JSON text in UTF-8 (reports/schema/document.json).

    `basis` is the origin of the levels; by default the one that the state implies.
    """
    assessment, edition = analysis.assessment, analysis.edition
    profile = target_profile(edition, assessment)
    record = DocumentRecord(
        schema=DOCUMENT_SCHEMA,
        country=assessment.country,
        edition=edition.id,
        edition_hash=edition.content_hash,
        cycle=assessment.cycle,
        profile=assessment.profile,
        target_profile=profile.id if profile else "",
        standing=assessment.standing,
        levels=_levels(basis or basis_of_state(assessment.state)),
        date=analysis.day,
        currency=cost_currency(edition, assessment.plan),
        price_year=price_year(analysis),
        budget_currency=assessment.plan.currency,
        scores=_scores(analysis.formats, analysis.scores),
        plan=_roadmap(
            assessment.plan,
            analysis.roadmap,
            analysis.risk,
            analysis.standing,
            analysis.first,
            _outcomes(edition, assessment, analysis.roadmap, analysis.standing),
            analysis.chains,
        ),
    )
    plain = _DOCUMENT.dump_python(record, mode="json", by_alias=True)
    return (json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _levels(basis: Basis) -> LevelsRecord:
    return LevelsRecord(
        kind=basis.kind,
        agreed_on=basis.agreed_on,
        looked_at=basis.looked_at,
        taken_over=basis.taken_over,
        both_kept=basis.both_kept,
    )


def _scores(formats: Formats, scores: AssessmentScore) -> tuple[NodeRecord, ...]:
    return tuple(
        NodeRecord(
            id=node.id,
            kind=node.kind,
            score=node.score,
            low=node.low,
            high=node.high,
            coverage=node.coverage,
            answered=node.answered,
            total=node.total,
            not_applicable=node.not_applicable,
            band=formats.band(node.score),
        )
        for node in score_nodes(scores)
    )


def _outcomes(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, standing: PlanStanding
) -> tuple[EmphasisOutcome, ...]:
    """What each emphasis would come to; nothing where too little is answered for a plan."""
    if standing is PlanStanding.WITHHELD:
        return ()
    return compare_emphases(edition, assessment, roadmap)


def _emphasis(item: EmphasisOutcome) -> EmphasisRecord:
    return EmphasisRecord(
        emphasis=item.emphasis,
        dangers_closed=len(item.dangers.closed),
        dangers=item.dangers.total,
        core_closed=len(item.core.closed),
        core=item.core.total,
        measures=item.measures,
        score=item.end.score if item.end else None,
        low=item.end.low if item.end else None,
        cost_low=item.cost_low,
        cost_high=item.cost_high,
    )


def _roadmap(
    plan: PlanSettings,
    roadmap: Roadmap,
    risk: ScheduleRisk,
    standing: PlanStanding,
    first: FirstQuestions | None,
    outcomes: tuple[EmphasisOutcome, ...],
    chains: tuple[DangerChain, ...],
) -> RoadmapRecord:
    asked = first.questions[: first.needed] if first else ()
    return RoadmapRecord(
        start=roadmap.start,
        standing=standing,
        answer_first=tuple(item.indicator.id for item in asked),
        quarters=roadmap.quarters,
        quality=_quality(roadmap),
        conflicts=tuple(
            tuple(WishRecord(item.kind, item.id, item.period) for item in conflict.requirements)
            for conflict in roadmap.conflicts
        ),
        actions=tuple(_action(action, risk) for action in roadmap.actions),
        milestones=tuple(_milestone(item, risk) for item in roadmap.milestones),
        unplanned=tuple(
            _unplanned(item, not_fitting(roadmap), put_off(plan)) for item in roadmap.unplanned
        ),
        raised_targets=tuple(
            RaisedTargetRecord(item.indicator_id, item.from_target, item.to_target, item.needed_by)
            for item in roadmap.raised
        ),
        uncovered=tuple(UncoveredRecord(key, level) for key, level in roadmap.uncovered),
        path=tuple(PathRecord(point.quarter, point.score, point.low) for point in roadmap.path),
        dangers=ClosedGapsRecord(roadmap.dangers.closed, roadmap.dangers.left),
        core=ClosedGapsRecord(roadmap.core.closed, roadmap.core.left),
        open_dangers=tuple(_open_danger(item) for item in roadmap.open_dangers),
        chains=tuple(_chain(item) for item in chains),
        emphases=tuple(_emphasis(item) for item in outcomes),
        costs=_costs(roadmap, plan),
        funding=tuple(
            FundingRecord(item.source, item.measures, item.low, item.high)
            for item in roadmap.funding
        ),
    )


def _quality(roadmap: Roadmap) -> QualityRecord:
    schedule = roadmap.schedule
    return QualityRecord(
        schedule.objective,
        _finite(schedule.bound),
        schedule.proven,
        schedule.greedy_objective,
        schedule.emphasis,
        tuple(
            GoalRecord(item.kind, item.value, _finite(item.bound), item.proven)
            for item in schedule.goals
        ),
    )


def _finite(bound: float | None) -> float | None:
    return bound if bound is not None and math.isfinite(bound) else None


def _action(action: Action, risk: ScheduleRisk) -> ActionRecord:
    measure, cost, dates = action.measure, action.cost, risk.measures[action.measure.id]
    return ActionRecord(
        measure=measure.id,
        pillar=action.pillar_id,
        phase=action.phase,
        lead=measure.lead,
        lead_name=action.lead_name,
        effort=measure.effort,
        indicator=measure.lifts.indicator,
        from_level=action.from_level,
        to_level=action.to_level,
        shared_with=action.shared_with,
        until=measure.until or "",
        start_quarter=action.start_quarter,
        quarters=action.quarters,
        start=action.start,
        end_month=action.end,
        likely_end_month=dates.likely,
        safe_end_month=dates.safe,
        months_low=action.months.low,
        months_likely=action.months.likely,
        months_high=action.months.high,
        status=action.status,
        cost_low=cost.once.low,
        cost_high=None if cost.once.is_open else cost.once.high,
        yearly_low=cost.yearly.low,
        yearly_high=None if cost.yearly.is_open else cost.yearly.high,
        cost_basis=cost.basis,
        funding=cost.funding,
        prerequisites=action.prerequisites,
        assumptions=action.assumptions,
        priority=action.priority,
        on_longest_chain=action.on_longest_chain,
        bundle=action.bundle,
        carried_by=action.carried_by,
    )


def _milestone(item: Milestone, risk: ScheduleRisk) -> MilestoneRecord:
    dates = risk.milestones.get((item.indicator_id, item.level))
    return MilestoneRecord(
        quarter=item.quarter,
        date=item.date,
        likely_month=dates.likely if dates else None,
        safe_month=dates.safe if dates else None,
        indicator=item.indicator_id,
        level=item.level,
        measures=item.action_ids,
    )


def _unplanned(
    item: Unplanned, short: Collection[Unplanned], months: Mapping[str, str]
) -> UnplannedRecord:
    omission = item.omission
    return UnplannedRecord(
        measure=item.measure.id,
        why=item.why,
        does_not_fit=item in short,
        months_needed=None if omission.quarters is None else 3 * omission.quarters,
        waits_for=omission.prerequisites,
        instead=omission.instead,
        shortages=_shortages(omission.shortages),
        look_again=months.get(item.measure.id) if item.why is LeftOut.PUT_OFF else None,
    )


def _shortages(shortages: tuple[Shortage, ...]) -> tuple[ShortageRecord, ...]:
    return tuple(
        ShortageRecord(item.resource or "budget", item.period, item.units) for item in shortages
    )


def _chain(chain: DangerChain) -> DangerChainRecord:
    return DangerChainRecord(
        chain.indicator,
        chain.closed,
        chain.works,
        tuple(
            LinkRecord(item.indicator, item.level, item.state, item.month) for item in chain.links
        ),
    )


def _open_danger(item: OpenDanger) -> OpenDangerRecord:
    return OpenDangerRecord(
        indicator=item.indicator,
        measures=item.measures,
        cost=item.cost,
        shortages=_shortages(item.shortages),
        months=None if item.quarters is None else 3 * item.quarters,
        blocked_by=item.blocked_by,
    )


def _costs(roadmap: Roadmap, plan: PlanSettings) -> tuple[YearCostRecord, ...]:
    return tuple(
        YearCostRecord(
            year=year.year,
            start=year.start,
            fiscal_year=fiscal_year_name(roadmap.start, plan, year.year - 1),
            low=year.low,
            high=year.high,
            once_low=year.once_low,
            once_high=year.once_high,
            open_ended=year.open_ended,
            budget=year.budget,
        )
        for year in roadmap.costs
    )
