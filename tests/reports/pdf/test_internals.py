"""One test for each assumption about the inside of WeasyPrint and pydyf: an upgrade that moves something fails here.

docs/upgrading.md lists them, with what to do. That the patches leave the document as it is: test_weasyprint_patches.py.
"""

from __future__ import annotations

import inspect
import io
import logging
import re
from typing import Any

import pydyf
import pytest
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML, Attachment
from weasyprint.css.properties import INHERITED
from weasyprint.draw import text as drawing
from weasyprint.layout import inline, preferred
from weasyprint.pdf import tags
from weasyprint.pdf.fonts import Font
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from reports.pdf import drawn_lines, letter_glyphs, weasyprint_patches
from reports.pdf.fonts import font_faces
from reports.pdf.process import _STAGE
from reports.pdf.render import BASE_URL, PackagedOnly

PATCHES = "reports/pdf/weasyprint_patches.py"
ARABIC = "<p style='font-family: COP arabic'>"
TABLE = "<table><thead><tr><th>Year<tbody><tr><th>2026<td>1</table>"


def render(body: str, **options: Any) -> Any:
    """The PDF of a page, before it is written, as pydyf objects."""
    objects: list[Any] = []
    fetcher, fonts = PackagedOnly(), FontConfiguration()
    faces = CSS(string=font_faces(body), url_fetcher=fetcher, font_config=fonts)
    style = "<style>html { font-family: 'COP sans' }</style>"
    page = HTML(string=f"<html lang=en><title>Page</title>{style}<body>{body}", base_url=BASE_URL)
    page.write_pdf(
        pdf_variant="pdf/ua-1",
        font_config=fonts,
        stylesheets=[faces],
        finisher=lambda _document, pdf: objects.append(pdf),
        **options,
    )
    assert len(objects) == 1, (
        "WeasyPrint does not call its finisher once. Look at finish in reports/pdf/tagging.py."
    )
    return objects[0]


def test_lines_are_broken_by_one_function_that_two_modules_import() -> None:
    original = weasyprint_patches._original_split_first_line
    assert line_break.split_first_line is original
    parameters = list(inspect.signature(original).parameters)
    assert parameters[:5] == ["text", "style", "context", "max_width", "justification_spacing"], (
        f"WeasyPrint's split_first_line takes {parameters}. Look at split_first_line in {PATCHES}."
    )
    for module in (inline, preferred):
        assert "split_first_line(" in inspect.getsource(module), (
            f"{module.__name__} does not break lines with split_first_line any more. Look at install_line_cache in {PATCHES}."
        )


def test_a_broken_line_begins_with_its_layout() -> None:
    weasyprint_patches.clear_line_cache()
    render("<p>Reporting line")
    lines = list(weasyprint_patches._line_cache.values())
    assert lines, f"WeasyPrint does not ask for lines where {PATCHES} answers."
    assert {len(line) for line in lines} == {6}
    assert {type(line[0]).__name__ for line in lines} == {"Layout"}, (
        f"WeasyPrint's broken line holds other values than the layout and five numbers. Look at split_first_line in {PATCHES}."
    )


def test_a_style_gives_its_values_by_name_and_keeps_an_attribute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert {"font_family", "font_size", "letter_spacing", "white_space"} <= set(INHERITED), (
        f"WeasyPrint's INHERITED holds other names. Look at STYLE_KEYS in {PATCHES}."
    )
    styles: list[Any] = []

    def key_of(style: Any) -> str:
        styles.append(style)
        return str(len(styles))

    monkeypatch.setattr(weasyprint_patches, "_style_key", key_of)
    render("<p>Reporting line")
    assert styles
    missing = [key for key in weasyprint_patches.STYLE_KEYS if not _has(styles[0], key)]
    assert not missing, (
        f"WeasyPrint's styles have no {missing} any more. Look at STYLE_KEYS in {PATCHES}."
    )
    styles[0].line_key = "kept"
    assert vars(styles[0])["line_key"] == "kept", (
        f"WeasyPrint's styles keep no attribute of ours. Look at _style_key in {PATCHES}."
    )


