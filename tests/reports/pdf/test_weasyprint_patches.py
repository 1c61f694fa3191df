"""Patches of WeasyPrint and pydyf: the document stays the same."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pikepdf
import pydyf
import pytest
from tinyhtml5 import inputstream, parse
from weasyprint import HTML
from weasyprint.html import UA_STYLESHEET
from weasyprint.layout import inline, percent, preferred
from weasyprint.text import line_break

from reports.pdf import weasyprint_patches
from reports.pdf.render import render_pdf
from reports.pdf.tagging import freeze_objects

PAGE = """<html lang=en><title>Lines</title><style>
html { font-family: "COP sans" } p { width: 60mm } .narrow { width: 9mm; overflow-wrap: anywhere }
.just { text-align: justify } .pre { white-space: pre-wrap } .spaced { letter-spacing: 2pt; word-spacing: 4pt }
table { width: 50mm } u { text-decoration: underline }
</style>""" + "".join(
    f"<p class={kind}>Reporting line 116 111 is <b>free of charge</b>, day and night,\n for <u>every child</u>.</p>"
    for kind in ("plain", "narrow", "just", "pre", "spaced", "plain", "just")
)
TABLE = "<table><tr><td>Reporting line 116 111<td>free of charge, day and night</table>"
AWKWARD = f"{PAGE}<p dir=rtl lang=ar>خط المساعدة 116 111 مجاني</p>{TABLE}"


@pytest.fixture
def own_lines() -> Iterator[None]:
    """WeasyPrint's original line breaking, until the end of the test."""
    inline.split_first_line = preferred.split_first_line = line_break.split_first_line
    yield
    weasyprint_patches.install_line_cache()


@pytest.fixture
def without(own_lines: None) -> bytes:
    return render_pdf(AWKWARD, "")


def test_lines_from_memory_are_those_that_weasyprint_breaks(without: bytes) -> None:
    weasyprint_patches.install_line_cache()
    weasyprint_patches.clear_line_cache()
    assert render_pdf(AWKWARD, "") == without
    assert render_pdf(AWKWARD, "") == without


LENGTHS = f"""{AWKWARD}<style>
ol, table {{ width: 50% }} td {{ padding: 5% 1pt; min-width: 2em }} div {{ height: 30%; max-height: 5cm }}
</style><ol><li>One<li>Two</ol><ul><li>Three</ul><div>A box <small>of its own</small></div>"""


def test_heights_lengths_and_rules_looked_up_in_other_ways_are_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patched = render_pdf(LENGTHS, "")
    monkeypatch.setattr(inline, "strut", line_break.strut)
    monkeypatch.setattr(percent, "resolve_one_percentage", _resolve_one_percentage)
    rules = [
        (lambda _element: True, specificity, order, pseudo, declarations)
        if pseudo == "marker"
        else (test, specificity, order, pseudo, declarations)
        for test, specificity, order, pseudo, declarations in UA_STYLESHEET.matcher.other_selectors
    ]
    monkeypatch.setattr(UA_STYLESHEET.matcher, "other_selectors", rules)
    assert render_pdf(LENGTHS, "") == patched


def _resolve_one_percentage(box: object, name: str, refer_to: float) -> None:
    """As WeasyPrint 70 does."""
    used = percent.percentage(box.style[name], box.style, refer_to)  # type: ignore[attr-defined]
    setattr(box, name, used)
    if used == "auto" and name in ("min_width", "min_height"):
        setattr(box, name, 0)


def test_a_page_is_read_as_before_with_each_expression_made_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read() -> str:
        return ElementTree.tostring(parse(LENGTHS), encoding="unicode")

    expressions = inputstream.characters_until_regex
    ours = read()
    assert 0 < len(expressions) < 20
    # Where WeasyPrint's reader finds its expressions again, the patch is needless.
    monkeypatch.setattr(inputstream, "characters_until_regex", {})
    assert read() == ours
    assert all(isinstance(key[0], re.Pattern) for key in inputstream.characters_until_regex)


def test_text_is_tagged_by_the_element_that_holds_it_unless_that_holds_more() -> None:
    page = (
        "<html lang=en><title>x</title><p>One line<p>Two <b>bold</b> words<p style='width: 1cm'>Many lines"
        "<ul><li>Item</ul><table><tr><th>Head<tr><td>Cell</table><h1><span>Title</span></h1>"
    )
    with pikepdf.open(io.BytesIO(render_pdf(page, ""))) as document:
        elements = [item for item in document.objects if _is_element(item)]
        holders = [
            (str(item.S), len(item.K))
            for item in elements
            if all(type(kid) is int for kid in item.K)
        ]
        assert [kind for kind, _count in holders].count("/Span") == 2
        assert {("/P", 1), ("/P", 2), ("/TH", 1), ("/TD", 1), ("/H1", 1)} <= set(holders)
        numbers = document.Root.StructTreeRoot.ParentTree.Nums[1]
        for item in elements:
            for kid in item.K:
                if type(kid) is int:
                    assert numbers[kid].objgen == item.objgen


