"""Export of the report on Resolution 179 as JSON."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from assessment import Assessment, NodeScore
from assessment.workflow.level_basis import Basis
from questionnaires import Edition
from reports.data.resolution_models import (
    RESOLUTION_SCHEMA,
    ClauseScoreRecord,
    ComparedRecord,
    CycleRecord,
    DangerChangeRecord,
    InvitationRecord,
    MovementRecord,
    ReportedMeasureRecord,
    ResolutionRecord,
)
from reports.resolution_report.analysis import ClauseFacts, ResolutionAnalysis, clause_node
from reports.resolution_report.dangers import danger_changes

_RESOLUTION = TypeAdapter(ResolutionRecord)


def resolution_record(analysis: ResolutionAnalysis) -> dict[str, Any]:
    """The report as plain values for JSON (reports/schema/resolution.json)."""
    now, former = analysis.now, analysis.former
    made = ResolutionRecord(
        schema=RESOLUTION_SCHEMA,
        country=now.assessment.country,
        date=now.day,
        clause_version=now.edition.clause_version,
        former=None if former is None else _cycle(former.edition, former.assessment, former.basis),
        newest=_cycle(now.edition, now.assessment, analysis.basis),
        compared=_compared(analysis),
        changes_in_danger=tuple(
            DangerChangeRecord(item.indicator_id, item.state) for item in danger_changes(analysis)
        ),
        invitations=tuple(_invitation(analysis, item) for item in analysis.clauses),
    )
    record: dict[str, Any] = _RESOLUTION.dump_python(made, mode="json", by_alias=True)
    return record


def resolution_json(analysis: ResolutionAnalysis) -> bytes:
    """The report as a JSON text in UTF-8."""
    text = json.dumps(resolution_record(analysis), ensure_ascii=False, indent=2)
    return (text + "\n").encode()


def _cycle(edition: Edition, assessment: Assessment, basis: Basis) -> CycleRecord:
    return CycleRecord(
        cycle=assessment.cycle,
        edition=edition.id,
        edition_hash=edition.content_hash,
        profile=assessment.profile,
        standing=assessment.standing,
        levels=basis.kind,
    )


def _compared(analysis: ResolutionAnalysis) -> ComparedRecord | None:
    if analysis.former is None:
        return None
    comparison = analysis.former.comparison
    steps = [item.steps for item in comparison.changes if item.steps is not None]
    return ComparedRecord(
        questions=len(steps),
        rose=sum(step > 0 for step in steps),
        fell=sum(step < 0 for step in steps),
        score_before=comparison.score_before,
        score_now=comparison.score_after,
        share=comparison.share_after,
    )


def _invitation(analysis: ResolutionAnalysis, item: ClauseFacts) -> InvitationRecord:
    key, former = item.clause.id, analysis.former
    return InvitationRecord(
        clause=key,
        direction=item.direction,
        score_before=None if former is None else _score(clause_node(former.scores, key)),
        score_now=_score(clause_node(analysis.now.scores, key)),
        movements=tuple(
            MovementRecord(one.indicator.id, one.before, one.now, one.was_asked)
            for one in item.movements
        ),
        measures=tuple(
            ReportedMeasureRecord(
                one.measure.id, one.progress.status, one.progress.started, one.progress.ended
            )
            for one in item.measures
        ),
        statistics=tuple(one.id for one in item.statistics),
        gaps=tuple(one.indicator.id for one in item.gaps),
        planned=tuple(one.measure.id for one in item.planned),
    )


def _score(node: NodeScore | None) -> ClauseScoreRecord | None:
    return None if node is None else ClauseScoreRecord(node.score, node.low, node.high)
