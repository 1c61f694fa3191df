"""Every document can be read back where the edition or its answers are in Arabic."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from assessment import Answer, Assessment, Evidence
from assessment.model.readership import Readership
from questionnaires import Edition
from questionnaires.model import Profile
from reports import build_questionnaire, build_report, render_html, render_questionnaire
from reports.mirroring import isolate
from reports.pdf.render import render_pdf
from tests.builders import assessment, edition, indicator, measure, pillar
from tests.reports.pdf.test_read_back import LINES, lines_of

DAY = dt.date(2026, 11, 23)

QUESTION = "هل يوجد قانون لحماية الطفل في الفضاء الرقمي؟"
PILLAR = "الإطار القانوني والتنظيمي"
MEASURE = "اعتماد لائحة تنفيذية للقانون"
LEVELS = ("لا شيء", "بدأ العمل", "قائم", "يعمل", "مُثبَت")
INSTITUTION = "هيئة تنظيم الاتصالات"


@pytest.fixture(scope="module")
def arabic() -> Edition:
    """A small edition in Arabic."""
    return edition(
        pillars=(
            pillar("A", indicator("A1", question=QUESTION, descriptors=LEVELS), name=PILLAR),
            pillar("B", indicator("B1"), indicator("B2")),
        ),
        measures=(measure("A1-a", lifts=("A1", 0, 4), title=MEASURE),),
        profiles=(Profile(id="quick", name="Quick scan", indicators=("A1",)),),
    )


@pytest.fixture(scope="module")
def answers() -> Assessment:
    evidence = Evidence(title=LINES["Arabic"], issuer=INSTITUTION, year=2024, confidence="A")
    return assessment(
        A1=Answer(level=1, reason=LINES["tashkeel"], evidence=(evidence,)),
        B1=2,
        B2=Answer(level=0, comment=LINES["Urdu"]),
    )


def read(html: str) -> str:
    """The text of the PDF with lines joined and single spaces."""
    return re.sub(r"\s+", " ", " ".join(lines_of(render_pdf(html, ""))))


def test_a_printed_questionnaire_in_arabic_is_read_as_written(arabic: Edition) -> None:
    text = read(render_questionnaire(build_questionnaire(arabic, date=DAY)))
    assert [part for part in (QUESTION, PILLAR, *LEVELS) if part not in text] == []


def test_a_roadmap_with_arabic_is_read_as_typed(arabic: Edition, answers: Assessment) -> None:
    text = read(
        render_html(build_report(arabic, answers, date=DAY, readership=Readership(annexes=True)))
    )
    typed = (*(LINES[name] for name in ("Arabic", "tashkeel", "Urdu")), QUESTION, PILLAR, MEASURE)
    assert [part for part in typed if part not in text] == []


def test_the_year_of_evidence_stays_after_an_arabic_institution(
    arabic: Edition, answers: Assessment
) -> None:
    text = read(
        render_html(build_report(arabic, answers, date=DAY, readership=Readership(annexes=True)))
    )
    assert f"({INSTITUTION}; 2024; confidence A)" in text


@pytest.mark.parametrize("text", ["Ministry of ICT", "Министерство", "2024", ""])
def test_only_right_to_left_text_is_isolated(text: str) -> None:
    assert isolate(text) == text
    assert isolate(f"{text}هيئة") == f"\u2068{text}هيئة\u2069"
