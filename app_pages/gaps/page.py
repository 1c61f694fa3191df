"""The gaps between where the country stands and where it wants to be, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app_pages.gaps import target_editor
from app_pages.shell import charts, labels, layout, plan_review_status
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.markup import join, squares
from assessment import (
    Gap,
    Robustness,
    find_gaps,
    target_levels,
    unknown_indicators,
    weigh_gaps,
)
from questionnaires import Edition, Indicator
from reports.formats import format_number
from reports.sections.gap_words import (
    GapWords,
    gap_words,
    not_shown_sentence,
    nothing_to_do_sentence,
    reached_targets,
    robustness_in_words,
    robustness_text,
    robustness_title,
)
from reports.sections.words import respondent_names
from translations import gettext as _
from translations import ngettext

FIRST = 10
"""Gaps shown at once; the others open below."""


@layout.of_one_assessment
def show(context: AssessmentContext) -> None:
    edition, assessment = load(context.id)
    found = find_gaps(edition, assessment)
    robustness = weigh_gaps(edition, assessment, found)
    reached = reached_targets(edition, assessment, target_levels(edition, assessment))
    st.html(layout.header(context) + _message(found, len(reached)))
    plan_review_status.show_open(context)
    if found:
        st.html(_list(edition, found[:FIRST], robustness, _("The first gaps to close")))
    if found[FIRST:]:
        rest = ngettext("{count} more gap", "{count} more gaps", len(found) - FIRST).format(
            count=len(found) - FIRST
        )
        st.html(
            Markup("<details><summary>{}</summary>{}</details>").format(
                rest, _list(edition, found[FIRST:], robustness, _("Further gaps"))
            )
        )
    if found:
        _robustness(robustness)
    unknown = unknown_indicators(edition, assessment)
    if unknown:
        st.html(_unknown(edition, unknown))
    if found or reached:
        st.html(_nothing_to_do(reached))
    target_editor.choose(context)
    layout.show_next_step("roadmap", _("See what to do, and when"), context.id)


def _message(found: Sequence[Gap], reached: int) -> Markup:
    if not found and not reached:
        return Markup("<h1>{}</h1><p>{}</p>").format(
            _("No gaps known yet"),
            _(
                "A gap shows when a question has a level below its target. Answer some questions first."
            ),
        )
    title = ngettext("{count} gap", "{count} gaps", len(found)).format(count=len(found))
    text = ngettext(
        "{count} question has reached its target.",
        "{count} questions have reached their targets.",
        reached,
    ).format(count=reached)
    return Markup("<h1>{}</h1><p>{} {}</p>").format(
        title,
        text,
        _(
            "The order follows the size of the gap, whether it belongs to the core, whether a child may be in "
            "danger, and whether work can begin now. The target of all questions is set on the page Roadmap, "
            "that of a single one below."
        ),
    )


def _list(
    edition: Edition, found: Sequence[Gap], robustness: Robustness | None, title: str
) -> Markup:
    return Markup('<h2>{}</h2><ol class="cop-gap-list">{}</ol>').format(
        title, join(_item(edition, gap, robustness) for gap in found)
    )


def _item(edition: Edition, gap: Gap, robustness: Robustness | None) -> Markup:
    """One gap: the question, where it stands and where it should, why it comes here, what is missing."""
    indicator = gap.indicator
    told = gap_words(edition, gap, robustness)
    return Markup(
        '<li><p><strong class="cop-letter pillar-{letter}">{id}</strong> <strong>{question}</strong></p>'
        "<p>{now}, {target}</p><p>{reasons}</p>{robustness}{details}</li>"
    ).format(
        letter=edition.pillar_of[indicator.id].letter,
        id=indicator.id,
        question=labels.question(indicator),
        now=squares(
            gap.current_level,
            edition.scale_of(indicator).top_level,
            _named(edition, indicator, gap.current_level),
            gap.target_level,
        ),
        target=_("target {level}").format(level=_named(edition, indicator, gap.target_level)),
        reasons=gap_reasons(gap),
        robustness=Markup("<p class='cop-note'>{}</p>").format(told.robustness)
        if told.robustness
        else "",
        details=_details(told),
    )


def gap_reasons(gap: Gap) -> str:
    """How large a gap is and why it comes where it comes, in a sentence."""
    reasons = [
        ngettext("{count} level short", "{count} levels short", gap.gap).format(count=gap.gap)
    ]
    if gap.indicator.core:
        reasons.append(_("core"))
    if gap.indicator.severe:
        reasons.append(_("a child may be in danger"))
    reasons.append(_("can begin now") if gap.readiness == 1 else _("waits for something else"))
    reasons.append(
        _("adds {points} points to the overall score").format(
            points=format_number(gap.reach * 100, 1)
        )
    )
    text = "; ".join(reasons)
    return _("{sentence}.").format(sentence=text[:1].upper() + text[1:])


def _details(told: GapWords) -> Markup:
    """Opens below the question: why it matters, what is there, what is missing, what can be done."""
    measures = [
        Markup("<strong>{}</strong> {}").format(
            item.id, labels.content(item.id, "title", item.title)
        )
        for item in told.measures
    ]
    parts = (
        (_("Why it matters"), (told.why,) if told.why else ()),
        (_("What is there"), told.there),
        (_("What is missing"), told.missing),
        (_("What can be done"), (*measures, *told.without_measure)),
    )
    return Markup("<details class='cop-help'><summary>{}</summary><dl>{}</dl></details>").format(
        _("What is there and what is missing"),
        join(
            Markup("<dt>{}</dt>{}").format(
                title, join(Markup("<dd>{}</dd>").format(text) for text in texts)
            )
            for title, texts in parts
            if texts
        ),
    )


def _robustness(robustness: Robustness | None) -> None:
    """How far the order depends on the weights."""
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
        config=charts.STILL,
        key="robustness",
        alt=robustness_in_words(robustness),
    )
    if not_shown_sentence(robustness):
        st.html(Markup("<p class='cop-note'>{}</p>").format(not_shown_sentence(robustness)))


def _nothing_to_do(reached: Sequence[Indicator]) -> Markup:
    text = Markup("<h2>{}</h2><p>{}</p>").format(
        _("Nothing to do"), nothing_to_do_sentence(len(reached))
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


def _named(edition: Edition, indicator: Indicator, level: int) -> str:
    return f"{level} {labels.level_name(edition, indicator, level)}"


def _unknown(edition: Edition, unknown: Sequence[Indicator]) -> Markup:
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
