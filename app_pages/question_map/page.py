"""The page All questions: a map of squares, filters on their answers, and the questions that fit by name."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.question_map import filters
from app_pages.question_map.squares import render_map
from app_pages.shell import layout
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import join
from app_pages.shell.navigation.code_links import named_question
from translations import gettext as _
from translations import ngettext


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page."""
    st.html(
        layout.header(context)
        + Markup("<h1>{}</h1><p class='cop-note'>{}</p>").format(
            _("All questions"),
            _(
                "Each square is a question with its level; darker is further. Dashed: no answer yet. "
                "?: don’t know. –: not applicable. /: outside our mandate. #: a figure."
            ),
        )
    )
    if not context.indicators:
        st.write(_("No question is given to this institution yet."))
        return
    chosen = filters.choose(context)
    fitting = filters.fitting(context, chosen)
    st.html(
        _counted(fitting, chosen)
        + render_map(context, fitting, filters.as_text(chosen))
        + _listed(context, fitting, chosen)
    )


def _counted(fitting: tuple[str, ...], chosen: tuple[str, ...]) -> Markup:
    """Return how many questions fit, as a status; nothing where no filter is chosen."""
    if not chosen:
        return Markup()
    text = ngettext("{count} question fits", "{count} questions fit", len(fitting)).format(
        count=len(fitting)
    )
    if not fitting:
        text = _("No question fits.")
    return Markup('<p class="cop-progress" role="status">{}</p>').format(text)


def _listed(
    context: AssessmentContext, fitting: tuple[str, ...], chosen: tuple[str, ...]
) -> Markup:
    """Return the questions that fit by name; nothing where no filter is chosen, or none fits."""
    if not chosen or not fitting:
        return Markup()
    text = filters.as_text(chosen)
    return Markup('<h2>{}</h2><ul class="cop-fitting">{}</ul>').format(
        _("By name"),
        join(
            Markup("<li>{}</li>").format(named_question(context.edition, key, filters=text))
            for key in fitting
        ),
    )
