"""Checks of a country's figures: which are held, which are impossible, and which are unlikely. Pure.

Figures are shown and checked; they never change a maturity score.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from assessment.model.assessment import Assessment, Observation, ObservationState
from questionnaires import Edition, Problem, Statistic
from questionnaires.labels import edition_text
from questionnaires.remedies import UnknownId, use_one_of, with_proposals
from translations import gettext as _
from translations import ngettext

TOLERANCE = 1e-9
"""Relative tolerance for rounding errors when parts are added up."""


def held_statistics(assessment: Assessment) -> Mapping[str, bool]:
    """Whether the country has a figure, by statistic; a statistic without an observation is left out."""
    return {
        code: any(figure.value is not None for figure in figures)
        for code, figures in assessment.figures.items()
        if figures
    }


def newest_total(assessment: Assessment, statistic: str) -> Observation | None:
    """The national figure of the latest year, without breakdown; of two of one year the last in the list."""
    totals = [
        figure
        for figure in assessment.figures.get(statistic, ())
        if figure.is_total and figure.value is not None
    ]
    return max(reversed(totals), key=lambda figure: figure.year or 0) if totals else None


def check_figures(
    edition: Edition, assessment: Assessment, *, today: dt.date | None = None
) -> list[Problem]:
    """A problem for every invalid figure: unknown code or group, impossible value, no year or one after `today`."""
    return list(with_proposals(unresolved_figure_problems(edition, assessment, today)))


def unresolved_figure_problems(
    edition: Edition, assessment: Assessment, today: dt.date | None
) -> Iterator[Problem | UnknownId]:
    """`check_figures` before similar ids are looked up."""
    for code, figures in assessment.figures.items():
        yield from _problems(edition, code, figures, today)


def figure_warnings(edition: Edition, assessment: Assessment) -> list[Problem]:
    """Warnings about figures that are unlikely or contradict each other."""
    return [
        problem
        for code, figures in assessment.figures.items()
        if code in edition.statistic
        for problem in statistic_warnings(edition, edition.statistic[code], figures)
    ]


def statistic_problems(
    edition: Edition,
    statistic: Statistic,
    figures: tuple[Observation, ...],
    *,
    today: dt.date | None = None,
) -> list[Problem]:
    """`check_figures` for one statistic."""
    return list(with_proposals(_problems(edition, statistic.id, figures, today)))


def statistic_warnings(
    edition: Edition, statistic: Statistic, figures: tuple[Observation, ...]
) -> list[Problem]:
    """`figure_warnings` for one statistic."""
    return [
        *(
            problem
            for number, figure in enumerate(figures, start=1)
            for problem in _unlikely(statistic, figure, f"figures: {statistic.id}: {number}")
        ),
        *_duplicates(statistic, figures),
        *_contradictions(edition, statistic, figures),
    ]


# --- Invalid figures


def _problems(
    edition: Edition, code: str, figures: tuple[Observation, ...], today: dt.date | None
) -> Iterator[Problem | UnknownId]:
    statistic = edition.statistic.get(code)
    if statistic is None:
        yield _unknown_statistic(edition, code)
        return
    for number, figure in enumerate(figures, start=1):
        where = f"figures: {code}: {number}"
        yield from _breakdown_problems(edition, statistic, figure, where)
        if figure.value is not None:
            yield from _value_problems(statistic, figure.value, where)
        yield from _year_problems(figure, where, today)


def _unknown_statistic(edition: Edition, code: str) -> UnknownId:
    return UnknownId(
        f"figures: {code}",
        _("edition {edition} has no statistic '{code}'.").format(edition=edition.id, code=code),
        code,
        edition.statistic,
        use_one_of(edition.statistic, _("Delete the figure; this edition asks for none.")),
    )


def _value_problems(statistic: Statistic, value: float, where: str) -> Iterator[Problem]:
    check = _("Check the figure and its unit ({unit}).").format(unit=_unit(statistic))
    if statistic.minimum is not None and value < statistic.minimum:
        what = _("{value} is below the lowest figure possible ({low}).")
        yield Problem(
            "", where, what.format(value=_shown(value), low=_shown(statistic.minimum)), check
        )
    if statistic.maximum is not None and value > statistic.maximum:
        what = _("{value} is above the highest figure possible ({high}).")
        yield Problem(
            "", where, what.format(value=_shown(value), high=_shown(statistic.maximum)), check
        )
    if statistic.whole and not value.is_integer():
        what = _("{value} is not a whole number, but this statistic is a count.")
        yield Problem(
            "", where, what.format(value=_shown(value)), _("Give the number that was counted.")
        )


def _year_problems(figure: Observation, where: str, today: dt.date | None) -> Iterator[Problem]:
    if figure.year is None:
        if figure.value is not None:
            yield Problem(
                "", where, _("has no year."), _("Give the year that the figure speaks of.")
            )
    elif today is not None and figure.year > today.year:
        yield Problem(
            "",
            where,
            _("speaks of {year}, which is yet to come.").format(year=figure.year),
            _("Give the year that was counted, not the year of a target."),
        )


def _breakdown_problems(
    edition: Edition, statistic: Statistic, figure: Observation, where: str
) -> Iterator[Problem]:
    for name, category in figure.breakdown.items():
        dimension = edition.dimension.get(name)
        if name not in statistic.breakdowns or dimension is None:
            yield Problem(
                "",
                f"{where}: breakdown: {name}",
                _("this statistic is not broken down by '{name}'.").format(name=name),
                use_one_of(statistic.breakdowns, _("Give the total alone.")),
            )
            continue
        known = [item.id for item in dimension.categories]
        if (known and category not in known) or not category.strip():
            yield Problem(
                "",
                f"{where}: breakdown: {name}",
                _("'{category}' is not one of its groups.").format(category=category),
                use_one_of(known, _("Name the group.")),
            )


# --- Unlikely figures


def _unlikely(statistic: Statistic, figure: Observation, where: str) -> Iterator[Problem]:
    if figure.value is None:
        return
    if figure.value == 0 and statistic.zero == "missing":
        yield Problem(
            "",
            where,
            _(
                "is 0, which in published data of this series often means that nothing was reported."
            ),
            edition_text(statistic.id, "zero_note", statistic.zero_note)
            or _("Keep 0 only if it was counted; else choose 'not collected'."),
        )
        return
    if statistic.plausible is not None:
        low, high = statistic.plausible
        if not low <= figure.value <= high:
            yield Problem(
                "",
                where,
                _("{value} is unusual; most countries lie between {low} and {high}.").format(
                    value=_shown(figure.value), low=_shown(low), high=_shown(high)
                ),
                _("Check the figure and its unit ({unit}).").format(unit=_unit(statistic)),
            )


def _duplicates(statistic: Statistic, figures: tuple[Observation, ...]) -> Iterator[Problem]:
    """A warning for several figures of one year and group."""
    counted = Counter(
        (figure.year, tuple(sorted(figure.breakdown.items())))
        for figure in figures
        if figure.value is not None
    )
    for (year, group), number in counted.items():
        if number > 1:
            yield Problem(
                "",
                f"figures: {statistic.id}",
                ngettext(
                    "there is {number} figure of {year} for {group}.",
                    "there are {number} figures of {year} for {group}.",
                    number,
                ).format(
                    number=number,
                    year=year,
                    group=", ".join(category for _name, category in group) or _("all"),
                ),
                _("Keep the one with the better source, or say in a note how they differ."),
            )


def _contradictions(
    edition: Edition, statistic: Statistic, figures: tuple[Observation, ...]
) -> Iterator[Problem]:
    """A warning for a total that contradicts its parts along one dimension in the same year."""
    totals = {figure.year: figure.value for figure in figures if figure.is_total and _has(figure)}
    parts: dict[tuple[int | None, str], dict[str, float]] = defaultdict(dict)
    for figure in figures:
        if figure.value is not None and len(figure.breakdown) == 1:
            ((name, category),) = figure.breakdown.items()
            parts[figure.year, name][category] = figure.value
    for (year, name), by_category in parts.items():
        total = totals.get(year)
        dimension = edition.dimension.get(name)
        if total is None or dimension is None:
            continue
        whole = {item.id for item in dimension.categories}
        complete = bool(whole) and whole == by_category.keys()
        contradiction = (
            _count_contradiction(total, by_category, complete=complete)
            if statistic.whole
            else _mean_contradiction(total, by_category, complete=complete)
        )
        if contradiction:
            yield Problem(
                "",
                f"figures: {statistic.id}",
                _("{year}, by {dimension}: {said}").format(
                    year=year,
                    dimension=edition_text(name, "name", dimension.name),
                    said=contradiction,
                ),
                _("Check the total, the parts and whether they come from one source."),
            )


def _has(figure: Observation) -> bool:
    return figure.value is not None and figure.state is ObservationState.ANSWERED


def _count_contradiction(total: float, parts: Mapping[str, float], *, complete: bool) -> str:
    """For a count: the parts must not exceed the total; a complete set must not fall short of it."""
    added = sum(parts.values())
    if added > total or (complete and added < total):
        return _("the parts add up to {added}, the total is {total}.").format(
            added=_shown(added), total=_shown(total)
        )
    return ""


def _mean_contradiction(total: float, parts: Mapping[str, float], *, complete: bool) -> str:
    """For a share, ratio or median: with all parts known, the total must lie between the lowest and the highest."""
    low, high = min(parts.values()), max(parts.values())
    room = TOLERANCE * max(abs(low), abs(high))
    if complete and not low - room <= total <= high + room:
        return _("the total is {total}, but the parts lie between {low} and {high}.").format(
            total=_shown(total), low=_shown(low), high=_shown(high)
        )
    return ""


def _unit(statistic: Statistic) -> str:
    return edition_text(statistic.id, "unit", statistic.unit)


def _shown(value: float) -> str:
    """A figure as text for messages; whole numbers without decimals."""
    return str(int(value)) if value.is_integer() else repr(value)
