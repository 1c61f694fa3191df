"""The page Follow-up: adopting the plan, progress of each measure, the months ahead, replanning."""

from __future__ import annotations

import datetime as dt

import streamlit as st
from markupsafe import Markup

from app_pages.follow_up import leading_bodies, measures, own_measures, progress_rows
from app_pages.roadmap import measure_picker, parts, status_form
from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.forms import messages
from app_pages.shell.markup import isolate, table
from app_pages.shell.navigation.code_links import show_html
from app_pages.workflow import edit_lock_banner
from assessment import (
    Action,
    Assessment,
    PlanProgress,
    PlanStanding,
    Roadmap,
    adopt,
    first_questions,
    follow_up,
    operational_plan,
    plan_standing,
    roadmap_of,
)
from assessment.access.editability import EditableArea
from assessment.planning.follow_up import propose_reporting
from host.services import open_store, today
from questionnaires import Edition
from reports.formats import format_day, format_month, format_quarters
from reports.sections.roadmap.plan_descriptions import past_start_sentence
from reports.sections.roadmap.plan_standing import standing_sentence
from translations import gettext as _
from translations import ngettext

PERIODS = (12, 18, 24)
"""Lengths in months offered for the operational plan."""


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page; for an institution only the measures it leads."""
    if not context.is_national:
        own_measures.show(context)
        return
    edition, assessment = load(context.id)
    revision = open_store().settings(context.id, person=session.person()).number
    standing = plan_standing(edition, assessment)
    roadmap = roadmap_of(edition, assessment, standing)
    progress = follow_up(assessment, roadmap, today())
    changes = edit_lock_banner.changes_of(context)
    may_change = changes.may(EditableArea.PLAN)
    st.html(
        layout.header(context)
        + edit_lock_banner.banner(context, changes, EditableArea.PLAN)
        + _message(assessment, roadmap, progress)
        + parts.links(parts.Part.FOLLOW_UP)
    )
    if standing is not PlanStanding.PLAN:
        st.warning(standing_sentence(standing, first_questions(edition, assessment)))
    if roadmap.actions or assessment.plan.adopted is not None:
        _replanned_note(assessment)
        if remark := past_start_sentence(edition, roadmap, assessment.plan, today()):
            st.warning(remark)
        if may_change:
            _adopt(context.id, edition, assessment, roadmap, revision)
        if assessment.plan.adopted is not None:
            if may_change:
                _status_editor(context.id, edition, assessment, progress, revision)
            show_html(measures.render_groups(edition, progress, first_open=not may_change))
            leading_bodies.show(context, assessment, progress, revision, locked=not may_change)
        _operational_plan(edition, roadmap)
    layout.show_next_step("documents", _("Take the plan and its progress with you"), context.id)


def _message(assessment: Assessment, roadmap: Roadmap, progress: PlanProgress) -> Markup:
    """Return the heading: numbers of measures done, due, under way, late and stopped."""
    if not roadmap.actions:
        return Markup("<h1>{}</h1><p>{}</p>").format(
            _("Nothing to follow up yet"),
            _("First answer some questions; a roadmap follows from them."),
        )
    adopted = assessment.plan.adopted
    if adopted is None:
        return Markup("<h1>{}</h1><p>{}</p>").format(
            _("The plan is not adopted yet"),
            _(
                "Adopting keeps its dates, so that progress can be measured against them while the plan moves on."
            ),
        )
    total = len(adopted.months)
    title = ngettext("{done} of {count} measure done", "{done} of {count} measures done", total)
    text = _("{due} were to be done by now. {under_way} under way, {late} late, {stopped} stopped.")
    next_step = (
        _("Say below where the late ones stand; then plan anew, so that the dates can be kept.")
        if progress.late
        else ""
    )
    return Markup("<h1>{}</h1><p>{} {}</p><p>{}</p>").format(
        title.format(done=progress.done, count=total),
        text.format(
            due=progress.due,
            under_way=progress.under_way,
            late=progress.late,
            stopped=progress.stopped,
        ),
        _("The plan was adopted on {day}.").format(day=format_day(adopted.date)),
        next_step,
    )


def _adopt(
    assessment_id: str, edition: Edition, assessment: Assessment, roadmap: Roadmap, revision: int
) -> None:
    """Draw the buttons to adopt the plan and to replan from the current month."""
    with st.container(horizontal=True):
        label = (
            _("Adopt this plan")
            if assessment.plan.adopted is None
            else _("Adopt the plan as it is now")
        )
        if st.button(
            label, key="adopt", type="secondary" if assessment.plan.adopted else "primary"
        ):
            adopted = adopt(roadmap, today())
            if save_plan(
                assessment_id,
                edition,
                revision,
                lambda before: {
                    "adopted": adopted,
                    "reporting": propose_reporting(edition, before, adopted.months),
                },
                about="adopt",
                done=_("Stored."),
            ):
                st.rerun()
        month = f"{today():%Y-%m}"
        if (
            assessment.plan.adopted is not None
            and assessment.plan.not_before != month
            and st.button(_("Plan anew from this month"), key="replan")
            and save_plan(
                assessment_id,
                edition,
                revision,
                lambda _before: {"not_before": month},
                about="adopt",
                done=_("Stored."),
            )
        ):
            st.rerun()
    messages.show("plan", "adopt")


def _replanned_note(assessment: Assessment) -> None:
    """Draw the note of a plan that was recalculated from a later month."""
    if assessment.plan.not_before is not None:
        st.caption(
            _(
                "Planned anew: what has not begun starts in {month} or later; what is done or under way stays."
            ).format(month=format_month(dt.date.fromisoformat(f"{assessment.plan.not_before}-01")))
        )


def _status_editor(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    progress: PlanProgress,
    revision: int,
) -> None:
    """Draw the list of measures, in the order of the adopted plan, and the status form of the chosen one."""
    layout.show_title(_("Where the measures stand"))
    rows = [row for row in progress.rows if row.measure_id in edition.measure]
    progress_rows.show(assessment_id, edition, rows, revision)
    names = {
        row.measure_id: _("{id} · {title}").format(
            id=row.measure_id, title=measures.title_of(edition, row.measure_id)
        )
        for row in rows
    }
    chosen = measure_picker.choose(
        "follow-up", "measure", _("Say where a measure stands, with evidence"), names
    )
    if chosen is not None:
        status_form.show(assessment_id, edition, assessment, edition.measure[chosen], revision)


def _operational_plan(edition: Edition, roadmap: Roadmap) -> None:
    """Draw the operational plan: the actions of the next months."""
    st.html(Markup("<h2>{}</h2>").format(_("The months ahead")))
    months = st.selectbox(
        _("How many months"),
        PERIODS,
        format_func=lambda count: _("{count} months").format(count=count),
        key="ahead",
    )
    first = max(today().replace(day=1), roadmap.start)
    actions = operational_plan(roadmap, first=first, months=months)
    if not actions:
        st.write(_("Nothing is planned in these months."))
        return
    show_html(
        table(
            _("At work in the {months} months from {first}").format(
                months=months, first=format_month(first)
            ),
            (_("Measure"), _("When"), _("Who leads, and the first step")),
            [
                (
                    Markup("<strong>{}</strong> {}").format(
                        item.measure.id, measures.title_of(edition, item.measure.id)
                    ),
                    format_quarters(item.start, item.end),
                    _lead_and_first_step(edition, item),
                )
                for item in actions
            ],
        )
    )


def _lead_and_first_step(edition: Edition, item: Action) -> Markup:
    """Return the lead and the first step of an action."""
    measure = item.measure
    lead = isolate(item.lead_name) or labels.content(
        measure.lead, "name", edition.role[measure.lead].name
    )
    step = measure.first_steps[0] if measure.first_steps else ""
    return Markup("{}<br><span class='cop-note'>{}</span>").format(
        lead, labels.content(measure.id, "first_steps.0", step) if step else ""
    )
