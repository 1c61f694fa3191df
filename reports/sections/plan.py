"""The roadmap: its timeline, the actions by phase and quarter, milestones, and what does not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from assessment import Action, Milestone, PhaseId
from questionnaires import Measure
from reports.analysis import Analysis, edition_text
from reports.figures import (
    Chart,
    TimelineBar,
    TimelineGroup,
    timeline_figures,
    timeline_legend,
)
from reports.formats import format_month, format_quarter, format_quarters
from reports.sections.gap_words import (
    no_measure_sentence,
    nothing_to_do_sentence,
    reached_targets,
)
from reports.sections.plan_words import omission_sentence, quality_sentence
from reports.sections.words import condition_text, listed
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action of the plan."""

    code: str
    letter: str
    colour: str
    title: str
    lifts: str
    when: str
    lead: str
    months: str
    effort: str
    waits: str
    assumptions: str
    on_longest_chain: bool


@dataclass(frozen=True, slots=True)
class PhaseTable:
    """The actions of one phase."""

    name: str
    meaning: str
    caption: str
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """What is reached by the end of one quarter."""

    when: str
    reached: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A measure that is needed but stands nowhere in the plan."""

    code: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about the roadmap but its cost."""

    title: str
    sentences: tuple[str, ...]
    legend: Chart | None
    timeline: tuple[Chart, ...]
    phases: tuple[PhaseTable, ...]
    milestones: tuple[MilestoneRow, ...]
    left_out: tuple[LeftOutRow, ...]
    raised: tuple[str, ...]
    uncovered: tuple[str, ...]
    nothing_to_do: str


def plan(facts: Analysis) -> Plan:
    roadmap = facts.roadmap
    return Plan(
        title=_title(facts),
        sentences=tuple(_sentences(facts)),
        legend=timeline_legend(
            (
                _("action"),
                _("on the longest chain"),
                _("milestone: level reached"),
                _("until the safe date"),
            ),
            _(
                "Key: a bar is an action, an outlined bar is on the longest chain, a diamond is a milestone, "
                "a thin line goes on to the safe date."
            ),
        )
        if roadmap.actions
        else None,
        timeline=timeline_figures(
            tuple(_groups(facts)),
            start=roadmap.start,
            quarters=roadmap.quarters,
            alternatives=(
                _timeline_in_words(facts),
                _("Timeline, continued. The first part's text gives all actions."),
            ),
        ),
        phases=tuple(_phase(facts, phase) for phase in PhaseId if roadmap.phase(phase)),
        milestones=tuple(_milestones(facts)),
        left_out=tuple(
            LeftOutRow(
                item.measure.id,
                measure_title(item.measure),
                omission_sentence(facts.edition, facts.assessment, roadmap, item),
            )
            for item in roadmap.unplanned
        ),
        raised=tuple(
            _(
                "{id} has to reach level {to} instead of {level}, because {measure} needs it."
            ).format(
                id=item.indicator_id,
                to=item.to_target,
                level=item.from_target,
                measure=item.needed_by,
            )
            for item in roadmap.raised
        ),
        uncovered=tuple(
            _("{id}: {sentence}").format(id=key, sentence=no_measure_sentence(level))
            for key, level in roadmap.uncovered
        ),
        nothing_to_do=_nothing_to_do(facts),
    )


SHORT_BARS = 22
"""Measures in the time line of the short version: as many as stand on one page."""


def short_plan(facts: Analysis) -> Plan:
    """The time line of the most urgent measures on one page, and how much more the whole document has."""
    roadmap = facts.roadmap
    urgent = sorted(roadmap.actions, key=lambda item: (-item.priority, item.start_quarter))
    chosen = {item.measure.id for item in urgent[:SHORT_BARS]}
    groups = tuple(
        replace(group, bars=bars)
        for group in _groups(facts)
        if (bars := tuple(bar for bar in group.bars if bar.code in chosen))
    )
    whole = plan(facts)
    return replace(
        whole,
        sentences=(*whole.sentences, *_elsewhere(facts, len(chosen))),
        timeline=timeline_figures(
            groups,
            start=roadmap.start,
            quarters=roadmap.quarters,
            alternatives=(
                _timeline_in_words(facts, chosen),
                _("Timeline, continued. The first part's text gives all actions."),
            ),
        )[:1],
        phases=(),
        milestones=(),
    )


