"""The time line of a plan: a bar for each measure; with names, what a pointer on it says, and the measure that was pressed."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from app_pages.shell import labels
from app_pages.shell.charts import FONT, apply_style, rows_from_the_top
from assessment import Action, PhaseId, Roadmap, quarter_start
from assessment.values.characters import read_text
from questionnaires import Edition
from questionnaires.palette import HAIRLINE, INK, MUTED, WHITE, pillar_colour, pillar_letter
from reports.formats import format_money_range, format_quarter, format_quarters
from translations import gettext as _

ROW, NAMED_ROW = 20, 38
"""Height of a row in pixels, without and with the name above its bar."""

LONGEST_NAME = 52
"""Characters of a name that fit the width of a phone."""


def timeline(roadmap: Roadmap, edition: Edition, *, quarters: int | None = None) -> go.Figure:
    """Return a Gantt chart: a row per measure by phase, with its code, in the colour and with the letter of its pillar.

    `quarters` sets the length of the axis, for two comparable charts; else it is the roadmap's.
    """
    actions = _actions(roadmap)
    figure = _bars(roadmap, edition, actions, [item.measure.id for item in actions])
    narrow = quarters is not None
    return _arranged(figure, roadmap, len(actions), quarters=quarters, narrow=narrow, row=ROW)


def named_timeline(roadmap: Roadmap, edition: Edition, currency: str) -> go.Figure:
    """Return the Gantt chart with the name of each measure above its bar, and on hover who leads, when, the cost and what it waits for.

    `customdata` of a bar is the id of its measure.
    """
    actions = _actions(roadmap)
    figure = _bars(
        roadmap,
        edition,
        actions,
        [item.measure.id for item in actions],
        customdata=[item.measure.id for item in actions],
        hovertext=[_hover(edition, item, currency) for item in actions],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        offset=-0.05,
        width=0.42,
    )
    for action in actions:
        figure.add_annotation(
            x=0,
            xref="paper",
            y=action.measure.id,
            yshift=9,
            xanchor="left",
            text=html.escape(_shortened(_title(action))),
            showarrow=False,
            align="left",
            font={**FONT, "size": 12},
        )
    figure.update_layout(
        hoverlabel={"bgcolor": WHITE, "font": {**FONT, "size": 13}, "align": "left"}
    )
    return _arranged(figure, roadmap, len(actions), row=NAMED_ROW)


def pressed_measure(event: Any) -> str | None:
    """Return the id of the measure whose bar was pressed, from the selection that Streamlit returns; None without one."""
    points = event["selection"]["points"] if event else []
    data = next((item.get("customdata") for item in points if item.get("customdata")), None)
    return str(data[0] if isinstance(data, list) else data) if data else None


def _actions(roadmap: Roadmap) -> list[Action]:
    return [action for phase in PhaseId for action in roadmap.phase(phase)]


def _title(action: Action) -> str:
    return labels.content(action.measure.id, "title", action.measure.title)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


def _hover(edition: Edition, action: Action, currency: str) -> str:
    """Return what a pointer on the bar of a measure says, as the HTML that Plotly knows; typed text is escaped."""
    lead = read_text(action.lead_name) or labels.content(
        action.measure.lead, "name", edition.role[action.measure.lead].name
    )
    cost = action.cost.once
    lines = [
        _("Leads: {lead}").format(lead=lead),
        _("When: {quarters}").format(quarters=format_quarters(action.start, action.end)),
    ]
    if action.cost.known:
        money = format_money_range(currency, cost.low, cost.high)
        lines.append(_("Costs once: {money}").format(money=money))
    waits = [*action.prerequisites, *action.assumptions]
    lines.append(_("Waits for: {measures}").format(measures=", ".join(waits) or _("nothing")))
    name = f"<b>{action.measure.id} {html.escape(_shortened(_title(action)))}</b>"
    return "<br>".join([name, *(html.escape(line) for line in lines)])


def _bars(
    roadmap: Roadmap, edition: Edition, actions: Sequence[Action], rows: list[str], **more: Any
) -> go.Figure:
    """Return the bars, with a diamond where a question reaches a level."""
    pillars = [edition.pillar_of[item.measure.lifts.indicator] for item in actions]
    figure = go.Figure()
    figure.add_bar(
        base=[item.start_quarter for item in actions],
        x=[item.quarters for item in actions],
        y=rows,
        orientation="h",
        marker_color=[pillar_colour(edition, pillar.id) for pillar in pillars],
        marker_line={
            "color": [INK if item.on_longest_chain else WHITE for item in actions],
            "width": [2 if item.on_longest_chain else 0 for item in actions],
        },
        text=[pillar_letter(edition, pillar.id) for pillar in pillars],
        textposition="inside",
        insidetextanchor="start",
        textfont={"color": WHITE, "size": 11},
        constraintext="none",
        textangle=0,
        **({"width": 0.72, "hoverinfo": "skip"} | more),
    )
    ends = [
        (milestone.quarter + 1, key, str(milestone.level))
        for milestone in roadmap.milestones
        for key in milestone.action_ids[-1:]
    ]
    figure.add_scatter(
        x=[quarter for quarter, _key, _level in ends],
        y=[key for _quarter, key, _level in ends],
        text=[level for _quarter, _key, level in ends],
        mode="markers+text",
        marker={"symbol": "diamond", "size": 17, "color": INK},
        textfont={"color": WHITE, "size": 10},
        cliponaxis=False,
        hoverinfo="skip",
    )
    return figure


def _arranged(
    figure: go.Figure,
    roadmap: Roadmap,
    count: int,
    *,
    row: int,
    quarters: int | None = None,
    narrow: bool = False,
) -> go.Figure:
    """Set axes, phases and height; `row` in pixels."""
    length = max(quarters or roadmap.quarters, 1)
    _phases(figure, _actions(roadmap))
    step = (2 if narrow and length > 8 else 1) * (4 if length > 8 else 2)
    years = range(0, length + 1, step)
    apply_style(figure, height=row * count + 70)
    figure.update_layout(
        margin={"l": 58, "r": 12, "t": 40, "b": 8},
        bargap=0,
        xaxis={
            "range": [0, length],
            "tickvals": list(years),
            "ticktext": [format_quarter(quarter_start(roadmap.start, item)) for item in years],
            "tickangle": 0,
            "side": "top",
            "fixedrange": True,
        },
        yaxis=rows_from_the_top(11),
    )
    return figure


def _phases(figure: go.Figure, actions: Sequence[Action]) -> None:
    """Draw a line above each phase, with its name at the right."""
    row = 0
    for phase in PhaseId:
        count = sum(item.phase is phase for item in actions)
        if count:
            figure.add_hline(y=row - 0.5, line={"color": HAIRLINE, "width": 1})
            figure.add_annotation(
                x=1,
                xref="paper",
                y=row,
                text=labels.phase_name(phase),
                showarrow=False,
                xanchor="right",
                bgcolor=WHITE,
                font={**FONT, "size": 12, "color": MUTED},
            )
        row += count
