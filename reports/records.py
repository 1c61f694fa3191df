"""A roadmap as plain values, for programs to read: unrounded, ids instead of texts."""

from __future__ import annotations

from typing import Any

from assessment import Roadmap


def roadmap_record(roadmap: Roadmap) -> dict[str, Any]:
    """What JSON can hold of a roadmap; dates as YYYY-MM-DD, quarters counted from 0 at its start."""
    return {
        "start": roadmap.start.isoformat(),
        "quarters": roadmap.quarters,
        "actions": [
            {
                "measure": action.measure.id,
                "pillar": action.pillar_id,
                "phase": action.phase.value,
                "lead": action.measure.lead,
                "effort": action.measure.effort,
                "from_level": action.from_level,
                "to_level": action.to_level,
                "start_quarter": action.start_quarter,
                "quarters": action.quarters,
                "start": action.start.isoformat(),
                "end_month": action.end.isoformat(),
                "prerequisites": list(action.prerequisites),
                "assumptions": list(action.assumptions),
                "priority": action.priority,
                "on_longest_chain": action.on_longest_chain,
            }
            for action in roadmap.actions
        ],
        "milestones": [
            {
                "quarter": milestone.quarter,
                "date": milestone.date.isoformat(),
                "indicator": milestone.indicator_id,
                "level": milestone.level,
                "measures": list(milestone.action_ids),
            }
            for milestone in roadmap.milestones
        ],
        "unplanned": [
            {"measure": item.measure.id, "why": item.why.value} for item in roadmap.unplanned
        ],
        "raised_targets": [
            {
                "indicator": item.indicator_id,
                "from_target": item.from_target,
                "to_target": item.to_target,
                "needed_by": item.needed_by,
            }
            for item in roadmap.raised
        ],
        "uncovered": [{"indicator": key, "level": level} for key, level in roadmap.uncovered],
        "path": [
            {"quarter": point.quarter, "score": point.score, "low": point.low}
            for point in roadmap.path
        ],
        "costs": [
            {
                "year": year.year,
                "start": year.start.isoformat(),
                "low": year.low,
                "high": year.high,
                "open_ended": year.open_ended,
                "budget": year.budget,
            }
            for year in roadmap.costs
        ],
    }
