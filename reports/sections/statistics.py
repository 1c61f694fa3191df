"""The country's figures: what is held, what is not collected, what nobody has said. They never move a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessment import Observation, ObservationState, newest_total
from assessment.answers.statistics import statistic_warnings
from questionnaires import Statistic
from reports.analysis import Analysis, edition_text
from reports.formats import format_number
from reports.sections.words import listed
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """The newest figure for the whole country, its unit, year and source, and what else is held."""

    code: str
    name: str
    value: str
    unit: str
    year: str
    source: str
    remark: str


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """The figures held, those said not to be collected or known, and those of which nothing is said."""

    sentences: tuple[str, ...]
    caption: str
    rows: tuple[StatisticRow, ...]
    not_collected: str
    unknown: str
    open: str


def statistics(facts: Analysis) -> StatisticsPage | None:
    """None where the edition has no catalogue of statistics."""
    catalogue = facts.edition.statistics
    if not catalogue:
        return None
    rows = tuple(_rows(facts))
    without = [item for item in catalogue if item.id not in {row.code for row in rows}]
    by_state = {item.id: _state(facts, item) for item in without}
    return StatisticsPage(
        sentences=tuple(_sentences(facts, len(rows))),
        caption=_("The newest figure for the whole country"),
        rows=rows,
        not_collected=_names(without, by_state, ObservationState.NOT_COLLECTED),
        unknown=_names(without, by_state, ObservationState.DONT_KNOW),
        open=_names(without, by_state, None),
    )


def _sentences(facts: Analysis, held: int) -> Iterator[str]:
    catalogue = facts.edition.statistics
    yield ngettext(
        "{held} of {count} statistic of the catalogue has a figure.",
        "{held} of {count} statistics of the catalogue have a figure.",
        len(catalogue),
    ).format(held=held, count=len(catalogue))
    yield _("A figure says how large something is. It never moves a score.")


def _state(facts: Analysis, statistic: Statistic) -> ObservationState | None:
    given = facts.assessment.figures.get(statistic.id, ())
    return given[-1].state if given else None


def _rows(facts: Analysis) -> Iterator[StatisticRow]:
    for statistic in facts.edition.statistics:
        given = [
            item
            for item in facts.assessment.figures.get(statistic.id, ())
            if item.value is not None
        ]
        if not given:
            continue
        newest = newest_total(facts.assessment, statistic.id) or given[-1]
        yield StatisticRow(
            code=statistic.id,
            name=edition_text(statistic.id, "name", statistic.name),
            value=figure_number(newest),
            unit=edition_text(statistic.id, "unit", statistic.unit),
            year=str(newest.year or ""),
            source=newest.source,
            remark=_remark(facts, statistic, newest, len(given)),
        )


def figure_number(figure: Observation) -> str:
    """The figure as it was entered, with the language's signs: nothing is rounded away."""
    value = Decimal(repr(figure.value)).normalize()
    exponent = value.as_tuple().exponent
    return format_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def _remark(facts: Analysis, statistic: Statistic, newest: Observation, held: int) -> str:
    parts = []
    if not newest.is_total:
        parts.append(_("of one group only: {groups}").format(groups=_groups(facts, newest)))
    if held > 1:
        parts.append(
            ngettext("{count} figure held", "{count} figures held", held).format(count=held)
        )
    figures = facts.assessment.figures[statistic.id]
    if statistic_warnings(facts.edition, statistic, figures):
        parts.append(_("to look at again"))
    return "; ".join(parts)


def _groups(facts: Analysis, figure: Observation) -> str:
    names = []
    for key, value in figure.breakdown.items():
        dimension = facts.edition.dimension.get(key)
        labels = {item.id: item.label for item in dimension.categories} if dimension else {}
        label = labels.get(value)
        names.append(edition_text(key, f"categories.{value}", label) if label else value)
    return listed(names)


def _names(
    items: list[Statistic],
    states: dict[str, ObservationState | None],
    wanted: ObservationState | None,
) -> str:
    return "; ".join(
        edition_text(item.id, "name", item.name) for item in items if states[item.id] is wanted
    )
