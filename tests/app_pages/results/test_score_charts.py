"""Charts of scores: read from the side where a line of the language in use begins."""

from __future__ import annotations

import pytest

from app_pages.shell import charts
from assessment import score_assessment
from assessment.files.assessment_file import read_assessment
from questionnaires import load_published_edition
from tests.support.screens import EXAMPLES
from translations import use_language


@pytest.mark.parametrize(
    ("code", "ends", "side"), [("en", (0, 1), "left"), ("ar", (1, 0), "right")]
)
def test_bars_of_pillars_grow_from_the_side_where_lines_begin(
    code: str, ends: tuple[int, int], side: str
) -> None:
    edition, given = load_published_edition("2026"), read_assessment(EXAMPLES / "xtc.yaml")
    with use_language(code):
        layout = charts.pillar_bars(edition, given, score_assessment(edition, given).pillars).layout
    assert layout.xaxis.range == ends
    assert layout.yaxis.side == side
    assert {item.xanchor for item in layout.annotations} == {side}
    assert {item.x for item in layout.annotations} == {0, 1}
