"""Headings that the contents lead to, paragraphs and captioned tables, written one after the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.word.fields import (
    add_caption,
    element,
    insert_in_order,
    mark_heading,
    set_style,
)
from reports.word.tables import add_table


def runs_from_right(text: str) -> bool:
    """Whether the first letter of a text belongs to a script that is written from right to left.

    >>> runs_from_right("2026 \u0645\u0631\u062d\u0628\u0627 hello"), runs_from_right("hello")
    (True, False)
    """
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the bookmark at its place."""

    text: str
    level: int
    bookmark: str


@dataclass(slots=True)
class Writer:
    """A Word document being written; it counts tables, and keeps the headings for the contents."""

    document: Any
    right_to_left: bool = False
    headings: list[Heading] = field(default_factory=list)
    tables: int = 0

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        number = len(self.headings) + 1
        found = Heading(text, level, f"_Toc{number:06}")
        paragraph = self.document.add_heading(text, level)
        if new_page:
            paragraph.paragraph_format.page_break_before = True
        mark_heading(paragraph, found.bookmark, number)
        self.headings.append(found)

    def paragraph(self, text: str, style: str = "Normal") -> Any:
        """A paragraph for each line of `text`; nothing for an empty one. Gives the last."""
        last = None
        for line in text.split("\n"):
            if line.strip():
                last = self._styled(style)
                last.add_run(line)
        return last

    def paragraphs(self, texts: Iterable[str], style: str = "Normal") -> None:
        for text in texts:
            self.paragraph(text, style)

    def typed(self, texts: Iterable[str], style: str = "Quotation") -> None:
        """What people typed, each paragraph in the direction of its own first letter."""
        for text in texts:
            paragraph = self.paragraph(text, style)
            if paragraph is not None and runs_from_right(text):
                insert_in_order(
                    paragraph._p.get_or_add_pPr(),
                    element("w:bidi"),
                    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc rPr",
                )

    def with_bold_start(self, bold: str, rest: str, style: str) -> Any:
        paragraph = self._styled(style)
        paragraph.add_run(bold).bold = True
        paragraph.add_run(rest)
        return paragraph

    def _styled(self, style: str) -> Any:
        paragraph = self.document.add_paragraph()
        set_style(paragraph, style)
        return paragraph

    def caption(self, text: str) -> None:
        """The number and the words above a table."""
        self.tables += 1
        add_caption(self._styled("Caption"), self.tables, text)

    def table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        numbers: Sequence[int] = (),
        last_is_total: bool = False,
    ) -> None:
        """A table below its caption; `numbers` are the columns that stand at the right."""
        self._keep_last_with_next()
        self.caption(caption)
        made = add_table(
            self.document, head, rows, widths, numbers=numbers, last_is_total=last_is_total
        )
        self.finish(made, caption, "")

    def finish(self, table: Any, title: str, description: str) -> None:
        """What a screen reader says of the table, its direction, and the space below it."""
        properties = table._tbl.tblPr
        for name, text in (("w:tblCaption", title), ("w:tblDescription", description)):
            if text:
                properties.append(element(name, val=text))
        if self.right_to_left:
            properties.get_or_add_bidiVisual()
        self._styled("Table End")

    def _keep_last_with_next(self) -> None:
        """What introduces a table does not stay behind alone."""
        body = self.document.element.body
        before = [item for item in body.iterchildren() if item.tag.endswith(("}p", "}tbl"))]
        if before and before[-1].tag.endswith("}p"):
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
