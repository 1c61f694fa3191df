"""The page Results: scores by pillar, invitation and view with coverage and bounds, and raised gates."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.results import minister_part, review_layers, shorter_profiles, views
from app_pages.results.score_explanation import explain_scores, score_bar
from app_pages.shell import charts, labels, layout
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.markup import join, table
from app_pages.shell.navigation.code_links import clause_name, show_html
from assessment import (
    Assessment,
    AssessmentScore,
    NodeScore,
    RaisedGate,
    furthest_behind,
    raise_gates,
    score_assessment,
)
from host.services import today
from questionnaires import Edition
from questionnaires.palette import pillar_letter
from reports.formats import Formats, format_answered, format_share, not_applicable_sentence
from reports.joining import join_clauses, listed
from reports.sections.edition_rules import scoring_sentences
from translations import gettext as _
from translations import ngettext


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page."""
    edition, assessment = load(context.id)
    score = score_assessment(edition, assessment)
    formats = Formats(edition)
    top = Markup()
    if context.is_national and score.overall.answered:
        pages = minister_part.pages_of(context.id, edition, assessment, today())
        top = minister_part.render(edition, assessment, pages)
    st.html(
        layout.header(context)
        + top
        + _message(score.overall, formats, heading="h2" if top else "h1")
        + shorter_profiles.render(edition, assessment)
    )
    if rules := tuple(scoring_sentences(edition, assessment)):
        st.html(Markup("<p class='cop-note'>{}</p>").format(" ".join(rules)))
    if score.overall.answered:
        _pillars(edition, assessment, score, formats)
        if context.is_national:
            review_layers.show(context, score, formats)
        _invitations(edition, assessment, score, formats)
        views.show(edition, assessment, score)
    if score.overall.answered or score.overall.not_applicable:
        _gates(edition, raise_gates(edition, assessment, today=today()))
    _next(context)


def _message(overall: NodeScore, formats: Formats, *, heading: str) -> Markup:
    """Return the overall score with its coverage and bounds, under a heading of this element."""
    if overall.not_applicable and not overall.total:
        return Markup("<h1>{}</h1><p>{}</p>").format(
            _("No question is left to score"),
            _("Every question that counts is answered as not applicable."),
        )
    if not overall.answered:
        return Markup("<h1>{}</h1><p>{}</p>").format(
            _("No results yet"), _("Answer the first questions; the results follow by themselves.")
        )
    minimum = overall.trace.minimum_coverage if overall.trace else 0.0
    counted = ngettext(
        "{answered} of {total} question that counts has a level, {coverage} of the weight.",
        "{answered} of {total} questions that count have a level, {coverage} of the weight.",
        overall.total,
    ).format(
        answered=overall.answered, total=overall.total, coverage=format_share(overall.coverage)
    )
    is_fixed = formats.score(overall.low) == formats.score(overall.high)
    bounds = (
        ""
        if is_fixed and overall.low is not None
        else _("Depending on what is still missing, the score lies between {bounds}.").format(
            bounds=_bounds(overall, formats)
        )
    )
    taken_out = not_applicable_sentence(overall.not_applicable, is_rest=True)
    covered = " ".join(filter(None, (counted, bounds, taken_out)))
    if overall.score is None:
        title = _("Too few answers for an overall score")
        covered += " " + _("A score is shown from {share} on.").format(share=format_share(minimum))
    else:
        title = _("Overall score: {score}").format(score=formats.banded(overall.score))
    return Markup("<{0}>{1}</{0}><p>{2}</p><p class='cop-note'>{3}</p>").format(
        heading,
        title,
        covered,
        _("Levels say what exists and works, never how large the problem is."),
    )


def _bounds(node: NodeScore, formats: Formats) -> str:
    """Return the lowest and highest possible score; a dash where unknown."""
    if node.low is None or node.high is None:
        return formats.score(None)
    return _("{low} and {high}").format(low=formats.score(node.low), high=formats.score(node.high))


