"""The remarks of expert and country on an answer, the oldest first, and its open points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from markupsafe import Markup

from app_pages.review.labels import open_point_name, remark_name
from app_pages.shell import labels
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.authorship import byline
from app_pages.shell.markup import isolate, join
from assessment.review.answer_review import IndicatorReview, Remark, RemarkKind
from reports.joining import listed
from translations import gettext as _


def render_thread(context: AssessmentContext, review: IndicatorReview) -> Markup:
    """Return all remarks on an answer with its open points; empty where there are none."""
    return render_remarks(
        (_remark(context, review.indicator_id, item) for item in review.remarks),
        listed(open_point_name(point, review) for point in review.open_points),
    )


def render_remarks(remarks: Iterable[Markup], open_text: str) -> Markup:
    """Return a list of rendered remarks, followed by `open_text` if any; empty where there are no remarks."""
    shown = join(remarks)
    if not shown:
        return shown
    return Markup('<h3>{}</h3><ol class="cop-remarks">{}</ol>{}').format(
        _("What was said"),
        shown,
        Markup('<p class="cop-doubt">{}</p>').format(_("Open: {points}.").format(points=open_text))
        if open_text
        else "",
    )


def level_label(context: AssessmentContext, indicator: str, level: int | None) -> str:
    """Return a level with its name, such as `2 Set up`, or the text for no level."""
    if level is None:
        return _("no level")
    name = labels.level_name(context.edition, context.edition.indicators[indicator], level)
    return f"{level} {name}"


def _remark(context: AssessmentContext, indicator: str, item: Remark) -> Markup:
    """Return one remark on an answer, with the level of a view or an acceptance."""
    level = ""
    if item.kind in (RemarkKind.VIEW, RemarkKind.ACCEPTED):
        level = level_label(context, indicator, item.level)
    name = remark_name(item.kind)
    if level:
        name = _("{name}: {value}").format(name=name, value=level)
    return render_remark(name, item.text, item.author, item.at)


def render_remark(name: str, text: str, author: str, at: dt.datetime | None) -> Markup:
    """Return one remark as a list item: the name of its kind, its text, its author and time."""
    return Markup("<li><strong>{}</strong>{} <span class='cop-note'>{}</span></li>").format(
        name,
        Markup(". <bdi>{}</bdi>").format(text) if text else "",
        byline(author, at) if at else isolate(author),
    )
