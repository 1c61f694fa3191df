"""Text to HTML and Markdown with everything escaped, so that typed text is shown as typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>&#+\-.!|~$:=])")


def as_markdown(text: str) -> str:
    """Return text with Markdown syntax escaped."""
    return _SIGNS.sub(r"\\\1", text)


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
    """Return a second-level heading and a bulleted list."""
    return Markup("<h2>{}</h2><ul>{}</ul>").format(
        title, join(Markup("<li>{}</li>").format(item) for item in items)
    )
