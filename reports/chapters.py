"""The chapters of a roadmap document: order, selection and headings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.report_chapters import Chapter
from translations import gettext as _


class Version(StrEnum):
    """The full document, or the short one of at most `SHORT_PAGES` pages."""

    FULL = "full"
    SHORT = "short"


SHORT_PAGES = 8
"""Maximum number of pages of the short version."""

MESSAGE, ROADMAP, METHOD = "message", "roadmap", "method"

ORDER: tuple[str, ...] = (
    MESSAGE,
    Chapter.PROFILE,
    Chapter.INVITATIONS,
    Chapter.VIEWS,
    Chapter.WARNINGS,
    Chapter.GAPS,
    ROADMAP,
    Chapter.ACTIONS,
    Chapter.SHEETS,
    Chapter.COST,
    Chapter.RESPONSIBILITIES,
    Chapter.FUNDING,
    Chapter.RISKS,
    Chapter.MONITORING,
    Chapter.STATISTICS,
    Chapter.CHILDREN,
    Chapter.OPEN,
    METHOD,
    Chapter.SOURCES,
    Chapter.ANNEX,
    Chapter.NUMBERS,
)
"""Ids in printed order; those that are no `Chapter` can't be left out."""

SHORT: frozenset[str] = frozenset(
    (MESSAGE, Chapter.PROFILE, Chapter.GAPS, ROADMAP, Chapter.COST, METHOD)
)


@dataclass(frozen=True, slots=True)
class ChapterEntry:
    """One entry of the table of contents."""

    id: str
    title: str


def chapters_of(version: Version, left_out: Collection[str]) -> tuple[str, ...]:
    """The ids of the chapters of a version without those left out, in printed order.

    >>> chapters_of(Version.SHORT, [Chapter.GAPS])
    ('message', 'profile', 'roadmap', 'cost', 'method')
    """
    out = {str(item) for item in left_out}
    return tuple(
        str(item)
        for item in ORDER
        if item not in out and (version is Version.FULL or item in SHORT)
    )


def chapter_title(chapter: str) -> str:
    """The heading of the chapter with the id `chapter`."""
    return {
        MESSAGE: _("The message on one page"),
        Chapter.PROFILE: _("Profile by pillar"),
        Chapter.INVITATIONS: _("The invitations of Resolution 179"),
        Chapter.VIEWS: _("Questions across the pillars"),
        Chapter.WARNINGS: _("Warnings to look at"),
        Chapter.GAPS: _("Gaps and their priority"),
        ROADMAP: _("Roadmap"),
        Chapter.ACTIONS: _("Actions by phase and quarter"),
        Chapter.SHEETS: _("Each measure on a sheet"),
        Chapter.COST: _("What it leads to and what it costs"),
        Chapter.RESPONSIBILITIES: _("Who does what"),
        Chapter.FUNDING: _("Who pays"),
        Chapter.RISKS: _("Risks and assumptions"),
        Chapter.MONITORING: _("How we will know"),
        Chapter.STATISTICS: _("Statistics"),
        Chapter.CHILDREN: _("For children and young people"),
        Chapter.OPEN: _("What nobody knows yet"),
        METHOD: _("Method"),
        Chapter.SOURCES: _("Sources"),
        Chapter.ANNEX: _("Annex: all answers"),
        Chapter.NUMBERS: _("Annex: how each number was made"),
    }[chapter]