def _has(style: Any, key: str) -> bool:
    try:
        style[key]
    except KeyError:
        return False
    return True


def test_the_text_of_an_svg_element_is_drawn_letter_by_letter_from_its_property() -> None:
    def pieces(attributes: str) -> int:
        pdf = render(f"<svg viewBox='0 0 99 20'><text y=9 {attributes}>Reporting</text></svg>")
        streams = [item for item in pdf.objects if isinstance(item, pydyf.Stream)]
        return sum(line.endswith(b"TJ") for item in streams for line in item.stream if isinstance(line, bytes))  # fmt: skip

    assert pieces("rotate=1") == len("Reporting"), (
        f"WeasyPrint draws SVG text with positioned letters in another way. Look at _node_text in {PATCHES}."
    )
    assert pieces("") == 1, (
        f"WeasyPrint does not take the text of an SVG element from Node.text. Look at _node_text in {PATCHES}."
    )


def test_every_line_is_drawn_by_one_function_from_runs_of_glyphs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = "<p>naïve <b>Größe</b><svg viewBox='0 0 99 20'><text y=9>Größe</text></svg>"

    def drawn() -> list[bytes]:
        return [item.data for item in render(body).objects if isinstance(item, pydyf.Stream)]

    texts: list[str] = []

    def with_letters(run: Any, _stream: Any) -> Any:
        texts.append("".join(glyph.text for glyph in run.glyphs))
        return run

    monkeypatch.setattr(drawn_lines, "with_letters", with_letters)
    replaced = drawn()
    assert sorted(texts) == ["Größe", "Größe", "naïve "], (
        f"WeasyPrint draws {texts} with draw_first_line. Look at reports/pdf/drawn_lines.py."
    )
    monkeypatch.setattr(drawing, "draw_first_line", drawn_lines._original_draw_first_line)
    assert replaced == drawn(), (
        "WeasyPrint reads other values of a line than it is given. Look at stand_in in reports/pdf/glyph_runs.py."
    )


def test_a_piece_of_text_chooses_its_font_again() -> None:
    streams = [
        item for item in render(f"{ARABIC}قانون 12").objects if isinstance(item, pydyf.Stream)
    ]
    chosen = sum(str(line).count(" Tf") for item in streams for line in item.stream)
    assert chosen == len(["قانون", " ", "12"]), (
        "WeasyPrint remembers the font elsewhere than in _current_font. Look at draw_first_line in reports/pdf/drawn_lines.py."
    )


def test_the_subset_of_a_font_is_a_file_to_which_glyphs_can_be_appended() -> None:
    parameters = list(inspect.signature(letter_glyphs._original_clean).parameters)
    assert parameters == ["self", "to_unicode", "hinting"], (
        f"WeasyPrint makes the subset of a font from {parameters}. Look at _clean in reports/pdf/letter_glyphs.py."
    )
    fonts: list[Any] = []
    clean = Font.clean

    def spy(font: Any, *options: Any) -> None:
        clean(font, *options)
        fonts.append(font)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Font, "clean", spy)
        render(f"{ARABIC}بين")
    letters = [font.letters for font in fonts if font.letters]
    assert len(letters) == 1, (
        "WeasyPrint does not ask each font for its subset. Look at _clean in reports/pdf/letter_glyphs.py."
    )
    font = next(font for font in fonts if font.letters)
    with TTFont(io.BytesIO(font.file_content)) as file:
        names = file.getGlyphOrder()
        for letter, glyph in font.letters.items():
            assert file["hmtx"].metrics[names[glyph]][0] == letter.advance == font.widths[glyph], (
                "WeasyPrint's fonts have other widths or ids. Look at letter_id in reports/pdf/letter_glyphs.py."
            )
            assert file["glyf"][names[glyph]].isComposite() == bool(letter.parts)
            assert font.to_unicode[glyph] == letter.character


def test_tags_ask_for_references_to_pages_which_are_every_third_kid() -> None:
    assert "page_references" in inspect.getsource(tags), (
        f"WeasyPrint's tags don't use pdf.page_references any more. Look at _page_references in {PATCHES}."
    )
    pdf = pydyf.PDF()
    page = pydyf.Dictionary({"Type": "/Page"})
    pdf.add_page(page)
    assert pdf.pages["Kids"] == [page.number, 0, "R"], (
        f"pydyf lists pages in another form. Look at _page_references in {PATCHES}."
    )
    assert pdf.page_references == (page.reference,)


