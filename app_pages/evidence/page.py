"""The evidence page: missing and weak evidence, then all evidence by question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.evidence_labels import evidence_markup
from app_pages.shell.markup import join, table, typed
from app_pages.shell.navigation.code_links import question_link
from assessment import NATIONAL, Evidence
from assessment.answers.completeness import completeness
from assessment.answers.documents import documents_in
from assessment.answers.evidence_quality import EvidenceFinding, Weakness, is_link, review_evidence
from assessment.answers.settlement import answers_of, assigned_indicators
from host.services import today
from questionnaires.palette import pillar_letter
from reports.joining import list_separator
from translations import gettext as _
from translations import ngettext


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the findings on the evidence of an institution, then the evidence."""
    st.html(layout.header(context) + Markup("<h1>{}</h1>").format(_("Evidence")))
    st.write(
        _(
            "A level says what exists; evidence shows it. Nothing is opened or fetched here. "
            "**No personal data of children and no abuse material, ever.**"
        )
    )
    institution = _choose_institution(context)
    indicators = assigned_indicators(context.edition, context.assessment, institution)
    now = completeness(context.edition, context.assessment, institution)
    if not now.answered:
        st.write(_("There is no answer yet. Evidence is added below each answer."))
        layout.show_next_step("answer", _("To the questionnaire"), context.id)
        return
    findings = review_evidence(context.assessment, institution, indicators, today=today())
    st.html(
        Markup('<p class="cop-progress">{}</p>').format(
            _("{part} of {whole} answers at level 1 or higher have evidence.").format(
                part=now.proven, whole=now.claims
            )
        )
        + _findings(context, findings, institution)
        + _register(context, institution)
        + _all_evidence(context, indicators, institution)
    )


def _choose_institution(context: AssessmentContext) -> str:
    """Return the institution in the address; for the coordinator, draw a select box and return its value."""
    listed = context.institution_names
    if not context.is_national or not listed:
        return context.institution
    session.reset_stale_choice("evidence", "whose", (NATIONAL, *listed), first=True)
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


def _findings(
    context: AssessmentContext, findings: Sequence[EvidenceFinding], institution: str
) -> Markup:
    if not findings:
        return Markup("<p>{}</p>").format(_("Nothing is missing: every piece has what it needs."))
    blocks = []
    for weakness, title in _titles().items():
        own = [item for item in findings if item.weakness is weakness]
        if own:
            blocks.append(
                Markup(
                    "<details{open}><summary>{title}</summary><ul>{items}</ul></details>"
                ).format(
                    open=Markup(" open") if weakness in (Weakness.MISSING, Weakness.OLD) else "",
                    title=_("{name} ({count})").format(name=title, count=len(own)),
                    items=join(_finding(context, item, institution) for item in own),
                )
            )
    return Markup("<h2>{}</h2>{}").format(_("To be completed"), join(blocks))


def _finding(context: AssessmentContext, finding: EvidenceFinding, institution: str) -> Markup:
    what = (
        finding.item.title
        if finding.item
        else labels.question(context.edition.indicators[finding.indicator_id])
    )
    return Markup("<li>{} {}</li>").format(link(context, finding.indicator_id, institution), what)


def link(context: AssessmentContext, indicator: str, institution: str) -> Markup:
    """Return the code of a question as a link to the answer of an institution."""
    return question_link(context.edition, indicator, institution=institution)


def _register(context: AssessmentContext, institution: str) -> Markup:
    """Return the documents that support more than one question, folded; nothing where there is none."""
    listed = documents_in(answers_of(context.assessment, institution).items())
    shared = [item for item in listed if len(item.indicators) > 1]
    if not shared:
        return Markup()
    rows = [
        (
            typed(item.evidence.title),
            typed(item.evidence.issuer),
            str(item.evidence.date or item.evidence.year or ""),
            join((link(context, key, institution) for key in item.indicators), list_separator()),
        )
        for item in shared
    ]
    text = ngettext(
        "{count} document supports more than one question",
        "{count} documents support more than one question each",
        len(shared),
    ).format(count=len(shared))
    return Markup("<details><summary>{}</summary>{}</details>").format(
        text,
        table(
            _("Listed once; a new piece of evidence can use them again"),
            (_("Document"), _("Issued by"), _("Date"), _("Questions")),
            rows,
        ),
    )


def _all_evidence(
    context: AssessmentContext, indicators: Sequence[str], institution: str
) -> Markup:
    answers = answers_of(context.assessment, institution)
    parts = []
    for pillar in context.edition.pillars:
        rows = [
            Markup("<li>{} {}</li>").format(
                link(context, key, institution), join(_evidence_item(item), "")
            )
            for key in context.edition.indicators
            if key in indicators
            and context.edition.pillar_of[key].id == pillar.id
            and key in answers
            for item in answers[key].evidence
        ]
        if rows:
            parts.append(
                Markup('<h3>{} {}</h3><ul class="cop-evidence">{}</ul>').format(
                    pillar_letter(context.edition, pillar.id),
                    labels.pillar_name(pillar),
                    join(rows),
                )
            )
    if not parts:
        return Markup("<p>{}</p>").format(_("There is no evidence yet."))
    return Markup("<h2>{}</h2>{}").format(_("All evidence"), join(parts))


def _evidence_item(item: Evidence) -> Iterator[Markup]:
    """Yield evidence as one line, its web address as a link that sends no referrer."""
    yield evidence_markup(item.model_copy(update={"url": None}))
    if item.url is not None and is_link(item.url):
        yield Markup(
            ' · <a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>'
        ).format(item.url, item.url)
    elif item.url is not None:
        yield Markup(" · {}").format(item.url)
