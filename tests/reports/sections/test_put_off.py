"""What is put off has a heading of its own in the documents, with month and reason, and is not among what is left out."""

from __future__ import annotations

import datetime as dt

from assessment import MeasureDecision, PlanSettings
from reports import build_report, render_html
from tests.builders import assessment, edition

PLAN = PlanSettings(
    start="2027-01",
    decisions={
        "B1-a": MeasureDecision(choice="not_now", look_again="2028-05", reason="No money yet.")
    },
)


def test_it_stands_under_its_own_heading_with_month_and_reason() -> None:
    given = assessment(plan=PLAN, targets={"default": 4}, A1=0, A2=0, B1=0, B2=0)
    report = build_report(edition(), given, date=dt.date(2027, 1, 4))
    assert [(row.code, row.why) for row in report.plan.put_off] == [
        ("B1-a", "It is put off until May 2028. No money yet.")
    ]
    assert [row.code for row in report.plan.left_out] == ["B2-a"]
    page = render_html(report)
    heading = page.index("<h3>Put off until</h3>")
    assert "It is put off until May 2028." in page[heading : heading + 1200]
