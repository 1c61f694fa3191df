"""Chart of the overall score over time under two plans, and its text alternative."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go

from app_pages.shell.charts import FONT, apply_style, as_lines, mirror
from assessment import Roadmap, quarter_start
from questionnaires import Edition
from questionnaires.palette import ACTION, MUTED
from reports.formats import Formats, format_quarter, format_share
from reports.joining import listed
from translations import gettext as _

TICKS = tuple(tenth / 10 for tenth in range(0, 11, 2))
"""Ticks of the score axis, from 0 to 1."""


def score_paths(one: Roadmap, two: Roadmap, edition: Edition) -> go.Figure:
    """Return a chart of two score paths by quarter: the first solid, the second dashed, each labelled at its end."""
    formats = Formats(edition)
    start = min(one.start, two.start)
    figure = go.Figure()
    lines = ((one, _("as it stands"), MUTED, "solid"), (two, _("variant"), ACTION, "dash"))
    above = _ending_higher(one, two)
    for roadmap, name, color, dash in lines:
        quarters = [_quarters_from(start, roadmap, point.quarter + 1) for point in roadmap.path]
        values = _path_values(one, two, roadmap)
        figure.add_scatter(
            x=quarters,
            y=values,
            mode="lines",
            line={"color": color, "width": 2.5, "dash": dash, "shape": "hv"},
            hoverinfo="skip",
        )
        if values:
            figure.add_annotation(
                x=quarters[-1],
                y=values[-1],
                text=as_lines(
                    [_("{name}: {score}").format(name=name, score=formats.score(values[-1]))]
                ),
                showarrow=False,
                xanchor="right",
                yanchor="bottom" if roadmap is above else "top",
                font={**FONT, "size": 12, "color": color},
            )
    length = max(_quarters_from(start, item, item.quarters) for item in (one, two))
    years = range(0, length + 1, 8 if length > 12 else 4)
    apply_style(figure, height=260)
    figure.update_layout(
        margin={"l": 52, "r": 12, "t": 12, "b": 34},
        xaxis={
            "range": [0, max(length, 1)],
            "tickvals": list(years),
            "ticktext": [format_quarter(quarter_start(start, item)) for item in years],
            "tickangle": 0,
            "fixedrange": True,
        },
        yaxis={
            "range": [0, min(1.08, _highest_end(one, two) + 0.15)],
            "tickvals": TICKS,
            "ticktext": [format_share(value) for value in TICKS],
            "fixedrange": True,
        },
    )
    mirror(figure)
    return figure


def score_paths_text(one: Roadmap, two: Roadmap, edition: Edition) -> str:
    """Return the score at the end of each year under both plans, as the text alternative of the chart."""
    formats = Formats(edition)

    def path_text(roadmap: Roadmap) -> str:
        values = _path_values(one, two, roadmap)
        return listed(formats.score(value) for value in values[3::4] or values[-1:]) or "–"

    caption = (
        _("The score at the end of each year.")
        if _is_scored(one, two)
        else _("The score at the end of each year if all that is unanswered is lowest.")
    )
    return _("{which} As it stands: {one}. The variant: {two}.").format(
        which=caption, one=path_text(one), two=path_text(two)
    )


def _is_scored(one: Roadmap, two: Roadmap) -> bool:
    """Whether every point of both paths has a score."""
    return all(point.score is not None for point in (*one.path, *two.path))


def _path_values(one: Roadmap, two: Roadmap, roadmap: Roadmap) -> list[float]:
    """Return the scores of a path, or its lower bounds unless both paths are fully scored, so that lines compare."""
    scored = _is_scored(one, two)
    return [(point.score if scored else point.low) or 0.0 for point in roadmap.path]


def _highest_end(one: Roadmap, two: Roadmap) -> float:
    """Return the higher of the two final values; 0 where both paths are empty."""
    return max(
        (values[-1] for plan in (one, two) if (values := _path_values(one, two, plan))), default=0.0
    )


def _ending_higher(one: Roadmap, two: Roadmap) -> Roadmap:
    """Return the plan with the higher final value: its label goes above the line, the other's below."""
    ends = [(_path_values(one, two, plan) or [0.0])[-1] for plan in (one, two)]
    return one if ends[0] >= ends[1] else two


def _quarters_from(start: date, roadmap: Roadmap, quarter: int) -> int:
    """Convert a quarter of a roadmap to the number of quarters since `start`."""
    months = (roadmap.start.year - start.year) * 12 + roadmap.start.month - start.month
    return months // 3 + quarter
