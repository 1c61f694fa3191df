"""The statistics that serve an invitation: the values of both cycles by year. They enter no score."""

from __future__ import annotations

from collections.abc import Iterator

from assessment import newest_total
from assessment.cycles.past_values import (
    CycleFigures,
    FormerFigures,
    comparable_figures,
    past_series,
)
from questionnaires import Statistic
from questionnaires.labels import edition_text
from reports.resolution_report.analysis import ClauseFacts, ResolutionAnalysis
from reports.resolution_report.parts import Part
from reports.sections.past_values import number_text, series_text
from translations import gettext as _
from translations import ngettext

LISTED = 6
"""Statistics listed for an invitation, those with several years first; more are counted."""


def figure_part(analysis: ResolutionAnalysis, item: ClauseFacts) -> Part | None:
    """The values for the whole country; None where the catalogue names no statistic for the invitation."""
    if not item.statistics:
        return None
    held = [
        (statistic, text)
        for statistic in item.statistics
        if (text := statistic_text(analysis, statistic))
    ]
    held.sort(key=lambda pair: not has_past(analysis, pair[0]))  # stable
    return Part(
        "figures",
        _("Figures"),
        tuple(
            _("{mark}: {text}").format(
                mark=edition_text(statistic.id, "name", statistic.name), text=text
            )
            for statistic, text in held[:LISTED]
        ),
        (
            ngettext(
                "{held} of {count} statistic of the catalogue has a figure.",
                "{held} of {count} statistics of the catalogue have a figure.",
                len(item.statistics),
            ).format(held=len(held), count=len(item.statistics)),
            *_further(len(held) - LISTED),
        ),
    )


def _further(more: int) -> Iterator[str]:
    if more > 0:
        yield ngettext(
            "{count} more is not shown here.", "{count} more are not shown here.", more
        ).format(count=more)


def has_past(analysis: ResolutionAnalysis, statistic: Statistic) -> bool:
    """Whether a statistic has values of several years for the whole country."""
    own = analysis.now.assessment.figures.get(statistic.id, ())
    return any(
        not series.breakdown
        for series in past_series(statistic, own, former_figures(analysis, statistic))
    )


def statistic_text(analysis: ResolutionAnalysis, statistic: Statistic) -> str:
    """The values for the whole country by year, with breaks of the series; the single one; empty without any."""
    own = analysis.now.assessment.figures.get(statistic.id, ())
    for series in past_series(statistic, own, former_figures(analysis, statistic)):
        if not series.breakdown:
            return series_text(statistic, series)
    newest = newest_total(analysis.now.assessment, statistic.id)
    if newest is None or newest.value is None:
        return ""
    value = _("{value} {unit}").format(
        value=number_text(newest.value), unit=edition_text(statistic.id, "unit", statistic.unit)
    )
    if newest.year is None:
        return value
    return _("{year}: {value}").format(year=newest.year, value=value)


def former_figures(analysis: ResolutionAnalysis, statistic: Statistic) -> Iterator[CycleFigures]:
    """Yield the observations of the former cycle where its edition asks for them in the same unit."""
    former = analysis.former
    if former is None:
        return
    figures = FormerFigures(former.assessment.cycle, former.edition.id, former.assessment.figures)
    yield from comparable_figures(analysis.now.edition, statistic, [(former.edition, figures)])
