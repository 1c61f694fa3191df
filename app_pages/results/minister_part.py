"""The top of the page Results: what the minister's pages of the documents say, by the same rules."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from app_pages.roadmap import sketch
from app_pages.shell import session
from app_pages.shell.markup import join, level_boxes, table
from app_pages.shell.navigation.code_links import with_links
from assessment import Assessment
from questionnaires import Edition
from reports.analysis import build_analysis
from reports.sections.minister.dangers import DangerRow
from reports.sections.minister.pages import MinisterPages, minister_pages
from translations import current_language
from translations import gettext as _


def pages_of(
    assessment_id: str, edition: Edition, assessment: Assessment, day: date
) -> MinisterPages:
    """Return the texts; those of the last run where nothing has changed since, as they take tenths of a second."""
    wanted = sketch.is_wanted(assessment_id)
    state = (current_language(), assessment, day, wanted)
    kept = session.entries("minister pages")
    known = kept.get((assessment_id, ""))
    if known is None or known[0] != state:
        analysis = build_analysis(edition, assessment, day, sketch=wanted)
        known = kept[assessment_id, ""] = (state, minister_pages(analysis))
    pages: MinisterPages = known[1]
    return pages


def render(edition: Edition, assessment: Assessment, pages: MinisterPages) -> Markup:
    """Return finding, key figures, dangers with their levels, decisions asked, and what is unknown."""
    return (
        Markup("<h1>{}</h1>").format(pages.headline)
        + Markup('<ul class="cop-tiles">{}</ul>').format(
            join(
                Markup('<li class="cop-tile"><strong>{}</strong> {}</li>').format(
                    tile.value.replace("\N{NO-BREAK SPACE}", " "), tile.text
                )
                for tile in pages.tiles
            )
        )
        + with_links(edition, _dangers(edition, assessment, pages) + _decisions(pages))
    )


def _dangers(edition: Edition, assessment: Assessment, pages: MinisterPages) -> Markup:
    """Return the table of dangers with its remark."""
    heading = Markup("<h2>{}</h2>").format(
        _("What may put a child in danger, and what the plan does about it")
    )
    remark = Markup("<p class='cop-note'>{}</p>").format(pages.dangers_remark)
    if not pages.dangers:
        return heading + remark
    rows = (_row(edition, assessment, item) for item in pages.dangers)
    last = len(pages.dangers_head) - 1
    return heading + table(pages.dangers_caption, pages.dangers_head, rows, right=(last,)) + remark


def _row(edition: Edition, assessment: Assessment, row: DangerRow) -> tuple[Markup | str, ...]:
    """Return the table row of a danger, its level as boxes."""
    top = edition.scale_of(edition.indicators[row.code]).top_level
    level = level_boxes(assessment.level(row.code), top, row.now.text if row.now else "")
    return (
        Markup("{} {}").format(row.code, row.text),
        Markup("{} <span class='cop-note'>{}</span>").format(level, row.target),
        row.status,
        row.when,
        row.cost,
    )


def _decisions(pages: MinisterPages) -> Markup:
    """Return the decisions asked, and what is unknown."""
    decisions = join(
        Markup("<li><strong>{}</strong><br>{}</li>").format(item.title, item.text)
        for item in pages.decisions
    )
    unknown = join(Markup("<li>{}</li>").format(text) for text in pages.unknown)
    return Markup("<h2>{}</h2><ol>{}</ol><h2>{}</h2><ul>{}</ul>").format(
        _("Decisions asked of you"), decisions, _("What is not known, or contested"), unknown
    )
