"""The cover of the roadmap, and the lines that take its place: band, emblem, facts, foreword, standing."""

from __future__ import annotations

import io
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Cm, Pt

from questionnaires.palette import PILLAR_COLOURS, without_hash
from reports.chinese import in_language
from reports.office.emblem import SVG_TYPE, EmblemPicture, emblem_picture, show_svg
from reports.roadmap_report import Report
from reports.word.fields import element, insert_in_order
from reports.word.tables import TEXT_WIDTH
from reports.word.writer import Writer
from translations import gettext as _

EMBLEM_NUMBER = 9_999
"""Number of the emblem among the drawings, apart from those of charts, which count from 1."""

AIR, AIR_WITH_EMBLEM, AIR_WITH_FOREWORD = 114, 40, 6
"""Points above the name of the country."""


def write_cover(writer: Writer, report: Report) -> None:
    """Write the cover."""
    cover, look = report.cover, report.look
    _band(writer, look.colours or PILLAR_COLOURS)
    emblem = emblem_picture(look)
    if emblem is not None:
        _emblem(writer, emblem)
    title = writer.paragraph(cover.country, "Title")
    title.paragraph_format.space_before = Pt(
        AIR_WITH_FOREWORD if look.foreword else AIR_WITH_EMBLEM if emblem else AIR
    )
    subtitle = writer.paragraph(cover.title, "Subtitle")
    if look.foreword:
        subtitle.paragraph_format.space_after = Pt(AIR_WITH_FOREWORD)
    writer.paragraph(cover.figure.value, "Cover Figure")
    writer.paragraph(cover.figure.text)
    writer.paragraphs((cover.lead, cover.cycle, cover.date, cover.profile))
    if look.foreword:
        # A heading would stand in the contents, which follow.
        writer.with_bold_start(_("Foreword"), "", "Foreword Heading")
        writer.typed(look.foreword, "Normal")
        writer.typed(look.signed[:1], "Signed")
        writer.typed(look.signed[1:], "Normal")
    writer.paragraph(cover.standing, "Standing")
    writer.paragraphs((cover.standing_detail, cover.basis))
    writer.typed(look.note, "Cover Note")
    writer.paragraph(cover.notice, "Cover Note")


def write_head(writer: Writer, report: Report) -> None:
    """Write country, subject, date and standing in place of a cover."""
    cover = report.cover
    writer.paragraph(report.kicker, "Kicker")
    head = f"{cover.date}. {cover.standing}. {cover.note_line}".strip()
    writer.paragraph(in_language(head), "Sheet Line")


def _band(writer: Writer, colours: tuple[str, ...]) -> None:
    """Write a band of the width of the text: one shaded tab for each colour, with nothing to read."""
    band: Any = writer.document.add_paragraph(style="Band")
    for number, colour in enumerate(colours, 1):
        band.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH * number / len(colours)))
        run = band.add_run("\t")
        insert_in_order(
            run._r.get_or_add_rPr(),
            element("w:shd", val="clear", color="auto", fill=without_hash(colour)),
            "fitText vertAlign rtl cs em lang",
        )


def _emblem(writer: Writer, emblem: EmblemPicture) -> None:
    """Write the emblem at the end of its line, with its text alternative."""
    paragraph = writer.document.add_paragraph(style="Emblem")
    paragraph.alignment = (
        WD_ALIGN_PARAGRAPH.LEFT if writer.right_to_left else WD_ALIGN_PARAGRAPH.RIGHT
    )
    shape: Any = paragraph.add_run().add_picture(
        io.BytesIO(emblem.png), Cm(emblem.width), Cm(emblem.height)
    )
    properties = shape._inline.docPr
    properties.set("id", str(EMBLEM_NUMBER))
    properties.set("name", "Emblem")
    properties.set("descr", emblem.text)
    if emblem.svg:
        document = writer.document.part
        part = Part(PackURI("/word/media/emblem.svg"), SVG_TYPE, emblem.svg, document.package)
        relation = document.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        show_svg(shape._inline.xpath(".//a:blip")[0], relation)
