"""The slides for cabinet as a file of PowerPoint, with notes. The same analysis gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from questionnaires.palette import PILLAR_COLOURS
from reports.analysis import Analysis
from reports.office.package import stable_package
from reports.roadmap_report import Report
from reports.slides.content import Deck, Slide, deck_of
from reports.slides.fit import fitted_size
from reports.slides.page import (
    BAND,
    BODY,
    COVER_TEXT,
    COVER_TITLE,
    EMBLEM,
    TITLE,
    Box,
    add_foot,
    new_presentation,
)
from reports.slides.pictures import add_band, add_emblem
from reports.slides.shapes import (
    Pen,
    add_chart,
    add_paragraphs,
    add_table,
    add_tiles,
    fill_title,
)
from translations import gettext as _

GAP = 12
"""Points between two parts of a slide."""

REMARK_HEIGHT = 44
"""Points kept below a table for its remark."""


def plan_pptx(report: Report, analysis: Analysis) -> bytes:
    """The eight slides of an assessment, and one with the foreword where there is one."""
    deck = deck_of(analysis, report)
    presentation = new_presentation(deck.colours)
    pen = Pen(deck.language, deck.direction)
    _cover(presentation, pen, deck)
    for content in deck.slides:
        _slide(presentation, pen, content, deck.foot)
    _properties(presentation.core_properties, deck)
    out = io.BytesIO()
    presentation.save(out)
    return stable_package(out.getvalue(), deck.day)


def _cover(presentation: Any, pen: Pen, deck: Deck) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    fill_title(pen, slide.shapes.title, deck.country, COVER_TITLE, largest=54, smallest=24)
    frame = slide.placeholders[1].text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    size = fitted_size(deck.subtitle, COVER_TEXT.width, COVER_TEXT.height, largest=24, smallest=12)
    pen.write(frame, [("", text) for text in deck.subtitle], size or 12)
    add_band(slide, deck.colours or PILLAR_COLOURS, BAND)
    if deck.emblem:
        add_emblem(pen, slide, deck.emblem, EMBLEM)
    slide.notes_slide.notes_text_frame.text = "\n".join((deck.title, deck.description))


def _slide(presentation: Any, pen: Pen, content: Slide, foot: str) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    fill_title(pen, slide.shapes.title, content.title, TITLE, largest=30, smallest=18)
    box = BODY
    if content.tiles or content.table:
        kept = REMARK_HEIGHT + GAP if content.paragraphs else 0
        upper = Box(box.left, box.top, box.width, box.height - kept)
        used = upper.height
        if content.tiles:
            add_tiles(pen, slide, content.tiles, upper)
        elif content.table:
            used = add_table(pen, slide, content.table, upper, content.title)
        if content.paragraphs:
            top = box.top + used + GAP
            lower = Box(box.left, top, box.width, box.top + box.height - top)
            add_paragraphs(pen, slide, content.paragraphs, lower)
    elif content.chart and content.paragraphs:
        split = box.width * 0.62
        add_chart(slide, content.chart, Box(box.left, box.top, split - GAP, box.height))
        add_paragraphs(
            pen,
            slide,
            content.paragraphs,
            Box(box.left + split, box.top, box.width - split, box.height),
        )
    elif content.chart:
        add_chart(slide, content.chart, box)
    elif content.paragraphs:
        add_paragraphs(pen, slide, content.paragraphs, box)
    add_foot(slide, foot)
    slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, content.notes))


def _properties(core: Any, deck: Deck) -> None:
    core.title, core.subject, core.language = deck.title, deck.description, deck.language
    core.author, core.last_modified_by = _("Child online protection toolkit"), ""
    core.comments, core.keywords, core.revision = "", "", 1
    core.created = core.modified = dt.datetime.combine(deck.day, dt.time(12))
