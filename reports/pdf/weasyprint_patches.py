"""What we change inside WeasyPrint and pydyf, whose versions are pinned, so that they do the same work in less time.

Each change is small, leaves the document as it is, and has a test (docs/adr/0023).
"""

from __future__ import annotations

from collections.abc import Iterator

import pydyf  # type: ignore[import-untyped]
from weasyprint.svg import Node

from reports.pdf import kept_lines

_PLACED_BY_LETTER = frozenset({"dx", "dy", "rotate", "letter-spacing", "textLength"})


class _Line(str):
    """A text that counts as one letter where WeasyPrint goes through the letters."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def _text(node: Node) -> str | None:
    """The text of an SVG element, for drawing in one piece where nothing asks for places of single letters.

    WeasyPrint shapes, places and writes each letter on its own. A word in one piece is quicker and smaller, and
    Arabic letters join.
    """
    text: str | None = node._etree_node.text
    attributes = node.attrib
    if not text or _PLACED_BY_LETTER & attributes.keys():
        return text
    places = attributes.get("x", "").split(), attributes.get("y", "").split()
    return text if max(map(len, places)) > 1 else _Line(text)


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """References to all pages, made anew only when there are more: tags ask for them once an element."""
    numbers = pdf.pages["Kids"][::3]
    known: tuple[bytes, ...] = vars(pdf).get("_known_references", ())
    if len(known) != len(numbers):
        known = pdf._known_references = tuple(f"{number} 0 R".encode("ascii") for number in numbers)
    return known


def install() -> None:
    """Put the changes in place. Does nothing new a second time."""
    Node.text = property(_text)
    pydyf.PDF.page_references = property(_page_references)
    kept_lines.install()
