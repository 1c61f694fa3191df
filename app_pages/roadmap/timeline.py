"""The time line of a plan: a bar for each measure, which says the rest on hover and opens the measure's sheet when pressed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from app_pages.shell import charts, labels, session
from assessment import Action, Assessment, PhaseId, Roadmap, cost_currency, quarter_start
from questionnaires import Edition
from questionnaires.palette import HAIRLINE, INK, MUTED, WHITE, pillar_colour, pillar_letter
from reports.formats import cut_text, format_money_range, format_quarter, format_quarters
from reports.sections.roadmap.bodies import lead_name
from translations import gettext as _
from translations import ngettext

NAME_LENGTH = 46
"""Characters of a code and title above a bar, which fit a window of 360 pixels."""

TIP_WIDTH = 44
"""Characters of a line on hover: Plotly does not wrap."""


def show(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> None:
    """Draw the time line; a press on a bar chooses the measure of the list `measure.sheet`."""
    st.plotly_chart(
        chart(roadmap, edition, tips=[tip(edition, assessment, it) for it in ordered(roadmap)]),
        theme=None,
        config=charts.CONFIG,
        key="roadmap.timeline",
        on_select=_open_sheet,
        selection_mode="points",
        alt=ngettext(
            "Time line of {count} measure; the tables below say the same.",
            "Time line of {count} measures; the tables below say the same.",
            len(roadmap.actions),
        ).format(count=len(roadmap.actions)),
    )


@session.in_user_language
def _open_sheet() -> None:
    """Choose the measure whose bar was pressed, and move the page to its sheet; nothing where a bar is let go."""
    measure = pressed(session.field("roadmap", "timeline"))
    if measure is not None:
        session.clear_measure()
        session.fill("measure", **{"sheet.named": None, "sheet.kept": measure})
        session.entries("moves")["roadmap", "measure"] = session.next_serial()


def move_note() -> Markup:
    """Return the element that moves the page to the sheet after a press on a bar (page.js); empty otherwise."""
    serial = session.entries("moves").pop(("roadmap", "measure"), None)
    if serial is None:
        return Markup()
    return Markup(
        '<span class="cop-move" data-to="measure" data-serial="{}" hidden></span>'
    ).format(serial)


def ordered(roadmap: Roadmap) -> list[Action]:
    """Return the actions in the order of the bars: by phase."""
    return [action for phase in PhaseId for action in roadmap.phase(phase)]


def name(action: Action) -> str:
    """Return code and title of a measure as plain text."""
    title = labels.content(action.measure.id, "title", action.measure.title)
    return _("{id} {title}").format(id=action.measure.id, title=title)


def length(action: Action) -> str:
    """Return the likely length of an action in months."""
    months = round(action.months.likely)
    return ngettext("{count} month", "{count} months", months).format(count=months)


def cost(edition: Edition, assessment: Assessment, action: Action) -> str:
    """Return the cost of an action, once and each year; empty where it is not known."""
    if not action.cost.known:
        return ""
    currency = cost_currency(edition, assessment.plan)
    once, yearly = action.cost.once, action.cost.yearly
    text = _("{range} once").format(range=format_money_range(currency, once.low, once.high))
    if not yearly.high:
        return text
    return _("{once}, {range} a year").format(
        once=text, range=format_money_range(currency, yearly.low, yearly.high)
    )


def tip(edition: Edition, assessment: Assessment, action: Action) -> str:
    """Return what a bar says on hover, as lines of Plotly's HTML; all that a person typed is escaped."""
    waits_for = ", ".join(
        (
            *action.prerequisites,
            *(_("confirm {condition}").format(condition=item) for item in action.assumptions),
        )
    )
    price = cost(edition, assessment, action)
    lines = [
        name(action),
        _("{lead} leads").format(lead=lead_name(edition, action)),
        _("{months}, {quarters}").format(
            months=length(action), quarters=format_quarters(action.start, action.end)
        ),
        *([price] if price else []),
        _("Waits for: {codes}").format(codes=waits_for) if waits_for else _("Waits for nothing"),
    ]
    first, *others = (wrapped(line) for line in lines)
    return "<br>".join((f"<b>{first}</b>", *others))


def wrapped(text: str) -> str:
    """Return a plain text in lines, for Plotly.

    >>> wrapped("<b>Police</b> & courts")
    '&lt;b&gt;Police&lt;/b&gt; &amp; courts'
    """
    lines = textwrap.wrap(text, TIP_WIDTH, max_lines=4, placeholder=" …")
    return "<br>".join(escape(line, quote=False) for line in lines)


