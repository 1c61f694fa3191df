"""Where the score goes under two plans: one figure and the same in words."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go

from app_pages.shell.charts import ACTION, FONT, MUTED, dress
from assessment import Roadmap, quarter_start
from questionnaires import Edition
from reports.formats import Formats, format_quarter, format_share
from translations import gettext as _

TENTHS = tuple(place / 10 for place in range(0, 11, 2))


def paths(one: Roadmap, two: Roadmap, edition: Edition) -> go.Figure:
    """The score of two plans quarter by quarter: the first as a solid line, the second dashed, each named at its end."""
    formats = Formats(edition)
    start = min(one.start, two.start)
    figure = go.Figure()
    lines = ((one, _("as it stands"), MUTED, "solid"), (two, _("variant"), ACTION, "dash"))
    above = _ending_higher(one, two)
    for roadmap, name, color, dash in lines:
        places = [_quarters_from(start, roadmap, point.quarter + 1) for point in roadmap.path]
        values = _path_values(one, two, roadmap)
        figure.add_scatter(
            x=places,
            y=values,
            mode="lines",
            line={"color": color, "width": 2.5, "dash": dash, "shape": "hv"},
            hoverinfo="skip",
        )
        if values:
            figure.add_annotation(
                x=places[-1],
                y=values[-1],
                text=_("{name}: {score}").format(name=name, score=formats.score(values[-1])),
                showarrow=False,
                xanchor="right",
                yanchor="bottom" if roadmap is above else "top",
                font={**FONT, "size": 12, "color": color},
            )
    length = max(_quarters_from(start, item, item.quarters) for item in (one, two))
    years = range(0, length + 1, 8 if length > 12 else 4)
    dress(figure, height=260)
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
            "range": [0, min(1.08, _last(one, two) + 0.15)],
            "tickvals": TENTHS,
            "ticktext": [format_share(value) for value in TENTHS],
            "fixedrange": True,
        },
    )
    return figure


def paths_in_words(one: Roadmap, two: Roadmap, edition: Edition) -> str:
    """The same as a sentence with its numbers, for who does not see the figure."""
    formats = Formats(edition)

    def course(roadmap: Roadmap) -> str:
        values = _path_values(one, two, roadmap)
        return ", ".join(formats.score(value) for value in values[3::4] or values[-1:]) or "–"

    which = (
        _("The score at the end of each year.")
        if _is_scored(one, two)
        else _("The score at the end of each year if all that is unanswered is lowest.")
    )
    return _("{which} As it stands: {one}. The variant: {two}.").format(
        which=which, one=course(one), two=course(two)
    )


def _is_scored(one: Roadmap, two: Roadmap) -> bool:
    return all(point.score is not None for point in (*one.path, *two.path))


def _path_values(one: Roadmap, two: Roadmap, roadmap: Roadmap) -> list[float]:
    """Scores where both plans have them all, else the lower bounds, so that two lines mean the same."""
    scored = _is_scored(one, two)
    return [(point.score if scored else point.low) or 0.0 for point in roadmap.path]


def _last(one: Roadmap, two: Roadmap) -> float:
    return max(
        (values[-1] for plan in (one, two) if (values := _path_values(one, two, plan))), default=0.0
    )


def _ending_higher(one: Roadmap, two: Roadmap) -> Roadmap:
    """Whose name stands above its line; the other's stands below, so that they never overlap."""
    ends = [(_path_values(one, two, plan) or [0.0])[-1] for plan in (one, two)]
    return one if ends[0] >= ends[1] else two


def _quarters_from(start: date, roadmap: Roadmap, quarter: int) -> int:
    months = (roadmap.start.year - start.year) * 12 + roadmap.start.month - start.month
    return months // 3 + quarter
