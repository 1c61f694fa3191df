"""The time line of a plan: a bar for each measure, which says the rest on hover and opens the measure's sheet when pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from app_pages.shell import charts, labels, session
from assessment import Action, Assessment, PhaseId, Roadmap, cost_currency, quarter_start
from questionnaires import Edition
from questionnaires.palette import HAIRLINE, INK, MUTED, WHITE, pillar_colour, pillar_letter
from reports.formats import format_money_range, format_quarter, format_quarters
from reports.joining import listed
from reports.pdf.fonts import text_width, wrap_text
from reports.sections.roadmap.bodies import lead_name
from translations import gettext as _
from translations import ngettext

NAME_SIZE, NAME_WIDTH = 12, 270
"""Size of a name above a bar, and width of its lines in a window of 360 pixels; Plotly does not wrap. In pixels."""

TIP_SIZE, TIP_WIDTH = 14, 300
"""The same of a text on hover; the labels of the axis have that size too."""

TIP_LINES = 4
"""Lines of a text on hover, of which there are several."""

AXIS_WIDTH, SPACE = 280, 8
"""Width of the quarters in a window of 360 pixels, and least space between two labels of quarters."""

TOP, BOTTOM = 40, 8
"""Margins above and below the rows, in pixels."""

LINE, BAR, GAP, LONE_BAR, LONE_ROW = 16, 16, 8, 14, 20
"""Heights in pixels: a line of a name, a bar below a name, the space around both, and a bar and row without a name."""


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
    waits_for = listed(
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
    lines = wrap_text(text, TIP_SIZE, TIP_WIDTH)
    if len(lines) > TIP_LINES:
        lines = (*lines[: TIP_LINES - 1], f"{lines[TIP_LINES - 1]} …")
    return charts.as_lines(lines)


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

    With `tips`, the hover text of each bar in the order of `ordered`, each bar has its whole name above it; else its code
    beside it. From right to left in a language that is read so. `quarters` sets the length of the axis, for two comparable charts; else it is the roadmap's.
    """
    span = max(quarters or roadmap.quarters, 1)
    actions = ordered(roadmap)
    pillars = [edition.pillar_of[item.measure.lifts.indicator] for item in actions]
    named = tips is not None
    names = [wrap_text(name(item), NAME_SIZE, NAME_WIDTH) if named else () for item in actions]
    heights = [LINE * len(lines) + BAR + GAP if lines else LONE_ROW for lines in names]
    bar = BAR if named else LONE_BAR
    ends_at = list(accumulate(heights))
    centres = [end - (bar + GAP) / 2 for end in ends_at]
    row = {item.measure.id: centre for item, centre in zip(actions, centres, strict=True)}
    figure = go.Figure()
    figure.add_bar(
        base=[item.start_quarter for item in actions],
        x=[item.quarters for item in actions],
        y=centres,
        orientation="h",
        width=bar,
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
        (milestone.quarter + 1, row[key], str(milestone.level))
        for milestone in roadmap.milestones
        for key in milestone.action_ids[-1:]
        if key in row
    ]
    figure.add_scatter(
        x=[quarter for quarter, _row, _level in ends],
        y=[centre for _quarter, centre, _level in ends],
        text=[level for _quarter, _row, level in ends],
        mode="markers+text",
        marker={"symbol": "diamond", "size": 15 if named else 17, "color": INK},
        textfont={"color": WHITE, "size": 10},
        cliponaxis=False,
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}, "textfont": {"color": WHITE}},
    )
    starts = [0, *ends_at]
    for lines, start in zip(names, starts, strict=False):
        _name(figure, lines, start)
    _phases(figure, actions, starts, centres)
    ticks, longest = _labels(roadmap, span, halved=quarters is not None)
    charts.apply_style(figure, height=TOP + starts[-1] + BOTTOM)
    figure.update_layout(
        margin={
            "l": max(34 if named else 58, longest / 2 + 2),
            "r": 12,
            "t": TOP,
            "b": BOTTOM,
        },
        bargap=0,
        hovermode="closest",
        hoverlabel={"align": "left", "bgcolor": WHITE, "bordercolor": INK, "font": charts.FONT},
        xaxis={
            "range": [0, span],
            "tickvals": list(ticks),
            "ticktext": list(ticks.values()),
            "tickangle": 0,
            "side": "top",
            "fixedrange": True,
        },
        yaxis={
            "range": [starts[-1], 0],
            "fixedrange": True,
            "showgrid": False,
            "tickfont": {"size": 11},
            "tickvals": list(row.values()),
            "ticktext": list(row),
            "showticklabels": not named,
            "side": "left",
        },
    )
    charts.mirror(figure)
    return figure


def _labels(roadmap: Roadmap, span: int, *, halved: bool) -> tuple[Mapping[int, str], float]:
    """Return the quarters with a label, and the width of the longest: each half year or year, or as few as fit a phone.

    `halved` where two charts are side by side.
    """
    texts = [format_quarter(quarter_start(roadmap.start, quarter)) for quarter in range(span + 1)]
    longest = max(text_width(text, TIP_SIZE) for text in texts)
    width = AXIS_WIDTH / (2 if halved else 1)
    step = 4 if span > 8 else 2
    while step < span and step * width / span < longest + SPACE:
        step *= 2
    return {quarter: texts[quarter] for quarter in range(0, span + 1, step)}, longest


def _name(figure: go.Figure, lines: Sequence[str], start: int) -> None:
    """Write code and title of a measure above its bar, from the edge on; `start` is the top of its row in pixels."""
    if lines:
        figure.add_annotation(
            x=0,
            xref="paper",
            y=start + GAP / 2,
            text=charts.as_lines(lines),
            showarrow=False,
            xanchor="left",
            yanchor="top",
            align="left",
            borderpad=0,
            font={**charts.FONT, "size": 12},
        )


def _phases(
    figure: go.Figure,
    actions: Sequence[Action],
    starts: Sequence[int],
    centres: Sequence[float],
) -> None:
    """Draw a line above each phase, with its name at the end of the row, beside the bar of its first measure."""
    row = 0
    for phase in PhaseId:
        count = sum(item.phase is phase for item in actions)
        if count:
            figure.add_hline(y=starts[row], line={"color": HAIRLINE, "width": 1})
            figure.add_annotation(
                x=1,
                xref="paper",
                y=centres[row],
                text=labels.phase_name(phase),
                showarrow=False,
                xanchor="right",
                bgcolor=WHITE,
                font={**charts.FONT, "size": 12, "color": MUTED},
            )
        row += count
