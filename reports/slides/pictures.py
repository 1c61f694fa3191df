"""What a country gives the cover of its slides: a band of its colours, and its emblem."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Cm, Pt

from questionnaires.palette import without_hash
from reports.office.emblem import SVG_TYPE, EmblemPicture, show_svg
from reports.slides.page import Box
from reports.slides.shapes import Pen, describe

_DECORATIVE = """
<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
  <a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">
    <adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>
  </a:ext>
</a:extLst>
"""
"""What tells a screen reader to pass over a shape."""


def add_band(slide: Any, colours: Sequence[str], box: Box) -> None:
    """Add one rectangle for each colour side by side, with nothing to read."""
    width = box.width / len(colours)
    rgb: Any = RGBColor  # untyped
    for place, colour in enumerate(colours):
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, 0, 0)
        Box(box.left + place * width, box.top, width, box.height).place(shape)
        shape.name = f"Band {place + 1}"
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(*bytes.fromhex(without_hash(colour)))
        shape.line.fill.background()
        shape.shadow.inherit = False
        shape._element.nvSpPr.cNvPr.append(parse_xml(_DECORATIVE))


def add_emblem(pen: Pen, slide: Any, emblem: EmblemPicture, box: Box) -> None:
    """Add the emblem, with its text alternative, at the end of the first line."""
    shape = slide.shapes.add_picture(
        io.BytesIO(emblem.png), 0, Pt(box.top), Cm(emblem.width), Cm(emblem.height)
    )
    shape.left = (
        slide.part.package.presentation_part.presentation.slide_width - Pt(box.left + box.width)
        if pen.right_to_left
        else Pt(box.left + box.width) - shape.width
    )
    shape.name = "Emblem"
    describe(shape, emblem.text)
    if emblem.svg:
        part = Part(PackURI("/ppt/media/emblem.svg"), SVG_TYPE, slide.part.package, emblem.svg)
        show_svg(
            shape._element.xpath(".//a:blip")[0],
            slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE),
        )
