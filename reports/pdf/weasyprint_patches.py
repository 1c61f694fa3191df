"""Patches of WeasyPrint and pydyf, whose versions are pinned: the same document in less time.

Each patch leaves the bytes of the document unchanged, except that SVG text is drawn in one piece, and has a test
(docs/adr/0023).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]
from tinyhtml5 import inputstream  # type: ignore[import-untyped]
from weasyprint.css.properties import INHERITED
from weasyprint.html import UA_STYLESHEET
from weasyprint.layout import inline, percent, preferred
from weasyprint.svg import Node
from weasyprint.text import line_break

MAXIMUM_LINES = 20_000
"""Cached lines, about 40 MB; a full document has 4,000 different ones. A full cache is emptied."""

STYLE_KEYS = (*sorted(INHERITED), "lang", "text_decoration_line")
"""Properties on which the shape of a line depends: every inherited one, and two more that WeasyPrint reads."""

_LETTER_ATTRIBUTES = frozenset({"dx", "dy", "rotate", "letter-spacing", "textLength"})
"""SVG attributes that position single letters."""

_original_strut = line_break.strut
_original_split_first_line = line_break.split_first_line
_line_cache: dict[tuple[object, ...], tuple[Any, ...]] = {}


def install() -> None:
    """Apply all patches; idempotent."""
    Node.text = property(_node_text)
    pydyf.PDF.page_references = property(_page_references)
    install_line_cache()
    inline.strut = strut
    percent.resolve_one_percentage = resolve_one_percentage
    inputstream.characters_until_regex = _Expressions()
    _drop_styles_of_notes()


def install_line_cache() -> None:
    """Replace WeasyPrint's line breaking by the cached one; idempotent."""
    inline.split_first_line = split_first_line
    preferred.split_first_line = split_first_line


def clear_line_cache() -> None:
    """Remove all cached lines."""
    _line_cache.clear()


def line_cache_size() -> int:
    """Number of cached lines."""
    return len(_line_cache)


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    **options: bool,
) -> tuple[Any, ...]:
    """Break and measure a line as WeasyPrint does; cached by text, style, width and options.

    Half the lines of a document, and most of those of the next one, are repeated. The layout is returned as a copy,
    because drawing writes into it.
    """
    key = (text, _style_key(style), max_width, justification_spacing, *sorted(options.items()))
    line = _line_cache.get(key)
    if line is None:
        line = _original_split_first_line(
            text, style, context, max_width, justification_spacing, **options
        )
        if len(_line_cache) >= MAXIMUM_LINES:
            _line_cache.clear()
        _line_cache[key] = line
    return copy.copy(line[0]), *line[1:]


def _style_key(style: Any) -> str:
    """The style's values for `STYLE_KEYS` as text; computed once for each style."""
    key: str | None = vars(style).get("line_key")
    if key is None:
        key = style.line_key = repr([style[name] for name in STYLE_KEYS])
    return key


class _UndividedText(str):
    """A text whose iterator yields it whole, so that WeasyPrint's loop over letters draws it in one piece."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def _node_text(node: Node) -> str | None:
    """The text of an SVG element; undivided unless an attribute positions single letters.

    WeasyPrint shapes, positions and writes each letter separately. A text in one piece is faster and smaller, and
    Arabic letters join.
    """
    text: str | None = node._etree_node.text
    attributes = node.attrib
    if not text or _LETTER_ATTRIBUTES & attributes.keys():
        return text
    coordinates = attributes.get("x", "").split(), attributes.get("y", "").split()
    return text if max(map(len, coordinates)) > 1 else _UndividedText(text)


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """References to all pages, rebuilt only when the number of pages changes: tagging reads them for each element."""
    numbers = pdf.pages["Kids"][::3]
    references: tuple[bytes, ...] = vars(pdf).get("_cached_references", ())
    if len(references) != len(numbers):
        references = pdf._cached_references = tuple(
            f"{number} 0 R".encode("ascii") for number in numbers
        )
    return references


class _Expressions(dict[tuple[frozenset[str], bool], re.Pattern[str]]):
    """Regular expressions of runs of characters by those it ends at, or (`True`) consists of.

    tinyhtml5 looks each up here, but stores it under another key and so makes it again for each token.
    """

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, consists = key
        codes = "".join(f"\\x{ord(character):02x}" for character in sorted(characters))
        made = self[key] = re.compile(f"[{'' if consists else '^'}{codes}]+")
        return made


def strut(style: Any) -> tuple[float, float]:
    """Height and baseline of an empty line as WeasyPrint computes it; kept with each style.

    WeasyPrint looks it up by a text made of fifteen values.
    """
    known: tuple[float, float] | None = vars(style).get("own_strut")
    if known is None:
        known = style.own_strut = _original_strut(style)
    return known


def resolve_one_percentage(box: Any, name: str, refer_to: float) -> None:
    """Set the used value of a length as WeasyPrint does, without a call where it is in pixels."""
    value = box.style[name]
    used = (
        value.value
        if getattr(value, "unit", None) == "px"
        else percent.percentage(value, box.style, refer_to)
    )
    if used == "auto" and name in ("min_width", "min_height"):
        used = 0
    setattr(box, name, used)


def _drop_styles_of_notes() -> None:
    """Remove the rules for calls and markers of footnotes: no document has any, but each element got five styles.

    Markers of lists keep theirs on list items.
    """
    kept = []
    for test, specificity, order, pseudo, declarations in UA_STYLESHEET.matcher.other_selectors:
        if pseudo is not None and "note" in pseudo:
            continue
        applies = _is_list_item if pseudo == "marker" else test
        kept.append((applies, specificity, order, pseudo, declarations))
    UA_STYLESHEET.matcher.other_selectors = kept


def _is_list_item(element: Any) -> bool:
    return bool(element.local_name == "li")