def _elsewhere(facts: Analysis, shown: int) -> Iterator[str]:
    """What the short version has no room for."""
    total, left_out = len(facts.roadmap.actions), len(facts.roadmap.unplanned)
    if shown < total:
        yield _(
            "Shown are the {shown} most urgent of {total} measures; the full version has them all."
        ).format(shown=shown, total=total)
    if left_out:
        yield ngettext(
            "{count} measure does not fit; the full version says why.",
            "{count} measures do not fit; the full version says why.",
            left_out,
        ).format(count=left_out)


def _nothing_to_do(facts: Analysis) -> str:
    """What stands at its target needs no measure; empty where nothing does."""
    reached = reached_targets(facts.edition, facts.assessment, facts.targets)
    if not reached:
        return ""
    return _("{sentence} {codes}.").format(
        sentence=nothing_to_do_sentence(len(reached)), codes=listed(item.id for item in reached)
    )


def measure_title(measure: Measure) -> str:
    return edition_text(measure.id, "title", measure.title)


def phase_name(phase: PhaseId) -> str:
    match phase:
        case PhaseId.QUICK_WINS:
            return _("Quick wins")
        case PhaseId.FOUNDATION:
            return _("Foundation")
        case PhaseId.BUILD:
            return _("Build")
        case PhaseId.SUSTAIN:
            return _("Sustain")


def phase_meaning(phase: PhaseId) -> str:
    match phase:
        case PhaseId.QUICK_WINS:
            return _("Short, cheap, and waiting for nothing.")
        case PhaseId.FOUNDATION:
            return _("Other measures wait for these.")
        case PhaseId.BUILD:
            return _("What brings protection into regular use.")
        case PhaseId.SUSTAIN:
            return _("What measures, reviews and improves.")


