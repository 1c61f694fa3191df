"""What is missing before an assessment is handed in, and what is open before it is agreed; each with the way there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.review.labels import open_point_name
from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import join, lines
from assessment import AssessmentState, raise_gates
from assessment.answers.completeness import claims_something
from assessment.cycles.next_cycle import not_looked_at
from assessment.review.answer_review import IndicatorReview, open_points
from assessment.store import StoredTransition
from host.services import today
from translations import gettext as _
from translations import ngettext

MOST_LISTED = 12
"""Questions that are named one by one; the rest is a number."""


def show_answers(glance: AssessmentContext, taken: tuple[StoredTransition, ...]) -> None:
    """Questions without an answer or evidence, and answers that do not fit together. None of it keeps from handing in."""
    if glance.state is AssessmentState.RETURNED:
        asked = taken[-1].questioned if taken else ()
        st.html(
            lines(
                _("The expert asks about"),
                [links(glance, [key], page="review") for key in asked],
            )
        )
        return
    open_ones = [key for key in glance.asked if not glance.has_answer(key)]
    answers = glance.assessment.answers
    unproven = [
        key
        for key in glance.asked
        if key in answers and claims_something(answers[key]) and not answers[key].evidence
    ]
    gates = raise_gates(glance.edition, glance.assessment, today=today())
    odd = {
        key: None for item in gates if item.gate.kind == "consistency" for key in item.indicators
    }
    stale = not_looked_at(answers, glance.asked)
    found = [
        (ngettext("{count} answer is of the last cycle and was not looked at again",
                  "{count} answers are of the last cycle and were not looked at again", len(stale)), list(stale)),
        (ngettext("{count} question has no answer", "{count} questions have no answer", len(open_ones)), open_ones),
        (ngettext("{count} answer has no evidence", "{count} answers have no evidence", len(unproven)), unproven),
        (ngettext("{count} answer does not fit with another", "{count} answers do not fit with others", len(odd)), list(odd)),
    ]  # fmt: skip
    items = [
        Markup("{}: {}").format(text.format(count=len(keys)), links(glance, keys))
        for text, keys in found
        if keys
    ]
    if items:
        st.html(
            lines(_("Still missing"), items)
            + Markup('<p class="cop-note">{}</p>').format(
                _("You can hand in all the same. The expert will ask about it.")
            )
        )
    else:
        st.html(
            Markup("<p>{}</p>").format(
                _(
                    "Every question has an answer, every claim has evidence, and nothing contradicts."
                )
            )
        )


def show_review(glance: AssessmentContext, reviews: Mapping[str, IndicatorReview]) -> None:
    """What is open between the two, and how much the expert has looked at."""
    found = open_points(reviews)
    looked = sum(key in reviews and reviews[key].is_looked_at for key in glance.asked)
    items = [
        Markup("{} {}").format(
            links(glance, [key], page="review"),
            "; ".join(open_point_name(point) for point in points),
        )
        for key, points in found.items()
    ]
    if items:
        st.html(lines(_("Open between country and expert"), items))
    st.html(
        Markup("<p>{}</p>").format(
            _(
                "The expert has looked at {part} of {whole}. What was not looked at stands as the country gave it."
            ).format(part=looked, whole=len(glance.asked))
        )
    )


def links(glance: AssessmentContext, keys: Iterable[str], *, page: str = "answer") -> Markup:
    """The first of these questions as links to where each is worked on, and how many more there are."""
    listed = list(keys)
    shown = join(
        (
            Markup('<a href="{}?{}" target="_self">{}</a>').format(
                page, session.query(session.address(glance.id, key)), key
            )
            for key in listed[:MOST_LISTED]
        ),
        ", ",
    )
    more = len(listed) - MOST_LISTED
    if more <= 0:
        return shown
    return Markup("{} {}").format(shown, _("and {count} more").format(count=more))
