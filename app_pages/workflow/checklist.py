"""Lists of what is incomplete before submission and of what is open before agreement, with links to each question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.review.labels import open_point_name
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import fill, titled_list
from app_pages.shell.navigation.code_links import question_links
from assessment import AssessmentState, raise_gates
from assessment.answers.completeness import claims_something
from assessment.answers.consistency_gates import NOT_APPLICABLE
from assessment.cycles.next_cycle import not_looked_at
from assessment.review.answer_review import IndicatorReview, open_points
from assessment.store import StoredTransition
from host.services import today
from reports.joining import join_clauses
from translations import gettext as _
from translations import ngettext

MAXIMUM_LISTED = 12
"""Questions linked one by one; the rest are only counted."""


def show_answers(context: AssessmentContext, transitions: tuple[StoredTransition, ...]) -> None:
    """Draw the questions without answer or evidence and the inconsistent answers. None of these blocks submission.

    Of a returned assessment only the questions it was returned with are drawn.
    """
    if context.state is AssessmentState.RETURNED:
        questioned = transitions[-1].questioned if transitions else ()
        if questioned:
            st.html(
                titled_list(
                    _("The expert asks about"),
                    [links(context, [key], page="review") for key in questioned],
                )
            )
        return
    unanswered = [key for key in context.indicators if not context.has_answer(key)]
    answers = context.assessment.answers
    unproven = [
        key
        for key in context.indicators
        if key in answers and claims_something(answers[key]) and not answers[key].evidence
    ]
    gates = raise_gates(context.edition, context.assessment, today=today())
    inconsistent = {
        key: None for item in gates if item.gate.kind == "consistency" for key in item.indicators
    }
    excluded = {
        key: None for item in gates if item.gate.kind == NOT_APPLICABLE for key in item.indicators
    }
    stale = not_looked_at(answers, context.indicators)
    checks = [
        (ngettext("{count} answer is of the last cycle and was not looked at again",
                  "{count} answers are of the last cycle and were not looked at again", len(stale)), list(stale)),
        (ngettext("{count} question has no answer", "{count} questions have no answer", len(unanswered)), unanswered),
        (ngettext("{count} answer has no evidence", "{count} answers have no evidence", len(unproven)), unproven),
        (ngettext("{count} answer does not fit with another", "{count} answers do not fit with others", len(inconsistent)), list(inconsistent)),
        (ngettext("{count} answer says \"not applicable\" where more than a fifth of the pillar does",
                  "{count} answers say \"not applicable\" where more than a fifth of the pillar does", len(excluded)), list(excluded)),
    ]  # fmt: skip
    items = [
        fill(
            _("{name}: {value}"),
            name=text.format(count=len(keys)),
            value=links(context, keys),
        )
        for text, keys in checks
        if keys
    ]
    if items:
        st.html(
            titled_list(_("Still missing"), items)
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


def show_review(context: AssessmentContext, reviews: Mapping[str, IndicatorReview]) -> None:
    """Draw the open points between country and expert, and how many answers the expert has reviewed."""
    open_by_indicator = open_points(reviews)
    reviewed = sum(key in reviews and reviews[key].is_looked_at for key in context.indicators)
    items = [
        Markup("{} {}").format(
            links(context, [key], page="review"),
            join_clauses(open_point_name(point, reviews[key]) for point in points),
        )
        for key, points in open_by_indicator.items()
    ]
    if items:
        st.html(titled_list(_("Open between country and expert"), items))
    st.html(
        Markup("<p>{}</p>").format(
            _(
                "The expert has looked at {part} of {whole}. What was not looked at stands as the country gave it."
            ).format(part=reviewed, whole=len(context.indicators))
        )
    )


def links(context: AssessmentContext, keys: Iterable[str], *, page: str = "answer") -> Markup:
    """Return links to the first `MAXIMUM_LISTED` questions on `page`, followed by the number of the others."""
    return question_links(context.edition, keys, page=page, maximum=MAXIMUM_LISTED)
