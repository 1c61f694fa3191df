"""Pages and charts from right to left: style sheets and shapes are written once, from left to right, and mirrored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from translations import current_language, is_right_to_left

_SIDES = {"left": "right", "right": "left"}
_QUOTED = r"\"[^\"]*\"|'[^']*'|url\([^)]*\)"
_SIDE = re.compile(rf"{_QUOTED}|(?<![\w])(left|right)(?![\w])")
_FOUR = re.compile(r"(\b(?:margin|padding): *)([^\s;}]+) ([^\s;}]+) ([^\s;}]+) ([^\s;}]+)")
_POSITION = re.compile(r"((?:background|object)-position: *)(\d+)%?(?= )")
_HANGING = re.compile(r"text-indent: *-[^;}]+")
_STYLE = re.compile(r"(<style>)(.*?)(</style>)", re.DOTALL)


def mirror_css(css: str) -> str:
    """Return a style sheet with left and right exchanged; strings and addresses in it stay as they are.

    A first line that hangs out is drawn in: WeasyPrint lets it hang out to the left, also from right to left.

    >>> mirror_css("@bottom-left { margin: 1pt 2pt 3pt 4pt; content: 'left' } p { float: right }")
    "@bottom-right { margin: 1pt 4pt 3pt 2pt; content: 'left' } p { float: left }"
    >>> mirror_css("i { background-position: 0 50% } b { object-position: 100% 0 }")
    'i { background-position: 100% 50% } b { object-position: 0% 0 }'
    """
    css = _SIDE.sub(lambda found: _SIDES.get(found[1] or "", found[0]), css)
    css = _HANGING.sub("text-indent: 0", css)
    css = _FOUR.sub(r"\1\2 \5 \4 \3", css)
    return _POSITION.sub(lambda found: f"{found[1]}{100 - int(found[2])}%", css)


def in_direction(page: str) -> str:
    """Return a page, its style sheets mirrored where the language in use is written from right to left."""
    if not is_right_to_left(current_language()):
        return page
    return _STYLE.sub(lambda found: found[1] + mirror_css(found[2]) + found[3], page)


_ANCHORS = {"start": "end", "end": "start", "middle": "middle"}


def mirror_attributes(attributes: Mapping[str, str], width: float) -> dict[str, str]:
    """Return the attributes of an SVG element in a drawing of this width, mirrored; its text still reads as before.

    >>> mirror_attributes({"x": "10", "y": "5", "width": "20"}, 100)
    {'x': '70', 'y': '5', 'width': '20'}
    >>> mirror_attributes({"x": "10", "font-size": "8"}, 100)
    {'x': '90', 'font-size': '8', 'text-anchor': 'end'}
    """
    result = dict(attributes)
    for name in ("x", "x1", "x2", "cx"):
        if name in attributes:
            result[name] = _number(
                width - float(attributes[name]) - float(attributes.get("width", "0"))
            )
    if "points" in attributes:
        points = (point.split(",") for point in attributes["points"].split())
        result["points"] = " ".join(f"{_number(width - float(x))},{y}" for x, y in points)
    if "font-size" in attributes:
        result["text-anchor"] = _ANCHORS[attributes.get("text-anchor", "start")]
    return result


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction_of_text(text: str) -> str | None:
    """Return `ltr` or `rtl` by the first strong character (HTML, `dir=auto`; UAX #9, rules P2 and P3); None without one.

    >>> direction_of_text("2026: Ley 30254"), direction_of_text("«قانون»"), direction_of_text("12 %")
    ('ltr', 'rtl', None)
    """
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((_STRONG[kind] for kind in kinds if kind in _STRONG), None)


def isolate(text: str) -> str:
    """The text as a part of a sentence; a text in the other direction is isolated, so that what follows it stays after it.

    In a language from right to left, so is every text with letters: it may end with a stop or a bracket.

    >>> isolate("Ministry")
    'Ministry'
    """
    isolated = ("R", "AL", "L") if is_right_to_left(current_language()) else ("R", "AL")
    if any(unicodedata.bidirectional(character) in isolated for character in text):
        return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text
