"""Text read from a PDF is the text that was typed, in scripts whose letters a font composes; it looks as before."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pdfua
import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint.draw import text as drawing
from weasyprint.pdf.fonts import Font

from reports.pdf import drawn_lines, letter_glyphs
from reports.pdf.fonts import FAMILIES
from reports.pdf.render import render_pdf

STYLE = f"<style>html {{ font: 14pt {FAMILIES} }}</style>"

LINES = {
    "Arabic": "قانون حماية الطفل في الفضاء الرقمي",
    "lam-alef": "لا إلا الأطفال الآن الإنترنت لأجل سلام",
    "tashkeel": "حِمَايَةُ الطِّفْلِ فِي الفَضَاءِ الرَّقْمِيِّ وَالْأُسْرَة",
    "tatweel": "الـمـادة والــقــانــون",
    "Persian": "حمایت از کودکان در فضای مجازی می‌شود",
    "Urdu": "بچوں کے تحفظ کا قانون ہے اور پاکستان میں ٹیلی کام گھر",
    "Pashto": "د ماشومانو ساتنه ګډه ښځه",
    "Kurdish": "پاراستنی منداڵان لە ئینتەرنێت",
    "a name of God": "عبد الله بن محمد ﷺ",
    "Hindi": "बाल संरक्षण क़ानून श्री क्षेत्र हिन्दी कीर्ति",
    "Yoruba": "Ọ̀rọ̀ ẹ̀kọ́ ɛ́ and plain ɛ ọ e",
    "Latin after marks": "e and o keep their letters",
    "Chinese": "保护儿童 office naïve",
    "Thai": "พระราชบัญญัติคุ้มครองเด็ก ๒๕๔๖ น้ำ",
    "Khmer": "ច្បាប់ស្តីពីការការពារកុមារ",
    "Amharic": "የኢትዮጵያ አዋጅ",
    "Bengali": "শিশু সুরক্ষা আইন ২০১৩ ক্ষেত্র",
    "Georgian": "საქართველოს კანონი",
    "Armenian": "Հայաստանի օրենք",
    "Hebrew": "חוק הגנת הילד",
    "Burmese": "ကလေးသူငယ်အခွင့်အရေးဥပဒေ",
    "Sinhala": "ළමා ආරක්ෂණ පනත",
    "Lao": "ກົດໝາຍປົກປ້ອງເດັກ",
    "Korean": "아동 보호법 제12조",
}

INDIC = {
    "Sinhala with joiners": "ශ්‍රී ලංකා ක්‍රමය",
    "Tamil": "குழந்தைகள் பாதுகாப்பு சட்டம் கொள்கை ஸ்ரீ",
    "Telugu": "పిల్లల రక్షణ చట్టం క్షేత్రం",
    "Kannada": "ಮಕ್ಕಳ ರಕ್ಷಣಾ ಕಾಯ್ದೆ ಕ್ಷೇತ್ರ",
    "Malayalam": "കുട്ടികളുടെ സംരക്ഷണ നിയമം",
    "Odia": "ଶିଶୁ ସୁରକ୍ଷା ଆଇନ କ୍ଷେତ୍ର",
}
"""Scripts whose marks are given no room, or move to the other side of their letter."""

MIXED = {
    "number": "المادة 12 من قانون حماية الطفل",
    "Latin words": "المادة 12 من Act No. 5 لسنة 2024 بشأن الأطفال",
    "Arabic words": "Law قانون 12 of حماية الطفل (2024)",
    "Persian digits": "حمایت از کودکان ۱۴۰۲ در ماده ۱۲",
    "Arabic digits": "المادة ٥ (ب) – ٢٠٢٤/٠٥",
    "full stop": "صدر القانون (الأول).",
    "Arabic in Chinese": "中文 قانون，中文（2024）",
}

ALL = LINES | MIXED


def page(*paragraphs: str, direction: str = "ltr") -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html lang=en dir={direction}><title>Page</title>{STYLE}<body>{body}"


def plain(text: str) -> str:
    """The text without the direction marks that programs add, with single spaces."""
    kept = (sign for sign in text if unicodedata.bidirectional(sign) not in DIRECTIONS)
    return re.sub(" +", " ", "".join(kept)).strip()


DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def lines_of(pdf: bytes) -> list[str]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [plain(line) for item in pages for line in item.extract_text().splitlines()]


def lines_of_poppler(pdf: bytes, *options: str) -> list[str]:
    command = ["pdftotext", *options, "-", "-"]
    read = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return [plain(line) for line in read.decode().splitlines()]


@pytest.fixture(scope="module")
def together() -> bytes:
    """All lines in one document, so that a glyph shows different characters."""
    return render_pdf(page(*ALL.values()), "")


@pytest.mark.parametrize("name", ALL)
def test_a_line_is_read_as_it_was_typed(name: str, together: bytes) -> None:
    assert packed(ALL[name]) in map(packed, lines_of(together))
    assert ALL[name] in lines_of(render_pdf(page(ALL[name], direction="rtl"), ""))


def packed(text: str) -> str:
    """The text without spaces: pypdf adds some where a line of both directions goes on further right."""
    return text.replace(" ", "")


@pytest.mark.parametrize("options", [(), ("-layout",)])
@pytest.mark.parametrize("name", LINES)
def test_a_line_of_one_direction_is_read_from_its_place(
    name: str, options: tuple[str, ...], together: bytes
) -> None:
    assert LINES[name] in lines_of_poppler(together, *options)


@pytest.mark.parametrize("options", [None, (), ("-layout",), ("-raw",)])
def test_lines_of_indic_scripts_are_read_as_typed(options: tuple[str, ...] | None) -> None:
    mixed = {name: f"{text} (Act 12, 2024) {text}" for name, text in INDIC.items()}
    pdf = render_pdf(page(*INDIC.values(), *mixed.values()), "")
    lines = lines_of(pdf) if options is None else lines_of_poppler(pdf, *options)
    read = " ".join(lines)
    assert [text for text in (*INDIC.values(), *mixed.values()) if text not in read] == []


@pytest.mark.parametrize("options", [(), ("-layout",), ("-raw",)])
def test_no_word_of_mixed_lines_is_lost_or_changed(
    options: tuple[str, ...], together: bytes
) -> None:
    assert words(lines_of_poppler(together, *options)) == words(ALL.values())


def words(lines: Iterable[str]) -> Counter[str]:
    """How often each word and number occurs; without vowel signs, which poppler moves at the ends of words."""
    signs = re.sub("[\u064b-\u0652]", "", " ".join(lines))
    return Counter(
        re.findall(r"\d+|[^\W\d]+(?:[\u0300-\u036f\u200c\u0900-\u094f]|[^\W\d])*", signs)
    )


def test_words_in_headings_lists_tables_and_figures_are_read_as_typed() -> None:
    title, item, head, cell, label = list(LINES.values())[:5]
    body = (
        f"<h1>{title}</h1><ol><li>{item}</ol><table><thead><tr><th>{head}<tbody><tr><td>{cell}</table>"
        f"<svg width=300 height=20 role=img><title>Chart</title><text x=9 y=12>{label}</text></svg>"
    )
    read = " ".join(lines_of(render_pdf(page() + body, "")))
    assert [text for text in (title, item, head, cell, label) if text not in read] == []


def test_a_line_broken_within_arabic_keeps_every_word() -> None:
    text = " ".join(LINES[name] for name in ("Arabic", "tashkeel", "lam-alef"))
    narrow = page() + f"<p style='width: 40mm; text-align: justify'>{text}"
    assert " ".join(lines_of(render_pdf(narrow, ""))).split() == text.split()


def test_a_letter_without_marks_is_not_read_with_those_of_another_word() -> None:
    assert lines_of(render_pdf(page("ɛ́ ẹ̀", "ɛ e ẹ"), "")) == ["ɛ́ ẹ̀", "ɛ e ẹ"]


def test_the_document_is_valid_and_the_same_again(together: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lines.pdf"
    path.write_bytes(together)
    assert [item.message for item in pdfua.validate(str(path)).findings] == []
    assert render_pdf(page(*ALL.values()), "") == together


@pytest.fixture
def plain_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines and fonts as WeasyPrint makes them, until the end of the test."""
    monkeypatch.setattr(drawing, "draw_first_line", drawn_lines._original_draw_first_line)
    monkeypatch.setattr(Font, "clean", letter_glyphs._original_clean)


