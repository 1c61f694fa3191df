"""The page Gaps: the gaps between levels and targets, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.gaps import target_editor
from app_pages.shell import charts, labels, layout, plan_review_status
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.markup import join, level_boxes
from app_pages.shell.navigation.code_links import show_html
from assessment import (
    Gap,
    MeasureChoice,
    MeasureDecision,
    Robustness,
    find_gaps,
    target_levels,
    unknown_indicators,
    weigh_gaps,
)
from questionnaires import Edition, Indicator
from questionnaires.palette import pillar_class
from reports.joining import phrase_separator
from reports.sections.edition_rules import target_sentence
from reports.sections.gap_descriptions import (
    GapDescription,
    describe_gap,
    figures_only_sentence,
    gap_sentence,
    not_shown_sentence,
    nothing_to_do_sentence,
    order_sentence,
    reached_targets,
    robustness_summary,
    robustness_text,
    robustness_title,
)
from reports.sections.labels import respondent_names
from reports.sections.roadmap.plan_descriptions import put_off_sentence
from translations import gettext as _
from translations import ngettext

Decisions = Mapping[str, MeasureDecision]
"""The decisions of a plan by measure."""

FIRST = 10
"""Gaps listed directly; the others are in an expander."""


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page."""
    edition, assessment = load(context.id)
    gaps = find_gaps(edition, assessment)
    robustness = weigh_gaps(edition, assessment, gaps)
    reached = reached_targets(edition, assessment, target_levels(edition, assessment))
    st.html(layout.header(context) + _message(edition, gaps, len(reached)))
    if rule := target_sentence(edition, assessment):
        st.html(Markup("<p class='cop-note'>{}</p>").format(rule))
    plan_review_status.show_open(context)
    if gaps:
        decisions = assessment.plan.decisions
        show_html(_list(edition, gaps[:FIRST], robustness, decisions, _("The first gaps to close")))
    if gaps[FIRST:]:
        rest = ngettext("{count} more gap", "{count} more gaps", len(gaps) - FIRST).format(
            count=len(gaps) - FIRST
        )
        show_html(
            Markup("<details><summary>{}</summary>{}</details>").format(
                rest, _list(edition, gaps[FIRST:], robustness, decisions, _("Further gaps"))
            )
        )
    if gaps:
        _robustness(robustness)
    unknown = unknown_indicators(edition, assessment)
    if unknown:
        show_html(_unknown(edition, unknown))
    if gaps or reached:
        show_html(_nothing_to_do(reached))
    target_editor.choose(context)
    layout.show_next_step("roadmap", _("See what to do, and when"), context.id)


def _message(edition: Edition, gaps: Sequence[Gap], reached: int) -> Markup:
    """Return the heading: the number of gaps and of reached targets."""
    if figures_only := figures_only_sentence(edition):
        return Markup("<h1>{}</h1><p>{}</p>").format(_("No gaps in this edition"), figures_only)
    if not gaps and not reached:
        return Markup("<h1>{}</h1><p>{}</p>").format(
            _("No gaps known yet"),
            _(
                "A gap shows when a question has a level below its target. Answer some questions first."
            ),
        )
    title = ngettext("{count} gap", "{count} gaps", len(gaps)).format(count=len(gaps))
    text = ngettext(
        "{count} question has reached its target.",
        "{count} questions have reached their targets.",
        reached,
    ).format(count=reached)
    return Markup("<h1>{}</h1><p>{} {} {}</p>").format(
        title,
        text,
        order_sentence(),
        _("The target of all questions is set on the page Roadmap, that of a single one below."),
    )


def _list(
    edition: Edition,
    gaps: Sequence[Gap],
    robustness: Robustness | None,
    decisions: Decisions,
    title: str,
) -> Markup:
    """Return a titled list of gaps."""
    return Markup('<h2>{}</h2><ol class="cop-gap-list">{}</ol>').format(
        title, join(_item(edition, gap, robustness, decisions) for gap in gaps)
    )


