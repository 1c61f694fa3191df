"""Table of contents as a field with links to the headings and fields of their pages.

Pages are known only to the program that lays the document out: Word computes the fields when it opens the file, as the
settings ask it to; LibreOffice when its user updates the index. Numbers guessed here would be wrong in one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement

from reports.word.fields import begin_field, element, end_field, text_run
from reports.word.writer import Heading
from translations import gettext as _

DEEPEST = 2
"""Deepest heading level in the contents."""


def write_contents(placeholder: Any, headings: Sequence[Heading]) -> None:
    """Insert the contents before the paragraph `placeholder`, which becomes the hint on updating them."""
    shown = [item for item in headings if item.level <= DEEPEST]
    lines = [_line(item) for item in shown]
    if lines:
        _open_field(lines[0])
    block = _block([_titled("TOC Heading", _("Contents")), *lines, _closing()])
    placeholder._p.addprevious(block)
    placeholder.style = "Hint"
    placeholder.add_run(
        _(
            "To bring the contents and page numbers up to date: in Word, click into them and press F9; in LibreOffice, "
            "choose Tools, Update, Update All."
        )
    )


def _block(paragraphs: Sequence[Any]) -> Any:
    """Content control that makes Word recognise a table of contents and offer to update it."""
    part = element("w:docPartObj")
    part.append(element("w:docPartGallery", val="Table of Contents"))
    part.append(element("w:docPartUnique"))
    properties, content, block = (
        OxmlElement(name) for name in ("w:sdtPr", "w:sdtContent", "w:sdt")
    )
    properties.append(part)
    content.extend(paragraphs)
    block.extend((properties, content))
    return block


def _titled(style: str, text: str = "") -> Any:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(element("w:pStyle", val=style.replace(" ", "")))
    paragraph.append(properties)
    if text:
        paragraph.append(text_run(text))
    return paragraph


def _line(heading: Heading) -> Any:
    paragraph = _titled(f"TOC {heading.level}")
    link = element("w:hyperlink", anchor=heading.bookmark, history="1")
    link.append(text_run(heading.text))
    tab = OxmlElement("w:r")
    tab.append(OxmlElement("w:tab"))
    link.append(tab)
    begin_field(link, rf"PAGEREF {heading.bookmark} \h", dirty=True)
    end_field(link)
    paragraph.append(link)
    return paragraph


def _open_field(first: Any) -> None:
    start = OxmlElement("w:p")
    begin_field(start, rf'TOC \o "1-{DEEPEST}" \h \z \u')
    for position, run in enumerate(list(start), 1):
        first.insert(position, run)


def _closing() -> Any:
    paragraph = _titled("Normal")
    end_field(paragraph)
    return paragraph
