"""The document of a body with many measures: all in its table, the first rows and sheets of the rest."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from assessment.model.readership import Reader
from reports import PdfWorker, Readership, render_html
from reports.analysis import Analysis, build_analysis
from reports.roadmap_report import report_of
from reports.sections.roadmap.body import DEPENDENCES, MANY, SHEETS, body_pages
from tests.reports import made


@cache
def analysis_of_a_large_plan() -> Analysis:
    """Everything at level 1 and 60 months: the plan of the edition with the most measures for one body."""
    assessment = made.all_at(1)
    plan = assessment.plan.model_copy(update={"horizon_months": 60})
    return build_analysis(made.edition(), assessment.model_copy(update={"plan": plan}), made.DAY)


def test_a_body_with_many_measures_has_all_in_its_table_and_the_first_sheets() -> None:
    analysis = analysis_of_a_large_plan()
    leads = Counter(action.measure.lead for action in analysis.roadmap.actions)
    most = max(leads, key=lambda role: leads[role])
    assert leads[most] > MANY
    pages = body_pages(analysis, most)
    assert (len(pages.rows), len(pages.sheets)) == (leads[most], SHEETS)
    assert max(len(pages.waits_for), len(pages.waited_for)) <= DEPENDENCES
    assert "the first" in pages.sentences[-1]
    few = next(role for role, count in leads.items() if 1 < count <= MANY)
    pages = body_pages(analysis, few)
    assert len(pages.rows) == len(pages.sheets) == leads[few]


@pytest.mark.timeout(300)
def test_the_document_of_a_body_has_at_most_six_pages(worker: PdfWorker) -> None:
    """Of the bodies with the most measures, and of those with the most sheets, each in full."""
    analysis = analysis_of_a_large_plan()
    leads = Counter(action.measure.lead for action in analysis.roadmap.actions)
    ranked = sorted(leads, key=lambda role: (-leads[role], role))
    with_all_sheets = [role for role in ranked if leads[role] <= MANY]
    jobs = {
        role: worker.submit(
            render_html(report_of(analysis, readership=Readership(Reader.BODY, body=role))), ""
        )
        for role in (*ranked[:3], *with_all_sheets[:2])
    }
    counts = {role: len(made.page_texts(job.result(300))) for role, job in jobs.items()}
    assert max(counts.values()) <= 6, counts
