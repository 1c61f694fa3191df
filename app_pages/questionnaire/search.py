"""Find a question: by words and by how its answer is; while a filter is on, next and previous follow it."""

from __future__ import annotations

from functools import cache

import streamlit as st

from app_pages.shell import labels as shell_labels
from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import as_markdown
from assessment.answers.search import Filter, filtered, matching, plain_text
from host.services import edition_of, today
from translations import current_language, ngettext
from translations import gettext as _


def followed(glance: AssessmentContext) -> tuple[str, ...] | None:
    """The questions that words and filters leave, in the order of the content; None where none is set."""
    sought = " ".join((session.field("find", "words") or "").split())
    filters = tuple(session.field("find", "filters") or ())
    if not sought and not filters:
        return None
    found = glance.asked
    if sought:
        found = matching(_texts(glance.edition.id, current_language()), found, sought)
    return filtered(
        glance.edition,
        glance.assessment,
        glance.institution,
        found,
        [Filter(item) for item in filters],
        today=today(),
    )


@cache
def _texts(edition_id: str, _language: str) -> dict[str, str]:
    """All that is written about each question in the language in use, made plain for comparing."""
    return {
        key: plain_text(
            "\n".join(
                (
                    key,
                    shell_labels.question(item),
                    shell_labels.content(key, "why", item.why),
                    *(
                        shell_labels.content(key, f"descriptors.{place}", text)
                        for place, text in enumerate(item.descriptors)
                    ),
                )
            )
        )
        for key, item in edition_of(edition_id).indicators.items()
    }


def show(glance: AssessmentContext, key: str, found: tuple[str, ...] | None) -> None:
    """The words, the filters, and what they leave."""
    with st.expander(_("Find a question"), expanded=found is not None, key="find"):
        st.text_input(
            _("Words in the question or its levels, or its code"), key="find.words", max_chars=200
        )
        names = _names(glance)
        st.pills(
            _("Only those that are"),
            list(names),
            selection_mode="multi",
            format_func=lambda item: names[item],
            key="find.filters",
        )
        if found is None:
            return
        if not found:
            st.write(_("No question fits. Use fewer words, or take a filter off."))
            return
        session.hydrate("find.result", **{key: key if key in found else None})
        st.radio(
            ngettext(
                "{count} question; “Next” and “Previous” stay among them",
                "{count} questions; “Next” and “Previous” stay among them",
                len(found),
            ).format(count=len(found)),
            found,
            index=None,
            format_func=lambda item: _line(glance, item),
            key=f"find.result.{key}",
            on_change=session.follow,
            args=("find.result", key),
        )


def _names(glance: AssessmentContext) -> dict[str, str]:
    names = {
        Filter.UNANSWERED: _("unanswered"),
        Filter.UNPROVEN: _("without evidence"),
        Filter.GATE: _("with a warning"),
        Filter.CORE: _("core"),
    }
    if glance.is_national and glance.assessment.institutions:
        names |= {Filter.DISAGREEMENT: _("answered differently"), Filter.MINE: _("mine alone")}
    return {item.value: name for item, name in names.items()}


def _line(glance: AssessmentContext, key: str) -> str:
    text = f"{key} {shell_labels.question(glance.edition.indicators[key])}"
    return as_markdown(text) + (" ✓" if glance.has_answer(key) else "")
