"""What is asked of partners stands beside the costs, also where no measure can be paid."""

from __future__ import annotations

import io

import pytest
from docx import Document

from assessment import Assessment, PlanSettings
from assessment.model.readership import Readership
from reports import build_report, plan_document, render_html
from tests.reports import made


def without_money() -> Assessment:
    """Every question at the lowest level, twelve months and nothing to spend: no measure fits."""
    plan = PlanSettings(horizon_months=12, budget_by_year=(0.0,))
    return made.all_at(0).model_copy(update={"plan": plan})


@pytest.mark.parametrize("readership", [made.CABINET, Readership(), made.ANNEXES])
def test_partners_are_asked_first_for_dangers_left_open(readership: Readership) -> None:
    report = build_report(made.edition(), without_money(), date=made.DAY, readership=readership)
    assert report.plan.phases == ()
    assert report.partners[0].startswith("For a child in danger: ")
    page = made.words_of_page(render_html(report))
    assert page.count("What is asked of partners") == 1
    assert report.partners[0] in page


def test_word_asks_partners_too() -> None:
    document = plan_document(".docx", made.edition(), without_money(), made.DAY)
    words = [item.text for item in Document(io.BytesIO(document)).paragraphs]
    assert words.count("What is asked of partners") == 1
    assert any(text.startswith("For a child in danger: ") for text in words)
