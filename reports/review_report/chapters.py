"""The chapters of the report of a review: what each is called, and the sentence that it begins with."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.review.outcomes import Result
from reports.review_report.analysis import Reviewed
from translations import gettext as _

PROFILES, OPEN, LEVELS, AS_THEY_WERE, TALK, NOT_LOOKED_AT, PLAN, COURSE, READING = (
    "profiles", "open-points", "levels", "as-they-were", "talk", "not-looked-at", "plan", "course", "reading",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReviewChapter:
    """A heading, and what stands below it: how to read the chapter, or that it holds nothing."""

    id: str
    title: str
    sentence: str = ""


def profiles_chapter(stands: str) -> ReviewChapter:
    """`stands` is what the third profile is called."""
    return ReviewChapter(
        PROFILES,
        _("The three profiles"),
        _(
            "Self: the country’s own levels. Expert: the expert’s, and the country’s where the expert gave none. "
            "{name}: the levels that count."
        ).format(name=stands),
    )


def open_chapter(reviewed: Reviewed) -> ReviewChapter:
    return ReviewChapter(
        OPEN,
        _("Open points"),
        _("By who must act. The assessment can be agreed once nothing stands here.")
        if reviewed.counts[Result.OPEN]
        else _(
            "Nothing is open: no question, no disagreement, and no answer that was changed since the expert looked."
        ),
    )


def levels_chapter(*, is_empty: bool) -> ReviewChapter:
    return ReviewChapter(
        LEVELS,
        _("Levels that differ or were changed"),
        _("None: where the expert looked, both give the same level, and the country changed none.")
        if is_empty
        else _(
            "Self is the country’s own level with what it says in the questionnaire; then the expert’s level and reason, "
            "what the country said, and what stands."
        ),
    )


def as_they_were_chapter(*, is_empty: bool) -> ReviewChapter:
    return ReviewChapter(
        AS_THEY_WERE,
        _("Levels agreed as they were"),
        _("None.") if is_empty else _("The expert sees what the country sees."),
    )


def talk_chapter(*, is_empty: bool) -> ReviewChapter:
    return ReviewChapter(
        TALK,
        _("Questions and replies in full"),
        _("Nothing was asked and nothing replied.")
        if is_empty
        else _(
            "Question by question, the oldest first. Left out are questions of which the expert said only, without a "
            "word, that the level is the same."
        ),
    )


def not_looked_at_chapter(*, is_empty: bool) -> ReviewChapter:
    return ReviewChapter(
        NOT_LOOKED_AT,
        _("Not looked at"),
        _("None: every question was looked at.")
        if is_empty
        else _("These levels stand as the country gave them."),
    )


def plan_chapter() -> ReviewChapter:
    return ReviewChapter(PLAN, _("The plan"))


def course_chapter() -> ReviewChapter:
    return ReviewChapter(COURSE, _("Steps taken"))


def reading_chapter() -> ReviewChapter:
    return ReviewChapter(READING, _("How to read this report"))
