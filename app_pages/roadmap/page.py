"""The page Roadmap: settings, time line, measures by phase, costs, dates, unplanned and uncovered steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.roadmap import (
    budget_form,
    costs,
    decision_form,
    emphasis_table,
    measure_sheet,
    next_actions,
    scenario,
    schedule_risk,
    settings_form,
    sketch,
    status_form,
)
from app_pages.shell import charts, labels, layout, level_basis, plan_review_status, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.markup import join, table, titled_list
from app_pages.shell.navigation.code_links import show_html
from app_pages.workflow import edit_lock_banner
from assessment import (
    Action,
    Assessment,
    PhaseId,
    PlanStanding,
    Roadmap,
    ScheduleRisk,
    plan_standing,
    roadmap_of,
    simulate,
    target_levels,
)
from assessment.access.editability import EditableArea
from assessment.values.characters import has_glyph, read_text
from host.services import open_store, today
from questionnaires import Edition, Measure
from questionnaires.palette import pillar_class
from reports.formats import format_month, format_quarters, format_share
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
from reports.sections.roadmap.emphasis import (
    dangers_sentence,
    open_danger_sentences,
    open_dangers_title,
)
from reports.sections.roadmap.lifts import lift_text
from reports.sections.roadmap.plan_descriptions import (
    conflict_sentence,
    no_measures_sentence,
    omission_sentence,
    past_start_sentence,
    quality_sentence,
)
from reports.sections.roadmap.plan_standing import marked
from translations import gettext as _
from translations import ngettext


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page."""
    edition, assessment = load(context.id)
    standing = plan_standing(edition, assessment, sketch=sketch.is_wanted(context.id))
    roadmap = roadmap_of(edition, assessment, standing)
    risk = simulate(roadmap)
    changes = edit_lock_banner.changes_of(context)
    may_change = changes.may(EditableArea.PLAN)
    st.html(
        layout.header(context)
        + edit_lock_banner.banner(context, changes, EditableArea.PLAN)
        + _message(edition, standing, roadmap, risk, assessment.plan.reason)
        + level_basis.basis_note(context.id, edition, assessment)
    )
    question = sketch.show(context.id, edition, assessment, standing)
    plan_review_status.show_standing(context)
    if remark := past_start_sentence(edition, roadmap, assessment.plan, today()):
        st.warning(remark)
    first = next_actions.render(edition, roadmap, today())
    if roadmap.conflicts or first:
        show_html(_conflicts(edition, assessment, roadmap) + first)
    revision = open_store().settings(context.id, person=session.person()).number
    settings_form.show(context.id, edition, assessment, revision, locked=not may_change)
    if may_change:
        budget_form.show(context.id, edition, assessment, roadmap, revision)
    if standing is not PlanStanding.WITHHELD:
        if sentences := open_danger_sentences(edition, assessment, roadmap):
            show_html(titled_list(open_dangers_title(roadmap), sentences))
        if closed := chain_sentences(edition, assessment, roadmap):
            show_html(titled_list(chains_title(), closed))
        emphasis_table.show(edition, assessment, roadmap)
        scenario.show(context.id, edition, assessment, roadmap, revision, may_save=may_change)
    if roadmap.actions:
        _plan(edition, roadmap)
        show_html(
            schedule_risk.render(edition, roadmap, risk)
            + costs.render(edition, roadmap, assessment.plan)
        )
    measures = [item.measure for item in roadmap.actions]
    measures += [item.measure for item in roadmap.unplanned]
    measures += [edition.measure[key] for key in sorted(roadmap.done_before)]
    chosen = measure_sheet.choose(edition, assessment, measures) if measures else None
    if chosen is not None and may_change:
        decision_form.show(context.id, edition, assessment, chosen, revision)
        status_form.show(context.id, edition, assessment, chosen, revision)
    if roadmap.unplanned:
        _unplanned(edition, assessment, roadmap)
    if roadmap.uncovered and edition.measures:
        _uncovered(roadmap)
    _nothing_to_do(edition, assessment)
    if question is not None:
        layout.show_next_step("answer", _("Answer the first of them"), context.id, question)
        return
    layout.show_next_step("documents", _("Take the roadmap with you as a document"), context.id)


