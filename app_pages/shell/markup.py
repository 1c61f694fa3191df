"""Text into HTML and Markdown, safely: what a person typed is shown as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:])")


def as_markdown(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    return _SIGNS.sub(r"\\\1", text)


def join(parts: Iterable[Markup | str], separator: str = "") -> Markup:
    return Markup(separator).join(parts)  # noqa: S704 -- separators are ours


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Markup | str]],
    *,
    right: Sequence[int] = (),
) -> Markup:
    """A table whose first cell of a row names it; on a narrow screen each row becomes a block.

    `right` are the columns of numbers.
    """
    align = ["num" if place in right else "txt" for place in range(len(head))]
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


def squares(level: int | None, top: int, words: str, target: int | None = None) -> Markup:
    """A level as small squares with its number and word; `target` is marked on the same scale."""
    if level is None:
        boxes = join(Markup('<i class="cop-box missing"></i>') for _place in range(top + 1))
    else:
        boxes = join(
            Markup('<i class="cop-box {}{}"></i>').format(
                f"on{level}" if place <= level else "off", " target" if place == target else ""
            )
            for place in range(top + 1)
        )
    return Markup(
        '<span class="cop-level"><span class="cop-boxes" aria-hidden="true">{}</span> {}</span>'
    ).format(boxes, words)


def lines(title: str, items: Iterable[Markup | str]) -> Markup:
    """A titled list."""
    return Markup("<h2>{}</h2><ul>{}</ul>").format(
        title, join(Markup("<li>{}</li>").format(item) for item in items)
    )