def _pillars(
    edition: Edition, assessment: Assessment, score: AssessmentScore, formats: Formats
) -> None:
    """Draw the scores by pillar as chart and table, titled with the lowest pillar where it is certain."""
    groups = {pillar.id: pillar for pillar in edition.pillars}
    lowest = furthest_behind(score.pillars)
    title = (
        _("Furthest behind: {pillar}").format(pillar=labels.pillar_name(groups[lowest.id]))
        if lowest is not None
        else _("By pillar")
    )
    rows = [
        (
            f"{pillar_letter(edition, node.id)} {labels.pillar_name(groups[node.id])}",
            formats.banded(node.score),
            formats.score_range(node.low, node.high),
            format_answered(node.answered, node.total, node.not_applicable),
            format_share(node.coverage),
        )
        for node in score.pillars
    ]
    st.html(
        Markup("<h2>{}</h2><p class='cop-note'>{}</p>").format(
            title, _("Bar: score. Thin line: what is possible. Thick tick: target.")
        )
    )
    st.plotly_chart(
        charts.pillar_bars(edition, assessment, score.pillars),
        theme=None,
        config=charts.CONFIG,
        key="pillars",
        alt=join_clauses(_("{name}: {value}").format(name=row[0], value=row[1]) for row in rows),
    )
    numbers = table(
        _("Score by pillar. A dash: too few answers for a score."),
        (_("Pillar"), _("Score"), _("Possible"), _("Answered"), _("Coverage")),
        rows,
        right=(1, 2, 3, 4),
    )
    show_html(
        Markup("<details><summary>{}</summary>{}</details>").format(
            _("The bars in numbers"), numbers
        )
        + explain_scores(
            edition,
            assessment,
            (node for node in score.overall.walk() if node.kind in ("overall", "group")),
        )
    )


def _invitations(
    edition: Edition, assessment: Assessment, score: AssessmentScore, formats: Formats
) -> None:
    """Draw the scores of the clauses that are invitations."""
    rows, nodes = [], list[NodeScore]()
    for node in score.clauses:
        clause = edition.clause[node.id]
        if clause.kind != "invitation":
            continue
        nodes.append(node)
        rows.append(
            (
                Markup('<strong id="clause-{}">{}</strong> {}').format(
                    clause.id, clause.id, clause_name(edition, clause.id)
                ),
                score_bar(node, formats),
                formats.score_range(node.low, node.high),
                format_answered(node.answered, node.total, node.not_applicable),
            )
        )
    st.html(
        Markup("<h2>{}</h2>{}").format(
            _("By invitation of Resolution 179"),
            table(
                _("One question can answer several invitations."),
                (_("Invitation"), _("Score"), _("Possible"), _("Answered")),
                rows,
                right=(2, 3),
            ),
        )
    )
    show_html(explain_scores(edition, assessment, nodes))


def _gates(edition: Edition, raised: tuple[RaisedGate, ...]) -> None:
    """Draw the raised gates with message, remedy and indicators."""
    if not raised:
        st.html(
            Markup("<h2>{}</h2><p>{}</p>").format(
                _("Look again"), _("No answers contradict each other.")
            )
        )
        return
    title = ngettext(
        "Look again: {count} thing does not fit",
        "Look again: {count} things do not fit",
        len(raised),
    ).format(count=len(raised))
    items = join(
        Markup("<li><p>{}</p><p>{} <span class='cop-note'>{}</span></p></li>").format(
            labels.content(item.gate.id, "message", item.gate.message),
            labels.content(item.gate.id, "remedy", item.gate.remedy),
            _("Questions: {ids}").format(ids=listed(item.indicators)),
        )
        for item in raised
    )
    shown = Markup("<h2>{}</h2><p>{}</p><ul class='cop-gates'>{}</ul>").format(
        title, _("These are hints. They change no answer and no score."), items
    )
    show_html(shown)


def _next(context: AssessmentContext) -> None:
    """Draw the button to the next step: the questionnaire until half is answered, then the gaps."""
    unanswered = context.next_unanswered()
    if unanswered is not None and context.count_answered(context.indicators) * 2 < len(
        context.indicators
    ):
        layout.show_next_step("answer", _("Go on with the next question"), context.id, unanswered)
    else:
        layout.show_next_step("gaps", _("See the gaps, the most urgent first"), context.id)
