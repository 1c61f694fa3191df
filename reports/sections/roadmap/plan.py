"""Section on the roadmap: timeline, actions by phase, milestones, measures that are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assessment import Action, PhaseId
from assessment.planning.labels import phase_meaning, phase_name
from reports.analysis import Analysis
from reports.figures import Chart, timeline_charts, timeline_legend
from reports.formats import format_quarter, format_quarters
from reports.joining import join_clauses, listed
from reports.sections.coverage import excluded_sentence
from reports.sections.gap_descriptions import (
    no_measure_sentence,
    nothing_to_do_sentence,
    reached_targets,
)
from reports.sections.labels import named_condition, named_measure, named_question
from reports.sections.roadmap.bundles import (
    bundle_kind,
    bundle_sentence,
    bundle_span,
    bundle_title,
    bundle_waits_for,
)
from reports.sections.roadmap.chains import chain_sentences
from reports.sections.roadmap.emphasis import (
    dangers_count_sentence,
    emphasis_sentence,
    load_sentences,
)
from reports.sections.roadmap.left_out import LeftOutRow, left_out_rows, put_off_rows
from reports.sections.roadmap.lifts import lift_text
from reports.sections.roadmap.milestones import MilestoneRow, milestone_rows
from reports.sections.roadmap.plan_descriptions import (
    no_measures_sentence,
    past_start_sentence,
    quality_sentence,
)
from reports.sections.roadmap.plan_standing import marked, standing_sentence
from reports.sections.roadmap.size_costs import effort_name
from reports.sections.roadmap.timeline import measure_title, timeline_groups, timeline_summary
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action of the plan, or a bundle, whose `code` is its kind."""

    code: str
    letter: str
    colour: str
    title: str
    lifts: str
    levels: str
    """As `lifts`, in signs."""
    when: str
    lead: str
    months: str
    effort: str
    prerequisites: str
    assumptions: str
    on_longest_chain: bool
    part: bool = False
    """Whether it is part of the bundle whose row stands above."""


