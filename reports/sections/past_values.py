"""A country's own past values in words: `2019: 41, 2022: 55, 2024: 61 % of schools`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from assessment import ObservationState
from assessment.cycles.past_values import PastSeries
from questionnaires import SeriesBreak, Statistic
from questionnaires.labels import edition_text
from reports.formats import format_number
from reports.joining import join_clauses, listed
from translations import gettext as _


def number_text(value: float) -> str:
    """A figure as entered, unrounded, with the separators of the language in use."""
    exact = Decimal(repr(value)).normalize()
    exponent = exact.as_tuple().exponent
    return format_number(exact, max(0, -exponent) if isinstance(exponent, int) else 0)


def series_text(statistic: Statistic, series: PastSeries) -> str:
    """The values by year, the unit after the last one, the cycle of former ones, and each break with its reason."""
    values = list(_values(statistic, series))
    # A comma between figures that have one themselves would be read as theirs.
    join = join_clauses if any("," in text for text in values) else listed
    breaks = break_texts(statistic, series.breaks)
    return " ".join((join(values), *(_("({text})").format(text=text) for text in breaks)))


def _values(statistic: Statistic, series: PastSeries) -> Iterator[str]:
    last = max(item.year for item in series.values if item.value is not None)
    for item in series.values:
        text = _state_text(item.state) if item.value is None else number_text(item.value)
        said = _("{year}: {value}").format(year=item.year, value=text)
        if item.year == last:
            unit = edition_text(statistic.id, "unit", statistic.unit)
            said = _("{value} {unit}").format(value=said, unit=unit)
        if item.former is not None:
            said = _("{value} (former value of cycle {cycle})").format(
                value=said, cycle=item.former
            )
        yield said


def break_texts(statistic: Statistic, breaks: Iterable[SeriesBreak]) -> Iterator[str]:
    """Some breaks of a statistic in words: from when figures are not comparable, and why."""
    for item in breaks:
        number = statistic.breaks.index(item)
        reason = edition_text(statistic.id, f"breaks.{number}.text", item.text)
        yield _("Not comparable from {year} on: {reason}").format(year=item.year, reason=reason)


def _state_text(state: ObservationState) -> str:
    return _("not collected") if state is ObservationState.NOT_COLLECTED else _("not known")
