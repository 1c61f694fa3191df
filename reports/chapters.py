"""The chapters of a roadmap document: order, selection and headings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessment.model.readership import CABINET_PAGES, Reader, Readership
from assessment.model.report_chapters import Chapter
from translations import gettext as _

MESSAGE, BODY, ROADMAP, METHOD = "message", "body", "roadmap", "method"

ORDER: tuple[str, ...] = (
    MESSAGE,
    BODY,
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

ANNEXES: tuple[str, ...] = (Chapter.ANNEX, Chapter.NUMBERS)
"""Chapters of the annexes, which are printed on demand."""

CHAPTERS: Mapping[Reader, tuple[str, ...]] = {
    Reader.MINISTER: (MESSAGE,),
    Reader.CABINET: (
        MESSAGE,
        Chapter.PROFILE,
        Chapter.GAPS,
        ROADMAP,
        Chapter.COST,
        METHOD,  # on the page of the costs, which has room; after the page for children it would need one more
        Chapter.RESPONSIBILITIES,
        Chapter.CHILDREN,
    ),
    Reader.TECHNICAL: tuple(item for item in ORDER if item not in (*ANNEXES, BODY)),
    Reader.BODY: (BODY,),
}
"""The chapters for each reader, in printed order."""


@dataclass(frozen=True, slots=True)
class ChapterEntry:
    """One entry of the table of contents."""

    id: str
    title: str


def chapters_of(readership: Readership, left_out: Collection[str]) -> tuple[str, ...]:
    """The ids of the chapters for a readership without those left out, in printed order.

    >>> chapters_of(Readership(Reader.CABINET), [Chapter.GAPS, Chapter.CHILDREN])
    ('message', 'profile', 'roadmap', 'cost', 'method', 'responsibilities')
    """
    chosen = (*CHAPTERS[readership.reader], *(ANNEXES if readership.annexes else ()))
    omitted = {str(item) for item in left_out}
    return tuple(str(item) for item in chosen if item not in omitted)


def chapter_title(chapter: str) -> str:
    """The heading of the chapter with the id `chapter`."""
    return {
        MESSAGE: _("The two pages for the minister"),
        BODY: _("The measures of one body"),
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


def reader_name(reader: Reader) -> str:
    """The label of a kind of reader, with what its document is."""
    return {
        Reader.MINISTER: _("Minister: two pages"),
        Reader.CABINET: _("Cabinet or parliament: at most {pages} pages").format(
            pages=CABINET_PAGES
        ),
        Reader.TECHNICAL: _("Technical readers and donors: the whole plan"),
        Reader.BODY: _("One leading body: its own measures"),
    }[reader]
