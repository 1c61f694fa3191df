"""All evidence in one place: what is missing or weak first, then every piece with its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.evidence_labels import in_words
from app_pages.shell.markup import join
from assessment import NATIONAL, Evidence
from assessment.answers.completeness import completeness
from assessment.answers.evidence_quality import EvidenceFinding, Weakness, is_link, review_evidence
from assessment.answers.settlement import answers_of, asked_of
from host.services import today
from translations import gettext as _


@layout.of_one_assessment
def show(glance: AssessmentContext) -> None:
    st.html(layout.header(glance) + Markup("<h1>{}</h1>").format(_("Evidence")))
    st.write(
        _(
            "A level says what exists; evidence shows it. Nothing is opened or fetched here. "
            "**No personal data of children and no abuse material, ever.**"
        )
    )
    whose = _whose(glance)
    asked = asked_of(glance.edition, glance.assessment, whose)
    now = completeness(glance.edition, glance.assessment, whose)
    if not now.answered:
        st.write(_("There is no answer yet. Evidence is added below each answer."))
        layout.show_next_step("answer", _("To the questionnaire"), glance.id)
        return
    found = review_evidence(glance.assessment, whose, asked, today=today())
    st.html(
        Markup('<p class="cop-progress">{}</p>').format(
            _("{part} of {whole} answers at level 1 or higher have evidence.").format(
                part=now.proven, whole=now.claims
            )
        )
        + _weak(glance, found, whose)
        + _all(glance, asked, whose)
    )


def _whose(glance: AssessmentContext) -> str:
    """The institution of the address; the coordinator chooses."""
    listed = {item.id: item.name for item in glance.assessment.institutions}
    if not glance.is_national or not listed:
        return glance.institution
    session.keep_choice("evidence", "whose", (NATIONAL, *listed), first=True)
    chosen = st.selectbox(
        _("Evidence of"),
        (NATIONAL, *listed),
        format_func=lambda key: listed.get(key) or _("the national answers"),
        key="evidence.whose",
    )
    return chosen or NATIONAL


def _titles() -> dict[Weakness, str]:
    return {
        Weakness.MISSING: _("Level 3, 4 or a figure without evidence"),
        Weakness.STATEMENT_ONLY: _("Level 3 or 4 on a statement only (D)"),
        Weakness.OLD: _("Older than five years"),
        Weakness.LINK: _("A link that has not the form of a public web address"),
        Weakness.UNDATED: _("Without a date"),
        Weakness.NO_PLACE: _("Without the article or page"),
        Weakness.NO_CONFIDENCE: _("Without a grade of confidence"),
    }


def _weak(glance: AssessmentContext, found: Sequence[EvidenceFinding], whose: str) -> Markup:
    if not found:
        return Markup("<p>{}</p>").format(_("Nothing is missing: every piece has what it needs."))
    blocks = []
    for weakness, title in _titles().items():
        own = [item for item in found if item.weakness is weakness]
        if own:
            blocks.append(
                Markup(
                    "<details{open}><summary>{title}</summary><ul>{items}</ul></details>"
                ).format(
                    open=Markup(" open") if weakness in (Weakness.MISSING, Weakness.OLD) else "",
                    title=_("{name} ({count})").format(name=title, count=len(own)),
                    items=join(_finding(glance, item, whose) for item in own),
                )
            )
    return Markup("<h2>{}</h2>{}").format(_("To be completed"), join(blocks))


def _finding(glance: AssessmentContext, found: EvidenceFinding, whose: str) -> Markup:
    what = (
        found.item.title
        if found.item
        else shell_labels.question(glance.edition.indicators[found.indicator_id])
    )
    return Markup("<li>{} {}</li>").format(link(glance, found.indicator_id, whose), what)


def link(glance: AssessmentContext, indicator: str, whose: str) -> Markup:
    """The code of a question, as a link to it."""
    query = session.query(session.address(glance.id, indicator, institution=whose))
    return Markup('<a href="answer?{}" target="_self">{}</a>').format(query, indicator)


def _all(glance: AssessmentContext, asked: Sequence[str], whose: str) -> Markup:
    answers = answers_of(glance.assessment, whose)
    parts = []
    for pillar in glance.edition.pillars:
        rows = [
            Markup("<li>{} {}</li>").format(link(glance, key, whose), join(_piece(item), ""))
            for key in glance.edition.indicators
            if key in asked and glance.edition.pillar_of[key].id == pillar.id and key in answers
            for item in answers[key].evidence
        ]
        if rows:
            parts.append(
                Markup('<h3>{} {}</h3><ul class="cop-evidence">{}</ul>').format(
                    pillar.letter, shell_labels.pillar_name(pillar), join(rows)
                )
            )
    if not parts:
        return Markup("<p>{}</p>").format(_("There is no evidence yet."))
    return Markup("<h2>{}</h2>{}").format(_("All evidence"), join(parts))


def _piece(item: Evidence) -> Iterator[Markup]:
    """One piece in a line, its web address as a link that tells nothing of where it was followed."""
    yield Markup("{}").format(in_words(item.model_copy(update={"url": None})))
    if item.url is not None and is_link(item.url):
        yield Markup(
            ' · <a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>'
        ).format(item.url, item.url)
    elif item.url is not None:
        yield Markup(" · {}").format(item.url)