def _title(facts: Analysis) -> str:
    roadmap = facts.roadmap
    if not roadmap.actions:
        return _("Nothing is planned")
    years = -(-roadmap.quarters // 4)
    return ngettext(
        "{actions} measures in {years} year", "{actions} measures in {years} years", years
    ).format(actions=len(roadmap.actions), years=years)


def _sentences(facts: Analysis) -> Iterator[str]:
    roadmap, settings = facts.roadmap, facts.assessment.plan
    if not roadmap.actions:
        if not facts.known:
            yield _("A plan starts from levels, and none has been stated yet.")
        elif not facts.gaps:
            yield _("Every answered indicator has reached its target.")
        return
    yield _("The plan runs from {start} to {end}.").format(
        start=format_quarter(roadmap.start),
        end=format_quarter(max(action.end for action in roadmap.actions)),
    )
    if settings.at_once is not None:
        yield _("No pillar carries more than {number} measures at once.").format(
            number=settings.at_once
        )
    yield quality_sentence(roadmap.schedule)
    chain = [action for action in roadmap.actions if action.on_longest_chain]
    if len(chain) > 1:
        yield _("The longest chain is {ids}; a delay in it moves the end.").format(
            ids=listed(action.measure.id for action in chain)
        )
    else:
        yield _("No chain of measures is longer than one measure.")


def _groups(facts: Analysis) -> Iterator[TimelineGroup]:
    ends = {
        milestone.action_ids[-1]: milestone.level
        for milestone in facts.roadmap.milestones
        if milestone.action_ids
    }
    for phase in PhaseId:
        actions = facts.roadmap.phase(phase)
        if actions:
            name = phase_name(phase)
            yield TimelineGroup(
                name,
                _("{phase}, continued").format(phase=name),
                tuple(_bar(facts, action, ends.get(action.measure.id)) for action in actions),
            )


def _bar(facts: Analysis, action: Action, level: int | None) -> TimelineBar:
    return TimelineBar(
        code=action.measure.id,
        name=_("{id} {title}").format(id=action.measure.id, title=measure_title(action.measure)),
        letter=facts.letter(action.pillar_id),
        colour=facts.colour(action.pillar_id),
        first=action.start_quarter,
        after=action.end_quarter,
        outlined=action.on_longest_chain,
        milestone="" if level is None else str(level),
        safe=_safe_quarter(facts, action),
    )


def _safe_quarter(facts: Analysis, action: Action) -> float:
    """Where the safe date lies, in quarters from the start of the roadmap."""
    found = facts.risk.measures.get(action.measure.id)
    if found is None:
        return float(action.end_quarter)
    start = facts.roadmap.start
    months = (found.safe.year - start.year) * 12 + found.safe.month - start.month + 1
    return months / 3


def _timeline_in_words(facts: Analysis, chosen: Collection[str] | None = None) -> str:
    parts = []
    for phase in PhaseId:
        actions = [
            item
            for item in facts.roadmap.phase(phase)
            if chosen is None or item.measure.id in chosen
        ]
        if actions:
            parts.append(
                _("{phase}: {actions}.").format(
                    phase=phase_name(phase),
                    actions="; ".join(
                        _("{id} {when}").format(
                            id=action.measure.id, when=format_quarters(action.start, action.end)
                        )
                        for action in actions
                    ),
                )
            )
    return " ".join(parts)


def _phase(facts: Analysis, phase: PhaseId) -> PhaseTable:
    name, actions = phase_name(phase), facts.roadmap.phase(phase)
    return PhaseTable(
        name=name,
        meaning=phase_meaning(phase),
        caption=ngettext(
            "{phase}: {number} measure, by start",
            "{phase}: {number} measures, by start",
            len(actions),
        ).format(phase=name, number=len(actions)),
        actions=tuple(_action(facts, action) for action in actions),
    )


def _action(facts: Analysis, action: Action) -> ActionRow:
    measure = action.measure
    effort = facts.edition.about.effort
    bands = {band.id: band.name for band in effort.bands} if effort else {}
    band = bands.get(measure.effort)
    return ActionRow(
        code=measure.id,
        letter=facts.letter(action.pillar_id),
        colour=facts.colour(action.pillar_id),
        title=measure_title(measure),
        lifts=_lifts(action),
        when=format_quarters(action.start, action.end),
        lead=action.lead_name or facts.role_name(measure.lead),
        months=_("{likely} ({low} to {high})").format(
            likely=action.months.likely, low=action.months.low, high=action.months.high
        ),
        effort=edition_text(measure.effort, "name", band) if band else measure.effort,
        waits=listed(action.prerequisites),
        assumptions="; ".join(condition_text(facts, text) for text in action.assumptions),
        on_longest_chain=action.on_longest_chain,
    )


def _lifts(action: Action) -> str:
    if action.to_level <= action.from_level:
        return ""
    return _("Helps lift {id} from {low} to {high}").format(
        id=action.measure.lifts.indicator, low=action.from_level, high=action.to_level
    )


def _milestones(facts: Analysis) -> Iterator[MilestoneRow]:
    for day, items in groupby(facts.roadmap.milestones, key=lambda item: item.date):
        reached = tuple(
            _("{id} reaches {level} {name}{safe}").format(
                id=item.indicator_id,
                level=item.level,
                name=facts.level_name(facts.edition.indicators[item.indicator_id], item.level),
                safe=_safe_date(facts, item),
            )
            for item in items
        )
        yield MilestoneRow(format_quarter(day), reached)


def _safe_date(facts: Analysis, item: Milestone) -> str:
    """When four in five drawn courses have reached it, where that is later than planned."""
    found = facts.risk.milestones.get((item.indicator_id, item.level))
    if found is None or found.safe <= found.planned:
        return ""
    return _(" (safe date {month})").format(month=format_month(found.safe))
