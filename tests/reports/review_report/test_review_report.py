"""Review report: every remark is in PDF and Word, and each open point names the party that must act."""

from __future__ import annotations

import html
import io
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from assessment.review.outcomes import Result
from assessment.review.plan_review import PlanReview
from reports import PdfWorker, build_review_report, render_review, review_docx
from reports.review_report.open_points import EXCERPT_LENGTH, Party
from reports.review_report.plan import plan_part
from tests.reports import made
from tests.reports.made import packed
from tests.reports.pdf.test_pdf import _missing_glyphs
from tests.reports.pdf.test_pdf_structure import elements, structure, titles
from tests.reports.plans import BOOKMARKS
from tests.reports.review_report import reviews
from tests.reports.word.test_plan_word import headings, parts, texts, without_marks, words
from tests.support import libreoffice
from tests.support.counts import QUESTIONS
from translations import PSEUDO_LANGUAGE, use_language

pytestmark = libreoffice.enough_time


def pdf_of(worker: PdfWorker, case: str) -> bytes:
    return worker.submit(reviews.page(case), "").result()


def remarks_of(case: str) -> list[str]:
    """The lines entered by people, with unprintable characters replaced."""
    analysis = reviews.CASES[case]()
    said = [remark.text for item in analysis.findings for remark in item.review.remarks]
    if analysis.plan is not None:
        said += [item.text for thread in analysis.plan.threads.values() for item in thread.remarks]
    return [
        line.strip().replace("\x07", "\N{REPLACEMENT CHARACTER}")
        for text in said
        for line in text.split("\n")
        if line.strip()
    ]


# --- What it says


def test_the_first_page_counts_what_became_of_each_question() -> None:
    report = reviews.report("usual")
    assert report.message.headline == "5 questions are open between country and expert"
    assert [figure.value for figure in report.message.figures] == [
        f"9 of {QUESTIONS}",
        "2",
        "1",
        "1",
        "5",
    ]
    outcomes = " ".join(report.message.outcomes)
    assert f"{QUESTIONS - 10} questions were not looked at" in outcomes
    assert "1 answer was changed after the expert had looked at it" in outcomes
    assert "The country changed 1 level itself" in outcomes
    assert "On 1 question the expert asked" in outcomes


def test_whose_review_it_is_stands_above_everything() -> None:
    lines = dict(reviews.report("agreed").head.lines)
    assert lines["State"] == "Agreed, agreed on 23 October 2026"
    assert lines["Handed in"] == "21 October 2026"
    assert lines["Snapshot (SHA-256)"] == f"{0:064x}"
    assert lines["Expert’s remarks"] == "11 November 2026"
    assert dict(reviews.report("usual").head.lines)["Expert’s remarks"] == (
        "11 November 2026 to 13 November 2026"
    )
    assert dict(reviews.report("nothing").head.lines)["Expert’s remarks"] == "none yet"


def test_every_open_point_says_who_must_do_what() -> None:
    result = {
        (part.party, item.code): [point.to_do for point in item.points]
        for part in reviews.report("usual").open
        for item in part.items
    }
    assert result == {
        (Party.COUNTRY, "L06"): ["Take the expert’s level over, or say why the country keeps its own."],
        (Party.COUNTRY, "O01"): ["Reply to the question."],
        (Party.COUNTRY, "O03"): ["Take the expert’s level over, or say why the country keeps its own."],
        (Party.EXPERT, "L05"): ["Look at the answer again: it is another now."],
        (Party.EXPERT, "O02"): ["Read the reply, and say that the question is resolved or ask again."],
    }  # fmt: skip


def test_a_level_that_differs_stands_with_self_expert_reason_reply_and_what_counts() -> None:
    items = {item.code: item for item in reviews.report("usual").levels}
    assert list(items) == ["L02", "L03", "L05", "L06", "O03"]
    assert items["L02"].outcome == "Taken over"
    self_level, expert, country, stands = items["L02"].lines
    assert self_level.label == "Self"
    assert self_level.descriptor
    assert expert.label == "Expert (Ben, 11 November 2026)"
    assert expert.paragraphs == ("No unit enforces it.",)
    assert country.label == "Country (Ana, 12 November 2026)"
    assert country.paragraphs == ("We agree.",)
    assert expert.mark is not None
    assert stands.mark is not None
    assert self_level.mark is not None
    assert stands.mark.text == expert.mark.text != self_level.mark.text
    assert [line.label for line in items["L05"].lines][:2] == [
        "As handed in",
        "Self, changed since",
    ]
    kept = items["L03"].lines
    assert kept[0].mark is not None
    assert kept[0].mark.text == kept[-1].mark.text  # type: ignore[union-attr]


def test_an_expert_who_sees_no_level_and_one_who_gives_one_where_there_was_none_are_told() -> None:
    none = next(item for item in reviews.report("usual").levels if item.code == "O03")
    assert none.lines[1].mark is not None
    assert none.lines[1].mark.text == "no level can be seen"
    first = reviews.report("quick").levels[0]
    assert first.lines[0].mark is not None
    assert first.lines[0].mark.text == "Not answered"


