"""The two pages for a minister as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import PlanStanding
from reports.analysis import Analysis
from reports.formats import cut_text
from reports.joining import join_clauses
from reports.sections.minister.bars import Bars, bars
from reports.sections.minister.dangers import (
    Danger,
    DangerRow,
    danger_caption,
    danger_head,
    danger_rows,
    dangers,
    further_sentence,
)
from reports.sections.minister.decisions import decisions
from reports.sections.minister.first_measures import FirstMeasures, first_measures
from reports.sections.minister.headline import headline
from reports.sections.minister.lacking import Decision
from reports.sections.minister.money import Money, money
from reports.sections.minister.tiles import Tile, tiles
from reports.sections.minister.unknown import unknown_sentences
from reports.sections.roadmap.chains import chains_remark
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class MinisterPages:
    """The texts of both pages."""

    headline: str
    tiles: tuple[Tile, ...]
    dangers: tuple[DangerRow, ...]
    dangers_caption: str
    dangers_head: tuple[str, ...]
    dangers_remark: str
    bars: Bars
    second: str
    """The headline of the second page."""
    decisions: tuple[Decision, ...]
    first: FirstMeasures
    money: Money
    unknown: tuple[str, ...]


def minister_pages(analysis: Analysis) -> MinisterPages:
    """The two pages of an assessment."""
    items = dangers(analysis)
    asked = decisions(analysis, items)
    first = first_measures(analysis)
    return MinisterPages(
        headline=headline(analysis, items),
        tiles=tiles(analysis, items),
        dangers=danger_rows(analysis, items),
        dangers_caption=danger_caption(),
        dangers_head=danger_head(),
        dangers_remark=_remark(analysis, items) if items else _no_danger(analysis),
        bars=bars(analysis),
        second=_second(len(asked), first),
        decisions=asked,
        first=first,
        money=money(analysis),
        unknown=unknown_sentences(analysis),
    )


REMARK_LENGTH = 400
"""Largest number of characters of the remark below the table of dangers."""


def _remark(analysis: Analysis, items: tuple[Danger, ...]) -> str:
    """The dangers not shown, and what the closed ones need to work."""
    shown = () if analysis.standing is PlanStanding.WITHHELD else analysis.chains
    parts = (further_sentence(items), chains_remark(shown))
    return cut_text(" ".join(filter(None, parts)), REMARK_LENGTH)


def _no_danger(analysis: Analysis) -> str:
    """The sentence in place of the table of dangers."""
    severe = [item for item in analysis.indicators if item.severe]
    if not severe:
        return _("None of the questions asked is marked as a danger to children.")
    if all(analysis.assessment.answer(item.id).state == "not_applicable" for item in severe):
        return _("All questions about a danger to children are said not to apply.")
    out = sum(analysis.assessment.answer(item.id).state == "not_applicable" for item in severe)
    if out:
        return ngettext(
            "{out} of {total} questions about a danger to children is said not to apply; no other is below its target.",
            "{out} of {total} questions about a danger to children are said not to apply; no other is below its target.",
            out,
        ).format(out=out, total=len(severe))
    if analysis.excludes_too_much:
        return _("No question about a danger to children is below its target.")
    return _("Every question about a danger to children has reached its target.")


def _second(asked: int, first: FirstMeasures) -> str:
    rows = len(first.rows)
    if not rows:
        return ngettext(
            "{count} decision asked of you", "{count} decisions asked of you", asked
        ).format(count=asked)
    # Beside a second number the first one is short, so that the heading stays on one line.
    decisions = ngettext("{count} decision", "{count} decisions", asked).format(count=asked)
    if not first.rows[0].when:
        then = ngettext(
            "{count} question to answer first", "{count} questions to answer first", rows
        )
    else:
        then = ngettext(
            "{count} measure that comes first", "{count} measures that come first", rows
        )
    return join_clauses((decisions, then.format(count=rows)))
