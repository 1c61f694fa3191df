"""Carrying the plan out: adopt it, see each measure against it, the months ahead, plan anew from here."""

from __future__ import annotations

import datetime as dt

import streamlit as st
from markupsafe import Markup

from app_pages.follow_up import measures
from app_pages.roadmap import measure_picker, status_form
from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.markup import as_markdown, table
from app_pages.workflow import edit_lock_banner
from assessment import (
    Action,
    Assessment,
    PlanProgress,
    Roadmap,
    adopt,
    follow_up,
    operational_plan,
    plan_roadmap,
)
from assessment.access.editability import EditableArea
from host.services import open_store, today
from questionnaires import Edition
from reports.formats import format_day, format_month, format_quarters
from translations import gettext as _
from translations import ngettext

SPANS = (12, 18, 24)


@layout.of_one_assessment
def show(context: AssessmentContext) -> None:
    edition, assessment = load(context.id)
    revision = open_store().settings(context.id, person=session.person()).number
    roadmap = plan_roadmap(edition, assessment)
    found = follow_up(assessment, roadmap, today())
    changes = edit_lock_banner.changes_of(context)
    may_change = changes.may(EditableArea.PLAN)
    st.html(
        layout.header(context)
        + edit_lock_banner.banner(context, changes, EditableArea.PLAN)
        + _message(assessment, roadmap, found)
    )
    if roadmap.actions or assessment.plan.adopted is not None:
        _planned_anew(assessment)
        if may_change:
            _adopt(context.id, edition, assessment, roadmap, revision)
        if assessment.plan.adopted is not None:
            if may_change:
                _say(context.id, edition, assessment, found, revision)
            st.html(measures.in_groups(edition, found))
        _ahead(edition, roadmap)
    layout.show_next_step("documents", _("Take the plan and its progress with you"), context.id)


def _message(assessment: Assessment, roadmap: Roadmap, found: PlanProgress) -> Markup:
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
        if found.late
        else ""
    )
    return Markup("<h1>{}</h1><p>{} {}</p><p>{}</p>").format(
        title.format(done=found.done, count=total),
        text.format(
            due=found.due, under_way=found.under_way, late=found.late, stopped=found.stopped
        ),
        _("The plan was adopted on {day}.").format(day=format_day(adopted.date)),
        next_step,
    )


def _adopt(
    assessment_id: str, edition: Edition, assessment: Assessment, roadmap: Roadmap, revision: int
) -> None:
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
                lambda _before: {"adopted": adopted},
                about="adopt",
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
            )
        ):
            st.rerun()
    problem = session.problem_of("plan", "adopt")
    if problem:
        st.error(as_markdown(problem))


def _planned_anew(assessment: Assessment) -> None:
    if assessment.plan.not_before is not None:
        st.caption(
            _(
                "Planned anew: what has not begun starts in {month} or later; what is done or under way stays."
            ).format(month=format_month(dt.date.fromisoformat(f"{assessment.plan.not_before}-01")))
        )


def _say(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    found: PlanProgress,
    revision: int,
) -> None:
    """Say here what became of a measure, in the order of the adopted plan."""
    layout.show_title(_("Where the measures stand"))
    rows = [row for row in found.rows if row.measure_id in edition.measure]
    names = {
        row.measure_id: _("{id} · {title}").format(
            id=row.measure_id, title=measures.title_of(edition, row.measure_id)
        )
        for row in rows
    }
    chosen = measure_picker.choose("follow-up", "measure", _("Say where a measure stands"), names)
    if chosen is not None:
        status_form.show(assessment_id, edition, assessment, edition.measure[chosen], revision)


def _ahead(edition: Edition, roadmap: Roadmap) -> None:
    """The operational plan: what is at work in the next months."""
    st.html(Markup("<h2>{}</h2>").format(_("The months ahead")))
    months = st.selectbox(
        _("How many months"),
        SPANS,
        format_func=lambda count: _("{count} months").format(count=count),
        key="ahead",
    )
    first = max(today().replace(day=1), roadmap.start)
    actions = operational_plan(roadmap, first=first, months=months)
    if not actions:
        st.write(_("Nothing is planned in these months."))
        return
    st.html(
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
                    _who_and_how(edition, item),
                )
                for item in actions
            ],
        )
    )


def _who_and_how(edition: Edition, item: Action) -> Markup:
    measure = item.measure
    lead = item.lead_name or labels.content(measure.lead, "name", edition.role[measure.lead].name)
    step = measure.first_steps[0] if measure.first_steps else ""
    return Markup("{}<br><span class='cop-note'>{}</span>").format(
        lead, labels.content(measure.id, "first_steps.0", step) if step else ""
    )
