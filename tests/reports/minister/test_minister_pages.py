"""The minister's pages say what is so in unlike cases, in sentences, on exactly two pages."""

from __future__ import annotations

import re

import pytest

from assessment import Standing
from reports import PdfWorker, render_html
from reports.analysis import build_analysis
from reports.figures.shapes import PAGE_WIDTH
from reports.formats import DASH
from reports.pdf.fonts import text_width
from reports.roadmap_report import report_of
from reports.sections.minister.danger_costs import closing_cost
from reports.sections.minister.dangers import SHOWN, Lack, Prospect, dangers
from reports.sections.minister.decisions import MOST
from reports.sections.minister.unknown import unknown_sentences
from tests.reports import made
from tests.reports.minister.cases import CASES, made_case, pages_of, texts_of
from tests.reports.minister.expected import EXPECTED
from tests.support.word_boxes import boxes_of, overprinted
from translations import use_language
from translations.languages import TRANSLATED

WRONG_NUMBER = re.compile(
    r"(?<![\d.,] of )(?<!of )\b1 (dangers|measures|questions|years|gaps|decisions|answers|statistics|checks) (?!is )"
    r"|\b(?!1\b)\d+ (danger|measure|question|year|gap|decision|answer|check)\b"
)
"""A number with the other form of its noun."""


LONGEST = (
    "long titles", "the quick scan", "mixed levels of the edition", "the training country", "Kenya", "one danger closed",
)  # fmt: skip
"""Cases of which some language needed a third page once."""

HOLE = re.compile(r"\bNone\b(?! of)|\bnan\b|[{}]|\(\)|  |\.\.|…\.|: *\.|\b0 more\b")
"""What a text with a missing part looks like."""


@pytest.mark.parametrize("name", EXPECTED)
def test_headline_and_decisions_are_those_that_were_read(name: str) -> None:
    pages = made_case(name).pages
    assert (pages.headline, tuple(item.title for item in pages.decisions)) == EXPECTED[name]


@pytest.mark.parametrize("name", CASES)
def test_every_text_is_a_whole_sentence_without_holes(name: str) -> None:
    pages = made_case(name).pages
    for text in texts_of(pages):
        assert not HOLE.search(text), text
        assert not WRONG_NUMBER.search(text), text
    sentences = (
        pages.bars.key,
        pages.bars.note,
        pages.money.key,
        *(item.title for item in pages.decisions),
        *(item.text for item in pages.decisions),
        *pages.money.sentences,
        *pages.unknown,
        pages.dangers_remark,
        pages.first.remark,
    )
    for text in filter(None, sentences):
        assert text[0].isupper() or text[0].isdigit(), text
        assert text[-1] in ".…?", text
    for text in (pages.headline, pages.second):
        assert not text.endswith("."), text


@pytest.mark.parametrize("name", CASES)
def test_the_pages_do_not_contradict_the_plan(name: str) -> None:
    analysis, pages = made_case(name).analysis, made_case(name).pages
    items = dangers(analysis)
    known = [item for item in items if item.prospect is not Prospect.UNKNOWN]
    closed = [item for item in items if item.prospect is Prospect.CLOSED]
    assert len(pages.dangers) == min(len(items), SHOWN)
    if analysis.roadmap.actions:
        assert {item.indicator.id for item in closed} == set(analysis.roadmap.dangers.closed)
        assert len(known) == analysis.roadmap.dangers.total
    if (
        "closes" in pages.headline
        and "danger" in pages.headline
        and "No known" not in pages.headline
    ):
        assert closed == known
    if "stay" in pages.headline and "open" in pages.headline:
        assert len(closed) < len(known)
    if "budget does not reach" in pages.headline:
        assert analysis.assessment.plan.budget_by_year
    if not analysis.assessment.plan.budget_by_year:
        assert not any("budget holds" in text for text in pages.money.sentences)
    assert ("Every question has an answer" in " ".join(pages.unknown)) <= (
        analysis.answered_count == analysis.applicable_count
    )
    assert all(row.when == "–" for row in pages.dangers if row.prospect is Prospect.UNKNOWN)


@pytest.mark.parametrize("name", CASES)
def test_between_one_and_four_unlike_decisions_are_asked(name: str) -> None:
    titles = [item.title for item in made_case(name).pages.decisions]
    assert 1 <= len(titles) == len(set(titles)) <= MOST


