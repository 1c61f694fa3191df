"""Page setup, language, file properties, header and footer of a Word document."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.shared import Cm

from questionnaires.palette import ACTION
from reports.chinese import in_language
from reports.document_look import Look
from reports.document_metadata import DocumentFrame
from reports.office.theme import FONT, FONTS, apply_theme
from reports.word.fields import add_page_number, element, insert_in_order
from reports.word.styles import make_styles
from reports.word.tables import TEXT_WIDTH
from translations import gettext as _


def set_up(document: Any, report: DocumentFrame, look: Look | None = None) -> None:
    """Set up pages, styles, header, footer and properties; Word offers to update the contents on opening.

    `look` gives colours and paper; without it they are ours and A4.
    """
    colours = look.colours if look else ()
    apply_theme(document.part, colours)
    _name_fonts(document.part)
    make_styles(
        document,
        report.language,
        right_to_left=report.direction == "rtl",
        main=colours[0] if colours else ACTION,
    )
    _page(document.sections[0], report, is_letter=look is not None and look.is_letter)
    _properties(document.core_properties, report)
    insert_in_order(
        document.settings.element,
        element("w:updateFields", val="true"),
        "hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "
        "shapeDefaults decimalSymbol listSeparator",
    )


def _name_fonts(part: Any) -> None:
    """Say which font takes the place of each of ours where it is missing."""
    table = part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = parse_xml(table.blob)
    for font in (FONT, *FONTS.values()):
        entry = element("w:font", name=font.name)
        entry.extend(
            (
                element("w:altName", val=font.alternative),
                element("w:panose1", val=font.panose),
                element("w:charset", val="00"),
                element("w:family", val="swiss"),
                element("w:pitch", val="variable"),
            )
        )
        fonts.append(entry)
    table._blob = serialize_part_xml(fonts)


A4, LETTER = (21.0, 29.7), (21.59, 27.94)
"""Width and height of paper in centimetres; the text is as wide on both."""


def _page(section: Any, report: DocumentFrame, *, is_letter: bool) -> None:
    width, height = LETTER if is_letter else A4
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin = section.right_margin = Cm((width - TEXT_WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.text = in_language(f"{report.running_title}. {report.running_standing}")
    footer = section.footer.paragraphs[0]
    add_page_number(footer, report.page_of)
    if report.direction == "rtl":
        insert_in_order(section._sectPr, element("w:bidi"), "rtlGutter docGrid")


def _properties(core: Any, report: DocumentFrame) -> None:
    core.title, core.subject = report.title, report.description
    core.author, core.last_modified_by = _("Child online protection toolkit"), ""
    core.language, core.comments = report.language, ""
    core.created = core.modified = dt.datetime.combine(report.day, dt.time(12))
