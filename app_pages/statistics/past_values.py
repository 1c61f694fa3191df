"""A country's own past values beside its figures: a small line for each group, and the values in words."""

from __future__ import annotations

from base64 import b64encode

from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.markup import join
from app_pages.statistics.labels import group_names
from assessment import Observation
from assessment.cycles.past_values import (
    FormerFigures,
    PastSeries,
    comparable_figures,
    past_series,
)
from host.services import edition_of, open_store
from questionnaires import ContentError, Edition, Statistic
from reports.figures.past_line import past_line
from reports.html import render_chart
from reports.sections.past_values import series_text

Former = tuple[tuple[Edition, FormerFigures], ...]
"""The figures of the earlier cycles, the newest first, each with its edition."""


def former_figures(assessment_id: str) -> Former:
    """Return the figures of the country's earlier cycles that were answered with an installed edition."""
    found = []
    for item in open_store().former_figures(assessment_id, person=session.person()):
        try:
            found.append((edition_of(item.edition), item))
        except ContentError:  # what its statistics mean is not known here
            continue
    return tuple(found)


def lines(
    edition: Edition, statistic: Statistic, figures: tuple[Observation, ...], former: Former
) -> Markup:
    """Return a list of the statistic's series; empty where there is nothing to compare."""
    series = past_series(statistic, figures, comparable_figures(edition, statistic, former))
    if not series:
        return Markup()
    return Markup('<ul class="cop-past">{}</ul>').format(
        join(_line(edition, statistic, item) for item in series)
    )


def _line(edition: Edition, statistic: Statistic, series: PastSeries) -> Markup:
    """Return one line and its words.

    The chart is a picture of its own, as `st.html` takes SVG elements out. Its text alternative says what the words
    beside it say, which a screen reader therefore passes over.
    """
    group = " · ".join(group_names(edition, series.breakdown))
    words = " · ".join(filter(None, (group, series_text(statistic, series))))
    drawn = b64encode(render_chart(past_line(series, words)).encode()).decode()
    return Markup(
        '<li><img src="data:image/svg+xml;base64,{}" alt="{}">'
        '<span aria-hidden="true">{}</span></li>'
    ).format(drawn, words, words)
