"""What is asked of partners stands beside the costs, also where no measure can be paid."""

from __future__ import annotations

import io

import pytest
from docx import Document

from assessment import Assessment, MeasureDecision, PlanSettings, not_fitting
from assessment.model.readership import Readership
from reports import build_report, plan_document, render_html
from reports.analysis import build_analysis
from reports.sections.minister.pages import minister_pages
from reports.sections.roadmap.partners import partner_requests
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


def test_the_number_that_does_not_fit_is_one_on_every_page() -> None:
    """A country that also refused a measure: what it refused is left out and counted by no page."""
    refused = {
        "O01-b": MeasureDecision(choice="may_not"),
        "T09-a": MeasureDecision(choice="may_not"),
    }
    plan = PlanSettings(horizon_months=36, budget_by_year=(200_000.0,) * 3, decisions=refused)
    given = made.all_at(1).model_copy(update={"plan": plan})
    analysis = build_analysis(made.edition(), given, made.DAY)
    number = len(not_fitting(analysis.roadmap))
    assert number < len(analysis.roadmap.unplanned)
    assert any(
        f"{number} more measures do not fit" in item.text for item in minister_pages(analysis).tiles
    )
    assert any(f"{number} measures that do not fit" in text for text in partner_requests(analysis))
