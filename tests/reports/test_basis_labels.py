"""Every format of the roadmap states the levels it uses: the country's own, under review, or agreed."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from docx import Document
from openpyxl import load_workbook

from assessment import AssessmentState, Standing
from assessment.workflow.level_basis import Basis, BasisKind
from reports import Reader, Readership, build_report, plan_document, render_html
from reports.basis_labels import basis_sentence, standing_line
from tests.reports import made

S = AssessmentState
AGREED = Basis(BasisKind.AGREED, dt.date(2026, 11, 20), 72, 60, 3, 1)
IN_WORDS = (
    "Levels used: those agreed between the country and an expert on 20 November 2026. The expert looked at 60 of 72 "
    "questions. The country took over 3 levels of the expert’s. On 1 question both kept their level; there the "
    "country’s counts."
)
BY_BOTH = "Agreed between the country and an expert"
UNDER_REVIEW = "Levels used: the country’s own, under review."
ONE_TAKEN = "The country took over 1 level of the expert’s."


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (Basis(BasisKind.OWN), "Levels used: the country’s own, not reviewed."),
        (Basis(BasisKind.UNDER_REVIEW), "Levels used: the country’s own, under review."),
        (
            Basis(BasisKind.UNDER_REVIEW, None, 72, 0, 0, 0),
            "Levels used: the country’s own, under review. The expert looked at 0 of 72 questions.",
        ),
        (
            Basis(BasisKind.UNDER_REVIEW, None, 72, 9, 1, 0),
            f"{UNDER_REVIEW} The expert looked at 9 of 72 questions. {ONE_TAKEN}",
        ),
        (Basis(BasisKind.AGREED), "Levels used: those agreed between the country and an expert."),
        (AGREED, IN_WORDS),
        (
            Basis(BasisKind.WITHDRAWN),
            "Levels used: the country’s own; the assessment was withdrawn.",
        ),
    ],
)
def test_which_levels_are_used_is_said_with_what_is_known(basis: Basis, words: str) -> None:
    assert basis_sentence(basis, Standing.SELF_ASSESSED) == words


@pytest.mark.parametrize(
    ("basis", "line"),
    [
        (AGREED, f"{BY_BOTH}; 60 of 72 answers reviewed"),
        (Basis(BasisKind.AGREED, None, 27, 0, 0, 0), f"{BY_BOTH}; 0 of 27 answers reviewed"),
        (Basis(BasisKind.AGREED, None, 72, 72, 3, 1), BY_BOTH),
        (Basis(BasisKind.AGREED), BY_BOTH),
        (
            Basis(BasisKind.UNDER_REVIEW, None, 72, 9, 1, 0),
            "Self-assessed by the country, under review; 9 of 72 answers reviewed",
        ),
        (Basis(BasisKind.OWN, None, 72, 0), "Self-assessed by the country, not reviewed"),
    ],
)
def test_the_line_of_the_cover_says_how_much_was_reviewed_unless_all_was(
    basis: Basis, line: str
) -> None:
    assert standing_line(basis, Standing.SELF_ASSESSED) == line


@pytest.mark.parametrize("kind", BasisKind)
def test_an_illustrative_assessment_is_never_called_the_countrys(kind: BasisKind) -> None:
    basis = Basis(kind)
    assert standing_line(basis, Standing.ILLUSTRATIVE).startswith("Illustrative")
    assert "the country’s own" not in basis_sentence(basis, Standing.ILLUSTRATIVE)


@pytest.mark.parametrize("reader", [Reader.MINISTER, Reader.CABINET, Reader.TECHNICAL])
def test_the_pdf_says_it_on_its_first_pages_and_below_every_page(reader: Reader) -> None:
    report = build_report(
        made.edition(), made.quick(), date=made.DAY, readership=Readership(reader), basis=AGREED
    )
    page = render_html(report)
    cover = page.partition("<section")[2].partition("</section>")[0]
    assert IN_WORDS in cover
    assert report.running_standing == f"{BY_BOTH}; 60 of 72 answers reviewed"
    assert report.running_standing in cover
    if reader is Reader.TECHNICAL:
        method = page.partition('id="method"')[2].partition("</section>")[0]
        assert IN_WORDS in method


@pytest.mark.parametrize(
    ("state", "words", "standing"),
    [
        (S.DRAFT, "the country’s own, not reviewed", "Self-assessed by the country, not reviewed"),
        (S.RETURNED, "the country’s own, under review", "Self-assessed by the country, under review"),
        (S.PUBLISHED, "those agreed between", "Agreed between the country and an expert"),
    ],
)  # fmt: skip
def test_a_file_says_what_follows_from_its_state(state: S, words: str, standing: str) -> None:
    assessment = made.quick().model_copy(update={"state": state})
    report = build_report(made.edition(), assessment, date=made.DAY)
    assert words in report.cover.basis
    assert report.cover.standing == standing
    levels = json.loads(plan_document(".json", made.edition(), assessment, made.DAY))["levels"]
    assert levels["agreed_on"] is levels["taken_over"] is None


def test_word_excel_and_json_say_it_too() -> None:
    def made_as(suffix: str) -> bytes:
        return plan_document(suffix, made.edition(), made.quick(), made.DAY, basis=AGREED)

    word = [item.text for item in Document(io.BytesIO(made_as(".docx"))).paragraphs]
    assert word.count(IN_WORDS) == 2
    about = load_workbook(io.BytesIO(made_as(".xlsx"))).worksheets[0]
    assert ("Levels", IN_WORDS) in [
        (row[0].value, row[1].value) for row in about.iter_rows(max_col=2)
    ]
    assert json.loads(made_as(".json"))["levels"] == {
        "kind": "agreed",
        "agreed_on": "2026-11-20",
        "looked_at": 60,
        "taken_over": 3,
        "both_kept": 1,
    }
