"""The answers by question and institution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import as_markdown, isolate, join, typed
from app_pages.shell.navigation.code_links import show_html
from assessment import Answer, AnswerStatus
from assessment.answers.settlement import (
    Agreement,
    InstitutionAnswers,
    institution_answers_by_indicator,
)
from questionnaires import Group
from questionnaires.palette import pillar_letter
from reports.joining import join_clauses, listed
from translations import gettext as _

SYMBOLS = {
    AnswerStatus.DONT_KNOW: "?",
    AnswerStatus.NOT_APPLICABLE: "–",
    AnswerStatus.OUTSIDE_MANDATE: "/",
    AnswerStatus.NOT_COLLECTED: "–",
}
"""The symbols used everywhere for answers that are not a level."""


def show_questions(context: AssessmentContext) -> None:
    """Show the questions nobody is asked, those answered differently, and the answers of one pillar."""
    answers = institution_answers_by_indicator(context.assessment, context.indicators)
    differ = [item for item in answers.values() if item.agreement is Agreement.DIFFERENT]
    nobody = [item for item in answers.values() if item.agreement is Agreement.NOBODY_ASKED]
    layout.show_title(_("Answers by institution"))
    show_html(
        Markup("<p>{}</p>").format(
            _("Institutions differ: {differ}. Nobody is asked: {nobody}.").format(
                differ=listed(item.indicator_id for item in differ) or _("nowhere"),
                nobody=len(nobody) or _("none"),
            )
        )
    )
    if nobody:
        with st.expander(
            _("Questions that nobody is asked ({count}), and who would know").format(
                count=len(nobody)
            ),
            key="nobody",
        ):
            show_html(
                Markup('<ul class="cop-nobody">{}</ul>').format(
                    join(_respondent_roles(context, item.indicator_id) for item in nobody)
                )
            )
    pillars = {
        pillar.id: pillar for pillar in context.edition.pillars if context.indicators_of(pillar)
    }
    session.reset_stale_choice("institutions", "table", pillars, first=True)
    chosen = st.radio(
        _("Table of"),
        list(pillars),
        format_func=lambda key: as_markdown(
            f"{pillar_letter(context.edition, key)} {labels.pillar_name(pillars[key])}"
        ),
        horizontal=True,
        key="institutions.table",
    )
    if chosen in pillars:
        show_html(_matrix(context, pillars[chosen], answers))


def _respondent_roles(context: AssessmentContext, indicator: str) -> Markup:
    """Return a list item with the question and the roles that may know its answer."""
    edition = context.edition
    roles = dict.fromkeys(item.role for item in edition.indicators[indicator].respondents)
    return Markup("<li>{}: {}</li>").format(
        f"{indicator} {labels.question(edition.indicators[indicator])}",
        join_clauses(
            labels.content(role, "name", edition.role[role].name) if role in edition.role else role
            for role in roles
        ),
    )


def _matrix(
    context: AssessmentContext, pillar: Group, answers: Mapping[str, InstitutionAnswers]
) -> Markup:
    """Return the answers of a pillar, a row per question and a column per institution.

    On a narrow screen CSS turns a row into a block without the institutions that are not asked.
    """
    indicators = context.indicators_of(pillar)
    columns = [
        item
        for item in context.assessment.institutions
        if set(item.indicators) & set(indicators)
        or any(item.id in answers[key].answers for key in indicators)
    ]
    if not columns:
        return Markup("<p>{}</p>").format(_("No institution is asked anything in this part."))
    body = join(
        Markup('<tr class="{}"><th scope="row">{} {}</th>{}</tr>').format(
            answers[key].agreement.value,
            key,
            labels.question(context.edition.indicators[key]),
            join(_cells(answers[key], [(item.id, isolate(item.name)) for item in columns])),
        )
        for key in indicators
    )
    head = join(
        Markup('<th scope="col"><span>{}</span></th>').format(name)
        for name in (*(typed(item.name) for item in columns), _("National answer"))
    )
    return Markup(
        '<div class="cop-scroll" tabindex="0" role="region" aria-label="{label}">'
        '<table class="cop-matrix"><caption>{caption}</caption>'
        '<thead><tr><th scope="col">{question}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    ).format(
        label=_("Answers by institution"),
        caption=_(
            "Number: level. ?: don’t know. –: not applicable. /: outside our mandate. "
            "Dashed: asked, no answer yet. A row with ≠: they differ."
        ),
        question=_("Question"),
        head=head,
        body=body,
    )


def _cells(row: InstitutionAnswers, columns: list[tuple[str, str]]) -> Iterator[Markup]:
    for key, name in columns:
        answer = row.answers.get(key)
        kind = "said" if answer is not None else "waiting" if key in row.respondents else "blank"
        text = answer_symbol(answer) if answer is not None else ""
        hidden = (
            labels.status_name(answer.state)
            if answer is not None and answer.level is None
            else _("no answer yet")
            if kind == "waiting"
            else ""
        )
        yield _cell(kind, name, text, hidden)
    differs = "≠ " if row.agreement is Agreement.DIFFERENT else ""
    answered = row.national.state is not AnswerStatus.UNANSWERED
    yield _cell(
        "national" if answered else "waiting",
        _("National answer"),
        differs + (answer_symbol(row.national) if answered else ""),
        _("they differ") if differs else "" if answered else _("no answer yet"),
    )


def _cell(kind: str, name: str, text: str, hidden: str) -> Markup:
    return Markup('<td class="{}" data-head="{}"><span>{}</span>{}</td>').format(
        kind,
        name,
        text,
        Markup('<span class="cop-hidden">{}</span>').format(hidden) if hidden else "",
    )


def answer_symbol(answer: Answer) -> str:
    """Return an answer as one symbol: `3`, a figure, or the symbol of a state."""
    if answer.level is not None:
        return str(answer.level)
    if answer.value is not None:
        return f"{answer.value:g}"
    return SYMBOLS.get(answer.state, "")