def test_the_three_profiles_are_those_of_the_three_layers() -> None:
    analysis = reviews.agreed()
    own, expert, stands = analysis.scores
    assert expert.overall.score is not None
    assert stands.overall.score is not None
    assert own.overall.score is not None
    assert expert.overall.score < stands.overall.score < own.overall.score
    rows = reviews.report("agreed").profiles.rows
    assert rows[0][0] == "Overall"
    assert len(rows) == 6
    assert {row[-1] for row in rows} != {row[-3] for row in rows}
    assert reviews.report("agreed").profiles.head[-3:] == ("Self", "Expert", "Agreed")
    assert reviews.report("usual").profiles.head[-1] == "As it stands"


def test_profiles_without_a_score_are_not_called_the_same() -> None:
    report = reviews.report("quick")
    assert report.message.profiles == (
        "Too little is answered for a score, of the whole or of any pillar.",
    )
    assert report.profiles.title == "Too little is answered for a score of any pillar"


@pytest.mark.parametrize("case", reviews.CASES)
def test_every_question_stands_in_one_list_at_least(case: str) -> None:
    report, analysis = reviews.report(case), reviews.CASES[case]()
    listed = {item.code for item in report.levels}
    listed |= {thread.code for pillar in report.threads for thread in pillar.threads}
    for pillars in (report.confirmed, report.not_looked_at):
        listed |= {item.code for pillar in pillars for item in pillar.items}
    assert listed == {item.indicator_id for item in analysis.findings}
    assert sum(len(pillar.items) for pillar in report.not_looked_at) == sum(
        item.result is Result.NOT_LOOKED_AT for item in analysis.findings
    )


def test_nobody_is_named_who_said_nothing() -> None:
    page = made.words_of_page(reviews.page("usual"))
    assert "Ben" in page
    assert "local" not in page.replace("localized", "").replace("local languages", "")


def test_every_word_of_ours_is_translated() -> None:
    """After removal of the texts marked by the pseudo-language only codes, names and entered texts remain."""
    with use_language(PSEUDO_LANGUAGE):
        report = build_review_report(reviews.usual())
        text = made.words_of_page(re.split(r"<body[^>]*>", render_review(report))[1])
        word = " ".join(texts(Document(io.BytesIO(review_docx(report)))))
    typed = [*remarks_of("usual"), *(answer.reason for answer in made.mixed().answers.values())]
    for shown in (text, word):
        for line in (*typed, "One question."):
            shown = shown.replace(line, " ")
        left = re.sub(r"⟦[^⟦⟧]*⟧", " ", shown)
        while left != shown:
            shown, left = left, re.sub(r"⟦[^⟦⟧]*⟧", " ", left)
        assert set(re.findall(r"[A-Za-z]{4,}", left)) <= {"Namibia", "October", "November"}


def test_the_plan_stands_in_it_where_it_was_reviewed_and_nowhere_else() -> None:
    assert reviews.report("agreed").plan is None
    assert "plan" not in [chapter.id for chapter in reviews.report("agreed").chapters]
    report = reviews.report("plan_open")
    assert report.plan is not None
    assert [(item.name, item.outcome, bool(item.to_do)) for item in report.plan.subjects] == [
        ("The plan as a whole", "", False),
        ("Target of L02", "replied, waits for the expert", True),
        ("Measure T05-a", "resolved", False),
        ("Date of X99-z", "a question waits for a reply", True),
    ]
    assert report.plan.subjects[1].title == made.edition().indicators["L02"].question
    assert report.plan.subjects[3].title == ""
    assert report.message.open[0] == "Of the levels: nothing."
    assert report.message.open[1].startswith("The plan: The plan is returned (Ben")


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (reviews.plan_review(), "Every question is resolved, not approved yet."),
        (reviews.plan_review(is_open=True), "Questions are open. Open questions: Target of L02;"),
        (
            reviews.plan_review(reviews.P.APPROVED),
            "The plan is approved (Ben, 1 December 2026). It was not changed since.",
        ),
        (
            reviews.plan_review(reviews.P.APPROVED, at="digest-0"),
            "It was changed since: what was approved is not the plan that stands.",
        ),
        (
            reviews.plan_review(reviews.P.RETURNED, is_open=True),
            "The plan is returned (Ben, 1 December 2026). Open questions: Target of L02; Date of X99-z.",
        ),
    ],
)
def test_whether_the_plan_is_approved_returned_or_changed_since_is_said(
    plan: PlanReview, words: str
) -> None:
    result = plan_part(made.edition(), plan)
    assert result is not None
    assert words in " ".join(result.sentences)


# --- The PDF


@pytest.mark.parametrize("case", reviews.CASES)
def test_pdfua_finds_nothing_and_no_glyph_is_missing(
    case: str, worker: PdfWorker, tmp_path: Path
) -> None:
    path = tmp_path / "review.pdf"
    path.write_bytes(pdf_of(worker, case))
    assert [item.message for item in pdfua.validate(str(path)).findings] == []
    with pikepdf.open(path) as document:
        for sheet in document.pages:
            assert list(_missing_glyphs(sheet)) == []