def test_an_object_is_written_from_the_attributes_that_are_kept() -> None:
    written = inspect.getsource(pydyf.PDF.write)
    names = {"number", "generation", "offset", "free", "compressible", "data", "indirect"}
    used = set(re.findall(r"\b(?:object_|obj)\.(\w+)", written))
    assert used == names, (
        f"pydyf writes an object from {sorted(used)}. Look at _FrozenObject in reports/pdf/tagging.py."
    )
    plain = pydyf.Dictionary({"Type": "/Thing"})
    plain.number = 7
    assert plain.indirect == b"7 0 obj\n" + plain.data + b"\nendobj", (
        "pydyf writes an object in another form. Look at _FrozenObject in reports/pdf/tagging.py."
    )


def test_the_headers_of_a_table_are_structure_elements_in_rows_in_groups() -> None:
    pdf = render(TABLE)
    dictionaries = [item for item in pdf.objects if hasattr(item, "get")]
    elements = {item.reference: item for item in dictionaries if item.get("Type") == "/StructElem"}
    headers = [item for item in elements.values() if item["S"] == "/TH"]
    assert len(headers) == 2, (
        "WeasyPrint tags the headers of a table in another way. Look at _scope_headers in reports/pdf/tagging.py."
    )
    rows = [elements.get(item["P"], {}) for item in headers]
    groups = [elements.get(row.get("P"), {}).get("S") for row in rows]
    assert groups == ["/THead", "/TBody"], (
        f"WeasyPrint puts headers in {groups}. Look at _scope_headers in reports/pdf/tagging.py."
    )
    assert all(hasattr(item.get("A"), "get") for item in headers), (
        "WeasyPrint gives headers no attributes. Look at _scope_headers in reports/pdf/tagging.py."
    )
    assert not any("Scope" in item["A"] for item in headers), (
        "WeasyPrint sets the scope of headers itself: delete _scope_headers in reports/pdf/tagging.py."
    )


def test_an_attachment_is_a_file_specification_in_the_catalogue() -> None:
    pdf = render("<p>Page", attachments=[Attachment(string="{}", name="assessment.json")])
    kinds = [item.get("Type") for item in pdf.objects if hasattr(item, "get")]
    assert kinds.count("/Filespec") == 1, (
        "WeasyPrint attaches a file in another way. Look at _relate_attachment in reports/pdf/tagging.py."
    )
    assert hasattr(pdf.catalog, "get")


def test_everything_that_a_page_loads_passes_the_fetcher() -> None:
    assert list(inspect.signature(URLFetcher.fetch).parameters) == ["self", "url", "headers"], (
        "WeasyPrint's fetcher takes other arguments. Look at PackagedOnly in reports/pdf/render.py."
    )
    page = "<html lang=en><title>Page</title><body><img src='http://example.invalid/a.png' alt=a>"
    with pytest.raises(FatalURLFetchingError):
        HTML(string=page, url_fetcher=PackagedOnly(), base_url=BASE_URL).write_pdf()


def test_progress_is_logged_in_numbered_steps(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "weasyprint.progress"):
        render("<p>Page")
    steps = [match[1] for match in map(_STAGE.match, caplog.messages) if match]
    assert {"5", "7"} <= set(steps), (
        f"WeasyPrint logs its progress as {caplog.messages[:3]}. Look at _STAGE in reports/pdf/process.py."
    )


def test_a_pdf_has_the_identifier_and_the_time_that_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def write() -> bytes:
        page = HTML(string="<html lang=en><title>Page</title><p>Page")
        pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"0123456789abcdef")
        return pdf

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    pdf = write()
    assert pdf == write(), (
        "The same page gives other bytes. Look at render_pdf in reports/pdf/render.py."
    )
    assert b"0123456789abcdef" in pdf, (
        "WeasyPrint writes another identifier. Look at render_pdf in reports/pdf/render.py."
    )
