"""Correctness of text alternatives, headings, tables, bookmarks and page numbers, which PDF/UA checkers don't test."""

from __future__ import annotations

import html
import io
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from assessment import Assessment
from assessment.model.readership import CABINET_PAGES
from reports import PdfWorker, build_report, render_html
from tests.reports import made

CASES = ("ken", "nothing", "mixed")


def assessment_of(case: str) -> Assessment:
    return made.EDGES[case]() if case in made.EDGES else made.example(case)


def pdf_of(worker: PdfWorker, case: str) -> bytes:
    return worker.submit(*made.page_and_answers(assessment_of(case))).result()


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All structure elements below one, in reading order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


@contextmanager
def structure(pdf: bytes) -> Iterator[list[pikepdf.Object]]:
    """All structure elements of an open document."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield list(elements(document.Root.StructTreeRoot))


@pytest.mark.parametrize("case", CASES)
def test_every_figure_carries_the_words_of_its_drawing(case: str, worker: PdfWorker) -> None:
    drawn = [
        html.unescape(text)
        for text in re.findall(r'<svg[^>]*aria-label="([^"]*)"', made.page(assessment_of(case)))
    ]
    with structure(pdf_of(worker, case)) as items:
        result = [str(item.get("/Alt", "")) for item in items if str(item.S) == "/Figure"]
    assert all(text.strip() for text in drawn)
    assert sorted(result) == sorted(drawn)


@pytest.mark.parametrize("case", CASES)
def test_headings_go_down_one_level_at_a_time(case: str, worker: PdfWorker) -> None:
    with structure(pdf_of(worker, case)) as items:
        names = [str(item.S) for item in items]
    levels = [int(name[2]) for name in names if re.fullmatch(r"/H[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("case", CASES)
def test_each_part_of_a_table_has_its_header_row_and_every_header_says_what_it_heads(
    case: str, worker: PdfWorker
) -> None:
    with structure(pdf_of(worker, case)) as items:
        tables = [item for item in items if str(item.S) == "/Table"]
        assert tables
        for table in tables:
            inside = list(elements(table))
            scopes = {str(item.A.Scope) for item in inside if str(item.S) == "/TH"}
            assert scopes <= {"/Column", "/Row"}
            if "/THead" in [str(child.S) for child in table.K]:
                assert "/Column" in scopes
            rows = [item for item in inside if str(item.S) == "/TR"]
            assert all("/TH" in [str(cell.S) for cell in elements(row)] for row in rows)


@pytest.mark.parametrize("case", CASES)
def test_the_bookmarks_are_the_headings_in_their_order(case: str, worker: PdfWorker) -> None:
    page = made.page(assessment_of(case))
    headings = [
        made.packed(made.words_of_page(result))
        for result in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", page, re.DOTALL)
    ]
    reader = PdfReader(io.BytesIO(pdf_of(worker, case)))
    assert [made.packed(title) for title in titles(reader.outline)] == headings


def titles(outline: object) -> Iterator[str]:
    for item in outline:  # type: ignore[attr-defined]
        if isinstance(item, list):
            yield from titles(item)
        else:
            yield str(item["/Title"])


@pytest.mark.parametrize("case", CASES)
def test_the_contents_lead_to_the_page_they_name(
    case: str, worker: PdfWorker, tmp_path: Path
) -> None:
    report = build_report(
        made.edition(), assessment_of(case), date=made.DAY, readership=made.ANNEXES
    )
    reader = PdfReader(io.BytesIO(pdf_of(worker, case)))
    top = [item for item in reader.outline if not isinstance(item, list)]
    place_of = {
        str(item["/Title"]): (reader.get_destination_page_number(item) or 0) + 1 for item in top
    }
    path = tmp_path / "roadmap.pdf"
    path.write_bytes(pdf_of(worker, case))
    page = str(place_of["Contents"])
    contents = subprocess.run(
        ["pdftotext", "-layout", "-f", page, "-l", page, str(path), "-"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    for entry in report.chapters[1:]:
        line = re.search(rf"{re.escape(entry.title)} +(\d+)$", contents, re.MULTILINE)
        assert line is not None, entry.title
        assert int(line[1]) == place_of[entry.title] - 1, "the cover has no number"


def test_the_language_of_the_page_is_that_of_the_pdf(worker: PdfWorker) -> None:
    page, answers = made.page_and_answers(assessment_of("nothing"))
    assert '<html lang="en"' in page
    french = page.replace('<html lang="en"', '<html lang="fr"')
    for text, language in ((page, "en"), (french, "fr")):
        reader = PdfReader(io.BytesIO(worker.submit(text, answers).result()))
        assert reader.root_object["/Lang"] == language


@pytest.mark.parametrize("case", [*made.EDGES, *(path.stem for path in made.EXAMPLES)])
def test_the_document_for_the_cabinet_has_at_most_eight_pages(case: str, worker: PdfWorker) -> None:
    report = build_report(
        made.edition(), assessment_of(case), date=made.DAY, readership=made.CABINET
    )
    pdf = worker.submit(render_html(report), "").result()
    assert 4 <= len(PdfReader(io.BytesIO(pdf)).pages) <= CABINET_PAGES


@pytest.mark.parametrize("case", CASES)
def test_every_score_and_date_of_the_report_is_in_the_text(case: str, worker: PdfWorker) -> None:
    report = build_report(
        made.edition(), assessment_of(case), date=made.DAY, readership=made.ANNEXES
    )
    text = made.words_of_pdf(pdf_of(worker, case))
    wanted = [report.cover.country, report.cover.date, report.minister.headline]
    wanted += [tile.value for tile in report.minister.tiles]
    wanted += [row.score for table in report.invitations for row in table.rows]
    wanted += [row.when for phase in report.plan.phases for row in phase.actions]
    wanted += [line.text for sheet in report.sheets for line in (*sheet.strip, *sheet.lines)]
    if report.costs:
        wanted += [cell for row in report.costs.rows for cell in (row.once, row.low, row.high)]
    for part in wanted:
        assert made.packed(part) in text, part
