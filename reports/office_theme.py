"""One theme for Word and slides: colours of the palette, and a font that every Office has."""

from __future__ import annotations

import re
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

OFFICE_FONT = "Arial"
"""Available in every Office; Noto Sans of the PDF would be replaced by a serif font where it is missing."""

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


def own_theme(xml: bytes) -> bytes:
    """A theme of Office with our name, colours and font; its effects, and its fonts by script, stay."""
    colours = "".join(
        f'<a:{key}><a:srgbClr val="{without_hash(value)}"/></a:{key}>'
        for key, value in _COLOURS.items()
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
    text = re.sub(r'(<a:latin typeface=")[^"+]*', rf"\g<1>{OFFICE_FONT}", text)
    return text.encode()


def apply_theme(part: Any) -> None:
    """Give a part that refers to a theme (of Word the document, of slides the master) ours."""
    theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = own_theme(theme.blob)