def _item(
    edition: Edition, gap: Gap, robustness: Robustness | None, decisions: Decisions
) -> Markup:
    """Return one gap: question, level and target, reasons for its rank, what is put off, details."""
    indicator = gap.indicator
    texts = describe_gap(edition, gap, robustness)
    return Markup(
        '<li><p><strong class="cop-letter {pillar}">{id}</strong> <strong>{question}</strong></p>'
        "<p>{now}{comma}{target}</p><p>{reasons}</p>{put_off}{robustness}{details}</li>"
    ).format(
        pillar=pillar_class(edition, edition.pillar_of[indicator.id].id),
        id=indicator.id,
        question=labels.question(indicator),
        now=level_boxes(
            gap.current_level,
            edition.scale_of(indicator).top_level,
            _level(edition, indicator, gap.current_level),
            gap.target_level,
        ),
        comma=phrase_separator(),
        target=_("target {level}").format(level=_level(edition, indicator, gap.target_level)),
        reasons=gap_sentence(edition, gap),
        put_off=_put_off(texts, decisions),
        robustness=Markup("<p class='cop-note'>{}</p>").format(texts.robustness)
        if texts.robustness
        else "",
        details=_details(texts),
    )


def _put_off(texts: GapDescription, decisions: Decisions) -> Markup:
    """Return a line for each measure of a gap that is put off: until when, and why (docs/adr/0061)."""
    return join(
        Markup("<p><strong>{}</strong> {} {}</p>").format(
            item.id,
            labels.content(item.id, "title", item.title),
            put_off_sentence(decision),
        )
        for item in texts.measures
        if (decision := decisions.get(item.id)) and decision.choice is MeasureChoice.NOT_NOW
    )


def _details(texts: GapDescription) -> Markup:
    """Return an expander: why it matters, what exists, what is missing, what can be done."""
    measures = [
        Markup("<strong>{}</strong> {}").format(
            item.id, labels.content(item.id, "title", item.title)
        )
        for item in texts.measures
    ]
    parts = (
        (_("Why it matters"), (texts.why,) if texts.why else ()),
        (_("What is there"), texts.there),
        (_("What is missing"), texts.missing),
        (_("What can be done"), (*measures, *texts.without_measure)),
    )
    return Markup("<details class='cop-help'><summary>{}</summary><dl>{}</dl></details>").format(
        _("What is there and what is missing"),
        join(
            Markup("<dt>{}</dt>{}").format(
                title, join(Markup("<dd>{}</dd>").format(text) for text in items)
            )
            for title, items in parts
            if items
        ),
    )


def _robustness(robustness: Robustness | None) -> None:
    """Draw how far the order of the gaps depends on the weights."""
    st.html(
        Markup("<h2>{}</h2><p>{}</p>").format(
            robustness_title(robustness)
            if robustness is not None and robustness.gaps and not robustness.is_trivial
            else _("How sure is this order?"),
            robustness_text(robustness),
        )
    )
    if robustness is None or not robustness.gaps or robustness.is_trivial:
        return
    st.html(
        Markup("<p class='cop-note'>{}</p>").format(
            _("Dot: arithmetic mean. Square: geometric mean.")
        )
    )
    st.plotly_chart(
        charts.gap_dots(robustness),
        theme=None,
        config=charts.STATIC_CONFIG,
        key="robustness",
        alt=robustness_summary(robustness),
    )
    if not_shown_sentence(robustness):
        st.html(Markup("<p class='cop-note'>{}</p>").format(not_shown_sentence(robustness)))


def _nothing_to_do(reached: Sequence[Indicator]) -> Markup:
    """Return the indicators that have reached their target."""
    text = Markup("<h2>{}</h2><p>{}</p>").format(
        _("At the target"), nothing_to_do_sentence(len(reached))
    )
    if not reached:
        return text
    return text + Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(
        _("Which questions"),
        join(
            Markup("<li><strong>{}</strong> {}</li>").format(item.id, labels.question(item))
            for item in reached
        ),
    )


def _level(edition: Edition, indicator: Indicator, level: int) -> str:
    """Return a level of an indicator with its name."""
    return f"{level} {labels.level_name(edition, indicator, level)}"


def _unknown(edition: Edition, unknown: Sequence[Indicator]) -> Markup:
    """Return the indicators answered with "don't know", each with who could answer."""
    return Markup("<h2>{}</h2><p>{}</p><ul>{}</ul>").format(
        _("Not known yet, and who could say"),
        _("“Don’t know” is never counted as level 0. Ask before you plan."),
        join(
            Markup("<li><strong>{}</strong> {} <span class='cop-note'>{}</span></li>").format(
                item.id,
                labels.question(item),
                respondent_names(edition, item),
            )
            for item in unknown
        ),
    )
