"""What expert and country said of an answer, the oldest first, and what is still open."""

from __future__ import annotations

from markupsafe import Markup

from app_pages import words
from app_pages.answer_card import author_and_time
from app_pages.glance import Glance
from app_pages.markup import join
from app_pages.review_words import open_point_name, remark_name
from assessment.review import IndicatorReview, Remark, RemarkKind
from translations import gettext as _


def talk(glance: Glance, review: IndicatorReview) -> Markup:
    """All remarks; empty where nothing was said yet."""
    if not review.remarks:
        return Markup()
    open_ones = ", ".join(open_point_name(point) for point in review.open_points)
    return Markup('<h3>{}</h3><ol class="cop-remarks">{}</ol>{}').format(
        _("What was said"),
        join(_line(glance, review.indicator_id, item) for item in review.remarks),
        Markup('<p class="cop-doubt">{}</p>').format(_("Open: {points}.").format(points=open_ones))
        if open_ones
        else "",
    )


def level_in_words(glance: Glance, indicator: str, level: int | None) -> str:
    """`2 Set up`, or that no level can be seen."""
    if level is None:
        return _("no level")
    asked = glance.edition.indicators[indicator]
    return f"{level} {words.level_name(glance.edition, asked, level)}"


def _line(glance: Glance, indicator: str, item: Remark) -> Markup:
    level = ""
    if item.kind in (RemarkKind.VIEW, RemarkKind.ACCEPTED):
        level = level_in_words(glance, indicator, item.level)
    return Markup(
        "<li><strong>{name}{level}</strong>{text} <span class='cop-note'>{who}</span></li>"
    ).format(
        name=remark_name(item.kind),
        level=f": {level}" if level else "",
        text=f". {item.text}" if item.text else "",
        who=author_and_time(item.author, item.at) if item.at else item.author,
    )
