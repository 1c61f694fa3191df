"""What each emphasis would do stands in the roadmap chapter for technical readers, as in JSON."""

from __future__ import annotations

import io
import json
import re

import pytest
from docx import Document

from assessment import Emphasis
from reports import Reader, Readership, render_html
from reports.roadmap_report import report_of
from reports.sections.roadmap.emphasis_table import (
    emphasis_head,
    emphasis_outcomes,
    emphasis_table,
)
from tests.reports.plans import analysis_of, form_of

NAME = "xtc"


def test_page_and_word_have_the_figures_of_json() -> None:
    analysis = analysis_of(NAME)
    outcomes = emphasis_outcomes(analysis, Readership())
    records = json.loads(form_of(NAME, ".json"))["plan"]["emphases"]
    table = emphasis_table(analysis, outcomes)
    assert table is not None
    assert len(table.rows) == len(records) == len(Emphasis)
    for row, item in zip(table.rows, records, strict=True):
        own = item["emphasis"] == analysis.assessment.plan.emphasis
        assert row[0].endswith("(this plan)") is own
        assert row[1:4] == (
            f"{item['dangers_closed']} of {item['dangers']}",
            f"{item['core_closed']} of {item['core']}",
            str(item["measures"]),
        )
    html = render_html(report_of(analysis, outcomes=outcomes))
    chapter = html[html.index('id="roadmap"') : html.index('id="actions"')]
    for row in table.rows:
        cells = r"</th>\s*" + r"\s*".join(rf"<td[^>]*>{re.escape(cell)}</td>" for cell in row[1:])
        assert re.search(cells, chapter)
    written = [
        [[cell.text for cell in row.cells] for row in item.rows]
        for item in Document(io.BytesIO(form_of(NAME, ".docx"))).tables
    ]
    assert [list(emphasis_head()), *map(list, table.rows)] in written


@pytest.mark.parametrize(
    ("name", "readership"),
    [
        (NAME, Readership(Reader.CABINET)),
        (NAME, Readership(Reader.MINISTER)),
        (NAME, Readership(Reader.BODY, "police")),
        ("alb", Readership()),
        ("nothing", Readership()),
    ],
)
def test_other_readers_and_sketches_compare_nothing(name: str, readership: Readership) -> None:
    assert emphasis_outcomes(analysis_of(name), readership) == ()
    assert emphasis_table(analysis_of(name), ()) is None
