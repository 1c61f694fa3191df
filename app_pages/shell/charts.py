"""Plotly charts of the pages. Colour is never the only carrier: a letter, word or number repeats it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from app_pages.shell import labels
from assessment import (
    Assessment,
    NodeScore,
    Robustness,
    score_at_targets,
)
from questionnaires import Edition
from questionnaires.palette import (
    ACTION,
    HAIRLINE,
    INK,
    PANEL,
    WHITE,
    pillar_colour,
    pillar_letter,
)
from reports.figures.scale import TICKS, bullet_positions, score_unanswered, tick_values
from reports.formats import Formats, format_share
from reports.sections.gap_descriptions import charted_gaps
from translations import current_language, is_right_to_left
from translations import gettext as _

FONT = {
    "family": "Noto Sans, Noto Sans Arabic, Noto Sans SC, Source Sans, sans-serif",
    "size": 14,
    "color": INK,
}
"""The type of the pages: the browser's own Noto Sans, else the Source Sans that comes with Streamlit."""

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
STATIC_CONFIG = CONFIG | {"staticPlot": True}


@dataclass(frozen=True, slots=True)
class _Side:
    """A side of a chart: its name, its place across the paper, and the sign of a way out of it.

    The places of start and end are also the ends of an axis from 0 to 1, the left one first: 1 and 0 from right to left.
    """

    name: str
    place: int
    outwards: int


def _sides() -> tuple[_Side, _Side]:
    """Return the side where a line of the language in use begins, with the 0 of a scale, and that where it ends."""
    if is_right_to_left(current_language()):
        return _Side("right", 1, 1), _Side("left", 0, -1)
    return _Side("left", 0, -1), _Side("right", 1, 1)


def pillar_bars(edition: Edition, assessment: Assessment, nodes: Sequence[NodeScore]) -> go.Figure:
    """Return a bar chart of pillar scores, with bounds as a thin line and the score at the targets as a tick.

    From right to left in a language that is read so, as `gap_dots`.
    """
    start, end = _sides()
    formats = Formats(edition)
    letters = [pillar_letter(edition, node.id) for node in nodes]
    names = {pillar.id: labels.pillar_name(pillar) for pillar in edition.pillars}
    empty, at_target = (
        score_unanswered(edition, assessment),
        score_at_targets(edition, assessment),
    )
    bullets = [bullet_positions(node, empty=empty, at_target=at_target) for node in nodes]
    figure = go.Figure()
    figure.add_bar(
        x=[1] * len(nodes),
        y=letters,
        orientation="h",
        marker_color=PANEL,
        marker_line={"color": HAIRLINE, "width": 1},
        width=0.44,
        hoverinfo="skip",
    )
    figure.add_bar(
        x=[bullet.score or 0 for bullet in bullets],
        y=letters,
        orientation="h",
        marker_color=[pillar_colour(edition, node.id) for node in nodes],
        width=0.24,
        hoverinfo="skip",
    )
    for node, letter, bullet in zip(nodes, letters, bullets, strict=True):
        if bullet.low is not None and bullet.high is not None:
            figure.add_scatter(
                x=[bullet.low, bullet.high],
                y=[letter, letter],
                mode="lines+markers",
                line={"color": INK, "width": 1.5},
                marker={"symbol": "line-ns", "size": 9, "line": {"color": INK, "width": 1.5}},
                hoverinfo="skip",
            )
        if bullet.target is not None:
            figure.add_scatter(
                x=[bullet.target],
                y=[letter],
                mode="markers",
                marker={"symbol": "line-ns", "size": 22, "line": {"color": INK, "width": 3}},
                hoverinfo="skip",
            )
        figure.add_annotation(
            x=start.place,
            xref="paper",
            y=letter,
            yshift=26,
            text=escape(names[node.id], quote=False),
            showarrow=False,
            xanchor=start.name,
            font=FONT,
        )
        figure.add_annotation(
            x=end.place,
            xref="paper",
            xshift=end.outwards * 10,
            y=letter,
            text=formats.score(node.score),
            showarrow=False,
            xanchor=start.name,
            font=FONT,
        )
    apply_style(figure, height=66 * len(nodes) + 50)
    figure.update_layout(
        barmode="overlay",
        margin={start.name[0]: 28, end.name[0]: 62, "t": 14, "b": 30},
        xaxis={
            "range": [start.place, end.place],
            "tickvals": TICKS,
            "ticktext": [formats.score(value) for value in tick_values(empty.overall)],
            "fixedrange": True,
        },
        yaxis={
            "autorange": "reversed",
            "fixedrange": True,
            "showgrid": False,
            "side": start.name,
        },
    )
    return figure


def gap_dots(robustness: Robustness) -> go.Figure:
    """Return a dot chart of gaps: how often each is among the largest, by arithmetic (dot) and geometric mean (square)."""
    rows = charted_gaps(robustness)
    start, end = _sides()
    keys = [item.indicator_id for item in rows]
    figure = go.Figure()
    for item in rows:
        figure.add_scatter(
            x=[item.arithmetic, item.geometric],
            y=[item.indicator_id] * 2,
            mode="lines",
            line={"color": INK, "width": 1},
            hoverinfo="skip",
        )
    for shares, marker in (
        (
            [item.geometric for item in rows],
            {
                "symbol": "square",
                "size": 13,
                "color": WHITE,
                "line": {"color": INK, "width": 1.5},
            },
        ),
        ([item.arithmetic for item in rows], {"symbol": "circle", "size": 8, "color": ACTION}),
    ):
        figure.add_scatter(
            x=shares, y=keys, mode="markers", marker=marker, cliponaxis=False, hoverinfo="skip"
        )
    for item in rows:
        figure.add_annotation(
            x=end.place,
            xref="paper",
            xshift=end.outwards * 14,
            y=item.indicator_id,
            text=_("{share} / {geometric}").format(
                share=format_share(item.arithmetic), geometric=format_share(item.geometric)
            ),
            showarrow=False,
            xanchor=start.name,
            font={**FONT, "size": 12},
        )
    apply_style(figure, height=24 * len(rows) + 34)
    figure.update_layout(
        margin={start.name[0]: 44, end.name[0]: 104, "t": 26, "b": 8},
        xaxis={
            "range": [start.place, end.place],
            "tickvals": TICKS,
            "ticktext": [format_share(value) for value in TICKS],
            "side": "top",
            "fixedrange": True,
        },
        yaxis=rows_from_the_top(12) | {"side": start.name},
    )
    return figure


def rows_from_the_top(size: int) -> dict[str, Any]:
    """Return the y axis of named rows, the first at the top; `size` is the font size in pixels."""
    return {
        "autorange": "reversed",
        "type": "category",
        "fixedrange": True,
        "dtick": 1,
        "showgrid": False,
        "tickfont": {"size": size},
    }


def apply_style(figure: go.Figure, *, height: int) -> None:
    """Set the layout shared by all charts; `height` in pixels."""
    figure.update_layout(
        height=height,
        showlegend=False,
        font=FONT,
        paper_bgcolor=WHITE,
        plot_bgcolor=WHITE,
        dragmode=False,
    )
    figure.update_xaxes(gridcolor=HAIRLINE, zeroline=False, linecolor=HAIRLINE)
    figure.update_yaxes(zeroline=False, linecolor=HAIRLINE)
