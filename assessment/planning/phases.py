"""The waves of a roadmap. Pure. Method: docs/methodology.md, section 11."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from assessment.model.plan_settings import PlanSettings
from assessment.planning.measure_selection import Selection
from assessment.planning.schedule.problem_builder import duration_of, is_quick_win
from questionnaires import Edition, Measure


class PhaseId(StrEnum):
    """The waves of a roadmap."""

    QUICK_WINS = "quick_wins"
    FOUNDATION = "foundation"
    BUILD = "build"
    SUSTAIN = "sustain"


def phase_of(
    edition: Edition,
    plan: PlanSettings,
    measure: Measure,
    level: int,
    needed: Collection[str],
    selection: Selection,
) -> PhaseId:
    """Quick win: short, cheap, no prerequisites. Foundation: others depend on it. Sustain: from the second highest level."""
    has_prerequisites = bool(
        selection.prerequisites[measure.id] or selection.assumptions[measure.id]
    )
    months = duration_of(plan, measure).likely
    if is_quick_win(edition, measure, months, has_prerequisites=has_prerequisites):
        return PhaseId.QUICK_WINS
    if measure.id in needed:
        return PhaseId.FOUNDATION
    top = edition.scale_of(edition.indicators[measure.lifts.indicator]).top_level
    return PhaseId.SUSTAIN if max(level, measure.lifts.from_level) >= top - 1 else PhaseId.BUILD
