"""Search for questions by words and by filters on their answers; next and previous follow the result."""

from __future__ import annotations

from functools import cache

import streamlit as st

from app_pages.shell import labels, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import as_markdown
from assessment.answers.search import Filter, filter_indicators, plain_text, search_indicators
from host.services import edition_of, today
from translations import current_language, ngettext
from translations import gettext as _


def filtered_indicators(context: AssessmentContext) -> tuple[str, ...] | None:
    """Return the questions that match words and filters, in the order of the content; None without any."""
    words = " ".join((session.field("find", "words") or "").split())
    filters = tuple(session.field("find", "filters") or ())
    if not words and not filters:
        return None
    matches = context.indicators
    if words:
        matches = search_indicators(_texts(context.edition.id, current_language()), matches, words)
    return filter_indicators(
        context.edition,
        context.assessment,
        context.institution,
        matches,
        [Filter(item) for item in filters],
        today=today(),
    )


@cache
def _texts(edition_id: str, _language: str) -> dict[str, str]:
    """Return the searchable text of each question in the current language, normalised for comparison."""
    return {
        key: plain_text(
            "\n".join(
                (
                    key,
                    labels.question(item),
                    labels.content(key, "why", item.why),
                    *(
                        labels.content(key, f"descriptors.{level}", text)
                        for level, text in enumerate(item.descriptors)
                    ),
                )
            )
        )
        for key, item in edition_of(edition_id).indicators.items()
    }


def show(context: AssessmentContext, key: str, matches: tuple[str, ...] | None) -> None:
    """Draw the fields for words and filters and the list of matches; `key` is the question shown."""
    with st.expander(_("Find a question"), expanded=matches is not None, key="find"):
        st.text_input(
            _("Words in the question or its levels, or its code"), key="find.words", max_chars=200
        )
        names = _names(context)
        st.pills(
            _("Only those that are"),
            list(names),
            selection_mode="multi",
            format_func=lambda item: names[item],
            key="find.filters",
        )
        if matches is None:
            return
        if not matches:
            st.write(_("No question fits. Use fewer words, or take a filter off."))
            return
        session.hydrate("find.result", **{key: key if key in matches else None})
        st.radio(
            ngettext(
                "{count} question; “Next” and “Previous” stay among them",
                "{count} questions; “Next” and “Previous” stay among them",
                len(matches),
            ).format(count=len(matches)),
            matches,
            index=None,
            format_func=lambda item: _line(context, item),
            key=f"find.result.{key}",
            on_change=session.go_to_selected,
            args=("find.result", key),
        )


def _names(context: AssessmentContext) -> dict[str, str]:
    names = {
        Filter.UNANSWERED: _("unanswered"),
        Filter.UNPROVEN: _("without evidence"),
        Filter.GATE: _("with a warning"),
        Filter.CORE: _("core"),
    }
    if context.is_national and context.assessment.institutions:
        names |= {Filter.DISAGREEMENT: _("answered differently"), Filter.MINE: _("mine alone")}
    return {item.value: name for item, name in names.items()}


def _line(context: AssessmentContext, key: str) -> str:
    text = f"{key} {labels.question(context.edition.indicators[key])}"
    return as_markdown(text) + (" ✓" if context.has_answer(key) else "")
