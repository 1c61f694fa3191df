"""The styles of the Word document: change one there, and every paragraph of its kind follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from reports.word.fields import element, insert_in_order

FONT = "Arial"
"""What every Word has; Noto Sans, as in the PDF, would be replaced by a face with serifs where it is missing."""

CHINESE_FONT = "Microsoft YaHei"

INK, MUTED, ACTION = "1B2733", "55636F", "0B5C7A"
HAIRLINE, PANEL = "C9D2DA", "F5F7F9"


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of paragraph looks; sizes in points, the indent in centimetres."""

    size: float
    before: float = 0
    after: float = 0
    colour: str = INK
    bold: bool = False
    indent: float = 0
    keep_next: bool = False


LOOKS: Mapping[str, Look] = {
    "Normal": Look(10, after=5),
    "Title": Look(30, before=120, after=6, bold=True),
    "Subtitle": Look(15, after=24, colour=MUTED),
    "Heading 1": Look(20, before=22, after=8, bold=True, keep_next=True),
    "Heading 2": Look(14, before=14, after=5, bold=True, keep_next=True),
    "Heading 3": Look(11, before=10, after=3, bold=True, keep_next=True),
    "List Bullet": Look(10, after=3),
    "List Number": Look(10, after=4),
    "Caption": Look(8.5, before=8, after=3, colour=MUTED, bold=True, keep_next=True),
    "Header": Look(8, colour=MUTED),
    "Footer": Look(8, colour=MUTED),
    "TOC Heading": Look(20, after=10, bold=True),
    "TOC 1": Look(10, before=4, after=2, bold=True),
    "TOC 2": Look(10, after=1, indent=0.6),
    "Sheet Line": Look(9, after=2),
    "Quotation": Look(9, after=3, indent=0.6),
    "Hint": Look(8.5, before=10, colour=MUTED),
    "Standing": Look(12, before=6, after=4, colour="9A4A00", bold=True),
    "Table Text": Look(8, before=1, after=1),
    "Table Head": Look(8, before=1, after=1, bold=True),
    "Table Total": Look(8, before=1, after=1, bold=True),
    "Timeline": Look(6.5),
    "Table End": Look(4, after=4),
}


def make_styles(document: Any, language: str, *, right_to_left: bool) -> None:
    """Every style of `LOOKS` and the one of tables, in the language of the text."""
    for name, look in LOOKS.items():
        _shape(_style(document, name), look)
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
        # Word's own name, by which it knows the style when it updates the contents.
        made.element.find(qn("w:name")).set(qn("w:val"), name.lower())
    return made


def _shape(style: Any, look: Look) -> None:
    font, paragraph = style.font, style.paragraph_format
    properties = style.element.get_or_add_rPr()
    for old in ("w:rFonts", "w:spacing", "w:kern", "w:i", "w:iCs", "w:color"):
        for found in properties.findall(qn(old)):
            properties.remove(found)
    font.name = FONT
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:cs"), FONT)
    fonts.set(qn("w:eastAsia"), CHINESE_FONT)
    font.size, font.bold, font.color.rgb = (
        Pt(look.size),
        look.bold,
        RGBColor.from_string(look.colour),
    )
    _same_for_arabic(properties)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.keep_with_next = look.keep_next
    if look.indent:
        paragraph.left_indent = Cm(look.indent)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _same_for_arabic(properties: Any) -> None:
    """Arabic and Hebrew have a size and weight of their own in Word; here they are the same."""
    for name in ("w:sz", "w:b"):
        given = properties.find(qn(name))
        for old in properties.findall(qn(f"{name}Cs")):
            properties.remove(old)
        given.addnext(
            element(f"{name}Cs", **{key.partition("}")[2]: value for key, value in given.items()})
        )


def _language(document: Any, language: str) -> None:
    """Which dictionary checks the spelling."""
    found = document.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:lang"))
    full = {"en": "en-GB", "zh": "zh-CN", "zh-Hans": "zh-CN"}.get(language, language)
    for name in ("val", "eastAsia", "bidi"):
        found.set(qn(f"w:{name}"), full)


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