@pytest.mark.parametrize("case", reviews.CASES)
def test_the_message_is_on_page_one_and_the_signatures_with_it(
    case: str, worker: PdfWorker
) -> None:
    reader = PdfReader(io.BytesIO(pdf_of(worker, case)))
    first = packed(reader.pages[0].extract_text())
    report = reviews.report(case)
    for part in (report.head.country, report.message.headline, "Signature", *report.message.open):
        assert packed(part) in first, part
    assert packed("Contents") in packed(reader.pages[1].extract_text())


@pytest.mark.parametrize("case", ["usual", "all_differ", "all_threads", "agreed", "plan_open"])
def test_every_word_that_was_said_is_in_the_text_of_the_pdf(case: str, worker: PdfWorker) -> None:
    text = made.words_of_pdf(pdf_of(worker, case))
    for line in remarks_of(case):
        if line == reviews.ARABIC:
            continue
        shown = line.replace("\N{GRINNING FACE}", "[U+1F600]").replace("\N{SOFT HYPHEN}", "")
        assert packed(shown) in text.replace("\N{SOFT HYPHEN}", ""), line
    assert text.count(packed("Ben,")) >= len(reviews.report(case).levels)


def test_what_was_typed_is_text_and_never_markup() -> None:
    page = reviews.page("all_differ")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ report }} {% raw %}" in page


def test_what_is_open_shows_the_beginning_and_the_talk_all_of_it() -> None:
    long = reviews.LONG.strip()
    report = reviews.report("all_differ")
    beginnings = [
        line
        for part in report.open
        for item in part.items
        for point in item.points
        for line in point.last.paragraphs
    ]
    assert all(len(line) <= EXCERPT_LENGTH + 2 for line in beginnings)
    talked = [
        line
        for pillar in report.threads
        for thread in pillar.threads
        for item in thread.remarks
        for line in item.paragraphs
    ]
    assert long in talked


@pytest.mark.parametrize("case", ["usual", "nothing"])
def test_figures_headings_tables_and_bookmarks_are_true(case: str, worker: PdfWorker) -> None:
    page, pdf = reviews.page(case), pdf_of(worker, case)
    drawn = [html.unescape(text) for text in re.findall(r'<svg[^>]*aria-label="([^"]*)"', page)]
    with structure(pdf) as items:
        result = [str(item.get("/Alt", "")) for item in items if str(item.S) == "/Figure"]
        levels = [int(str(it.S)[2]) for it in items if re.fullmatch(r"/H[1-6]", str(it.S))]
        tables = [item for item in items if str(item.S) == "/Table"]
        for table in tables:
            inside = list(elements(table))
            assert {str(item.A.Scope) for item in inside if str(item.S) == "/TH"} <= {
                "/Column", "/Row",
            }  # fmt: skip
            rows = [item for item in inside if str(item.S) == "/TR"]
            assert all("/TH" in [str(cell.S) for cell in elements(row)] for row in rows)
    assert result == drawn
    assert "self" in drawn[0].lower()
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    # A table that breaks over two pages is two elements.
    assert len(tables) >= page.count("<table") == 4
    headed = [
        packed(made.words_of_page(text))
        for text in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", page, re.DOTALL)
    ]
    reader = PdfReader(io.BytesIO(pdf))
    assert [packed(title) for title in titles(reader.outline)] == headed
    assert reader.root_object["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "Namibia: child online protection, review 2026"


# --- Word


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    files = {f"{name}.docx": review_docx(reviews.report(name)) for name in ("usual", "all_differ")}
    return libreoffice.convert(files, BOOKMARKS, tmp_path_factory.mktemp("word"))


def opened(name: str) -> Any:
    return Document(io.BytesIO(review_docx(reviews.report(name))))


@pytest.mark.parametrize("name", reviews.CASES)
def test_the_headings_of_the_word_document_go_down_one_step_and_stand_in_its_contents(
    name: str,
) -> None:
    document = opened(name)
    result = headings(document)
    assert result[0][0] == 1
    assert all(after[0] <= before[0] + 1 for before, after in pairwise(result))
    links = [words(link) for link in document.element.body.iter(qn("w:hyperlink"))]
    assert links == [text for level, text in result if level <= 2]


@pytest.mark.parametrize("name", ["usual", "all_differ", "all_threads", "plan_open"])
def test_every_word_that_was_said_is_in_the_word_document(name: str) -> None:
    result = set(texts(opened(name)))
    assert set(remarks_of(name)) <= result


@pytest.mark.parametrize("name", ["usual", "all_differ"])
def test_libreoffice_shows_all_of_it_with_the_headings_as_bookmarks(
    name: str, converted: dict[str, Path]
) -> None:
    document, pdf = opened(name), converted[f"{name}.docx"]
    running = packed(document.sections[0].header.paragraphs[0].text)
    pages = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout.split("\f")
    visible = without_marks(
        "".join(re.sub(r"Page\d+of\d+$", "", packed(page).removeprefix(running)) for page in pages)
    )
    missing = [text for text in texts(document) if not all(part in visible for part in parts(text))]
    assert missing == []
    assert list(titles(PdfReader(pdf).outline)) == [text for _level, text in headings(document)]