def test_each_kind_of_lack_and_of_prospect_is_among_the_cases() -> None:
    items = [item for name in CASES for item in dangers(made_case(name).analysis)]
    assert {item.prospect for item in items} == set(Prospect)
    assert {item.lack for item in items} >= {
        Lack.MONEY,
        Lack.PEOPLE,
        Lack.TIME,
        Lack.DECIDED,
        Lack.NO_MEASURE,
    }


def test_the_decision_on_money_names_the_smallest_sum_that_closes_a_danger() -> None:
    pages = made_case("a tiny sum is missing").pages
    assert (
        pages.decisions[0].title
        == "Find USD\N{NO-BREAK SPACE}125 more in 2027, or say which measure gives way."
    )
    assert "Carry out D1-b" in pages.decisions[0].text


def test_the_first_measures_leave_out_those_that_are_done() -> None:
    assert made_case("all measures done").pages.first.rows == ()
    rows = made_case("under way, adopted and paid").pages.first.rows
    assert rows[0].when.startswith("under way")


@pytest.mark.timeout(300)
def test_each_case_is_exactly_two_pages_on_which_nothing_lies_over_anything(
    worker: PdfWorker,
) -> None:
    pages = pages_of(worker, CASES)
    first_lines = [page.lines[0].text if page.lines else "" for page in pages]
    for number, name in enumerate(CASES):
        assert "For the minister, 1 of 2" in " ".join(
            line.text for line in pages[2 * number].lines[:3]
        ), (name, first_lines[2 * number - 2 : 2 * number + 2])
    assert len(pages) == 2 * len(CASES)
    for number, page in enumerate(pages):
        found = [(first.text, other.text) for first, other in overprinted(page)]
        assert found == [], list(CASES)[number // 2]


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_longest_cases_are_two_pages_in_every_language(
    worker: PdfWorker, language: str
) -> None:
    with use_language(language):
        assert len(pages_of(worker, LONGEST)) == 2 * len(LONGEST)


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_money_of_a_year_ends_on_the_page_in_every_language(language: str) -> None:
    with use_language(language):
        chart = made_case("the training country").pages.money.chart
        assert chart is not None
        for shape in chart.shapes:
            at = dict(shape.attributes)
            if shape.kind == "text" and language != "ar":
                assert float(at["x"]) + text_width(shape.text, float(at["font-size"])) < PAGE_WIDTH


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_cabinet_reads_eight_pages_in_every_language(worker: PdfWorker, language: str) -> None:
    with use_language(language):
        analysis = build_analysis(made.edition(), made.example("xtc"), made.DAY)
        html = render_html(report_of(analysis, readership=made.CABINET))
        assert len(boxes_of(worker.submit(html, "").result(120))) <= 8


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing.SELF_ASSESSED, "those asked said “don't know”"),
        (Standing.TRAINING, "those asked said “don't know”"),
        (Standing.ILLUSTRATIVE, "the sources read do not say enough"),
    ],
)
def test_nobody_is_said_to_have_been_asked_for_an_example_from_public_sources(
    standing: Standing, said: str
) -> None:
    assessment = made.example("ken").model_copy(update={"standing": standing})
    analysis = build_analysis(made.edition(), assessment, made.DAY)
    assert said in " ".join(unknown_sentences(analysis))


@pytest.mark.parametrize("name", CASES)
def test_each_danger_says_what_closing_it_costs(name: str) -> None:
    made_ = made_case(name)
    analysis, rows = made_.analysis, made_.pages.dangers
    for item, row in zip(dangers(analysis), rows, strict=False):
        if item.prospect in (Prospect.UNKNOWN, Prospect.NO_PLAN):
            assert row.cost == DASH
        elif item.open is not None:
            priced = bool(item.open.measures and item.open.cost)
            assert row.cost.endswith(" more") == priced
            assert (row.cost == DASH) == (not priced)
        else:
            assert (
                any(sign.isdigit() for sign in row.cost)
                or closing_cost(analysis, item.indicator.id) is None
            )


def test_the_cost_of_a_danger_is_that_of_its_measures_and_what_they_wait_for() -> None:
    """Each measure once, yearly costs from its end to that of the plan."""
    analysis = made_case("one danger closed").analysis
    (danger,) = dangers(analysis)
    quarters = analysis.roadmap.quarters
    middle = sum(
        item.cost.once.planned("middle")
        + item.cost.yearly.planned("middle") * (quarters - item.end_quarter) / 4
        for item in analysis.roadmap.actions
    )
    assert {item.measure.lifts.indicator for item in analysis.roadmap.actions} == {"D1"}
    assert closing_cost(analysis, danger.indicator.id) == pytest.approx(middle)
    assert closing_cost(analysis, "E1") is None
