"""Sequential writer of headings, paragraphs and captioned tables of a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.chinese import in_language
from reports.mirroring import direction_of_text
from reports.word.fields import (
    add_caption,
    element,
    insert_in_order,
    mark_heading,
    set_style,
)
from reports.word.tables import add_table, line_above


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the name of its bookmark."""

    text: str
    level: int
    bookmark: str


@dataclass(slots=True)
class Writer:
    """Appends to a Word document; counts tables and charts, and records headings for the contents."""

    document: Any
    right_to_left: bool = False
    headings: list[Heading] = field(default_factory=list)
    tables: int = 0
    charts: int = 0

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """Append a heading with a bookmark; `level` from 1."""
        number = len(self.headings) + 1
        heading = Heading(text, level, f"_Toc{number:06}")
        paragraph = self.document.add_heading(text, level)
        if new_page:
            paragraph.paragraph_format.page_break_before = True
        mark_heading(paragraph, heading.bookmark, number)
        self.headings.append(heading)

    def paragraph(self, text: str, style: str = "Normal", *, is_typed: bool = False) -> Any:
        """Append a paragraph for each non-empty line of `text`, as it is if people typed it; return the last, None without any."""
        last = None
        for line in text.split("\n"):
            if line.strip():
                last = self._styled(style)
                last.add_run(line if is_typed else in_language(line))
        return last

    def paragraphs(self, texts: Iterable[str], style: str = "Normal") -> None:
        """Append the paragraphs of each text."""
        for text in texts:
            self.paragraph(text, style)

    def typed(self, texts: Iterable[str], style: str = "Quotation") -> None:
        """Append texts entered by people, each in the direction of its first letter."""
        for text in texts:
            paragraph = self.paragraph(text, style, is_typed=True)
            direction = direction_of_text(text)
            if paragraph is None or direction is None or self.right_to_left is (direction == "rtl"):
                continue
            turned = {"val": "0"} if self.right_to_left else {}
            insert_in_order(
                paragraph._p.get_or_add_pPr(),
                element("w:bidi", **turned),
                "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc rPr",
            )
            if self.right_to_left:  # the style makes runs so
                for run in paragraph.runs:
                    run._r.get_or_add_rPr().append(element("w:rtl", **turned))

    def with_bold_start(self, bold: str, rest: str, style: str) -> Any:
        """Append a paragraph whose beginning is bold; return it."""
        paragraph = self._styled(style)
        paragraph.add_run(bold).bold = True
        paragraph.add_run(in_language(rest, bold[-1:]))
        return paragraph

    def numbered(self, items: Iterable[tuple[str, str]]) -> None:
        """Append a numbered list that starts at 1; each item is its bold beginning and the rest."""
        style = self.document.styles["List Number"].element
        numbering = self.document.part.numbering_part.element
        like = numbering.num_having_numId(style.pPr.numPr.numId.val)
        made = numbering.add_num(like.abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        for bold, rest in items:
            paragraph = self.with_bold_start(bold, rest, "List Number")
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = made.numId

    def _styled(self, style: str) -> Any:
        paragraph = self.document.add_paragraph()
        set_style(paragraph, style)
        return paragraph

    def caption(self, text: str) -> None:
        """Append the numbered caption of the next table."""
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
        """Append a table below its caption; `numbers` are the indices of right-aligned columns."""
        self._keep_last_with_next()
        self.caption(caption)
        made = add_table(
            self.document, head, rows, widths, numbers=numbers, last_is_total=last_is_total
        )
        self.finish(made, caption, "")

    def key_figures(self, caption: str, figures: Sequence[tuple[str, str]]) -> None:
        """Append a table of key figures side by side: each value as the head of its column, below it what it counts."""
        values, texts = zip(*figures, strict=True)
        self._keep_last_with_next()
        self.caption(caption)
        made = add_table(self.document, values, [texts], (1,) * len(figures))
        for paragraph in (item for cell in made.rows[0].cells for item in cell.paragraphs):
            set_style(paragraph, "Key Figure")
        for cell in made.rows[0].cells:
            line_above(cell, "text2")
        self.finish(made, caption, "")

    def finish(self, table: Any, title: str, description: str) -> None:
        """Set the table's title and description for screen readers, its direction, and the space below it."""
        properties = table._tbl.tblPr
        for name, text in (("w:tblCaption", title), ("w:tblDescription", description)):
            if text:
                properties.append(element(name, val=text))
        if self.right_to_left:
            properties.get_or_add_bidiVisual()
        self._styled("Table End")

    def _keep_last_with_next(self) -> None:
        """Keep the paragraph before a table on the same page as its caption."""
        body = self.document.element.body
        before = [item for item in body.iterchildren() if item.tag.endswith(("}p", "}tbl"))]
        if before and before[-1].tag.endswith("}p"):
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
