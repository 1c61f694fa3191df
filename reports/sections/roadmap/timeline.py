"""Timeline of the plan: its bars by phase, and what it says in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from assessment import Action, PhaseId
from assessment.planning.labels import phase_name
from questionnaires import Measure
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.figures import TimelineBar, TimelineGroup
from reports.formats import format_quarters
from reports.joining import join_clauses
from reports.sections.roadmap.bundles import bundle_title
from translations import gettext as _


def measure_title(measure: Measure) -> str:
    """The title of a measure in the language in use."""
    return edition_text(measure.id, "title", measure.title)


def timeline_groups(analysis: Analysis) -> Iterator[TimelineGroup]:
    ends = {
        milestone.action_ids[-1]: milestone.level
        for milestone in analysis.roadmap.milestones
        if milestone.action_ids
    }
    for phase in PhaseId:
        actions = analysis.roadmap.phase(phase)
        if actions:
            name = phase_name(phase)
            yield TimelineGroup(
                name,
                _("{phase}, continued").format(phase=name),
                tuple(
                    bar
                    for row in analysis.roadmap.rows(phase)
                    for bar in _bars(analysis, row, ends)
                ),
            )


def _bars(
    analysis: Analysis, actions: Sequence[Action], ends: Mapping[str, int]
) -> Iterator[TimelineBar]:
    """Yield the bar of an action; of a bundle one for the whole, then its parts."""
    bars = [_bar(analysis, action, ends.get(action.measure.id)) for action in actions]
    if len(actions) > 1:
        yield replace(
            bars[0],
            name=bundle_title(analysis.edition, actions),
            first=min(bar.first for bar in bars),
            milestone="",
        )
    yield from bars


def _bar(analysis: Analysis, action: Action, level: int | None) -> TimelineBar:
    return TimelineBar(
        code=action.measure.id,
        name=_("{title} {id}").format(id=action.measure.id, title=measure_title(action.measure)),
        letter=analysis.letter(action.pillar_id),
        colour=analysis.colour(action.pillar_id),
        first=action.start_quarter,
        after=action.end_quarter,
        outlined=action.on_longest_chain,
        milestone="" if level is None else str(level),
        safe=_safe_quarter(analysis, action),
    )


def _safe_quarter(analysis: Analysis, action: Action) -> float:
    """The safe date in quarters from the start of the roadmap."""
    dates = analysis.risk.measures.get(action.measure.id)
    if dates is None:
        return float(action.end_quarter)
    start = analysis.roadmap.start
    months = (dates.safe.year - start.year) * 12 + dates.safe.month - start.month + 1
    return months / 3


def timeline_summary(analysis: Analysis, chosen: Collection[str] | None = None) -> str:
    parts = []
    for phase in PhaseId:
        actions = [
            item
            for item in analysis.roadmap.phase(phase)
            if chosen is None or item.measure.id in chosen
        ]
        if actions:
            parts.append(
                _("{phase}: {actions}.").format(
                    phase=phase_name(phase),
                    actions=join_clauses(
                        _("{id} {when}").format(
                            id=action.measure.id, when=format_quarters(action.start, action.end)
                        )
                        for action in actions
                    ),
                )
            )
    return " ".join(parts)
