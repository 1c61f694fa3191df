"""Below the minimum coverage: the questions to answer first, and the choice to see a sketch."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.markup import join
from assessment import Assessment, PlanStanding, first_questions
from questionnaires import Edition
from reports.sections.roadmap.plan_standing import answer_first
from translations import gettext as _


def is_wanted(assessment_id: str) -> bool:
    """Return whether the person has asked for a sketch of this assessment, on any page of this visit."""
    return bool(session.entries("sketch").get((assessment_id, "plan")))


def show(
    assessment_id: str, edition: Edition, assessment: Assessment, standing: PlanStanding
) -> str | None:
    """Draw why nothing is planned or the plan is a sketch, what to answer first, and the choice; nothing for a plan.

    Return the id of the first question where nothing is planned.
    """
    if standing is PlanStanding.PLAN:
        return None
    first = first_questions(edition, assessment)
    section = answer_first(edition, standing, first)
    if section is None:
        return None
    st.warning(section.sentences[0])
    rows = join(
        Markup("<li><strong>{}</strong> {} <span class='cop-note'>{}</span></li>").format(
            row.code, row.question, row.respondents
        )
        for row in section.rows
    )
    st.html(
        Markup("<h2>{}</h2><p>{}</p><ol>{}</ol><p class='cop-note'>{}</p>").format(
            section.title, section.sentences[1], rows, section.further
        )
    )
    show_choice(assessment_id, assessment)
    return first.questions[0].indicator.id if standing is PlanStanding.WITHHELD else None


def show_choice(assessment_id: str, assessment: Assessment) -> None:
    """Draw the switch for a sketch, where a plan that is adopted or under way does not show one anyway."""
    if assessment.plan.adopted is not None or assessment.plan.progress:
        return
    session.hydrate("sketch", wanted=is_wanted(assessment_id))
    st.toggle(
        _("Show a sketch of the roadmap nevertheless"),
        key="sketch.wanted",
        on_change=_store,
        args=(assessment_id,),
        help=_("It is marked as a sketch on every page, and so is every document made with it."),
    )


def ask_for(assessment_id: str) -> None:
    """Keep for this visit that a sketch is shown, as for a person who reviews it."""
    session.entries("sketch")[assessment_id, "plan"] = True


@session.in_user_language
def _store(assessment_id: str) -> None:
    """Keep the choice for this visit."""
    session.entries("sketch")[assessment_id, "plan"] = bool(session.field("sketch", "wanted"))
