"""Plans for the tests of all formats, including extremes, and conversion by LibreOffice."""

from __future__ import annotations

import datetime as dt
from functools import cache

from assessment import Assessment
from assessment.files.assessment_file import fit_assessment
from reports import plan_document
from reports.analysis import Analysis, build_analysis
from tests.reports import made

DAY = dt.date(2026, 11, 24)

FORMS = (".docx", ".pptx", ".xlsx", ".ics", ".csv", ".scores.csv", ".json", ".xml")

BOOKMARKS = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
"""Filter for LibreOffice's PDF with bookmarks of the headings."""


def other_currency() -> Assessment:
    """Budgets in a currency without an exchange rate."""
    assessment = made.example("ken")
    plan = assessment.plan.model_copy(update={"currency": "KES", "budget_by_year": (1e8, 2e8)})
    return assessment.model_copy(update={"plan": plan})


def no_horizon() -> Assessment:
    """A plan without a horizon, of many years."""
    assessment = made.all_at(0)
    plan = assessment.plan.model_copy(update={"horizon_months": None, "at_once": 1})
    return assessment.model_copy(update={"plan": plan})


CASES = {
    **{path.stem: (lambda name=path.stem: made.example(name)) for path in made.EXAMPLES},
    **made.EDGES,
    "other_currency": other_currency,
    "no_horizon": no_horizon,
}
"""The examples and the extremes, by name."""

UNPLANNED = frozenset(
    {
        "gmb",
        "irl",
        "nothing",
        "all_unknown",
        "not_applicable",
        "all_highest",
        "one_institution",
    }
)
"""Those with nothing to plan: no level below its target."""


@cache
def case(name: str) -> Assessment:
    return fit_assessment(CASES[name](), made.edition(), name)


@cache
def analysis_of(name: str) -> Analysis:
    """The analysis; a sketch where too little is answered, as in most examples."""
    return build_analysis(made.edition(), case(name), DAY, sketch=True)


@cache
def form_of(name: str, suffix: str) -> bytes:
    return plan_document(suffix, made.edition(), case(name), DAY, sketch=True)
