"""Text to HTML and Markdown with everything escaped, so that typed text is shown as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from translations import current_language, direction_of, is_right_to_left

_LEFT_TO_RIGHT, _FIRST_STRONG, _POP = "\u2066", "\u2068", "\u2069"
"""The signs around a text that has the direction of its first letter (Unicode Standard Annex 9, 2.4)."""

_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates, and their ends."""

_OTHER_DIRECTION = frozenset(
    ("R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI")
)

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>&#+\-.!|~$:=])")


def as_markdown(text: str) -> str:
    """Return text with Markdown syntax escaped."""
    return _SIGNS.sub(r"\\\1", text)


def isolate(text: str) -> str:
    """Return typed text for a place in a sentence or line of ours, with a direction of its own where it needs one.

    It needs one where it has letters or marks of the other direction than the page, or the page runs from right to left.
    Its own marks of direction are left out then, as one without its counterpart would reach beyond the text.
    """
    is_mixed = any(unicodedata.bidirectional(sign) in _OTHER_DIRECTION for sign in text)
    if not text or not (is_mixed or is_right_to_left(current_language())):
        return text
    return f"{_FIRST_STRONG}{_MARKS.sub('', text)}{_POP}"


def signed(number: int) -> str:
    """Return a whole number with its sign, which stays before it from right to left too."""
    text = f"{number:+d}".replace("-", "−")
    return f"{_LEFT_TO_RIGHT}{text}{_POP}" if is_right_to_left(current_language()) else text


def ours(text: str) -> Markup:
    """Return a text of ours for a place among typed texts: in the direction of the page, also where it begins with a code."""
    return Markup('<bdi dir="{}">{}</bdi>').format(direction_of(current_language()), text)


def typed(text: str) -> Markup:
    """Return text that a person typed, with a direction of its own; a code in it is no link (code_links.py)."""
    return Markup("<bdi>{}</bdi>").format(text)


def fill(text: str, **parts: Markup | str) -> Markup:
    """Return a sentence of ours as HTML, its placeholders filled; strings are escaped."""
    return escape(text).format(**parts)


def join(parts: Iterable[Markup | str], separator: str = "") -> Markup:
    """Join parts into one Markup; strings are escaped."""
    return Markup(separator).join(parts)  # noqa: S704 -- separators are ours


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Markup | str]],
    *,
    right: Sequence[int] = (),
) -> Markup:
    """Return a table whose first column holds row headers; CSS turns rows into blocks on a narrow screen.

    `right` holds the indexes of the columns of numbers, aligned right.
    """
    align = ["num" if column in right else "txt" for column in range(len(head))]
    head_cells = join(
        Markup('<th scope="col" class="{}">{}</th>').format(side, name)
        for side, name in zip(align, head, strict=True)
    )
    body = join(
        Markup('<tr><th scope="row" data-head="{}">{}</th>{}</tr>').format(
            head[0],
            row[0],
            join(
                Markup('<td class="{}" data-head="{}">{}</td>').format(side, name, cell)
                for side, name, cell in zip(align[1:], head[1:], row[1:], strict=True)
            ),
        )
        for row in rows
    )
    return Markup(
        '<table class="cop-table"><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(caption, head_cells, body)


def level_boxes(level: int | None, top: int, text: str, target: int | None = None) -> Markup:
    """Return a level from 0 to `top` as a row of boxes with a text, the box of `target` marked.

    None as level draws the boxes of a missing answer.
    """
    if level is None:
        boxes = join(Markup('<i class="cop-box missing"></i>') for _box in range(top + 1))
    else:
        boxes = join(
            Markup('<i class="cop-box {}{}"></i>').format(
                f"on{level}" if box <= level else "off", " target" if box == target else ""
            )
            for box in range(top + 1)
        )
    return Markup(
        '<span class="cop-level"><span class="cop-boxes" aria-hidden="true">{}</span> {}</span>'
    ).format(boxes, text)


def titled_list(title: str, items: Iterable[Markup | str]) -> Markup:
    """Return a second-level heading and a bulleted list; nothing without items."""
    listed = join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<h2>{}</h2><ul>{}</ul>").format(title, listed) if listed else Markup()
