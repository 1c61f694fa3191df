"""The charts of the pages: which side they begin at, and that a text in them keeps its direction."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import pytest

from app_pages.roadmap import score_path_chart, timeline
from app_pages.shell import charts
from assessment import find_gaps, plan_roadmap, score_assessment, weigh_gaps
from questionnaires import load_published_edition
from tests.reports import made
from translations import use_language


def _pillars() -> go.Figure:
    edition, assessment = load_published_edition("2026"), made.mixed()
    return charts.pillar_bars(edition, assessment, score_assessment(edition, assessment).pillars)


def _gaps() -> go.Figure:
    edition, assessment = load_published_edition("2026"), made.mixed()
    robustness = weigh_gaps(edition, assessment, find_gaps(edition, assessment))
    assert robustness is not None
    return charts.gap_dots(robustness)


def _paths() -> go.Figure:
    edition = load_published_edition("2026")
    one = plan_roadmap(edition, made.mixed())
    two = plan_roadmap(edition, made.all_at(1))
    return score_path_chart.score_paths(one, two, edition)


def _time_line() -> go.Figure:
    edition = load_published_edition("2026")
    roadmap = plan_roadmap(edition, made.mixed())
    return timeline.chart(roadmap, edition, tips=[""] * len(roadmap.actions))


@pytest.mark.parametrize("chart", [_pillars, _gaps, _paths, _time_line])
def test_a_chart_begins_at_the_side_where_its_language_is_read_from(
    chart: Callable[[], go.Figure],
) -> None:
    plain = chart().layout
    with use_language("ar"):
        turned = chart().layout
    assert turned.xaxis.range == plain.xaxis.range[::-1]
    assert turned.margin.l == plain.margin.r  # the other is as wide as the texts of the language
    assert (plain.yaxis.side or "left", turned.yaxis.side) == ("left", "right")
    assert plain.annotations
    assert len(turned.annotations) == len(plain.annotations)
    for one, other in zip(plain.annotations, turned.annotations, strict=True):
        assert {one.xanchor, other.xanchor} == {"left", "right"}
        assert other.x == (1 - one.x if one.xref == "paper" else one.x)
        assert (other.xshift or 0) == -(one.xshift or 0)


def test_a_name_in_a_chart_is_escaped_and_isolated_only_from_right_to_left() -> None:
    assert charts.as_lines(["<b>", "a"]) == "&lt;b&gt;<br>a"
    with use_language("ar"):
        assert charts.as_lines(["<b>", "a"]) == "\u2067&lt;b&gt;\u2069<br>\u2067a\u2069"
