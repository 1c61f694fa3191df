"""Check that the bounds and breaks of a statistic are consistent and its dimensions exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.details import ids_used_twice
from questionnaires.meaning.places import STATISTICS_FILE
from questionnaires.model import Edition
from questionnaires.remedies import add_or_use
from translations import gettext as _

_BREAK = re.compile(
    r"\b(?:series (?:breaks?|broke)|breaks? (?:in|of) (?:the |this |its )?series)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_SENTENCE_END = re.compile(r"[.;] ")


def statistics_can_be_held(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each duplicate category, and for bounds out of order."""
    for dimension in edition.dimensions:
        where = f"dimensions: {dimension.id}: categories"
        yield from ids_used_twice(
            STATISTICS_FILE, where, (item.id for item in dimension.categories)
        )
    for statistic in edition.statistics:
        where = f"statistics: {statistic.id}"
        bounds = [
            value
            for value in (statistic.minimum, *(statistic.plausible or ()), statistic.maximum)
            if value is not None
        ]
        if bounds != sorted(bounds):
            yield Problem(
                STATISTICS_FILE,
                where,
                _("minimum, the two plausible figures and maximum are not in this order."),
                _("Correct them: {bounds}.").format(
                    bounds=", ".join(f"{value:g}" for value in bounds)
                ),
            )


def series_are_codes(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each series with a sign that stands for others: nobody can look up such a code."""
    for statistic in edition.statistics:
        if any(sign in statistic.series for sign in "*?…"):
            yield Problem(
                STATISTICS_FILE,
                f"statistics: {statistic.id}: series",
                _("'{series}' has a sign in the place of others.").format(series=statistic.series),
                _("Write each code in full, as the published data has it."),
            )


def breaks_are_in_order(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for breaks that are not in the order of their years, or that share one."""
    for statistic in edition.statistics:
        years = [item.year for item in statistic.breaks]
        if years != sorted(set(years)):
            yield Problem(
                STATISTICS_FILE,
                f"statistics: {statistic.id}: breaks",
                _("the breaks are not in the order of their years, or two are of one year."),
                _("Give one a year, the earliest first: {years}.").format(
                    years=", ".join(map(str, sorted(set(years))))
                ),
            )


def breaks_are_data(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each year of a break that a definition or note names and `breaks` does not list."""
    for statistic in edition.statistics:
        listed = {item.year for item in statistic.breaks}
        for key, text in (("definition", statistic.definition), ("zero_note", statistic.zero_note)):
            for year in _years_of_breaks(text):
                if year not in listed:
                    yield Problem(
                        STATISTICS_FILE,
                        f"statistics: {statistic.id}: {key}",
                        _(
                            "names a break of the series in {year}, which 'breaks' does not list."
                        ).format(year=year),
                        _(
                            "Add it to 'breaks' with its year and reason, so that no line joins both sides."
                        ),
                    )


def _years_of_breaks(text: str) -> list[int]:
    """Return the years in those sentences of a text that speak of a break in a series."""
    return [
        int(year)
        for sentence in _SENTENCE_END.split(text)
        if _BREAK.search(sentence)
        for year in _YEAR.findall(sentence)
    ]


def dimensions_are_listed(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each unknown dimension, one for all statistics that use it."""
    used: dict[str, list[str]] = {}
    for statistic in edition.statistics:
        for key in statistic.breakdowns:
            used.setdefault(key, []).append(statistic.id)
    for key, statistics in used.items():
        if key not in edition.dimension:
            yield Problem(
                STATISTICS_FILE,
                f"statistics: {statistics[0]}: breakdowns",
                _("'{key}' is not listed under 'dimensions' (used {number} times).").format(
                    key=key, number=len(statistics)
                ),
                add_or_use(edition.dimension),
            )
