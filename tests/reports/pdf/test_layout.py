"""Places of words on the pages: no page nearly empty, no heading alone at the foot, nothing printed over anything."""

from __future__ import annotations

import re
from functools import cache

import pytest

from assessment.model.document_settings import DocumentSettings, Paper
from assessment.model.readership import TECHNICAL_PAGES
from reports import PdfWorker, Reader, Readership, build_report, render_html
from tests.reports import made, plans
from tests.support.word_boxes import PageBoxes, boxes_of, overprinted

pytestmark = pytest.mark.timeout(300)

FEWEST_LINES, LINES_BELOW = 8, 2

SMALLEST = 8.5
"""Smallest size of letters, in points."""

HEADING = 15.5
"""Height of a line, in points, from which on it is a heading or a key figure."""

DOCUMENTS = {
    "minister": ("mixed", made.MINISTER),
    "minister, long words": ("decided", made.MINISTER),
    "cabinet": ("xtc", made.CABINET),
    "cabinet, unknown": ("all_unknown", made.CABINET),
    "technical": ("mixed", Readership()),
    "technical, at the targets": ("all_highest", Readership()),
    "technical, short plan": ("twelve_months", Readership()),
    "body": ("mixed", Readership(Reader.BODY, "regulator")),
}


@cache
def page_of(name: str) -> str:
    case, readership = DOCUMENTS[name]
    report = build_report(
        made.edition(), plans.case(case), date=made.DAY, readership=readership, sketch=True
    )
    return render_html(report)


@pytest.fixture(scope="module")
def boxes(worker: PdfWorker) -> dict[str, tuple[PageBoxes, ...]]:
    jobs = {name: worker.submit(page_of(name), "") for name in DOCUMENTS}
    return {name: boxes_of(job.result(300)) for name, job in jobs.items()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_printed_over_anything(
    name: str, boxes: dict[str, tuple[PageBoxes, ...]]
) -> None:
    found = [
        (number, first.text, other.text)
        for number, page in enumerate(boxes[name], 1)
        for first, other in overprinted(page)
    ]
    assert found == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_page_but_the_cover_and_the_last_is_nearly_empty(
    name: str, boxes: dict[str, tuple[PageBoxes, ...]]
) -> None:
    few = [
        (number, [line.text for line in page.lines])
        for number, page in enumerate(boxes[name][:-1], 1)
        if number > 1 and len(page.lines) < FEWEST_LINES
    ]
    assert few == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_two_lines_stand_below_each_heading(
    name: str, boxes: dict[str, tuple[PageBoxes, ...]]
) -> None:
    alone = [
        (number, line.text)
        for number, page in enumerate(boxes[name], 1)
        for line in page.lines
        if line.height > HEADING
        and sum(other.top > line.top + 6 for other in page.lines) < LINES_BELOW
    ]
    assert alone == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_printed_smaller_than_a_reader_needs(name: str) -> None:
    sizes = re.findall(r'font-size[:=]\s*"?([\d.]+)', page_of(name))
    assert min(map(float, sizes)) >= SMALLEST


@pytest.mark.parametrize("level", [0, 1])
def test_the_longest_plan_keeps_to_the_pages_of_its_reader_on_the_smaller_paper(
    level: int, worker: PdfWorker
) -> None:
    lowest = made.all_at(level)
    longest = {"horizon_months": 60, "document": DocumentSettings(paper=Paper.LETTER)}
    plan = lowest.plan.model_copy(update=longest)
    report = build_report(made.edition(), lowest.model_copy(update={"plan": plan}), date=made.DAY)
    assert len(boxes_of(worker.submit(render_html(report), "").result(300))) <= TECHNICAL_PAGES


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_document_has_the_pages_of_its_reader(
    name: str, boxes: dict[str, tuple[PageBoxes, ...]]
) -> None:
    fewest, most = {
        Reader.MINISTER: (2, 2),
        Reader.CABINET: (4, 8),
        Reader.TECHNICAL: (8, 45),
        Reader.BODY: (2, 6),
    }[DOCUMENTS[name][1].reader]
    assert fewest <= len(boxes[name]) <= most


def test_a_row_of_a_table_that_is_short_is_not_divided_between_pages() -> None:
    """Else its name could stand at the foot of a page, and what is said of it on the next one."""
    page = page_of("technical")
    assert ".delivery tbody tr.whole { break-inside: avoid }" in page
    tables = re.findall(r'<table class="delivery">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    rows = [row for table in tables for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]
    short = [row for row in rows if len(re.sub(r"<[^>]*>", "", row)) < 290]
    assert short
    assert all(row.startswith('<tr class="whole">') for row in short)
