"""Direction of typed text in a PDF: WeasyPrint reads `dir="auto"` as no direction, so it is determined here."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reports.mirroring import direction_of_text


def _typed(element: Element) -> Iterator[str]:
    """Yield the texts of an element without the labels before them, which are in the language of the page."""
    yield element.text or ""
    for child in element:
        if child.get("class") != "label":
            yield from _typed(child)
        yield child.tail or ""


def set_directions(root: Element) -> None:
    """Set the direction of each element with `dir="auto"` in place, where it is not that of the page.

    Such a text keeps the side of the page at which the others begin.
    """
    page = root.get("dir", "ltr")
    side = "right" if page == "rtl" else "left"
    for element in root.iter():
        if element.get("dir") != "auto":
            continue
        found = direction_of_text("".join(_typed(element)))
        if found not in (None, page):
            element.set(
                "style", f"direction: {found}; text-align: {side}; {element.get('style', '')}"
            )
