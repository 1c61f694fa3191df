"""The part Plan of the roadmap: what does not fit, asks, first steps, time line, measures and their sheets, settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.roadmap import (
    decision_form,
    measure_sheet,
    next_actions,
    schedule_risk,
    settings_form,
    status_form,
    timeline,
)
from app_pages.shell import labels
from app_pages.shell.markup import isolate, join, table, titled_list
from app_pages.shell.navigation.code_links import show_html
from assessment import (
    Action,
    Assessment,
    LeftOut,
    PhaseId,
    PlanStanding,
    Roadmap,
    ScheduleRisk,
    not_fitting,
    target_levels,
)
from assessment.planning.follow_up import put_off
from assessment.planning.roadmap import Unplanned
from host.services import today
from questionnaires import Edition, Measure
from questionnaires.palette import pillar_class
from reports.formats import format_quarters
from reports.joining import listed
from reports.sections.gap_descriptions import (
    no_measure_sentence,
    nothing_to_do_sentence,
    reached_targets,
)
from reports.sections.roadmap.bundles import (
    bundle_kind,
    bundle_sentence,
    bundle_span,
    bundle_title,
    bundle_waits_for,
)
from reports.sections.roadmap.chains import chain_sentences, chains_title
from reports.sections.roadmap.emphasis import open_danger_sentences, open_dangers_title
from reports.sections.roadmap.lifts import lift_text
from reports.sections.roadmap.partners import requests_of
from reports.sections.roadmap.plan_descriptions import conflict_sentence, omission_sentence
from translations import gettext as _
from translations import ngettext


def show(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    roadmap: Roadmap,
    risk: ScheduleRisk,
    standing: PlanStanding,
    revision: int,
    *,
    may_change: bool,
) -> None:
    """Draw the part; `revision` is that of the settings on the screen."""
    first = next_actions.render(edition, roadmap, today())
    shown = _conflicts(edition, assessment, roadmap)
    if standing is not PlanStanding.WITHHELD:
        if dangers := open_danger_sentences(edition, assessment, roadmap):
            shown += titled_list(open_dangers_title(roadmap), dangers)
        if asked := requests_of(edition, assessment, roadmap):
            shown += titled_list(_("What is asked of partners"), asked)
    if roadmap.unplanned:
        shown += _unplanned(edition, assessment, roadmap)
    if shown + first:
        show_html(shown + first)
    if roadmap.actions:
        _timeline(edition, assessment, roadmap)
    measures = [item.measure for item in roadmap.actions]
    measures += [item.measure for item in roadmap.unplanned]
    measures += [edition.measure[key] for key in sorted(roadmap.done_before)]
    chosen = measure_sheet.choose(edition, assessment, measures) if measures else None
    if note := timeline.move_note():
        st.html(note)
    if chosen is not None and may_change:
        decision_form.show(assessment_id, edition, assessment, chosen, revision)
        status_form.show(assessment_id, edition, assessment, chosen, revision)
    if roadmap.actions:
        _phases(edition, assessment, roadmap)
        show_html(schedule_risk.render(edition, roadmap, risk))
    if standing is not PlanStanding.WITHHELD and (
        closed := chain_sentences(edition, assessment, roadmap)
    ):
        show_html(_folded(chains_title(), closed))
    if roadmap.uncovered and edition.measures:
        _uncovered(roadmap)
    _nothing_to_do(edition, assessment)
    with st.expander(_("Settings of the plan"), key="plan-limits"):
        settings_form.show(assessment_id, edition, assessment, revision, locked=not may_change)


def _timeline(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> None:
    """Draw the time line."""
    st.html(
        Markup("<h2>{}</h2><p class='cop-note'>{}</p>").format(
            _("Time line"),
            _(
                "A bar is a measure; its letter and colour are those of its pillar. "
                "A diamond: a question reaches the level in it. Outlined: the longest chain, which decides the end."
            )
            + " "
            + _("Press a bar to read its measure below; the tables below say the same."),
        )
    )
    timeline.show(edition, assessment, roadmap)


def _phases(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> None:
    """Draw the measures by phase and the raised targets."""
    sections = []
    for phase in PhaseId:
        actions = roadmap.phase(phase)
        if actions:
            rows = [
                line for row in roadmap.rows(phase) for line in _lines(edition, assessment, row)
            ]
            head = (_("Measure"), _("When"), _("Who leads"), _("Lifts"), _("After"))
            name = labels.phase_name(phase)
            sections.append(
                Markup("<details><summary>{}</summary>{}</details>").format(
                    ngettext(
                        "{phase}: {count} measure", "{phase}: {count} measures", len(actions)
                    ).format(phase=name, count=len(actions)),
                    table(name, head, rows),
                )
            )
    show_html(Markup("<h2>{}</h2>{}").format(_("Measures by phase"), join(sections)))
    if roadmap.raised:
        show_html(
            titled_list(
                _("Targets that must be higher"),
                (
                    _("{indicator} rises to level {level}, because {measure} needs it.").format(
                        indicator=item.indicator_id, level=item.to_target, measure=item.needed_by
                    )
                    for item in roadmap.raised
                ),
            )
        )


def _lines(
    edition: Edition, assessment: Assessment, actions: Sequence[Action]
) -> Iterator[tuple[Markup | str, ...]]:
    """Yield the table row of an action; of a bundle one for the whole, then its parts."""
    if len(actions) > 1:
        yield (
            Markup("<strong>{}</strong><br><span class='cop-note'>{}</span>").format(
                bundle_title(edition, actions), bundle_sentence(edition, actions)
            ),
            format_quarters(*bundle_span(actions)),
            _role(edition, actions[0].measure.lead),
            bundle_kind(edition, actions[0]),
            listed(bundle_waits_for(actions)) or "–",
        )
    for action in actions:
        yield _row(edition, assessment, action)


def _row(edition: Edition, assessment: Assessment, action: Action) -> tuple[Markup | str, ...]:
    """Return the table row of an action."""
    measure = action.measure
    pillar = pillar_class(edition, edition.pillar_of[measure.lifts.indicator].id)
    prerequisites = [
        *action.prerequisites,
        *(_("confirm {condition}").format(condition=item) for item in action.assumptions),
    ]
    return (
        Markup('<span class="cop-letter {}">{}</span> {}').format(
            pillar, measure.id, _title(measure)
        ),
        Markup("{}<br><span class='cop-note'>{}</span>").format(
            format_quarters(action.start, action.end),
            ". ".join(
                filter(None, (timeline.length(action), timeline.cost(edition, assessment, action)))
            ),
        ),
        isolate(action.lead_name) or _role(edition, measure.lead),
        _("{indicator}: {levels}").format(
            indicator=measure.lifts.indicator,
            levels=lift_text(
                action, _("{low} to {high}").format(low=action.from_level, high=action.to_level)
            ),
        ),
        listed(prerequisites) or "–",
    )


def _title(measure: Measure) -> str:
    """Return the translated title of a measure."""
    return labels.content(measure.id, "title", measure.title)


def _role(edition: Edition, role: str) -> str:
    """Return the translated name of a role."""
    return labels.content(role, "name", edition.role[role].name)


def _conflicts(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> Markup:
    """Return the decisions that conflict; empty where there are none. The plan keeps as many as it can."""
    if not roadmap.conflicts:
        return Markup()
    return titled_list(
        _("Not every wish can be met"),
        (conflict_sentence(edition, assessment, roadmap, item) for item in roadmap.conflicts),
    )


def _unplanned(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> Markup:
    """Return the measures that are not in the plan, each with its reason; how many do not fit stands above."""
    short = len(not_fitting(roadmap))
    left_out = [item for item in roadmap.unplanned if item.why is not LeftOut.PUT_OFF]
    title = ngettext(
        "{count} measure is left out",
        "{count} measures are left out",
        len(left_out),
    ).format(count=len(left_out))

    def line(item: Unplanned) -> Markup:
        return Markup("<strong>{}</strong> {}<br><span class='cop-note'>{}</span>").format(
            item.measure.id,
            _title(item.measure),
            omission_sentence(edition, assessment, roadmap, item),
        )

    put_off_items = {
        item.measure.id: item for item in roadmap.unplanned if item.why is LeftOut.PUT_OFF
    }
    postponed = titled_list(
        _("Put off until"),
        (line(put_off_items[key]) for key in put_off(assessment.plan) if key in put_off_items),
    )
    return Markup("<h2>{}</h2>{}{}").format(
        ngettext("{count} measure does not fit", "{count} measures do not fit", short).format(
            count=short
        )
        if short
        else _("Every measure that may be done fits"),
        _folded(title, map(line, left_out)) if left_out else "",
        postponed,
    )


def _folded(title: str, lines: Iterable[Markup | str]) -> Markup:
    """Return a folded list with its title."""
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(
        title, join(Markup("<li>{}</li>").format(line) for line in lines)
    )


def _uncovered(roadmap: Roadmap) -> None:
    """Draw the level steps towards a target for which the edition has no measure."""
    show_html(
        titled_list(
            _("Steps without a measure"),
            (
                Markup("<strong>{}</strong> {}").format(key, no_measure_sentence(step))
                for key, step in roadmap.uncovered
            ),
        )
    )


def _nothing_to_do(edition: Edition, assessment: Assessment) -> None:
    """Draw the indicators that have reached their target and therefore need no measure."""
    reached = reached_targets(edition, assessment, target_levels(edition, assessment))
    if reached:
        show_html(
            Markup("<h2>{}</h2><p>{} <span class='cop-note'>{}</span></p>").format(
                _("At the target"),
                nothing_to_do_sentence(len(reached)),
                listed(item.id for item in reached),
            )
        )
