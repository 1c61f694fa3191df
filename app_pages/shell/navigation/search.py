"""The search in the side bar of every page: questions, measures, clauses, institutions and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, session
from app_pages.shell.assessment_context import AssessmentContext, load_context
from app_pages.shell.markup import join
from app_pages.shell.navigation.code_links import (
    address,
    clause_address,
    clause_name,
    measure_address,
    text_link,
)
from assessment import AssessmentError
from assessment.answers.find import (
    LONGEST_QUERY,
    MAXIMUM_FOUND,
    Findable,
    FoundKind,
    find,
    findable,
    findable_evidence,
)
from host.services import edition_of
from translations import current_language, ngettext
from translations import gettext as _


@st.fragment
@session.in_user_language
def show(assessment_id: str) -> None:
    """Draw the field and what is found; a fragment, so that a search draws nothing else anew."""
    words = st.text_input(
        _("Search"),
        key="search.words",
        max_chars=LONGEST_QUERY,
        placeholder=_("Code or words"),
    )
    if not (words or "").strip():
        return
    try:
        context = load_context(assessment_id)
    except AssessmentError:
        return  # the page itself says what is wrong
    st.html(_results(context, find(_all(context), words)))


def _results(context: AssessmentContext, found: tuple[Findable, ...]) -> Markup:
    """Return the results as links, with how many there are as a status for a screen reader."""
    if not found:
        return Markup('<p class="cop-found" role="status">{}</p>').format(
            _("Nothing found. Use fewer words, or a code such as L02.")
        )
    count = ngettext("{count} found", "{count} found", len(found))
    if len(found) == MAXIMUM_FOUND:
        count = _("The first {count}; another word narrows them down")
    count = count.format(count=len(found))
    return Markup('<p class="cop-found" role="status">{}</p><ul class="cop-found">{}</ul>').format(
        count,
        join(
            Markup('<li>{} <span class="cop-note">{}</span></li>').format(
                text_link(_address(context, item), _name(item)), _kind_name(item.kind)
            )
            for item in found
        ),
    )


def _name(item: Findable) -> Markup:
    """Return code and name of a result; the code of evidence is that of its question."""
    if item.kind is FoundKind.INSTITUTION:
        return Markup("<bdi>{}</bdi>").format(item.name)
    return Markup("<strong>{}</strong> <bdi>{}</bdi>").format(item.id, item.name)


def _kind_name(kind: FoundKind) -> str:
    return {
        FoundKind.QUESTION: _("question"),
        FoundKind.MEASURE: _("measure"),
        FoundKind.CLAUSE: _("clause"),
        FoundKind.INSTITUTION: _("institution"),
        FoundKind.EVIDENCE: _("evidence"),
    }[kind]


def _address(context: AssessmentContext, item: Findable) -> str:
    """Return the address of the place where a result is shown."""
    match item.kind:
        case FoundKind.MEASURE:
            return measure_address(item.id)
        case FoundKind.CLAUSE:
            return clause_address(context.edition, item.id) or address("results")
        case FoundKind.INSTITUTION:
            return address("institutions", anchor=f"institution-{item.id}")
        case _:
            return address("answer", item.id)


def _all(context: AssessmentContext) -> Iterator[Findable]:
    """Yield what can be found: for an institution only its own questions and evidence."""
    asked = set(context.indicators)
    for item in _of_edition(context.edition.id, current_language()):
        if item.kind is FoundKind.QUESTION:
            if item.id in asked:
                yield item
        elif context.is_national:
            yield item
    if context.is_national:
        for listed in context.assessment.institutions:
            yield findable(FoundKind.INSTITUTION, listed.id, listed.name)
    yield from findable_evidence(context.assessment, context.institution)


@cache
def _of_edition(edition_id: str, _language: str) -> tuple[Findable, ...]:
    """Return the questions, measures and clauses of an edition in the current language."""
    edition = edition_of(edition_id)
    return (
        *(
            findable(
                FoundKind.QUESTION,
                key,
                labels.question(item),
                "\n".join(
                    (
                        labels.content(key, "why", item.why),
                        *(
                            labels.content(key, f"descriptors.{level}", text)
                            for level, text in enumerate(item.descriptors)
                        ),
                    )
                ),
                code=key,
            )
            for key, item in edition.indicators.items()
        ),
        *(
            findable(
                FoundKind.MEASURE,
                item.id,
                labels.content(item.id, "title", item.title),
                labels.content(item.id, "output", item.output),
                code=item.id,
            )
            for item in edition.measures
        ),
        *(
            findable(
                FoundKind.CLAUSE,
                key,
                clause_name(edition, key),
                labels.content(key, "text", clause.text),
                code=key,
            )
            for key, clause in edition.clause.items()
        ),
    )
