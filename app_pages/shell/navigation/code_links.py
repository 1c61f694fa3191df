"""Links of the codes of questions, measures and clauses, each with its name: the one place where a code becomes a link.

A short link shows the name on hover and focus (style.css), and the name is part of its text for a screen reader. page.js
opens these links without loading the application anew, and moves to the item after `#`. All are of the assessment in the
address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial

import streamlit as st
from markupsafe import Markup, escape

from app_pages.shell import labels, session
from app_pages.shell.assessment_context import assessment_edition
from app_pages.shell.markup import join
from assessment import NATIONAL
from questionnaires import Edition
from reports.joining import list_separator
from translations import gettext as _

QUESTION_PAGE = "answer"
MEASURE_PAGE = "roadmap"

_TOKEN = re.compile(r"<[^<>]*>|[A-Za-z]\w*(?:-\w+)*", re.ASCII)
"""A tag, or a word that may be a code."""

_TAG = re.compile(r"<(/?)(a|button|summary|label|code|bdi|h1|h2|h3)\b")
"""The begin or end of an element whose text holds no further link; `bdi` holds what a person typed."""

_BETWEEN = re.compile(r"(?:</?\w+[^<>]*>|[\s:·])*")
"""What may stand between a code and its name beside it."""


def address(
    page: str,
    indicator: str | None = None,
    *,
    measure: str = "",
    statistic: str = "",
    filters: str = "",
    part: str = "",
    institution: str | None = None,
    anchor: str = "",
) -> str:
    """Return the relative address of a page, with the question, measure, statistic or part it shows and the item it moves to."""
    params = session.query_params(session.assessment_id(), indicator, institution)
    others = {
        session.MEASURE: measure,
        session.STATISTIC: statistic,
        session.FILTERS: filters,
        session.PART: part,
    }
    params |= {name: value for name, value in others.items() if value}
    return f"{page}?{session.encode_query(params)}" + (f"#{anchor}" if anchor else "")


def measure_address(key: str) -> str:
    """Return the address of the sheet of a measure."""
    return address(MEASURE_PAGE, measure=key, anchor="measure")


def clause_address(edition: Edition, key: str) -> str | None:
    """Return the address of a clause: its score, else the first question that answers it; None without either."""
    if edition.clause[key].kind == "invitation":
        return address("results", anchor=f"clause-{key}")
    linked = (item.id for item in edition.indicators.values() if key in item.linked_clauses)
    first = next(linked, None)
    return None if first is None else address(QUESTION_PAGE, first)


def clause_name(edition: Edition, key: str) -> str:
    """Return the title of a clause; its text where it has none."""
    clause = edition.clause[key]
    if clause.title:
        return labels.content(key, "title", clause.title)
    return labels.content(key, "text", clause.text)


def text_link(href: str, text: Markup | str) -> Markup:
    """Return a link whose text says where it leads."""
    return Markup('<a class="cop-link" href="{}" target="_self">{}</a>').format(href, text)


def code_link(href: str, code: str, name: str) -> Markup:
    """Return a link that shows a code, and its name on hover and focus."""
    return Markup(
        '<a class="cop-link cop-code" href="{}" target="_self">{}'
        '<span class="cop-tip"><span class="cop-hidden">: </span>{}</span></a>'
    ).format(href, code, name)


def question_link(
    edition: Edition, key: str, *, page: str = QUESTION_PAGE, institution: str | None = None
) -> Markup:
    """Return the code of a question as a link to it on a page; the bare code where the edition has no such question."""
    indicator = edition.indicators.get(key)
    if indicator is None:
        return Markup("{}").format(key)
    href = address(page, key, institution=institution)
    return code_link(href, key, labels.question(indicator))


def named_question(edition: Edition, key: str, *, filters: str = "") -> Markup:
    """Return a link of code and question, for a place with room for both."""
    return sentence_link(key, labels.question(edition.indicators[key]), filters=filters)


def named_danger(edition: Edition, key: str) -> Markup:
    """Return a link of code and what a child faces, to the question; the question where the edition does not say it."""
    indicator = edition.indicators[key]
    danger = labels.content(key, "danger", indicator.danger) if indicator.danger else ""
    return sentence_link(key, danger or labels.question(indicator))


def sentence_link(key: str, sentence: str, *, filters: str = "") -> Markup:
    """Return a link of the code of a question and a sentence about it, to the question."""
    text = Markup("<strong>{}</strong> {}").format(key, sentence)
    return text_link(address(QUESTION_PAGE, key, filters=filters), text)


def question_links(
    edition: Edition,
    keys: Iterable[str],
    *,
    page: str = QUESTION_PAGE,
    maximum: int | None = None,
) -> Markup:
    """Return links to questions, after `maximum` of them the number of the others."""
    listed = list(keys)
    shown = join(
        (question_link(edition, key, page=page) for key in listed[:maximum]), list_separator()
    )
    more = 0 if maximum is None else len(listed) - maximum
    if more <= 0:
        return shown
    return Markup("{} {}").format(shown, _("and {count} more").format(count=more))


def show_html(page: Markup) -> None:
    """Draw HTML of the assessment in the address, with each code in its text as a link."""
    assessment_id = session.assessment_id()
    st.html(with_links(assessment_edition(assessment_id), page) if assessment_id else page)


def with_links(edition: Edition, page: Markup) -> Markup:
    """Return HTML with each code in its text as a link: of questions, and for the country of measures and clauses."""
    is_national = session.institution() == NATIONAL
    return link_codes(page, cache(partial(_target, edition, is_national=is_national)))


def link_codes(page: str, target: Callable[[str], tuple[str, str] | None]) -> Markup:
    """Return HTML with each code in its text as a link; `target` gives address and name of a code, None for other words.

    A code inside a link, button or heading is not changed; a code with its name beside it gets no second name.
    The time grows in line with the length of the page.
    """
    parts: list[str] = []
    written = within = 0
    for found in _TOKEN.finditer(page):
        token = found.group()
        if token.startswith("<"):
            tag = _TAG.match(token)
            if tag is not None:
                within += -1 if tag.group(1) else 1
            continue
        if within or not any(map(str.isdigit, token)):
            continue
        known = target(token)
        if known is None:
            continue
        href, name = known
        between = _BETWEEN.match(page, found.end())
        after = between.end() if between else found.end()
        is_named = page.startswith(str(escape(name)), after)
        link = text_link(href, token) if is_named else code_link(href, token, name)
        parts += (page[written : found.start()], link)
        written = found.end()
    return Markup("".join((*parts, page[written:])))  # noqa: S704 -- the page is HTML, and links escape what they hold


def _target(edition: Edition, code: str, *, is_national: bool) -> tuple[str, str] | None:
    """Return address and name of what has a code; None where nothing has it, or not for an institution."""
    if code in edition.indicators:
        return address(QUESTION_PAGE, code), labels.question(edition.indicators[code])
    if not is_national:
        return None
    if code in edition.measure:
        return measure_address(code), labels.content(code, "title", edition.measure[code].title)
    if code in edition.clause and (href := clause_address(edition, code)):
        return href, clause_name(edition, code)
    return None
