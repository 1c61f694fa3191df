"""One theme for Word and slides: colours of the palette, and the fonts of the PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

from questionnaires.palette import (
    ACTION,
    INK,
    MUTED,
    PANEL,
    PILLAR_COLOURS,
    WHITE,
    without_hash,
)


@dataclass(frozen=True, slots=True)
class OfficeFont:
    """A font by name, the one that every Office has for it where it is missing, and its shape (PANOSE)."""

    name: str
    alternative: str
    panose: str


_SANS = "020B0502040504020204"
"""PANOSE of Noto Sans: Office takes another font without serifs where it is missing."""

FONT = OfficeFont("Noto Sans", "Arial", _SANS)
"""The font of the PDF."""

FONTS = {
    "cs": OfficeFont("Noto Sans Arabic", "Arial", _SANS),
    "eastAsia": OfficeFont("Noto Sans SC", "Microsoft YaHei", _SANS),
}
"""Fonts of Word by the kind of script, as it names them."""

THEME_NAME = "Child online protection"

_COLOURS = {
    "dk1": INK,
    "lt1": WHITE,
    "dk2": ACTION,
    "lt2": PANEL,
    **{f"accent{number}": colour for number, colour in enumerate(PILLAR_COLOURS, 1)},
    "accent6": ACTION,
    "hlink": ACTION,
    "folHlink": MUTED,
}
"""The twelve colours of a theme in the order of the schema."""


_MAIN = ("dk2", "accent6", "hlink")
"""The colours of a theme that the first colour of a country replaces."""


def own_theme(xml: bytes, own: Sequence[str] = ()) -> bytes:
    """A theme of Office with our name, colours and font; its effects, and its fonts by script, stay.

    `own` are the colours of a country, `#RRGGBB`: the first replaces that of actions, all are offered beside the theme's.
    """
    values = _COLOURS | (dict.fromkeys(_MAIN, own[0]) if own else {})
    colours = "".join(
        f'<a:{key}><a:srgbClr val="{without_hash(value)}"/></a:{key}>'
        for key, value in values.items()
    )
    offered = "".join(
        f'<a:custClr><a:srgbClr val="{without_hash(value)}"/></a:custClr>' for value in own
    )
    text = xml.decode("utf-8")
    text = re.sub(r'(<a:theme [^>]*name=")[^"]*', rf"\g<1>{THEME_NAME}", text, count=1)
    text = re.sub(
        r"<a:clrScheme .*?</a:clrScheme>",
        f'<a:clrScheme name="{THEME_NAME}">{colours}</a:clrScheme>',
        text,
        flags=re.DOTALL,
    )
    text = re.sub(r'(<a:fontScheme name=")[^"]*', rf"\g<1>{THEME_NAME}", text, count=1)
    latin = f'<a:latin typeface="{FONT.name}" panose="{FONT.panose}" pitchFamily="34" charset="0"/>'
    text = re.sub(r'<a:latin typeface="[^"+]*"[^>]*/>', latin, text)
    if offered:
        text = text.replace("</a:theme>", f"<a:custClrLst>{offered}</a:custClrLst></a:theme>")
    return text.encode()


def apply_theme(part: Any, own: Sequence[str] = ()) -> None:
    """Give a part that refers to a theme (of Word the document, of slides the master) ours, with the colours of a country."""
    theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = own_theme(theme.blob, own)
