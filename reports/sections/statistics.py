"""Section on the country's statistics: observations held, not collected, unknown. They enter no score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment import Observation, ObservationState, newest_total
from assessment.answers.statistics import statistic_warnings
from assessment.cycles.past_values import past_series
from questionnaires import Edition, Statistic
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.joining import join_clauses, listed
from reports.sections.past_values import number_text, series_text
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """The newest national observation of one statistic, and remarks on further ones."""

    code: str
    name: str
    value: str
    unit: str
    year: str
    source: str
    remark: str


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """The section: rows of statistics with a value, and the names of those without one, by state."""

    sentences: tuple[str, ...]
    caption: str
    rows: tuple[StatisticRow, ...]
    not_collected: str
    unknown: str
    open: str


def statistics(analysis: Analysis) -> StatisticsPage | None:
    """The section; None where the edition has no catalogue of statistics."""
    catalogue = analysis.edition.statistics
    if not catalogue:
        return None
    rows = tuple(_rows(analysis))
    without = [item for item in catalogue if item.id not in {row.code for row in rows}]
    by_state = {item.id: _state(analysis, item) for item in without}
    return StatisticsPage(
        sentences=tuple(_sentences(analysis, len(rows))),
        caption=_("The newest figure for the whole country"),
        rows=rows,
        not_collected=_names(without, by_state, ObservationState.NOT_COLLECTED),
        unknown=_names(without, by_state, ObservationState.DONT_KNOW),
        open=_names(without, by_state, None),
    )


def _sentences(analysis: Analysis, held: int) -> Iterator[str]:
    catalogue = analysis.edition.statistics
    yield ngettext(
        "{held} of {count} statistic of the catalogue has a figure.",
        "{held} of {count} statistics of the catalogue have a figure.",
        len(catalogue),
    ).format(held=held, count=len(catalogue))
    yield _("A figure says how large something is. It never moves a score.")


def _state(analysis: Analysis, statistic: Statistic) -> ObservationState | None:
    observations = analysis.assessment.figures.get(statistic.id, ())
    return observations[-1].state if observations else None


def _rows(analysis: Analysis) -> Iterator[StatisticRow]:
    for statistic in analysis.edition.statistics:
        observations = [
            item
            for item in analysis.assessment.figures.get(statistic.id, ())
            if item.value is not None
        ]
        if not observations:
            continue
        newest = newest_total(analysis.assessment, statistic.id) or observations[-1]
        yield StatisticRow(
            code=statistic.id,
            name=edition_text(statistic.id, "name", statistic.name),
            value=number_text(newest.value or 0.0),
            unit=edition_text(statistic.id, "unit", statistic.unit),
            year=str(newest.year or ""),
            source=newest.source,
            remark=_remark(analysis, statistic, newest, len(observations)),
        )


def _remark(analysis: Analysis, statistic: Statistic, newest: Observation, held: int) -> str:
    parts = []
    if not newest.is_total:
        parts.append(
            _("of one group only: {groups}").format(
                groups=group_names(analysis.edition, newest.breakdown)
            )
        )
    if held > 1:
        parts.append(
            ngettext("{count} figure held", "{count} figures held", held).format(count=held)
        )
    figures = analysis.assessment.figures[statistic.id]
    parts += (
        _("over the years: {values}").format(values=series_text(statistic, series))
        for series in past_series(statistic, figures)
        if series.breakdown == newest.breakdown
    )
    if statistic_warnings(analysis.edition, statistic, figures):
        parts.append(_("to look at again"))
    return join_clauses(parts)


def group_names(edition: Edition, breakdown: Mapping[str, str]) -> str:
    """The categories of a breakdown in words; as typed where the edition lists none. Empty for a total."""
    names = []
    for key, value in breakdown.items():
        dimension = edition.dimension.get(key)
        labels = {item.id: item.label for item in dimension.categories} if dimension else {}
        label = labels.get(value)
        names.append(edition_text(key, f"categories.{value}", label) if label else value)
    return listed(names)


def _names(
    items: list[Statistic],
    states: dict[str, ObservationState | None],
    wanted: ObservationState | None,
) -> str:
    return join_clauses(
        edition_text(item.id, "name", item.name) for item in items if states[item.id] is wanted
    )
