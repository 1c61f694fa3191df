"""Remarks of a review as documents print them: kind, author, day, level, paragraphs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessment.answers.labels import author_name
from assessment.review.answer_review import Remark, RemarkKind
from assessment.review.labels import remark_name
from questionnaires import Edition, Indicator
from reports.formats import format_day
from reports.sections.labels import LevelMark, mark_of_level, typed_paragraphs
from translations import gettext as _
from translations.local_time import local_day


@dataclass(frozen=True, slots=True)
class PrintedRemark:
    """One remark: label with author and day, level if any, and the text in paragraphs."""

    label: str
    level: LevelMark | None
    paragraphs: tuple[str, ...]


def author_and_day(author: str, at: dt.datetime | None) -> str:
    """Author and day, such as `Ben, 24 November 2026`; the author alone without a time."""
    name = " ".join(typed_paragraphs(author_name(author)))
    return _("{who}, {when}").format(who=name, when=format_day(local_day(at))) if at else name


def remark_label(remark: Remark) -> str:
    """Kind of a remark with author and day."""
    return _("{what} ({who})").format(
        what=remark_name(remark.kind), who=author_and_day(remark.author, remark.at)
    )


def printed_remark(edition: Edition, indicator: Indicator, remark: Remark) -> PrintedRemark:
    """A remark on an indicator in full."""
    level = None
    if remark.kind in (RemarkKind.VIEW, RemarkKind.ACCEPTED):
        level = expert_mark(edition, indicator, remark.level, remark.self_level)
    return PrintedRemark(remark_label(remark), level, typed_paragraphs(remark.text))


def expert_mark(
    edition: Edition, indicator: Indicator, level: int | None, self_level: int | None
) -> LevelMark:
    """The expert's level; without one a text: as the country answered, or no level visible."""
    if level is not None:
        return mark_of_level(edition, indicator, level)
    if self_level is None:
        return LevelMark(None, _("as the country answered, without a level"))
    return LevelMark(None, _("no level can be seen"))
