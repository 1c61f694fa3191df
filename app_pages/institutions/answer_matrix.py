"""Who has answered what, at a glance: a row an institution; then every question with what each says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import as_markdown, join, table
from assessment import Answer, AnswerStatus
from assessment.answers.completeness import completeness
from assessment.answers.settlement import Agreement, InstitutionAnswers, all_opinions
from questionnaires import Group
from translations import gettext as _

SIGNS = {
    AnswerStatus.DONT_KNOW: "?",
    AnswerStatus.NOT_APPLICABLE: "–",
    AnswerStatus.OUTSIDE_MANDATE: "/",
    AnswerStatus.NOT_COLLECTED: "–",
}
"""The signs of the house for what is not a level."""


def show(glance: AssessmentContext) -> None:
    """How far each institution is."""
    found = glance.assessment
    rows = []
    for item in found.institutions:
        now = completeness(glance.edition, found, item.id)
        rows.append(
            (
                item.name,
                _("{part} of {whole}").format(part=now.answered, whole=now.asked),
                _("{part} of {whole}").format(part=now.proven, whole=now.claims),
            )
        )
    st.html(
        table(
            _(
                "Answered: of the questions asked. With evidence: of the answers at level 1 or higher."
            ),
            (_("Institution"), _("Answered"), _("With evidence")),
            rows,
            right=(1, 2),
        )
    )


def show_questions(glance: AssessmentContext) -> None:
    """What nobody is asked, where they differ, and the whole table, pillar by pillar."""
    opinions = all_opinions(glance.assessment, glance.asked)
    differ = [item for item in opinions.values() if item.agreement is Agreement.DIFFERENT]
    nobody = [item for item in opinions.values() if item.agreement is Agreement.NOBODY_ASKED]
    layout.show_title(_("Who says what"))
    st.html(
        Markup("<p>{}</p>").format(
            _("Institutions differ: {differ}. Nobody is asked: {nobody}.").format(
                differ=", ".join(item.indicator_id for item in differ) or _("nowhere"),
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
            st.html(
                Markup('<ul class="cop-nobody">{}</ul>').format(
                    join(_would_know(glance, item.indicator_id) for item in nobody)
                )
            )
    pillars = {pillar.id: pillar for pillar in glance.edition.pillars if glance.asked_in(pillar)}
    session.keep_choice("institutions", "table", pillars, first=True)
    chosen = st.radio(
        _("Table of"),
        list(pillars),
        format_func=lambda key: as_markdown(
            f"{pillars[key].letter} {shell_labels.pillar_name(pillars[key])}"
        ),
        horizontal=True,
        key="institutions.table",
    )
    if chosen in pillars:
        st.html(_matrix(glance, pillars[chosen], opinions))


def _would_know(glance: AssessmentContext, indicator: str) -> Markup:
    edition = glance.edition
    roles = dict.fromkeys(item.role for item in edition.indicators[indicator].respondents)
    return Markup("<li>{}: {}</li>").format(
        f"{indicator} {shell_labels.question(edition.indicators[indicator])}",
        "; ".join(
            shell_labels.content(role, "name", edition.role[role].name)
            if role in edition.role
            else role
            for role in roles
        ),
    )


def _matrix(
    glance: AssessmentContext, pillar: Group, opinions: Mapping[str, InstitutionAnswers]
) -> Markup:
    """Rows are questions, columns institutions; on a phone a row is a block that leaves out who is not asked."""
    asked = glance.asked_in(pillar)
    columns = [
        item
        for item in glance.assessment.institutions
        if set(item.indicators) & set(asked) or any(item.id in opinions[key].said for key in asked)
    ]
    if not columns:
        return Markup("<p>{}</p>").format(_("No institution is asked anything in this part."))
    body = join(
        Markup('<tr class="{}"><th scope="row">{} {}</th>{}</tr>').format(
            opinions[key].agreement.value,
            key,
            shell_labels.question(glance.edition.indicators[key]),
            join(_cells(opinions[key], [(item.id, item.name) for item in columns])),
        )
        for key in asked
    )
    head = join(
        Markup('<th scope="col"><span>{}</span></th>').format(name)
        for name in (*(item.name for item in columns), _("National answer"))
    )
    return Markup(
        '<div class="cop-scroll" tabindex="0" role="region" aria-label="{label}">'
        '<table class="cop-matrix"><caption>{caption}</caption>'
        '<thead><tr><th scope="col">{question}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    ).format(
        label=_("Who says what"),
        caption=_(
            "Number: level. ?: don’t know. –: not applicable. /: outside our mandate. "
            "Dashed: asked, no answer yet. A row with ≠: they differ."
        ),
        question=_("Question"),
        head=head,
        body=body,
    )


def _cells(found: InstitutionAnswers, columns: list[tuple[str, str]]) -> Iterator[Markup]:
    for key, name in columns:
        answer = found.said.get(key)
        kind = "said" if answer is not None else "waiting" if key in found.asked else "blank"
        text = sign(answer) if answer is not None else ""
        hidden = (
            shell_labels.status_name(answer.state)
            if answer is not None and answer.level is None
            else _("no answer yet")
            if kind == "waiting"
            else ""
        )
        yield _cell(kind, name, text, hidden)
    differs = "≠ " if found.agreement is Agreement.DIFFERENT else ""
    answered = found.national.state is not AnswerStatus.UNANSWERED
    yield _cell(
        "national" if answered else "waiting",
        _("National answer"),
        differs + (sign(found.national) if answered else ""),
        _("they differ") if differs else "" if answered else _("no answer yet"),
    )


def _cell(kind: str, name: str, text: str, hidden: str) -> Markup:
    return Markup('<td class="{}" data-head="{}"><span>{}</span>{}</td>').format(
        kind,
        name,
        text,
        Markup('<span class="cop-hidden">{}</span>').format(hidden) if hidden else "",
    )


def sign(answer: Answer) -> str:
    """`3`, a figure, or the sign of a state."""
    if answer.level is not None:
        return str(answer.level)
    if answer.value is not None:
        return f"{answer.value:g}"
    return SIGNS.get(answer.state, "")
