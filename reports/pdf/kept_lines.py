"""Lines of text, broken and measured once: half the lines of a document, and most of the next document's, are known."""

from __future__ import annotations

import copy
from typing import Any

from weasyprint.css.properties import INHERITED
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

MOST_LINES = 20_000
"""Lines kept at once, some 40 MB; a full document has 4,000 different ones. When it is full it starts again."""

STYLE_KEYS = (*sorted(INHERITED), "lang", "text_decoration_line")
"""What the shape of a line can depend on: every inherited property, and two more that WeasyPrint reads."""

_break_line = line_break.split_first_line
_kept: dict[tuple[object, ...], tuple[Any, ...]] = {}


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    **how: bool,
) -> tuple[Any, ...]:
    """As WeasyPrint's own function; a line with the same text, style and room is answered from memory.

    The layout is handed out as a copy, because drawing writes into it.
    """
    key = (text, _style_key(style), max_width, justification_spacing, *sorted(how.items()))
    line = _kept.get(key)
    if line is None:
        line = _break_line(text, style, context, max_width, justification_spacing, **how)
        if len(_kept) >= MOST_LINES:
            _kept.clear()
        _kept[key] = line
    return copy.copy(line[0]), *line[1:]


def _style_key(style: Any) -> str:
    """The style's values that matter here, worked out once a style."""
    known: str | None = vars(style).get("line_key")
    if known is None:
        known = style.line_key = repr([style[key] for key in STYLE_KEYS])
    return known


def install() -> None:
    """Put it where WeasyPrint lays out lines. Does nothing new a second time."""
    inline.split_first_line = split_first_line
    preferred.split_first_line = split_first_line


def forget() -> None:
    """Forget all lines."""
    _kept.clear()


def count() -> int:
    """How many lines are kept."""
    return len(_kept)
