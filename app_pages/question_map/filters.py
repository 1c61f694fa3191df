"""Filters on the answers to questions: chosen on the map, kept in the address, obeyed by "Next" and "Previous"."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext, reviews_of
from app_pages.shell.navigation.code_links import address, text_link
from assessment.answers.search import Filter, filter_indicators
from assessment.review.answer_review import open_questions
from host.services import today
from reports.joining import listed
from translations import gettext as _
from translations import ngettext, pgettext

AREA = "questions"


def names(context: AssessmentContext) -> dict[str, str]:
    """Return the filters that make sense here, with their names."""
    offered = {
        Filter.UNANSWERED: _("unanswered"),
        Filter.UNPROVEN: _("without evidence"),
        Filter.GATE: _("with a warning"),
        Filter.CORE: pgettext("questions", "core"),
    }
    if context.is_national and context.assessment.institutions:
        offered |= {Filter.DISAGREEMENT: _("answered differently"), Filter.MINE: _("mine alone")}
    if any(answer.look_again for answer in context.assessment.answers.values()):
        offered |= {Filter.INHERITED: _("of the last cycle")}
    if reviews_of(context):
        offered |= {Filter.ASKED: _("asked about by the expert")}
    if context.message_counts:
        offered |= {Filter.DISCUSSED: _("being discussed")}
    return {item.value: name for item, name in offered.items()}


def choose(context: AssessmentContext) -> tuple[str, ...]:
    """Draw the filters and return those chosen; at first those of the address."""
    offered = names(context)
    if session.field(AREA, "filters") is None:
        session.fill(AREA, filters=list(of_address(context)))
    chosen = st.pills(
        _("Only those that are"),
        list(offered),
        selection_mode="multi",
        format_func=lambda item: offered[item],
        key=f"{AREA}.filters",
    )
    return tuple(item for item in offered if item in chosen)


def of_address(context: AssessmentContext) -> tuple[str, ...]:
    """Return the filters named in the address, those that make no sense here left out."""
    named = session.filters()
    return tuple(item for item in names(context) if item in named) if named else ()


def as_text(chosen: tuple[str, ...]) -> str:
    """Return filters as they are written in an address."""
    return ",".join(chosen)


def fitting(context: AssessmentContext, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the questions that pass every filter, in the order of the content."""
    return filter_indicators(
        context.edition,
        context.assessment,
        context.institution,
        context.indicators,
        [Filter(item) for item in chosen],
        today=today(),
        asked_about=open_questions(reviews_of(context)) if Filter.ASKED in chosen else (),
        discussed=context.message_counts,
    )


def note(context: AssessmentContext, chosen: tuple[str, ...], matches: tuple[str, ...]) -> Markup:
    """Return which questions "Next" and "Previous" stay among, with links to the map and to all of them."""
    offered = names(context)
    text = ngettext(
        "“Next” and “Previous” stay among {count} question: {filters}.",
        "“Next” and “Previous” stay among {count} questions: {filters}.",
        len(matches),
    ).format(count=len(matches), filters=listed(offered[item] for item in chosen))
    return Markup('<p class="cop-note cop-among">{} {} · {}</p>').format(
        text,
        text_link(address("questions", filters=as_text(chosen)), _("Show them")),
        text_link(address("answer", session.indicator_id()), _("All questions again")),
    )
