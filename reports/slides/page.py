"""Size and areas of a slide, and its master: two layouts, our theme, title, foot and number."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

from reports.office.theme import apply_theme

WIDTH, HEIGHT = 960, 540
"""Points of a slide of 16:9."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide, in points."""

    left: float
    top: float
    width: float
    height: float

    def place(self, shape: Any) -> None:
        """Move a shape into the box."""
        shape.left, shape.top = Pt(self.left), Pt(self.top)
        shape.width, shape.height = Pt(self.width), Pt(self.height)


MARGIN = 40
TITLE = Box(MARGIN, 24, WIDTH - 2 * MARGIN, 76)
BODY = Box(MARGIN, 116, WIDTH - 2 * MARGIN, 376)
FOOT = Box(MARGIN, 504, WIDTH - 2 * MARGIN - 60, 22)
NUMBER = Box(WIDTH - MARGIN - 50, 504, 50, 22)
BAND = Box(MARGIN, 24, WIDTH - 2 * MARGIN, 8)
EMBLEM = Box(WIDTH - MARGIN - 172, 44, 172, 86)
COVER_TITLE = Box(MARGIN, 130, WIDTH - 2 * MARGIN, 90)
COVER_TEXT = Box(MARGIN, 240, WIDTH - 2 * MARGIN, 240)

TITLE_SLIDE, TITLE_ONLY = 0, 5
"""Places of the two layouts in the template of python-pptx."""


def new_presentation(colours: Sequence[str] = ()) -> Any:
    """An empty presentation of 16:9 with a layout for the cover and one for all other slides, in this order.

    `colours` are those of the country.
    """
    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    package = presentation.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(key)
    layouts = presentation.slide_layouts
    kept = (layouts[TITLE_SLIDE], layouts[TITLE_ONLY])
    for layout in list(layouts):
        if layout not in kept:
            layouts.remove(layout)
    master = presentation.slide_master
    apply_theme(master.part, colours)
    boxes = {
        PP_PLACEHOLDER.TITLE: TITLE,
        PP_PLACEHOLDER.BODY: BODY,
        PP_PLACEHOLDER.FOOTER: FOOT,
        PP_PLACEHOLDER.SLIDE_NUMBER: NUMBER,
        PP_PLACEHOLDER.CENTER_TITLE: COVER_TITLE,
        PP_PLACEHOLDER.SUBTITLE: COVER_TEXT,
        PP_PLACEHOLDER.DATE: Box(WIDTH - MARGIN - 120, 504, 60, 22),
    }
    sheets: tuple[Any, ...] = (master, *kept)
    for sheet in sheets:
        for shape in sheet.placeholders:
            boxes[shape.placeholder_format.type].place(shape)
    return presentation


def add_foot(slide: Any, text: str) -> None:
    """Add the foot and the number of the slide as placeholders, after everything else in the order of reading."""
    for shape in slide.slide_layout.placeholders:
        kind = shape.placeholder_format.type
        if kind not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            continue
        element = copy.deepcopy(shape._element)
        element.nvSpPr.cNvPr.set("id", str(1 + max(item.shape_id for item in slide.shapes)))
        slide.shapes._spTree.append(element)
        if kind == PP_PLACEHOLDER.FOOTER:
            slide.shapes[-1].text_frame.text = text