def _message(
    edition: Edition, standing: PlanStanding, roadmap: Roadmap, risk: ScheduleRisk, reason: str
) -> Markup:
    """Return the heading: number of measures, period, final score, end dates, quality of the schedule."""
    if standing is PlanStanding.WITHHELD:
        return Markup("<h1>{}</h1>").format(_("No roadmap yet"))
    if not roadmap.actions:
        return Markup("<h1>{}</h1><p>{}</p>").format(
            _("No roadmap yet"),
            no_measures_sentence(edition)
            or _(
                "A roadmap follows from levels below their targets. Answer some questions, or raise the target."
            ),
        )
    count = len(roadmap.actions)
    title = ngettext(
        "{count} measure, {first} to {last}", "{count} measures, {first} to {last}", count
    ).format(
        count=count,
        first=format_month(roadmap.actions[0].start),
        last=format_month(max(item.end for item in roadmap.actions)),
    )
    path = [point.score for point in roadmap.path if point.score is not None]
    text = (
        _("Carried out in full, they bring the overall score to {score}.").format(
            score=format_share(path[-1])
        )
        if path
        else _("Too few questions are answered to say what score they lead to.")
    )
    end = (
        _("Likely it ends in {likely}; the safe date to promise is {safe}.").format(
            likely=format_month(risk.end.likely), safe=format_month(risk.end.safe)
        )
        if risk.end
        else ""
    )
    why = (
        Markup("<p class='cop-note'>{}</p>").format(
            _("Why this plan: {reason}").format(reason=read_text(reason))
        )
        if has_glyph(reason)
        else Markup()
    )
    return Markup("<h1>{}</h1><p>{} {} {} {}</p>{}").format(
        marked(standing, title),
        text,
        dangers_sentence(edition, roadmap),
        end,
        quality_sentence(roadmap.schedule),
        why,
    )


def _plan(edition: Edition, roadmap: Roadmap) -> None:
    """Draw the time line, the measures by phase and the raised targets."""
    st.html(
        Markup("<h2>{}</h2><p class='cop-note'>{}</p>").format(
            _("Time line"),
            _(
                "A bar is a measure, named at the left and below; its letter and colour are those of its pillar. "
                "A diamond: a question reaches the level in it. Outlined: the longest chain, which decides the end."
            ),
        )
    )
    st.plotly_chart(
        charts.timeline(roadmap, edition),
        theme=None,
        config=charts.STATIC_CONFIG,
        key="timeline",
        alt=_("Time line of {count} measures; the tables below say the same.").format(
            count=len(roadmap.actions)
        ),
    )
    sections = []
    for phase in PhaseId:
        actions = roadmap.phase(phase)
        if actions:
            rows = [line for row in roadmap.rows(phase) for line in _lines(edition, row)]
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


def _lines(edition: Edition, actions: Sequence[Action]) -> Iterator[tuple[Markup | str, ...]]:
    """Yield the table row of an action; of a bundle one for the whole, then its parts."""
    if len(actions) > 1:
        yield (
            Markup("<strong>{}</strong><br><span class='cop-note'>{}</span>").format(
                bundle_title(edition, actions), bundle_sentence(edition, actions)
            ),
            format_quarters(*bundle_span(actions)),
            _role(edition, actions[0].measure.lead),
            bundle_kind(edition, actions[0]),
            ", ".join(bundle_waits_for(actions)) or "–",
        )
    for action in actions:
        yield _row(edition, action)


def _row(edition: Edition, action: Action) -> tuple[Markup | str, ...]:
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
        format_quarters(action.start, action.end),
        _role(edition, measure.lead),
        _("{indicator}: {levels}").format(
            indicator=measure.lifts.indicator,
            levels=lift_text(
                action, _("{low} to {high}").format(low=action.from_level, high=action.to_level)
            ),
        ),
        ", ".join(prerequisites) or "–",
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


def _unplanned(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> None:
    """Draw the measures that are not in the plan, each with its reason."""
    show_html(
        titled_list(
            ngettext(
                "{count} measure is left out",
                "{count} measures are left out",
                len(roadmap.unplanned),
            ).format(count=len(roadmap.unplanned)),
            (
                Markup("<strong>{}</strong> {}<br><span class='cop-note'>{}</span>").format(
                    item.measure.id,
                    _title(item.measure),
                    omission_sentence(edition, assessment, roadmap, item),
                )
                for item in roadmap.unplanned
            ),
        )
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
                ", ".join(item.id for item in reached),
            )
        )
