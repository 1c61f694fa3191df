"""Everything the report of a review shows, gathered in one frozen value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessment import Standing
from reports.basis_labels import standing_name
from reports.document_metadata import (
    document_direction,
    document_language,
    level_styles,
    page_numbering,
)
from reports.figures import LevelStyle
from reports.review_report import chapters
from reports.review_report.analysis import Reviewed
from reports.review_report.chapters import ReviewChapter
from reports.review_report.how_to_read import reading
from reports.review_report.levels import (
    LevelItem,
    ListedPillar,
    agreed_as_they_were,
    level_items,
    not_looked_at,
)
from reports.review_report.message import (
    Head,
    ReviewMessage,
    head,
    review_message,
    stands_name,
)
from reports.review_report.open_points import OpenPart, open_parts
from reports.review_report.plan import PlanPart, plan_part
from reports.review_report.profiles import Profiles, profiles
from reports.review_report.step_table import course_rows
from reports.review_report.threads import TalkOfPillar, talks
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """Texts translated, numbers written out, drawings drawn: templates only print."""

    language: str
    direction: str
    title: str
    description: str
    day: dt.date
    running_title: str
    running_standing: str
    page_of: tuple[str, str, str]
    level_styles: tuple[LevelStyle, ...]
    is_illustrative: bool
    standing: str
    chapters: tuple[ReviewChapter, ...]
    """What the document holds after its first page, in order."""
    head: Head
    message: ReviewMessage
    profiles: Profiles
    open: tuple[OpenPart, ...]
    levels: tuple[LevelItem, ...]
    as_they_were: tuple[ListedPillar, ...]
    talks: tuple[TalkOfPillar, ...]
    not_looked_at: tuple[ListedPillar, ...]
    plan: PlanPart | None
    """None where nothing was said of the plan."""
    course: tuple[tuple[str, str, str, str], ...]
    course_head: tuple[str, str, str, str]
    reading: tuple[str, ...]


def build_review_report(reviewed: Reviewed) -> ReviewReport:
    """The report in the language in use."""
    waiting, first = open_parts(reviewed), head(reviewed)
    levels, as_they_were = level_items(reviewed), agreed_as_they_were(reviewed)
    talked, unseen = talks(reviewed), not_looked_at(reviewed)
    of_plan = plan_part(reviewed.edition, reviewed.plan)
    cycle = reviewed.assessment.cycle
    standing = standing_name(reviewed.basis, reviewed.assessment.standing)
    return ReviewReport(
        language=document_language(),
        direction=document_direction(),
        title=_("{country}: child online protection, review {cycle}").format(
            country=first.country, cycle=cycle
        ),
        description=_("{title}. {standing}.").format(title=first.subtitle, standing=standing),
        day=reviewed.day,
        running_title=_("{country}: review of child online protection, cycle {cycle}").format(
            country=first.country, cycle=cycle
        ),
        running_standing=standing,
        page_of=page_numbering(),
        level_styles=level_styles(reviewed.edition),
        is_illustrative=reviewed.assessment.standing is Standing.ILLUSTRATIVE,
        standing=standing,
        chapters=(
            chapters.profiles_chapter(stands_name(reviewed)),
            chapters.open_chapter(reviewed),
            chapters.levels_chapter(is_empty=not levels),
            chapters.as_they_were_chapter(is_empty=not as_they_were),
            chapters.talk_chapter(is_empty=not talked),
            chapters.not_looked_at_chapter(is_empty=not unseen),
            *([chapters.plan_chapter()] if of_plan else []),
            *([chapters.course_chapter()] if reviewed.course.moves else []),
            chapters.reading_chapter(),
        ),
        head=first,
        message=review_message(reviewed, waiting, of_plan.sentences[0] if of_plan else ""),
        profiles=profiles(reviewed),
        open=waiting,
        levels=levels,
        as_they_were=as_they_were,
        talks=talked,
        not_looked_at=unseen,
        plan=of_plan,
        course=course_rows(reviewed),
        course_head=(_("Day"), _("Step"), _("Reason"), _("Snapshot (SHA-256)")),
        reading=reading(reviewed),
    )