@dataclass(frozen=True, slots=True)
class PhaseTable:
    """The actions of one phase."""

    name: str
    meaning: str
    caption: str
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The section on the roadmap, without its costs."""

    title: str
    sentences: tuple[str, ...]
    legend: Chart | None
    timeline: tuple[Chart, ...]
    phases: tuple[PhaseTable, ...]
    milestones: tuple[MilestoneRow, ...]
    chains: tuple[str, ...]
    left_out: tuple[LeftOutRow, ...]
    put_off: tuple[LeftOutRow, ...]
    """What the country has put off, by the month in which to look again."""
    raised: tuple[str, ...]
    uncovered: tuple[str, ...]
    nothing_to_do: str


def plan(analysis: Analysis) -> Plan:
    """The section in full."""
    roadmap = analysis.roadmap
    return Plan(
        title=_title(analysis),
        sentences=tuple(plan_sentences(analysis)),
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
        timeline=timeline_charts(
            tuple(timeline_groups(analysis)),
            start=roadmap.start,
            quarters=roadmap.quarters,
            alternatives=(
                timeline_summary(analysis),
                _("Timeline, continued. The first part's text gives all actions."),
            ),
        ),
        phases=tuple(_phase(analysis, phase) for phase in PhaseId if roadmap.phase(phase)),
        milestones=tuple(milestone_rows(analysis)),
        chains=chain_sentences(analysis.edition, analysis.assessment, roadmap),
        left_out=left_out_rows(analysis),
        put_off=put_off_rows(analysis),
        raised=tuple(
            _(
                "{question} has to reach level {to} instead of {level}, because {measure} needs it."
            ).format(
                question=named_question(analysis.edition, item.indicator_id),
                to=item.to_target,
                level=item.from_target,
                measure=named_measure(analysis.edition, item.needed_by),
            )
            for item in roadmap.raised
        ),
        uncovered=tuple(
            _("{question}: {sentence}").format(
                question=named_question(analysis.edition, key), sentence=no_measure_sentence(level)
            )
            for key, level in roadmap.uncovered
            if analysis.edition.measures
        ),
        nothing_to_do=_nothing_to_do(analysis),
    )


WAITS_LENGTH = 34
"""Largest number of characters of a measure that another one waits for."""

SHORT_BARS = 19
"""Measures in the timeline of the short version; they fit one page."""


def short_plan(analysis: Analysis) -> Plan:
    """The section for the short version: a timeline of the most urgent measures, without tables."""
    roadmap = analysis.roadmap
    chosen = most_urgent(analysis)
    groups = tuple(
        replace(group, bars=bars)
        for group in timeline_groups(analysis)
        if (bars := tuple(bar for bar in group.bars if bar.code in chosen))
    )
    whole = plan(analysis)
    return replace(
        whole,
        sentences=(
            *(_short_sentences(analysis) if roadmap.actions else whole.sentences),
            *_omitted(analysis, len(chosen)),
        ),
        timeline=timeline_charts(
            groups,
            start=roadmap.start,
            quarters=roadmap.quarters,
            alternatives=(
                timeline_summary(analysis, chosen),
                _("Timeline, continued. The first part's text gives all actions."),
            ),
        )[:1],
        phases=(),
        milestones=(),
        chains=(),
    )


def most_urgent(analysis: Analysis) -> frozenset[str]:
    """Ids of the measures in the timeline of the short version."""
    actions = analysis.roadmap.actions
    urgent = sorted(actions, key=lambda it: (not it.urgent, -it.priority, it.start_quarter))
    return frozenset(item.measure.id for item in urgent[:SHORT_BARS])


def _short_sentences(analysis: Analysis) -> Iterator[str]:
    if sketch := standing_sentence(analysis.standing, analysis.first):
        yield sketch
    yield _period_sentence(analysis)
    if past := past_start_sentence(
        analysis.edition, analysis.roadmap, analysis.assessment.plan, analysis.day, named=False
    ):
        yield past
    if closed := dangers_count_sentence(analysis.roadmap):
        yield closed


def _period_sentence(analysis: Analysis) -> str:
    roadmap = analysis.roadmap
    return _("The plan runs from {start} to {end}.").format(
        start=format_quarter(roadmap.start),
        end=format_quarter(max(action.end for action in roadmap.actions)),
    )


def _omitted(analysis: Analysis, shown: int) -> Iterator[str]:
    """Sentences on what the short version leaves out."""
    total, left_out = len(analysis.roadmap.actions), len(analysis.roadmap.unplanned)
    if shown < total:
        yield ngettext(
            "Shown is the {shown} most urgent of {total} measures; the document for technical readers has them all.",
            "Shown are the {shown} most urgent of {total} measures; the document for technical readers has them all.",
            shown,
        ).format(shown=shown, total=total)
    if left_out:
        yield ngettext(
            "{count} measure is left out; the document for technical readers says why.",
            "{count} measures are left out; the document for technical readers says why.",
            left_out,
        ).format(count=left_out)


def _nothing_to_do(analysis: Analysis) -> str:
    """Sentence on the indicators at their targets; empty without any."""
    reached = reached_targets(analysis.edition, analysis.assessment, analysis.targets)
    if not reached:
        return ""
    return _("{sentence} {questions}.").format(
        sentence=nothing_to_do_sentence(len(reached)),
        questions=join_clauses(named_question(analysis.edition, item.id) for item in reached),
    )


def _title(analysis: Analysis) -> str:
    roadmap = analysis.roadmap
    if not roadmap.actions:
        return _("Nothing is planned")
    years = -(-roadmap.quarters // 4)
    title = ngettext(
        "{actions} measures in {years} year", "{actions} measures in {years} years", years
    ).format(actions=len(roadmap.actions), years=years)
    return marked(analysis.standing, title)


def plan_sentences(analysis: Analysis) -> Iterator[str]:
    """Yield what is said of the plan as a whole; without measures, why nothing is planned."""
    roadmap, settings = analysis.roadmap, analysis.assessment.plan
    if not roadmap.actions:
        if none := no_measures_sentence(analysis.edition):
            yield none
        elif not analysis.answered_count:
            yield _("A plan starts from levels, and none has been stated yet.")
        elif withheld := standing_sentence(analysis.standing, analysis.first):
            yield withheld
        elif not analysis.gaps and analysis.excludes_too_much:
            yield excluded_sentence(analysis)
        elif not analysis.gaps:
            yield _("Every answered indicator has reached its target.")
        return
    if sketch := standing_sentence(analysis.standing, analysis.first):
        yield sketch
    yield _period_sentence(analysis)
    if past := past_start_sentence(analysis.edition, roadmap, settings, analysis.day):
        yield past
    if settings.at_once is not None:
        yield ngettext(
            "No pillar carries more than {number} measure at once.",
            "No pillar carries more than {number} measures at once.",
            settings.at_once,
        ).format(number=settings.at_once)
    yield from load_sentences(settings.load)
    yield emphasis_sentence(settings.emphasis)
    if closed := dangers_count_sentence(roadmap):
        yield closed
    yield quality_sentence(roadmap.schedule)
    chain = [action for action in roadmap.actions if action.on_longest_chain]
    if len(chain) > 1:
        yield _("The longest chain is: {ids}. A delay in it moves the end.").format(
            ids=listed(
                _("{title} ({code})").format(
                    title=measure_title(action.measure), code=action.measure.id
                )
                for action in chain
            )
        )
    else:
        yield _("No chain of measures is longer than one measure.")


def _phase(analysis: Analysis, phase: PhaseId) -> PhaseTable:
    name, actions = phase_name(phase), analysis.roadmap.phase(phase)
    return PhaseTable(
        name=name,
        meaning=phase_meaning(phase),
        caption=ngettext(
            "{phase}: {number} measure, by start",
            "{phase}: {number} measures, by start",
            len(actions),
        ).format(phase=name, number=len(actions)),
        actions=tuple(
            item for row in analysis.roadmap.rows(phase) for item in _rows(analysis, row)
        ),
    )


def _rows(analysis: Analysis, actions: Sequence[Action]) -> Iterator[ActionRow]:
    """Yield the row of an action; of a bundle one for the whole, then its parts."""
    if len(actions) == 1:
        yield _action(analysis, actions[0])
        return
    parts = [_action(analysis, action) for action in actions]
    yield replace(
        parts[0],
        code=bundle_kind(analysis.edition, actions[0]),
        title=bundle_title(analysis.edition, actions),
        lifts=bundle_sentence(analysis.edition, actions),
        levels="",
        when=format_quarters(*bundle_span(actions)),
        months="",
        effort="",
        prerequisites=_named(analysis, bundle_waits_for(actions)),
        assumptions="",
    )
    whole = set(bundle_waits_for(actions))
    for action, part in zip(actions, parts, strict=True):
        same = set(action.prerequisites) == whole
        yield replace(part, part=True, prerequisites="" if same else part.prerequisites)


def _action(analysis: Analysis, action: Action) -> ActionRow:
    measure = action.measure
    return ActionRow(
        code=measure.id,
        letter=analysis.letter(action.pillar_id),
        colour=analysis.colour(action.pillar_id),
        title=measure_title(measure),
        lifts=_lifts(action),
        levels=_levels(action),
        when=format_quarters(action.start, action.end),
        lead=analysis.lead_name(action),
        months=_("{likely} ({low} to {high})").format(
            likely=action.months.likely, low=action.months.low, high=action.months.high
        ),
        effort=effort_name(analysis.edition, action),
        prerequisites=_named(analysis, action.prerequisites),
        assumptions=join_clauses(
            named_condition(analysis.edition, text) for text in action.assumptions
        ),
        on_longest_chain=action.on_longest_chain,
    )


def _named(analysis: Analysis, keys: Sequence[str]) -> str:
    """The measures with these ids, by name; semicolons between them, as titles have commas."""
    return join_clauses(named_measure(analysis.edition, key, WAITS_LENGTH) for key in keys)


def _lifts(action: Action) -> str:
    levels = _("Helps lift {id} from {low} to {high}").format(
        id=action.measure.lifts.indicator, low=action.from_level, high=action.to_level
    )
    return lift_text(action, levels)


def _levels(action: Action) -> str:
    """The levels between which a measure helps lift its question, whose code is in its own; of an urgent act, its time."""
    if action.urgent:
        return _("first 90 days")
    if action.to_level <= action.from_level:
        return ""
    levels = _("{low} › {high}").format(low=action.from_level, high=action.to_level)
    question = action.measure.lifts.indicator
    if action.measure.id.startswith(f"{question}-"):
        return levels
    return _("{id}: {levels}").format(id=question, levels=levels)
