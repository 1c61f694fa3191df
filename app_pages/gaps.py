"""The gaps between where the country stands and where it wants to be, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app_pages import frame, words
from app_pages.glance import glance_at, load
from app_pages.markup import join, squares, table
from assessment import Gap, find_gaps, target_levels, unknown_indicators
from questionnaires import Edition, Indicator
from reports.formats import format_number
from translations import gettext as _
from translations import ngettext

FIRST = 10
"""Gaps shown at once; the others open below."""


def show() -> None:
    chosen = frame.assessment_chosen()
    if chosen is None:
        return
    with frame.errors_shown():
        glance = glance_at(chosen)
        frame.show_side(glance)
        edition, assessment = load(chosen)
        found = find_gaps(edition, assessment)
        reached = sum(
            level is not None and level >= target
            for level, target in (
                (assessment.level(key), target)
                for key, target in target_levels(edition, assessment).items()
            )
        )
        st.html(frame.header(glance) + _message(found, reached))
        if found:
            st.html(_table(edition, found[:FIRST], _("The first gaps to close")))
        if found[FIRST:]:
            rest = ngettext("{count} more gap", "{count} more gaps", len(found) - FIRST).format(
                count=len(found) - FIRST
            )
            st.html(
                Markup("<details><summary>{}</summary>{}</details>").format(
                    rest, _table(edition, found[FIRST:], _("Further gaps"))
                )
            )
        unknown = unknown_indicators(edition, assessment)
        if unknown:
            st.html(_unknown(unknown))
        frame.show_next_step("roadmap", _("See what to do, and when"), chosen)


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
            "danger, and whether work can begin now. Targets are set on the page Roadmap."
        ),
    )


def _table(edition: Edition, found: Sequence[Gap], caption: str) -> Markup:
    return table(
        caption,
        (_("Question"), _("Now"), _("Target"), _("Why it comes here"), _("Adds to the score")),
        [_row(edition, gap) for gap in found],
        right=(4,),
    )


def _row(edition: Edition, gap: Gap) -> tuple[Markup | str, ...]:
    indicator = gap.indicator
    top = edition.scale_of(indicator).top_level
    reasons = [
        ngettext("{count} level short", "{count} levels short", gap.gap).format(count=gap.gap)
    ]
    if indicator.core:
        reasons.append(_("core"))
    if indicator.severe:
        reasons.append(_("a child may be in danger"))
    reasons.append(_("can begin now") if gap.readiness == 1 else _("waits for something else"))
    return (
        Markup('<span class="cop-letter pillar-{}">{}</span> {}').format(
            edition.pillar_of[indicator.id].letter, indicator.id, words.question(indicator)
        ),
        squares(gap.current_level, top, _named(edition, indicator, gap.current_level)),
        _named(edition, indicator, gap.target_level),
        "; ".join(reasons),
        _("{points} points").format(points=format_number(gap.reach * 100, 1)),
    )


def _named(edition: Edition, indicator: Indicator, level: int) -> str:
    return f"{level} {words.level_name(edition, indicator, level)}"


def _unknown(unknown: Sequence[Indicator]) -> Markup:
    return Markup("<h2>{}</h2><p>{}</p><ul>{}</ul>").format(
        _("Not known yet, and who could say"),
        _("“Don’t know” is never counted as level 0. Ask before you plan."),
        join(
            Markup("<li><strong>{}</strong> {} <span class='cop-note'>{}</span></li>").format(
                item.id,
                words.question(item),
                words.content(item.id, "respondents", item.respondents),
            )
            for item in unknown
        ),
    )
