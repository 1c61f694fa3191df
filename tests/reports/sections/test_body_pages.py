"""The document of a body with many measures: all in its table, the first rows and sheets of the rest."""

from __future__ import annotations

from collections import Counter

from reports.analysis import build_analysis
from reports.sections.roadmap.body import DEPENDENCES, MANY, SHEETS, body_pages
from tests.reports import made


def test_a_body_with_many_measures_has_all_in_its_table_and_the_first_sheets() -> None:
    assessment = made.all_at(1)
    plan = assessment.plan.model_copy(update={"horizon_months": 60})
    analysis = build_analysis(
        made.edition(), assessment.model_copy(update={"plan": plan}), made.DAY
    )
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
