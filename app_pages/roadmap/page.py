"""The page Roadmap in its parts: the plan, money and people, what if; Follow-up is a page of its own."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.roadmap import (
    budget_form,
    costs,
    emphasis_table,
    parts,
    plan_part,
    scenario,
    sketch,
)
from app_pages.roadmap.parts import Part
from app_pages.shell import layout, level_basis, plan_review_status, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.markup import fill, typed
from app_pages.shell.navigation.code_links import show_html
from app_pages.workflow import edit_lock_banner
from assessment import (
    PlanStanding,
    Roadmap,
    ScheduleRisk,
    plan_standing,
    roadmap_of,
    simulate,
)
from assessment.access.editability import EditableArea
from assessment.values.characters import has_glyph, read_text
from host.services import open_store, today
from questionnaires import Edition
from reports.formats import format_month, format_share
from reports.sections.roadmap.emphasis import dangers_sentence
from reports.sections.roadmap.plan_descriptions import (
    no_measures_sentence,
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
    part = parts.chosen()
    st.html(
        layout.header(context)
        + edit_lock_banner.banner(context, changes, EditableArea.PLAN)
        + _message(edition, standing, roadmap, risk, assessment.plan.reason)
        + level_basis.basis_note(context.id, edition, assessment)
        + parts.links(part)
    )
    question = sketch.show(context.id, edition, assessment, standing)
    plan_review_status.show_standing(context)
    if remark := past_start_sentence(edition, roadmap, assessment.plan, today()):
        st.warning(remark)
    revision = open_store().settings(context.id, person=session.person()).number
    match part:
        case Part.MONEY:
            if may_change:
                budget_form.show(context.id, edition, assessment, roadmap, revision)
            if shown := costs.render(edition, roadmap, assessment.plan):
                show_html(shown)
        case Part.WHAT_IF if standing is not PlanStanding.WITHHELD:
            emphasis_table.show(
                context.id, edition, assessment, roadmap, revision, may_change=may_change
            )
            scenario.show(context.id, edition, assessment, roadmap, revision, may_save=may_change)
        case Part.PLAN:
            plan_part.show(
                context.id,
                edition,
                assessment,
                roadmap,
                risk,
                standing,
                revision,
                may_change=may_change,
            )
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
            fill(_("Why this plan: {reason}"), reason=typed(read_text(reason)))
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
