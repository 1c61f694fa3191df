"""The report on the resolution: everything a document shows, in one frozen value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from reports.basis_labels import standing_line
from reports.document_look import Look, document_look
from reports.document_metadata import Head, level_styles, page_numbering
from reports.figures import LevelStyle
from reports.resolution_report.analysis import ResolutionAnalysis
from reports.resolution_report.clause_sections import ClauseSection, clause_sections
from reports.resolution_report.dangers import DangerPart, danger_part
from reports.resolution_report.how_to_read import reading
from reports.resolution_report.message import (
    ResolutionMessage,
    addressee_caption,
    head,
    resolution_message,
)
from reports.sections.roadmap.plan_standing import standing_sentence
from translations import current_language, direction_of, document_language, language_note
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class ClauseChapter:
    """The invitations to one addressee."""

    title: str
    sections: tuple[ClauseSection, ...]


@dataclass(frozen=True, slots=True)
class ResolutionReport:
    """Translated texts, formatted numbers, charts; templates only print them."""

    language: str
    direction: str
    title: str
    description: str
    day: dt.date
    running_title: str
    running_standing: str
    page_of: tuple[str, str, str]
    level_styles: tuple[LevelStyle, ...]
    is_own: bool
    standing: str
    look: Look
    head: Head
    notice: str
    """Whose document it is not, for the first page."""
    message: ResolutionMessage
    dangers: DangerPart
    remarks: tuple[str, ...]
    """On the whole report, above the invitations: that too little is answered for a plan."""
    chapters: tuple[ClauseChapter, ...]
    reading_title: str
    reading: tuple[str, ...]


def build_resolution_report(analysis: ResolutionAnalysis) -> ResolutionReport:
    """Build the report in the language in use."""
    first, assessment = head(analysis), analysis.now.assessment
    standing = standing_line(analysis.basis, assessment.standing)
    sections = clause_sections(analysis)
    note = tuple(line for line in assessment.note.split("\n") if line.strip())
    period = " – ".join(map(str, analysis.cycles))
    title = _("{country}: national report on Resolution 179, {cycles}").format(
        country=first.country, cycles=period
    )
    return ResolutionReport(
        language=document_language(current_language()),
        direction=direction_of(current_language()),
        title=title,
        description=_("{title}. {standing}.").format(title=first.subtitle, standing=standing),
        day=analysis.now.day,
        running_title=title,
        running_standing=standing,
        page_of=page_numbering(),
        level_styles=level_styles(analysis.now.edition),
        is_own=assessment.standing.is_own,
        standing=standing,
        look=document_look(assessment, note),
        head=first,
        notice=_(
            "An independent self-assessment, not a product of the ITU or of any other organization named in it."
        ),
        message=resolution_message(analysis),
        dangers=danger_part(analysis),
        remarks=tuple(
            filter(None, (standing_sentence(analysis.now.standing, analysis.now.first),))
        ),
        chapters=_chapters(analysis, sections),
        reading_title=_("How to read this report"),
        reading=(*filter(None, (language_note(),)), *reading(analysis)),
    )


def _chapters(
    analysis: ResolutionAnalysis, sections: Mapping[str, ClauseSection]
) -> tuple[ClauseChapter, ...]:
    addressees = dict.fromkeys(item.clause.addressee for item in analysis.clauses)
    chapters = []
    for addressee in addressees:
        items = [item for item in analysis.clauses if item.clause.addressee == addressee]
        chapters.append(
            ClauseChapter(
                addressee_caption(items[0]), tuple(sections[item.clause.id] for item in items)
            )
        )
    return tuple(chapters)