def _picture(pdf: bytes) -> np.ndarray:
    """The first page as grey values 0 to 255 of its pixels, in one row."""
    command = ["pdftoppm", "-r", "80", "-gray", "-singlefile", "-"]
    drawn = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    _kind, _size, _maximum, pixels = drawn.split(b"\n", 3)  # PGM
    return np.frombuffer(pixels, np.uint8).astype(int)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("style", ["", "font-weight: 700", "letter-spacing: 1pt", "word-spacing: 3pt"])  # fmt: skip
def test_a_page_looks_as_without_letters(
    style: str, direction: str, request: pytest.FixtureRequest
) -> None:
    styled = page(*ALL.values(), direction=direction).replace("<p>", f"<p style='{style}'>")
    new = _picture(render_pdf(styled, ""))
    request.getfixturevalue("plain_drawing")
    difference = np.abs(new - _picture(render_pdf(styled, "")))
    # Offsets of marks are rounded otherwise, so a mark may be a pixel further.
    assert np.count_nonzero(difference >= 128) < 0.0005 * new.size


def test_a_document_without_such_letters_has_the_bytes_that_it_had(
    request: pytest.FixtureRequest,
) -> None:
    text = page("Größe naïve – Ελλάδα Россия ≥ №", "plain text 12,5 %", "中文测试", "office")
    new = render_pdf(text, "")
    request.getfixturevalue("plain_drawing")
    assert render_pdf(text, "") == new


def test_no_glyph_stands_for_more_or_less_than_a_character_in_right_to_left_text() -> None:
    pdf = render_pdf(page(LINES["tashkeel"], LINES["lam-alef"]), "")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item]  # fmt: skip
        maps = [item.ToUnicode.read_bytes().decode() for item in fonts]
    texts = [text for item in maps for text in re.findall(r"^<\w{4}> <(\w*)>$", item, re.MULTILINE)]
    assert texts
    assert {len(text) for text in texts} == {4}


@pytest.mark.parametrize("mark", ["\N{ARABIC FATHA}", "\N{COMBINING ACUTE ACCENT}"])
@pytest.mark.parametrize("number", [20, 500, 5000])
def test_a_letter_with_very_many_marks_is_read_as_typed(mark: str, number: int) -> None:
    text = f"قا{mark * number}نون"
    assert "".join(lines_of(render_pdf(page(text), ""))) == text


def test_a_full_font_leaves_the_rest_of_the_text_as_weasyprint_draws_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(letter_glyphs, "MAXIMUM_LETTERS", 40)
    path = tmp_path / "full.pdf"
    path.write_bytes(render_pdf(page(*ALL.values()), ""))
    read = lines_of(path.read_bytes())
    assert LINES["Arabic"] in read
    assert LINES["Urdu"] not in read
    assert [item.message for item in pdfua.validate(str(path)).findings] == []
