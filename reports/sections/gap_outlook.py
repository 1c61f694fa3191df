"""What a plan does about a gap, in a few words for a table."""

from __future__ import annotations

from assessment import Gap, LeftOut
from assessment.planning.measure_selection import measures_between
from reports.analysis import Analysis
from reports.formats import format_month_short
from translations import gettext as _


def levels_after(analysis: Analysis) -> dict[str, int]:
    """The level of each planned indicator when every action of the plan is done."""
    roadmap = analysis.roadmap
    if not roadmap.actions:
        return {}
    return roadmap.levels_after(analysis.edition, analysis.assessment, roadmap.quarters)


def omission_phrase(why: LeftOut) -> str:
    """Why a measure is not in the plan."""
    match why:  # mypy fails on a reason without a phrase
        case LeftOut.HORIZON:
            return _("no time in the plan")
        case LeftOut.PREREQUISITE:
            return _("waits for what is not in the plan")
        case LeftOut.BUDGET:
            return _("no money")
        case LeftOut.CAPACITY:
            return _("no people")
        case LeftOut.BUDGET_AND_CAPACITY:
            return _("no money and no people")
        case LeftOut.DECIDED:
            return _("decided against")
        case LeftOut.PUT_OFF:
            return _("put off")
        case LeftOut.STOPPED:
            return _("stopped")
        case LeftOut.OTHER_OPTION:
            return _("another measure takes its place")
        case LeftOut.BUNDLE:
            return _("goes together with what ends before it could")


def outlook(analysis: Analysis, gap: Gap, after: int) -> str:
    """The level that the plan reaches and its month; beyond it, why not the target. `after` is the level at its end."""
    if not analysis.roadmap.actions:
        return _("nothing is planned")
    if after >= gap.target_level:
        return _reached(analysis, gap, gap.target_level)
    why = _why(analysis, gap, max(after, gap.current_level))
    if after <= gap.current_level:
        return _("not in the plan: {why}").format(why=why)
    return _("{reached}; beyond it: {why}").format(reached=_reached(analysis, gap, after), why=why)


def _reached(analysis: Analysis, gap: Gap, level: int) -> str:
    reached = next(
        (
            item
            for item in analysis.roadmap.milestones
            if item.indicator_id == gap.indicator.id and item.level >= level
        ),
        None,
    )
    if reached is None:
        return _("level {level}").format(level=level)
    planned = format_month_short(reached.date)
    dates = analysis.risk.milestones.get((gap.indicator.id, reached.level))
    if dates is None or dates.safe <= dates.planned:
        return _("level {level} by {month}").format(level=level, month=planned)
    return _("level {level} by {month}, safely {safe}").format(
        level=level, month=planned, safe=format_month_short(dates.safe)
    )


def _why(analysis: Analysis, gap: Gap, after: int) -> str:
    """Why the plan does not go beyond the level `after`."""
    needed = measures_between(analysis.edition, gap.indicator.id, after, gap.target_level)
    left = {item.measure.id: item.why for item in analysis.roadmap.unplanned}
    reasons = dict.fromkeys(omission_phrase(left[item.id]) for item in needed if item.id in left)
    if reasons:
        return next(iter(reasons))
    return _("ends after the plan") if needed else _("no measure is available")
