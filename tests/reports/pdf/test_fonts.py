"""Fonts: every printed character has a glyph in a packaged font, or is printed as its code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.pdf.fonts import FONTS, font_faces, is_printable, show_missing, text_width, wrap_text
from tests.reports import made


def test_every_font_is_there() -> None:
    assert all(font.path.is_file() for font in FONTS)


def test_a_character_without_a_glyph_is_shown_as_its_code() -> None:
    assert show_missing("ok \N{GRINNING FACE}!") == "ok [U+1F600]!"
    assert show_missing("ไทย") == "[U+0E44 U+0E17 U+0E22]"


def test_letters_of_the_scripts_we_bring_stay_as_they_are() -> None:
    text = "Größe naïve Ελλάδα Россия العربية 中文 – … ≥ №\n\t"
    assert show_missing(text) == text


@given(st.text())
def test_after_that_every_character_is_printable(text: str) -> None:
    assert all(is_printable(sign) or sign in "\n\t" for sign in show_missing(text))


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
