"""The home of an assessment: the next thing to do, the steps, three numbers, and the dangers that are open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.follow_up import own_measures
from app_pages.follow_up.reporting import led_plan
from app_pages.home import institution, next_action, tile_texts
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import join, titled_list
from app_pages.shell.navigation import steps_line
from app_pages.shell.navigation.code_links import (
    address,
    named_danger,
    question_links,
    text_link,
)
from app_pages.shell.roles import roles_in
from app_pages.shell.workflow_labels import next_step_text
from app_pages.workflow import next_cycle
from assessment import AssessmentState, raise_gates, score_assessment
from assessment.planning.follow_up import due_again
from assessment.planning.gaps import severe_below_target
from assessment.workflow.next_step import READS, NextAction, NextStep, next_step
from assessment.workflow.tiles import Tile, choose_tiles
from assessment.workflow.work_status import WorkStatus, days_silent
from host.services import now, open_store, today
from translations import gettext as _
from translations import ngettext

MAXIMUM_DANGERS = 6
"""Dangers named; the others are counted."""


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page."""
    store, person = open_store(), session.person()
    transitions = store.transitions(context.id, person=person)
    returned = context.state is AssessmentState.RETURNED and transitions
    status = steps_line.status_of(context, transitions[-1].questioned if returned else ())
    step = next_step(
        status,
        roles_in(context.country),
        context.institution,
        has_answered=store.has_answered(context.id, person=person),
    )
    led = 0 if context.is_national else len(led_plan(context).reporting)
    if led and step.action in READS:
        step = NextStep(NextAction.FOLLOW_UP)
    st.html(
        layout.header(context)
        + Markup("<h1>{}</h1>").format(_("What to do next"))
        + _lead(context, status, step, led)
    )
    if status.asked or led or step.action in READS:
        with st.container(key="home-next"):
            layout.show_next_step(
                next_action.page_of(step),
                next_action.button_text(step),
                context.id,
                step.first if step.first in status.asked else None,
            )
    if not context.is_national and status.answered:
        institution.show_farewell(context, status)
    st.html(
        _below(context, status, step, led)
        + steps_line.full(context, status)
        + tile_texts.tiles(context, _tiles(context, status))
        + _dangers(context)
    )


def _lead(context: AssessmentContext, status: WorkStatus, step: NextStep, led: int) -> Markup:
    """Return what the state means; for an institution what is asked of it, or how many measures it leads."""
    if context.is_national:
        text = next_step_text(context.state)
        if context.state is AssessmentState.DRAFT and step.action not in READS:
            text = " ".join((_first_question(context, step), next_action.reason_text(step)))
    elif step.action is NextAction.FOLLOW_UP:
        text = _("{sentence}. Please say where each stands.").format(
            sentence=own_measures.title(context, led)
        )
    elif not status.asked:
        text = _(
            "No question is given to this institution yet. "
            "The coordinator chooses them on the page “Institutions”."
        )
    else:
        welcome = Markup('<p class="cop-lead">{}</p>').format(
            institution.welcome(context, len(status.asked))
        )
        if _is_farewell(context, step):  # what is left is below: a look, the sign-off, a copy
            return welcome
        text = " ".join((_first_question(context, step), next_action.reason_text(step))).strip()
        return welcome + (Markup("<p>{}</p>").format(text) if text else Markup())
    return Markup('<p class="cop-lead">{}</p>').format(text)


def _is_farewell(context: AssessmentContext, step: NextStep) -> bool:
    return step.action is NextAction.CHECK and context.state is AssessmentState.DRAFT


def _first_question(context: AssessmentContext, step: NextStep) -> str:
    """Return the question that the button names by its code; empty where it names none."""
    if step.action not in (NextAction.BEGIN, NextAction.ANSWER):
        return ""
    question = labels.question(context.edition.indicators[step.first])
    return _("Next is {code}: {question}").format(code=step.first, question=question)


def _below(context: AssessmentContext, status: WorkStatus, step: NextStep, led: int) -> Markup:
    """Return why this is next, and other things that can be done now."""
    reason = ""
    if context.is_national and context.state is not AssessmentState.DRAFT:
        reason = next_action.reason_text(step)
    others = [text_link(address("questions"), _("See all questions at a glance"))]
    if led and step.action is not NextAction.FOLLOW_UP:
        others.append(text_link(address("follow-up"), _("Measures you lead")))
    if context.is_national and context.state is AssessmentState.DRAFT and not status.institutions:
        others.append(text_link(address("institutions"), _("Ask institutions")))
    if context.is_national and status.answered:
        others.append(text_link(address("results"), _("See the results")))
    if context.is_national and next_cycle.awaits(context):
        others.append(text_link(address("hand-in"), _("Open the next cycle")))
    return Markup('<p class="cop-note">{} {}</p>').format(reason, join(others, " · "))


def _tiles(context: AssessmentContext, status: WorkStatus) -> tuple[Tile, ...]:
    """Return the tiles; what needs the whole assessment is left out for an institution."""
    if not context.is_national:
        return choose_tiles(status)
    gates = raise_gates(context.edition, context.assessment, today=today())
    contradicting = {
        key: None for item in gates if item.gate.kind == "consistency" for key in item.indicators
    }
    overall = score_assessment(context.edition, context.assessment).overall
    minimum = overall.trace.minimum_coverage if overall.trace else 0.0
    return choose_tiles(
        status,
        silent=days_silent(status.waited_for, _last_saved(context), now()),
        contradicting=tuple(contradicting),
        coverage=overall.coverage,
        look_again=due_again(context.assessment.plan, today()),
        minimum=minimum if overall.score is None and overall.total else 0.0,
    )


def _last_saved(context: AssessmentContext) -> Mapping[str, dt.datetime]:
    """Return when each institution last saved an answer, by id."""
    if not context.assessment.institutions:
        return {}
    newest = open_store().newest_answers(context.id, person=session.person())
    return {
        who: max(times)
        for who, answers in newest.items()
        if (times := [item.at for item in answers.values() if item.at is not None])
    }


def _dangers(context: AssessmentContext) -> Markup:
    """Return what children face where the level is below its target; nothing for an institution."""
    if not context.is_national:
        return Markup()
    edition = context.edition
    below, unknown = severe_below_target(edition, context.assessment)
    if not below and not unknown:
        return Markup()
    items: list[Markup | str] = [
        Markup("{} <span class='cop-note'>{}</span>").format(
            named_danger(edition, key),
            _("level {level}").format(level=_level(context, key)),
        )
        for key in below[:MAXIMUM_DANGERS]
    ]
    if len(below) > MAXIMUM_DANGERS:
        more = len(below) - MAXIMUM_DANGERS
        text = ngettext("{count} more, on the page Gaps", "{count} more, on the page Gaps", more)
        items.append(text_link(address("gaps"), text.format(count=more)))
    if unknown:
        text = ngettext(
            "{count} question about a danger has no level yet:",
            "{count} questions about a danger have no level yet:",
            len(unknown),
        ).format(count=len(unknown))
        links = question_links(edition, unknown, maximum=12)
        items.append(Markup("{} {}").format(text, links))
    title = (
        ngettext("{count} danger is open", "{count} dangers are open", len(below)).format(
            count=len(below)
        )
        if below
        else _("Dangers")
    )
    return Markup('<div class="cop-dangers">{}</div>').format(titled_list(title, items))


def _level(context: AssessmentContext, key: str) -> str:
    """Return the level of a question with its name."""
    indicator = context.edition.indicators[key]
    level = context.assessment.level(key) or 0
    return f"{level} {labels.level_name(context.edition, indicator, level)}"
