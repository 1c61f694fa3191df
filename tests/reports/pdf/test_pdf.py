"""PDF: accessible, complete, byte-stable, without external resources."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pdfua
import pikepdf
import pytest
from pypdf import PdfReader

from assessment import Assessment
from assessment.files.assessment_file import dump_json
from reports import PdfWorker, ReportError
from reports.pdf.cache import content_key
from tests.reports import made
from tests.support.examples import drawn_examples


def _pdf(worker: PdfWorker, assessment: Assessment) -> bytes:
    return worker.submit(*made.page_and_answers(assessment)).result()


WHOLE = drawn_examples(("ken", "xtc"))
"""Examples of which other tests make the document with all annexes too; each takes some 15 s of processor time."""


@pytest.mark.parametrize("name", [path.stem for path in WHOLE])
def test_pdfua_finds_nothing_in_an_example(name: str, worker: PdfWorker, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(_pdf(worker, made.example(name)))
    assert [item.message for item in pdfua.validate(str(path)).findings] == []


@pytest.mark.parametrize("case", made.EDGES)
def test_pdfua_finds_nothing_in_the_extremes(case: str, worker: PdfWorker, tmp_path: Path) -> None:
    path = tmp_path / "edge.pdf"
    path.write_bytes(_pdf(worker, made.EDGES[case]()))
    assert [item.message for item in pdfua.validate(str(path)).findings] == []


@pytest.mark.parametrize("name", ["ken", "irl", "mixed"])
def test_every_word_of_the_answers_is_in_the_text_of_the_pdf(name: str, worker: PdfWorker) -> None:
    assessment = made.mixed() if name == "mixed" else made.example(name)
    text = made.words_of_pdf(_pdf(worker, assessment))
    for key, answer in assessment.answers.items():
        if answer.comment == made.AWKWARD:
            continue
        for typed in (answer.reason, *answer.comment.split("\n")):
            assert made.packed(typed) in text, key
        for item in answer.evidence:
            assert made.packed(item.title) in text, key
        assert made.packed(made.edition().indicators[key].question) in text, key


def test_awkward_text_is_in_the_pdf_as_text(worker: PdfWorker) -> None:
    text = made.words_of_pdf(_pdf(worker, made.mixed()))
    for part in (
        "=1+1<script>alert('x')</script>{{report}}{%raw%}&\"quotes\"",
        "[U+1F600]",
        "中文测试fifflofficeco-operationnaïveΩЖ",
    ):
        assert part in text


def test_no_glyph_is_missing(worker: PdfWorker) -> None:
    """Glyph 0 of a font is its sign for a missing character."""
    for assessment in (made.example("ken"), made.mixed()):
        with pikepdf.open(io.BytesIO(_pdf(worker, assessment))) as document:
            fonts = {
                str(font["/BaseFont"])
                for page in document.pages
                for font in page.Resources["/Font"].values()
            }
            assert all("+COP" in name for name in fonts), fonts
            for page in document.pages:
                assert list(_missing_glyphs(page)) == []


def _missing_glyphs(page: pikepdf.Page) -> Iterator[str]:
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("Tj", "TJ"):
            strings = operands[0] if str(operator) == "TJ" else [operands[0]]
            for item in strings:
                if isinstance(item, pikepdf.String):
                    data = bytes(item)
                    pairs = [data[start : start + 2] for start in range(0, len(data), 2)]
                    yield from (str(operands) for pair in pairs if pair == b"\0\0")


def test_the_same_input_gives_the_same_bytes_in_another_process_that_has_made_other_documents() -> (
    None
):
    inputs = made.page_and_answers(made.example("ken"))
    with PdfWorker() as one:
        first = one.submit(*inputs).result()
        again = one.submit(*inputs).result()
    with PdfWorker() as other:
        other.submit(*made.page_and_answers(made.nothing())).result()
        assert first == again == other.submit(*inputs).result()


def test_the_answers_are_attached_as_json(worker: PdfWorker) -> None:
    assessment = made.example("ken")
    pdf = _pdf(worker, assessment)
    attached = PdfReader(io.BytesIO(pdf)).attachments["assessment.json"][0]
    assert json.loads(attached) == json.loads(dump_json(assessment))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        spec = document.attachments["assessment.json"]
        assert spec.get_file().mime_type == "application/json"
        assert str(spec.relationship) == "/Data"


def test_a_pdf_says_what_it_is(worker: PdfWorker) -> None:
    reader = PdfReader(io.BytesIO(_pdf(worker, made.example("ken"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Kenya: child online protection, roadmap 2026"
    assert "Illustrative, compiled from public sources" in str(reader.metadata.subject)
    assert str(reader.metadata.creation_date).startswith("2026-11-23")
    assert reader.root_object["/Lang"] == "en"
    bookmarks = [item["/Title"] for item in reader.outline if isinstance(item, dict)]
    assert {"Roadmap", "Method", "Sources", "Annex: all answers"} <= set(bookmarks)


def test_every_page_says_illustrative_and_has_its_number(worker: PdfWorker) -> None:
    pages = made.page_texts(_pdf(worker, made.example("ken")))
    for number, page in enumerate(pages, start=1):
        text = made.packed(page)
        assert "Illustrative,compiledfrompublicsources,notthecountry'sassessment" in text
        assert number == 1 or text.endswith(f"{number - 1}"), "the cover has no number"


def test_no_page_ends_in_a_lone_heading(worker: PdfWorker) -> None:
    headings = {
        made.packed(re.sub(r"<[^>]*>", "", result))
        for result in re.findall(r"<h[23]>.*?</h[23]>", made.page(made.mixed()), re.DOTALL)
    }
    for page in made.page_texts(_pdf(worker, made.mixed())):
        lines = [made.packed(line) for line in page.split("\n") if line.strip()]
        body = [
            line for line in lines if not line.startswith(("Page", "Self-assessed", "Namibia:"))
        ]
        assert not body or body[-1] not in headings, body[-2:]


@pytest.mark.parametrize("name", ["ken", "mixed"])
def test_no_page_holds_a_single_row_of_a_longer_table(name: str, worker: PdfWorker) -> None:
    """A table is one structure element on each of its pages; only the first has the caption."""
    assessment = made.mixed() if name == "mixed" else made.example(name)
    with pikepdf.open(io.BytesIO(_pdf(worker, assessment))) as document:
        parts = list(_table_parts(document.Root.StructTreeRoot))
    assert len(parts) > 5
    for index, (is_first, rows) in enumerate(parts):
        goes_on = index + 1 < len(parts) and not parts[index + 1][0]
        assert rows > 1 or (is_first and not goes_on), (index, parts)


def _table_parts(element: pikepdf.Object) -> Iterator[tuple[bool, int]]:
    """For each table part, in the order of the document: whether it has a caption, and its number of body rows."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
            continue
        if str(kid.S) != "/Table":
            yield from _table_parts(kid)
            continue
        names = [str(child.S) for child in kid.K]
        rows = sum(len(child.K) for child in kid.K if str(child.S) == "/TBody")
        yield "/Caption" in names or "/THead" not in names, rows


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "ftp://x/y",
        "x.png",
    ],
)
def test_nothing_is_read_from_outside_the_page(address: str, worker: PdfWorker) -> None:
    page = f"<html lang=en><title>x</title><p>text<img alt=x src='{address}'>"
    with pytest.raises(ReportError, match="outside the document"):
        worker.submit(page, "{}").result()
    style = f"<html lang=en><title>x</title><style>@import url({address});</style><p>text"
    with pytest.raises(ReportError, match="outside the document"):
        worker.submit(style, "{}").result()


def test_a_document_is_made_once(worker: PdfWorker) -> None:
    inputs = made.page_and_answers(made.nothing())
    first = worker.submit(*inputs).result()
    again = worker.submit(*inputs)
    assert again.done()
    assert again.result() == first
    assert content_key(*inputs) != content_key(inputs[0], inputs[1] + " ")
