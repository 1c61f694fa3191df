"""The chapters of a review report: ids, headings and introductory sentences."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.review.outcomes import Result
from reports.review_report.analysis import ReviewAnalysis
from translations import gettext as _
from translations import pgettext

PROFILES, OPEN, LEVELS, CONFIRMED, THREADS, NOT_LOOKED_AT, PLAN, TRANSITIONS, READING = (
    "profiles", "open-points", "levels", "as-they-were", "talk", "not-looked-at", "plan", "course", "reading",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReviewChapter:
    """One chapter: id (also the HTML anchor), heading, and a sentence on how to read it or that it is empty."""

    id: str
    title: str
    sentence: str = ""


def profiles_chapter(third_profile: str) -> ReviewChapter:
    """Chapter on the three profiles; `third_profile` is the name of the third."""
    return ReviewChapter(
        PROFILES,
        _("The three profiles"),
        _(
            "Self: the country’s own levels. Expert: the expert’s, and the country’s where the expert gave none. "
            "{name}: the levels that count."
        ).format(name=third_profile),
    )


def open_chapter(analysis: ReviewAnalysis) -> ReviewChapter:
    """Chapter on the open points."""
    return ReviewChapter(
        OPEN,
        _("Open points"),
        _("By who must act. The assessment can be agreed once nothing stands here.")
        if analysis.counts[Result.OPEN]
        else _(
            "Nothing is open: no question, no disagreement, and no answer that was changed since the expert looked."
        ),
    )


def levels_chapter(*, is_empty: bool) -> ReviewChapter:
    """Chapter on the levels that differ or were changed."""
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


def confirmed_chapter(*, is_empty: bool) -> ReviewChapter:
    """Chapter on the levels that the expert confirmed."""
    return ReviewChapter(
        CONFIRMED,
        _("Levels agreed as they were"),
        pgettext("levels", "None.") if is_empty else _("The expert sees what the country sees."),
    )


def threads_chapter(*, is_empty: bool) -> ReviewChapter:
    """Chapter on all remarks."""
    return ReviewChapter(
        THREADS,
        _("Questions and replies in full"),
        _("Nothing was asked and nothing replied.")
        if is_empty
        else _(
            "Question by question, the oldest first. Left out are questions of which the expert said only, without a "
            "word, that the level is the same."
        ),
    )


def not_looked_at_chapter(*, is_empty: bool) -> ReviewChapter:
    """Chapter on the questions without a review."""
    return ReviewChapter(
        NOT_LOOKED_AT,
        pgettext("questions", "Not looked at"),
        _("None: every question was looked at.")
        if is_empty
        else _("These levels stand as the country gave them."),
    )


def plan_chapter() -> ReviewChapter:
    """Chapter on the review of the plan."""
    return ReviewChapter(PLAN, _("The plan"))


def transitions_chapter() -> ReviewChapter:
    """Chapter on the transitions of the assessment."""
    return ReviewChapter(TRANSITIONS, _("Steps taken"))


def reading_chapter() -> ReviewChapter:
    """Chapter on how to read the report."""
    return ReviewChapter(READING, _("How to read this report"))
