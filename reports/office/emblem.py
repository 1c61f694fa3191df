"""The emblem that a country supplies as a picture of Office: a PNG, or a drawing with an empty PNG in its place.

Office from 2019 draws an SVG. Nothing here turns one into pixels, so older programs leave its place empty.
"""

from __future__ import annotations

import base64
import re
import struct
from dataclasses import dataclass
from typing import Any

from reports.document_look import Look

WIDEST, HIGHEST = 6.0, 3.0
"""Centimetres that an emblem takes at most, as on the cover of the PDF."""

SVG_TYPE = "image/svg+xml"

_DRAWING_2006 = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG_2016 = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"

_EMPTY = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII="
)
"""A PNG of one transparent pixel."""


@dataclass(frozen=True, slots=True)
class EmblemPicture:
    """An emblem: its PNG, the SVG that takes its place (empty without one), size in centimetres, text alternative."""

    png: bytes
    svg: bytes
    width: float
    height: float
    text: str


def emblem_picture(look: Look) -> EmblemPicture | None:
    """The emblem of a look, in its proportions; None without one."""
    emblem = look.emblem
    if emblem is None:
        return None
    if emblem.kind == "png":
        png, svg = base64.b64decode(emblem.data), b""
        width, height = map(float, struct.unpack(">II", png[16:24]))
    else:
        png, svg = _EMPTY, emblem.data.encode()
        box = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', emblem.data)
        width, height = (float(box[1]), float(box[2])) if box else (WIDEST, HIGHEST)
    scale = min(WIDEST / width, HIGHEST / height)
    # A line would be drawn too thin to see, and Office refuses a size of nothing.
    return EmblemPicture(
        png, svg, max(width * scale, 0.05), max(height * scale, 0.05), look.emblem_text
    )


def show_svg(blip: Any, relation: str) -> None:
    """Make a picture (its `a:blip`) show the SVG to which `relation` leads, in programs that draw it."""
    extensions = blip.makeelement(f"{{{_DRAWING_2006}}}extLst")
    extension = blip.makeelement(f"{{{_DRAWING_2006}}}ext", {"uri": _SVG_EXTENSION})
    drawing = blip.makeelement(f"{{{_SVG_2016}}}svgBlip", nsmap={"asvg": _SVG_2016})
    drawing.set(f"{{{_RELATIONS}}}embed", relation)
    extension.append(drawing)
    extensions.append(extension)
    blip.append(extensions)