def pressed(state: object) -> str | None:
    """Return the measure of the pressed bar in what Streamlit reports of a chart; None without one."""
    if not isinstance(state, dict):
        return None
    for point in state.get("selection", {}).get("points", ()):
        data = point.get("customdata")
        values = list(data.values()) if isinstance(data, dict) else data
        if values:
            return str(values if isinstance(values, str) else values[0])
    return None


def chart(
    roadmap: Roadmap,
    edition: Edition,
    *,
    tips: Sequence[str] | None = None,
    quarters: int | None = None,
) -> go.Figure:
    """Return a Gantt chart: a row per action by phase, in the colour and with the letter of its pillar.

    With `tips`, the hover text of each bar in the order of `ordered`, each bar has its name above it; else its code beside
    it. `quarters` sets the length of the axis, for two comparable charts; else it is the roadmap's.
    """
    span = max(quarters or roadmap.quarters, 1)
    actions = ordered(roadmap)
    pillars = [edition.pillar_of[item.measure.lifts.indicator] for item in actions]
    row = {item.measure.id: index for index, item in enumerate(actions)}
    named = tips is not None
    shift = 0.2 if named else 0.0
    figure = go.Figure()
    figure.add_bar(
        base=[item.start_quarter for item in actions],
        x=[item.quarters for item in actions],
        y=[index + shift for index in row.values()],
        orientation="h",
        width=0.5 if named else 0.72,
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
        customdata=[[key] for key in row],
        hovertext=tips,
        hoverinfo="text" if named else "skip",
        unselected={"marker": {"opacity": 1}, "textfont": {"color": WHITE}},
        selected={"textfont": {"color": WHITE}},
    )
    ends = [
        (milestone.quarter + 1, row[key] + shift, str(milestone.level))
        for milestone in roadmap.milestones
        for key in milestone.action_ids[-1:]
        if key in row
    ]
    figure.add_scatter(
        x=[quarter for quarter, _row, _level in ends],
        y=[index for _quarter, index, _level in ends],
        text=[level for _quarter, _row, level in ends],
        mode="markers+text",
        marker={"symbol": "diamond", "size": 15 if named else 17, "color": INK},
        textfont={"color": WHITE, "size": 10},
        cliponaxis=False,
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}, "textfont": {"color": WHITE}},
    )
    if named:
        _names(figure, actions)
    _phases(figure, actions, shift)
    narrow = 2 if quarters is not None and span > 8 else 1
    years = range(0, span + 1, narrow * (4 if span > 8 else 2))
    charts.apply_style(figure, height=(32 if named else 20) * len(actions) + 70)
    figure.update_layout(
        margin={"l": 34 if named else 58, "r": 12, "t": 40, "b": 8},
        bargap=0,
        hovermode="closest",
        hoverlabel={"align": "left", "bgcolor": WHITE, "bordercolor": INK, "font": charts.FONT},
        xaxis={
            "range": [0, span],
            "tickvals": list(years),
            "ticktext": [format_quarter(quarter_start(roadmap.start, item)) for item in years],
            "tickangle": 0,
            "side": "top",
            "fixedrange": True,
        },
        yaxis={
            "range": [len(actions) - 0.4, -0.6],
            "fixedrange": True,
            "showgrid": False,
            "tickfont": {"size": 11},
            "tickvals": list(row.values()),
            "ticktext": list(row),
            "showticklabels": not named,
        },
    )
    return figure


def _names(figure: go.Figure, actions: Sequence[Action]) -> None:
    """Write code and title of each measure above its bar, from the left edge on."""
    for index, item in enumerate(actions):
        figure.add_annotation(
            x=0,
            xref="paper",
            y=index - 0.26,
            text=escape(cut_text(name(item), NAME_LENGTH), quote=False),
            showarrow=False,
            xanchor="left",
            font={**charts.FONT, "size": 12},
        )


def _phases(figure: go.Figure, actions: Sequence[Action], shift: float) -> None:
    """Draw a line above each phase, with its name at the right, `shift` rows below the middle of its first row."""
    row = 0
    for phase in PhaseId:
        count = sum(item.phase is phase for item in actions)
        if count:
            figure.add_hline(y=row - 0.5, line={"color": HAIRLINE, "width": 1})
            figure.add_annotation(
                x=1,
                xref="paper",
                y=row + shift,
                text=labels.phase_name(phase),
                showarrow=False,
                xanchor="right",
                bgcolor=WHITE,
                font={**charts.FONT, "size": 12, "color": MUTED},
            )
        row += count
