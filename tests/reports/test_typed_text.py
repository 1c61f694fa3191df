"""What a country typed stands in every document as the same text: lead, funding and evidence, in any script."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Mapping

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import Answer, Assessment, Evidence
from assessment.model.plan_settings import MeasureDecision, PlanSettings
from assessment.values.characters import read_text
from reports import plan_document
from tests.assessment.texts import AWKWARD_TEXTS
from tests.builders import assessment, edition, measure
from tests.reports.made import page as made_page
from tests.reports.made import words_of_page
from tests.support.profiles import drawn

DAY = dt.date(2026, 11, 24)
MEASURES = ("A1-a", "A2-a", "B1-a", "B2-a")
EDITION = edition(measures=tuple(measure(key, lifts=(key[:2], 0, 4)) for key in MEASURES))
SHORT = [text for text in AWKWARD_TEXTS[:-3] if len(text) <= 60]

TEXTS = st.lists(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30)
    | st.sampled_from(SHORT),
    min_size=len(MEASURES),
    max_size=len(MEASURES),
)

_ISOLATES = re.compile("[\u2066-\u2069]")
_BLANK = re.compile(r"[\s\u2028\u2029\ufeff]+")


def packed(text: str) -> str:
    """A text without blanks, which lines are broken at, and the marks around a text of another direction."""
    return _BLANK.sub("", _ISOLATES.sub("", text))


def planned(texts: list[str]) -> Assessment:
    decisions = {
        key: MeasureDecision(lead=f"Lead {text}", funding=f"Funds {text}")
        for key, text in zip(MEASURES, texts, strict=True)
    }
    answers = {
        key[:2]: Answer(level=0, evidence=(Evidence(title=f"Act {text}", confidence="A"),))
        for key, text in zip(MEASURES, texts, strict=True)
    }
    plan = PlanSettings(start="2027-01", decisions=decisions)
    return assessment(answers=answers, plan=plan)


def file_of(suffix: str, given: Assessment) -> bytes:
    return plan_document(suffix, EDITION, given, DAY)


def word(given: Assessment) -> str:
    body = docx.Document(io.BytesIO(file_of(".docx", given))).element.body
    return "".join(item.text or "" for item in body.iter() if item.tag.endswith("}t"))


def excel(given: Assessment) -> str:
    book = openpyxl.load_workbook(io.BytesIO(file_of(".xlsx", given)))
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    )


def table(given: Assessment) -> str:
    data = io.StringIO(file_of(".csv", given).decode("utf-8-sig"), newline="")
    return "\n".join(cell for row in csv.reader(data) for cell in row)


def values(given: Assessment) -> str:
    plan = json.loads(file_of(".json", given))["plan"]
    return "\n".join(
        text for item in plan["actions"] for text in item.values() if isinstance(text, str)
    )


def page(given: Assessment) -> str:
    return words_of_page(made_page(given, EDITION))


DOCUMENTS: Mapping[str, tuple[Callable[[Assessment], str], tuple[str, ...]]] = {
    "Word": (word, ("Lead", "Funds")),
    "Excel": (excel, ("Lead", "Funds")),
    "CSV": (table, ("Lead", "Funds")),
    "JSON": (values, ("Lead", "Funds")),
    "the page of the PDF": (page, ("Lead", "Funds", "Act")),
}
"""What the text of a document is read by, and the fields that it shows."""


@pytest.mark.parametrize("document", DOCUMENTS)
@settings(max_examples=drawn(12), deadline=None)
@given(texts=TEXTS)
def test_a_typed_text_stands_in_every_document_as_the_same(document: str, texts: list[str]) -> None:
    text_of, fields = DOCUMENTS[document]
    given = planned(texts)
    # An apostrophe keeps a part of a text in a CSV from being a formula.
    found = packed(text_of(given)).replace("'", "")
    for field in fields:
        for text in texts:
            assert packed(read_text(f"{field} {text}")).replace("'", "") in found
