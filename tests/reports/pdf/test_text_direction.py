"""Direction of typed text in a PDF: by its first strong character, as browsers do for `dir="auto"`."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from reports.pdf.render import render_pdf
from reports.pdf.text_direction import set_directions

NOTE, WORDS = "The regulator took part.", "شاركت الهيئة."


def style_of(page: str, inner: str) -> str | None:
    root = ET.fromstring(f"<html dir='{page}'>{inner}</html>")
    set_directions(root)
    return root[0].get("style")


def drawn(paragraph: str) -> bytes:
    """The drawing of a right-to-left page with this paragraph."""
    page = f"<html lang=ar dir=rtl><title>T</title><body style='direction: rtl'>{paragraph}</html>"
    contents = PdfReader(io.BytesIO(render_pdf(page, ""))).pages[0].get_contents()
    assert contents is not None
    return contents.get_data()


@pytest.mark.parametrize(
    ("page", "text", "style"),
    [
        ("rtl", NOTE, "direction: ltr; text-align: right; "),
        ("rtl", f"«{WORDS}»", None),
        ("rtl", "2026: 12 %", None),
        ("ltr", f"2026: {WORDS}", "direction: rtl; text-align: left; "),
        ("ltr", NOTE, None),
        ("rtl", f"<span class='label'>السبب</span> {NOTE}", "direction: ltr; text-align: right; "),
        ("rtl", f"<b>{NOTE}</b> {WORDS}", "direction: ltr; text-align: right; "),
    ],
)
def test_a_typed_text_has_the_direction_of_its_first_strong_character_and_the_side_of_the_page(
    page: str, text: str, style: str | None
) -> None:
    assert style_of(page, f"<p dir='auto'>{text}</p>") == style
    assert style_of(page, f"<p>{text}</p>") is None


def test_the_full_stop_of_an_english_text_stands_at_its_end_in_an_arabic_document() -> None:
    automatic = drawn(f"<p dir=auto>{NOTE}</p>")
    assert automatic == drawn(f"<p style='direction: ltr; text-align: right'>{NOTE}</p>")
    assert automatic != drawn(f"<p>{NOTE}</p>")
