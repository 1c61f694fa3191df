"""Documents below the minimum coverage: no plan but questions to answer first, or a sketch that says so everywhere."""

from __future__ import annotations

import csv
import io
import re

import pytest
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook

from assessment import first_questions
from reports import build_report, plan_document, render_html
from tests.reports import made

THIN = "gha"
"""An example with answers to few questions."""

FIRST = "L02"
"""What it leaves open and what can change most."""


def document(suffix: str, *, sketch: bool = False) -> bytes:
    return plan_document(suffix, made.edition(), made.example(THIN), made.DAY, sketch=sketch)


def test_without_a_plan_the_first_page_and_the_roadmap_name_the_questions_to_answer() -> None:
    report = build_report(made.edition(), made.example(THIN), date=made.DAY)
    assert report.minister is not None
    assert report.minister.first.title == "Answer these first"
    assert report.minister.first.rows[0].code == FIRST
    needed = first_questions(made.edition(), made.example(THIN)).needed
    assert report.plan.title == "Nothing is planned"
    assert report.plan.phases == ()
    assert report.answer_first is not None
    assert f"{needed} more answers make it a plan." in " ".join(report.answer_first.sentences)
    assert [row.code for row in report.answer_first.rows][:2] == ["L02", "L05"]
    assert len(report.answer_first.rows) == 10
    further = report.answer_first.further
    # Ten stand in rows and two are named.
    assert re.findall(r"\b[LOTCI]\d\d\b", further) == ["L08", "L10"]
    assert further.endswith(f" and {needed - 12} more.")
    page = " ".join(made.words_of_page(render_html(report)).split())
    assert page.count("Answer these first") == 2
    assert report.answer_first.rows[0].respondents


def test_a_full_assessment_has_a_plan_and_nothing_to_answer_first() -> None:
    report = build_report(made.edition(), made.mixed(), date=made.DAY, sketch=True)
    assert report.answer_first is None
    assert "Sketch" not in report.running_standing
    assert report.minister is not None
    assert report.minister.first.title == "First, from January 2027"


def test_each_page_of_a_sketch_says_so() -> None:
    report = build_report(made.edition(), made.example(THIN), date=made.DAY, sketch=True)
    assert report.running_standing.startswith("Sketch: ")  # in the margin of every page
    assert report.cover.note[0].startswith("This is a sketch, not a plan: ")
    assert report.plan.title.startswith("Sketch: ")
    assert report.plan.sentences[0].startswith("This is a sketch")


def test_word_has_the_mark_in_its_header_and_the_questions_without_a_plan() -> None:
    sketched = Document(io.BytesIO(document(".docx", sketch=True)))
    assert all("Sketch" in section.header.paragraphs[0].text for section in sketched.sections)
    words = "\n".join(item.text for item in Document(io.BytesIO(document(".docx"))).paragraphs)
    assert words.count("Answer these first") >= 2
    assert FIRST in words


def test_each_sheet_of_a_sketch_says_so_in_its_name_and_its_header() -> None:
    about, *others = load_workbook(io.BytesIO(document(".xlsx", sketch=True))).worksheets
    assert [sheet.title for sheet in others] == [
        f"Sketch {name}" for name in ("Plan", "Timeline", "Costs", "Emphasis")
    ]
    assert all("Sketch" in sheet.oddHeader.left.text for sheet in (about, *others))
    texts = [cell.value for row in about.iter_rows() for cell in row if cell.value]
    assert any("This is a sketch, not a plan" in text for text in texts)
    withheld = load_workbook(io.BytesIO(document(".xlsx"))).worksheets
    texts = [cell.value for row in withheld[0].iter_rows() for cell in row if cell.value]
    assert "Answer these first" in texts
    assert "Nothing is planned yet" in withheld[1]["A2"].value


@pytest.mark.parametrize("sketch", [False, True])
def test_rows_and_events_of_a_sketch_say_so_and_none_are_made_without_a_plan(
    *, sketch: bool
) -> None:
    rows = list(csv.DictReader(io.StringIO(document(".csv", sketch=sketch).decode("utf-8-sig"))))
    events = Calendar.from_ical(document(".ics", sketch=sketch).decode()).walk("VEVENT")
    if sketch:
        assert {row["standing"] for row in rows} == {"sketch"}
        assert all("Sketch: " in event["summary"] for event in events)
    else:
        assert rows == []
        assert [str(event["description"])[:22] for event in events] == ["Nothing is planned yet"]
