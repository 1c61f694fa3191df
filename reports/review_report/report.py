"""The report of a review: everything a document shows, in one frozen value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reports.basis_labels import standing_line
from reports.document_metadata import (
    Head,
    level_styles,
    page_numbering,
)
from reports.figures import LevelStyle
from reports.review_report import chapters
from reports.review_report.analysis import ReviewAnalysis
from reports.review_report.chapters import ReviewChapter
from reports.review_report.how_to_read import reading
from reports.review_report.levels import (
    LevelItem,
    ListedPillar,
    confirmed_levels,
    level_items,
    not_looked_at,
)
from reports.review_report.message import (
    ReviewMessage,
    head,
    review_message,
    third_profile_name,
)
from reports.review_report.open_points import PartyPoints, points_by_party
from reports.review_report.plan import PlanPart, plan_part
from reports.review_report.profiles import Profiles, profiles
from reports.review_report.step_table import transition_rows
from reports.review_report.threads import PillarThreads, pillar_threads
from translations import current_language, direction_of, document_language, language_note
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class ReviewReport:
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
    chapters: tuple[ReviewChapter, ...]
    """Chapters after the first page, in printed order."""
    head: Head
    message: ReviewMessage
    profiles: Profiles
    open: tuple[PartyPoints, ...]
    levels: tuple[LevelItem, ...]
    confirmed: tuple[ListedPillar, ...]
    threads: tuple[PillarThreads, ...]
    not_looked_at: tuple[ListedPillar, ...]
    plan: PlanPart | None
    """None where the plan has no remarks."""
    transitions: tuple[tuple[str, str, str, str], ...]
    transitions_head: tuple[str, str, str, str]
    reading: tuple[str, ...]


def build_review_report(analysis: ReviewAnalysis) -> ReviewReport:
    """Build the report in the language in use."""
    waiting, first = points_by_party(analysis), head(analysis)
    levels, confirmed = level_items(analysis), confirmed_levels(analysis)
    remarked, unseen = pillar_threads(analysis), not_looked_at(analysis)
    of_plan = plan_part(analysis.edition, analysis.plan)
    cycle = analysis.assessment.cycle
    standing = standing_line(analysis.basis, analysis.assessment.standing)
    return ReviewReport(
        language=document_language(current_language()),
        direction=direction_of(current_language()),
        title=_("{country}: child online protection, review {cycle}").format(
            country=first.country, cycle=cycle
        ),
        description=_("{title}. {standing}.").format(title=first.subtitle, standing=standing),
        day=analysis.day,
        running_title=_("{country}: review of child online protection, cycle {cycle}").format(
            country=first.country, cycle=cycle
        ),
        running_standing=standing,
        page_of=page_numbering(),
        level_styles=level_styles(analysis.edition),
        is_own=analysis.assessment.standing.is_own,
        standing=standing,
        chapters=(
            chapters.profiles_chapter(third_profile_name(analysis)),
            chapters.open_chapter(analysis),
            chapters.levels_chapter(is_empty=not levels),
            chapters.confirmed_chapter(is_empty=not confirmed),
            chapters.threads_chapter(is_empty=not remarked),
            chapters.not_looked_at_chapter(is_empty=not unseen),
            *([chapters.plan_chapter()] if of_plan else []),
            *([chapters.transitions_chapter()] if analysis.history.transitions else []),
            chapters.reading_chapter(),
        ),
        head=first,
        message=review_message(analysis, waiting, of_plan.sentences[0] if of_plan else ""),
        profiles=profiles(analysis),
        open=waiting,
        levels=levels,
        confirmed=confirmed,
        threads=remarked,
        not_looked_at=unseen,
        plan=of_plan,
        transitions=transition_rows(analysis),
        transitions_head=(_("Day"), _("Step"), _("Reason"), _("Snapshot (SHA-256)")),
        reading=(*filter(None, (language_note(),)), *reading(analysis)),
    )
