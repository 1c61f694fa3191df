"""An assessment of an invented country: which codes it may have, and that every document says it is for training."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document
from openpyxl import load_workbook

from assessment import Assessment, Standing
from assessment.answers.checks import check_answers
from assessment.countries import country_codes, country_name, is_country_code, is_invented
from reports import Reader, Readership, build_report, plan_document, render_html
from reports.basis_labels import standing_note
from tests.reports import made
from translations import use_language

NOTE = "For training: the country and everything said of it are invented."


def training(**changes: object) -> Assessment:
    given = {"country": "XTC", "standing": Standing.TRAINING, **changes}
    return made.mixed().model_copy(update=given)


def problems(assessment: Assessment) -> list[str]:
    return [item.where for item in check_answers(assessment, made.edition())]


@pytest.mark.parametrize("code", ["XTC", "XAA", "XZZ", "XQM"])
def test_a_code_free_for_users_names_an_invented_country(code: str) -> None:
    assert is_invented(code)
    assert is_country_code(code)
    assert code not in country_codes()
    assert country_name(code) != code
    assert problems(training(country=code)) == []


@pytest.mark.parametrize(
    "code", ["XKX", "XKK", "XXA", "XXX", "ZZZ", "QMA", "AAA", "xtc", "XT", "XTCA"]
)
def test_a_code_that_others_use_or_that_is_not_in_the_range_is_no_country(code: str) -> None:
    assert not is_invented(code)
    assert not is_country_code(code)


@pytest.mark.parametrize(
    ("country", "standing"),
    [
        ("XTC", Standing.SELF_ASSESSED),
        ("XTC", Standing.ILLUSTRATIVE),
        ("KEN", Standing.TRAINING),
    ],
)
def test_an_invented_country_is_for_training_and_no_other_is(
    country: str, standing: Standing
) -> None:
    assert problems(training(country=country, standing=standing)) == ["standing"]


def test_the_training_country_has_a_name_of_its_own_in_each_language_of_the_un() -> None:
    names = set()
    for language in ("en", "ar", "es", "fr", "ru", "zh"):
        with use_language(language):
            names.add(country_name("XTC"))
    assert len(names) == 6
    assert not names & {country_name(code) for code in country_codes()}


@pytest.mark.parametrize("reader", [Reader.MINISTER, Reader.CABINET, Reader.TECHNICAL])
def test_the_pdf_says_so_on_its_first_pages_and_below_every_page(reader: Reader) -> None:
    report = build_report(made.edition(), training(), date=made.DAY, readership=Readership(reader))
    assert report.running_standing.startswith("For training: an invented country")
    page = render_html(report)
    assert NOTE in page.partition("<section")[2].partition("</section>")[0]
    assert '<body class="illustrative">' in page


@pytest.mark.parametrize("standing", Standing)
def test_only_the_countrys_own_assessment_has_no_note(standing: Standing) -> None:
    assert (standing_note(standing) == "") == standing.is_own


def test_word_excel_calendar_and_json_say_so() -> None:
    def made_as(suffix: str) -> bytes:
        return plan_document(suffix, made.edition(), training(), made.DAY)

    section = Document(io.BytesIO(made_as(".docx"))).sections[0]
    assert "For training" in section.header.paragraphs[0].text
    book = load_workbook(io.BytesIO(made_as(".xlsx")))
    assert all("For training" in sheet.oddHeader.left.text for sheet in book.worksheets)
    assert NOTE in made_as(".ics").decode().replace("\r\n ", "")
    assert json.loads(made_as(".json"))["standing"] == "training"
