"""Paragraph and table styles of the Word documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.enum.dml import MSO_THEME_COLOR
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from questionnaires import palette
from questionnaires.palette import without_hash
from reports.office.theme import FONT, FONTS
from reports.word.fields import element, insert_in_order
from reports.word.tables import TEXT_WIDTH

INK, MUTED, HAIRLINE, PANEL, CAUTION = map(
    without_hash,
    (palette.INK, palette.MUTED, palette.HAIRLINE, palette.PANEL, palette.CAUTION),
)


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """Format of a paragraph style; sizes in points, the indent in centimetres."""

    size: float
    before: float = 0
    after: float = 0
    colour: str = INK
    bold: bool = False
    indent: float = 0
    keep_next: bool = False
    is_main: bool = False
    """Whether it has the theme's main colour, which is the country's first, in place of `colour`."""
    numbered: bool = False
    """Whether a dotted line leads to a page number at the right margin."""


PARAGRAPH_FORMATS: Mapping[str, ParagraphFormat] = {
    "Normal": ParagraphFormat(9.5, after=4),
    "Title": ParagraphFormat(30, after=6, bold=True),
    "Subtitle": ParagraphFormat(15, after=24, colour=MUTED),
    "Band": ParagraphFormat(5),
    "Emblem": ParagraphFormat(9.5, before=12),
    "Cover Figure": ParagraphFormat(24, bold=True, is_main=True, keep_next=True),
    "Cover Note": ParagraphFormat(8.5, after=3, colour=MUTED),
    "Foreword Heading": ParagraphFormat(12, before=10, after=3, bold=True, keep_next=True),
    "Signed": ParagraphFormat(9.5, before=4, bold=True, keep_next=True),
    "Kicker": ParagraphFormat(12, after=4, bold=True, is_main=True),
    "Heading 1": ParagraphFormat(18, before=18, after=6, bold=True, keep_next=True),
    "Heading 2": ParagraphFormat(13, before=11, after=4, bold=True, keep_next=True),
    "Heading 3": ParagraphFormat(11, before=10, after=3, bold=True, keep_next=True),
    "List Bullet": ParagraphFormat(9.5, after=3),
    "List Number": ParagraphFormat(9.5, after=3),
    "Caption": ParagraphFormat(8.5, before=8, after=3, colour=MUTED, bold=True, keep_next=True),
    "Header": ParagraphFormat(8, colour=MUTED),
    "Footer": ParagraphFormat(8, colour=MUTED),
    "TOC Heading": ParagraphFormat(20, after=10, bold=True),
    "TOC 1": ParagraphFormat(10, before=4, after=2, bold=True, numbered=True),
    "TOC 2": ParagraphFormat(10, after=1, indent=0.6, numbered=True),
    "Sheet Line": ParagraphFormat(9, after=2),
    "Quotation": ParagraphFormat(9, after=3, indent=0.6),
    "Hint": ParagraphFormat(8.5, before=10, colour=MUTED),
    "Standing": ParagraphFormat(12, before=6, after=4, colour=CAUTION, bold=True),
    "Table Text": ParagraphFormat(8, before=1, after=1),
    "Table Head": ParagraphFormat(8, before=1, after=1, bold=True),
    "Table Total": ParagraphFormat(8, before=1, after=1, bold=True),
    "Timeline": ParagraphFormat(6.5),
    "Answer": ParagraphFormat(8),
    "Key Figure": ParagraphFormat(15, before=2, after=1, bold=True),
    "Figure": ParagraphFormat(10, after=3),
    "Table End": ParagraphFormat(4, after=4),
}


def make_styles(document: Any, language: str, *, right_to_left: bool, main: str) -> None:
    """Define the styles of `PARAGRAPH_FORMATS` and of tables, and set the proofing language.

    `main` is the main colour of the theme, for programs that do not read it there.
    """
    for name, look in PARAGRAPH_FORMATS.items():
        _shape(_style(document, name), look, main)
    document.styles["Normal"].paragraph_format.keep_together = True
    document.styles["Normal"].paragraph_format.widow_control = True
    document.styles["TOC Heading"].paragraph_format.page_break_before = True
    document.styles.element.append(parse_xml(_TABLE_STYLE))
    _language(document, language)
    if right_to_left:
        normal = document.styles["Normal"].element
        insert_in_order(
            normal.get_or_add_pPr(), element("w:bidi"), "adjustRightInd snapToGrid spacing ind jc"
        )
        normal.get_or_add_rPr().append(element("w:rtl"))


def _style(document: Any, name: str) -> Any:
    if name in document.styles:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("TOC"))
    made.base_style = document.styles["Normal"]
    if name.startswith("TOC ") and name[-1].isdigit():
        # Word's own name of the style, which it uses when it updates the contents.
        made.element.find(qn("w:name")).set(qn("w:val"), name.lower())
    return made


def _shape(style: Any, look: ParagraphFormat, main: str) -> None:
    font, paragraph = style.font, style.paragraph_format
    properties = style.element.get_or_add_rPr()
    for old in ("w:rFonts", "w:spacing", "w:kern", "w:i", "w:iCs", "w:color"):
        for old_element in properties.findall(qn(old)):
            properties.remove(old_element)
    font.name = FONT.name
    fonts = properties.get_or_add_rFonts()
    for script, own in FONTS.items():
        fonts.set(qn(f"w:{script}"), own.name)
    font.size, font.bold, font.color.rgb = (
        Pt(look.size),
        look.bold,
        RGBColor.from_string(without_hash(main) if look.is_main else look.colour),
    )
    if look.is_main:
        font.color.theme_color = MSO_THEME_COLOR.TEXT_2
    _same_for_arabic(properties)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.keep_with_next = look.keep_next
    if look.indent:
        paragraph.left_indent = Cm(look.indent)
    if look.numbered:
        paragraph.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _same_for_arabic(properties: Any) -> None:
    """Copy size and weight to complex scripts: Word stores them separately for Arabic and Hebrew."""
    for name in ("w:sz", "w:b"):
        latin = properties.find(qn(name))
        for old in properties.findall(qn(f"{name}Cs")):
            properties.remove(old)
        latin.addnext(
            element(f"{name}Cs", **{key.partition("}")[2]: value for key, value in latin.items()})
        )


def _language(document: Any, language: str) -> None:
    """Set the proofing language; in Chinese that of Latin letters is English."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:lang"))
    full = {"en": "en-GB", "zh": "zh-CN", "zh-Hans": "zh-CN"}.get(language, language)
    for name in ("val", "eastAsia", "bidi"):
        # Latin words and numbers marked as Chinese would be broken over lines at any letter
        is_latin_in_chinese = name == "val" and full == "zh-CN"
        defaults.set(qn(f"w:{name}"), "en-GB" if is_latin_in_chinese else full)


_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="RoadmapTable">
  <w:name w:val="Roadmap Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:color="{INK}"/><w:bottom w:val="single" w:sz="8" w:color="{INK}"/>
      <w:insideH w:val="single" w:sz="4" w:color="{HAIRLINE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="30" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>
      <w:bottom w:w="30" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{INK}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="{PANEL}"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>
"""
