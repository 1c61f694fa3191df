"""What expert and country said of an answer, the oldest first, and what is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from markupsafe import Markup

from app_pages.review.labels import open_point_name, remark_name
from app_pages.shell import labels as shell_labels
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.authorship import author_and_time
from app_pages.shell.markup import join
from assessment.review.answer_review import IndicatorReview, Remark, RemarkKind
from translations import gettext as _


def talk(glance: AssessmentContext, review: IndicatorReview) -> Markup:
    """All remarks; empty where nothing was said yet."""
    return listed(
        (_line(glance, review.indicator_id, item) for item in review.remarks),
        ", ".join(open_point_name(point) for point in review.open_points),
    )


def listed(lines: Iterable[Markup], open_ones: str) -> Markup:
    """What was said, line by line, and what is open; empty where nothing was said."""
    shown = join(lines)
    if not shown:
        return shown
    return Markup('<h3>{}</h3><ol class="cop-remarks">{}</ol>{}').format(
        _("What was said"),
        shown,
        Markup('<p class="cop-doubt">{}</p>').format(_("Open: {points}.").format(points=open_ones))
        if open_ones
        else "",
    )


def level_in_words(glance: AssessmentContext, indicator: str, level: int | None) -> str:
    """`2 Set up`, or that no level can be seen."""
    if level is None:
        return _("no level")
    asked = glance.edition.indicators[indicator]
    return f"{level} {shell_labels.level_name(glance.edition, asked, level)}"


def _line(glance: AssessmentContext, indicator: str, item: Remark) -> Markup:
    level = ""
    if item.kind in (RemarkKind.VIEW, RemarkKind.ACCEPTED):
        level = level_in_words(glance, indicator, item.level)
    name = remark_name(item.kind)
    return line(f"{name}: {level}" if level else name, item.text, item.author, item.at)


def line(name: str, text: str, author: str, at: dt.datetime | None) -> Markup:
    """One remark: what it is, its words, and who made it when."""
    return Markup("<li><strong>{}</strong>{} <span class='cop-note'>{}</span></li>").format(
        name,
        f". {text}" if text else "",
        author_and_time(author, at) if at else author,
    )