def _is_element(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"


def test_a_line_of_another_style_is_another_line() -> None:
    weasyprint_patches.clear_line_cache()
    page = "<html lang=en><title>x</title><p style='{}'>Reporting line, free of charge"
    styles = ("", "font-size: 30pt", "font-weight: 700", "letter-spacing: 5pt", "width: 20mm")
    together = [render_pdf(page.format(style), "") for style in styles]
    for style, pdf in zip(styles, together, strict=True):
        weasyprint_patches.clear_line_cache()
        assert render_pdf(page.format(style), "") == pdf
    assert len(set(together)) == len(styles)


class _Read(dict[str, object]):
    """A style that records the keys read from it."""

    keys: set[str]

    def __getitem__(self, key: str) -> object:
        self.keys.add(key)
        return super().__getitem__(key)


def test_whatever_the_shape_of_a_line_depends_on_is_part_of_its_key(
    own_lines: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    requested: set[str] = set()

    def breaking(text: str, style: object, *rest: object, **how: object) -> object:
        read = _Read({key: style[key] for key in (*style, *weasyprint_patches.STYLE_KEYS)})  # type: ignore[attr-defined, index]
        read.keys, read.font_config = requested, style.font_config  # type: ignore[attr-defined]
        return line_break.split_first_line(text, read, *rest, **how)

    monkeypatch.setattr(inline, "split_first_line", breaking)
    render_pdf(AWKWARD, "")
    assert {"font_size", "lang", "overflow_wrap"} <= requested <= {*weasyprint_patches.STYLE_KEYS}


def test_the_memory_of_lines_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint_patches, "MAXIMUM_LINES", 10)
    weasyprint_patches.clear_line_cache()
    render_pdf("<html lang=en><title>x</title>" + "".join(f"<p>{n}" for n in range(95)), "")
    assert 0 < weasyprint_patches.line_cache_size() <= 10


def _shown(text: str) -> int:
    """The number of strings with which an SVG text is drawn."""
    page = (
        "<html lang=en><title>x</title><svg xmlns='http://www.w3.org/2000/svg' width='90' height='20' "
        f"role='img' aria-label='x'>{text}</svg>"
    )
    with pikepdf.open(io.BytesIO(render_pdf(page, ""))) as document:
        operators = pikepdf.parse_content_stream(document.pages[0])
        return sum(str(operator) == "TJ" for _operands, operator in operators)


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ("<text x='5' y='12'>Level 3</text>", 1),
        ("<text x='5' y='12' dx='1 2'>Level 3</text>", 6),
        ("<text x='5 15' y='12'>Level 3</text>", 6),
        ("<text x='5' y='12' letter-spacing='3'>Level 3</text>", 6),
        ("<text x='5' y='12'></text>", 0),
    ],
)
def test_a_text_in_a_figure_is_drawn_in_one_piece_unless_its_letters_have_places(
    text: str, strings: int
) -> None:
    assert _shown(text) == strings


def _made_by_hand() -> pydyf.PDF:
    pdf = pydyf.PDF()
    pdf.add_object(pydyf.Stream([b"BT", "ET", 1.5], compress=True))
    pdf.add_object(pydyf.Dictionary({"Type": "/Thing", "Title": pydyf.String("é")}))
    pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference}))
    pdf.info["Title"] = pydyf.String("By hand")
    return pdf


@pytest.mark.parametrize("compress", [True, False])
def test_objects_written_once_are_the_same_file(compress: bool) -> None:
    plain, once = io.BytesIO(), io.BytesIO()
    _made_by_hand().write(plain, b"1.7", b"id", compress)
    pdf = _made_by_hand()
    freeze_objects(pdf)
    pdf.write(once, b"1.7", b"id", compress)
    assert once.getvalue() == plain.getvalue()


def test_references_to_pages_follow_when_a_page_is_added() -> None:
    pdf = _made_by_hand()
    assert len(pdf.page_references) == 1
    pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference}))
    assert pdf.page_references == tuple(
        f"{number} 0 R".encode() for number in pdf.pages["Kids"][::3]
    )
    assert len(pdf.page_references) == 2


def test_tags_refer_to_the_page_that_they_stand_on() -> None:
    pdf = HTML(string="<html lang=en><title>x</title>" + "<h1 style='break-after:page'>a</h1>" * 3)
    with pikepdf.open(io.BytesIO(pdf.write_pdf(pdf_variant="pdf/ua-1"))) as document:
        headings = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and re.fullmatch("/H1", str(item.get("/S", "")))
        ]
        assert [item.Pg.objgen for item in headings] == [
            page.objgen for page in document.pages[: len(headings)]
        ]
        assert len(headings) == 3
