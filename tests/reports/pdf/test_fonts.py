"""Fonts: every printed character has a glyph in a packaged font, or is printed as its code."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from reports.pdf import fonts
from reports.pdf.cache import content_key
from reports.pdf.fonts import (
    FAMILIES,
    FONTS,
    font_faces,
    missing_characters,
    show_missing,
    text_width,
    wrap_text,
)
from reports.pdf.render import render_pdf
from tests.reports import made


def test_every_font_is_there() -> None:
    assert all(font.path.is_file() for font in FONTS)


def test_a_character_without_a_glyph_is_shown_as_its_code() -> None:
    assert show_missing("ok \N{GRINNING FACE}!") == "ok [U+1F600]!"
    assert show_missing("ދި and བ") == "[U+078B U+07A8] and [U+0F56]"


def test_letters_of_the_scripts_we_bring_stay_as_they_are() -> None:
    text = "Größe naïve Ελλάδα Россия العربية 中文 – … ≥ №\n\t"
    assert show_missing(text) == text


SCRIPTS = {
    "Amharic": "የኢትዮጵያ አዋጅ",
    "Armenian": "Հայաստանի օրենք",
    "Bengali": "শিশু সুরক্ষা আইন",
    "Burmese": "ကလေးသူငယ်အခွင့်အရေး",
    "Georgian": "საქართველოს კანონი",
    "Gujarati": "બાળ સુરક્ષા",
    "Hebrew": "חוק הגנת הילד",
    "Hindi": "बाल संरक्षण",
    "Kannada": "ಮಕ್ಕಳ ರಕ್ಷಣೆ",
    "Khmer": "ច្បាប់ស្តីពីការការពារកុមារ",
    "Korean": "아동 보호법",
    "Lao": "ກົດໝາຍປົກປ້ອງເດັກ",
    "Malayalam": "കുട്ടികളുടെ സംരക്ഷണം",
    "Odia": "ଶିଶୁ ସୁରକ୍ଷା",
    "Punjabi": "ਬਾਲ ਸੁਰੱਖਿਆ",
    "Sinhala": "ළමා ආරක්ෂණ පනත",
    "Tamil": "குழந்தைகள் பாதுகாப்பு",
    "Telugu": "బాలల రక్షణ",
    "Thai": "พระราชบัญญัติคุ้มครองเด็ก",
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_texts_in_scripts_of_member_states_are_printed_with_glyphs(language: str) -> None:
    text = SCRIPTS[language]
    assert show_missing(f"Law: {text} (2024)") == f"Law: {text} (2024)"
    assert font_faces(text).count("@font-face") == (1 if language == "Hindi" else 2)


def test_a_font_of_one_script_is_not_read_for_a_character_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = []
    original = fonts._characters_of
    monkeypatch.setattr(
        fonts, "_characters_of", lambda font: (read.append(font.name), original(font))[1]
    )
    show_missing("Größe \N{GRINNING FACE} ไทย")
    assert read == ["sans", "arabic", "chinese", "thai"]


@given(st.text())
def test_after_that_every_character_is_printable(text: str) -> None:
    assert not missing_characters(show_missing(text))


@pytest.mark.parametrize("name", ["chinese", "korean"])
def test_a_font_with_cids_numbers_them_as_its_glyphs(name: str) -> None:
    font = next(item for item in FONTS if item.name == name)
    assert len(font.data) == font.path.stat().st_size
    with TTFont(io.BytesIO(font.data), lazy=True) as file:
        names = file["CFF "].cff.topDictIndex[0].charset
        assert len(names) == file["maxp"].numGlyphs
        assert names[1:] == [f"cid{number:05d}" for number in range(1, len(names))]


def test_a_font_with_other_outlines_is_embedded_as_it_is() -> None:
    for font in FONTS[:2]:
        assert font.data == font.path.read_bytes()


def test_no_page_of_ours_needs_a_code() -> None:
    for assessment in (made.example("ken"), made.all_at(0), made.all_unknown()):
        text = made.page(assessment)
        assert show_missing(text) == text


def test_only_fonts_that_a_page_needs_are_loaded() -> None:
    assert font_faces("plain").count("@font-face") == 1
    assert font_faces("مرحبا").count("@font-face") == 2
    assert font_faces("مرحبا 中文").count("@font-face") == 3


@given(st.text(alphabet="abc défghij中", max_size=200), st.floats(20, 300))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: float) -> None:
    lines = wrap_text(text, 8, width)
    assert made.packed("".join(lines)) == made.packed(text)
    assert all(text_width(line, 8) <= width or len(line) == 1 for line in lines)


def made_font(character: str) -> bytes:
    """A font of one character, a box."""
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({ord(character): "box"})
    pen = TTGlyphPen(None)
    for point in ((100, 0), (100, 600), (500, 600)):
        (pen.lineTo if pen.points else pen.moveTo)(point)
    pen.closePath()
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "box": (600, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


@pytest.mark.parametrize("font", fonts.SYSTEM_FONTS, ids=lambda font: font.name)
def test_a_font_of_the_system_is_used_where_it_is_installed(
    font: fonts.Font, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = {"Thaa": "ދ", "Tibt": "བ", "Mong": "ᠮ", "Nkoo": "ߒ", "Tfng": "ⵜ"}[font.script]
    page = f"<html lang=en><title>x</title><style>html {{ font: 9pt {FAMILIES} }}</style><p>{letter} (2024)"
    before, code = content_key(page, ""), f"[U+{ord(letter):04X}]"
    assert code in text_of(page)
    monkeypatch.setattr(fonts, "SYSTEM_FOLDER", tmp_path)
    font.path.write_bytes(made_font(letter))
    assert letter in text_of(page)
    assert code not in text_of(page)
    assert content_key(page, "") != before


def text_of(page: str) -> str:
    return PdfReader(io.BytesIO(render_pdf(page, ""))).pages[0].extract_text()
