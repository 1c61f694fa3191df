"""A roadmap as plain values, for programs to read: unrounded, ids instead of texts."""

from __future__ import annotations

from typing import Any

from assessment import Roadmap, simulate


def roadmap_record(roadmap: Roadmap) -> dict[str, Any]:
    """What JSON can hold of a roadmap; dates as YYYY-MM-DD, quarters counted from 0 at its start."""
    schedule, risk = roadmap.schedule, simulate(roadmap)
    return {
        "start": roadmap.start.isoformat(),
        "quarters": roadmap.quarters,
        "quality": {
            "worth": schedule.worth,
            "bound": schedule.bound,
            "proven": schedule.proven,
            "greedy_worth": schedule.greedy_worth,
        },
        "conflicts": [
            [
                {"kind": wish.kind.value, "id": wish.id, "place": wish.place}
                for wish in conflict.wishes
            ]
            for conflict in roadmap.conflicts
        ],
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
                "likely_end_month": risk.measures[action.measure.id].likely.isoformat(),
                "safe_end_month": risk.measures[action.measure.id].safe.isoformat(),
                "status": action.status.value,
                "cost_low": action.cost.once.low,
                "cost_high": None if action.cost.once.is_open else action.cost.once.high,
                "yearly_low": action.cost.yearly.low,
                "yearly_high": None if action.cost.yearly.is_open else action.cost.yearly.high,
                "funding": action.cost.funding,
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
            {
                "measure": item.measure.id,
                "why": item.why.value,
                "months_needed": None
                if item.omission.quarters is None
                else 3 * item.omission.quarters,
                "waits_for": list(item.omission.waits_for),
                "shortages": [
                    {"resource": short.resource, "place": short.place, "units": short.units}
                    for short in item.omission.shortages
                ],
            }
            for item in roadmap.unplanned
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
                "once_low": year.once_low,
                "once_high": year.once_high,
                "open_ended": year.open_ended,
                "budget": year.budget,
            }
            for year in roadmap.costs
        ],
    }
