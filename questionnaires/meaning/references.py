"""Check that sources, clauses and the indicators of a profile and of a view exist."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import (
    EDITION_FILE,
    GATES_FILE,
    STATISTICS_FILE,
    all_indicators,
    measure_file,
    unknown_indicator,
)
from questionnaires.model import Edition, Reference
from questionnaires.remedies import add_or_use
from translations import gettext as _


def sources_are_listed(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each reference to an unknown source."""
    known = edition.source
    for file, where, references in _all_references(edition):
        for reference in references:
            if reference.source not in known:
                yield Problem(
                    file,
                    f"{where}: references",
                    _("refers to the source '{source}', which sources.yaml does not list.").format(
                        source=reference.source
                    ),
                    add_or_use(known),
                )


def _all_references(edition: Edition) -> Iterator[tuple[str, str, tuple[Reference, ...]]]:
    for file, where, indicator in all_indicators(edition):
        yield file, where, indicator.references
    for measure in edition.measures:
        file, where = measure_file(edition, measure.id), f"measures: {measure.id}"
        yield file, where, measure.references
        if measure.example is not None:
            yield file, f"{where}: example", measure.example.references
    for gate in edition.gates:
        yield GATES_FILE, f"gates: {gate.id}", gate.references
    for statistic in edition.statistics:
        yield STATISTICS_FILE, f"statistics: {statistic.id}", statistic.references


def clauses_are_listed(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each unknown clause of an indicator or a statistic, and for each clause linked twice."""
    for file, where, indicator in all_indicators(edition):
        for key, clauses in (("clauses", indicator.clauses), ("related", indicator.related)):
            for clause in clauses:
                if clause not in edition.clause:
                    yield unknown_clause(edition, file, f"{where}: {key}", clause)
        for clause in set(indicator.clauses) & set(indicator.related):
            yield Problem(
                file,
                f"{where}: related",
                _("'{clause}' is among 'clauses' too.").format(clause=clause),
                _("Keep it in 'clauses' where the indicator measures it, else in 'related'."),
            )
    for statistic in edition.statistics:
        for clause in statistic.clauses:
            if clause not in edition.clause:
                path = f"statistics: {statistic.id}: clauses"
                yield unknown_clause(edition, STATISTICS_FILE, path, clause)


def unknown_clause(edition: Edition, file: str, where: str, clause: str) -> Problem:
    """The problem of a reference to a clause that the edition does not have."""
    return Problem(
        file,
        where,
        _("refers to the clause '{clause}', which clauses.yaml does not list.").format(
            clause=clause
        ),
        add_or_use(edition.clause),
    )


def views_gather_what_there_is(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each unknown indicator or clause of a view."""
    for view in edition.about.views:
        where = f"views: {view.id}"
        for key in view.indicators:
            if key not in edition.indicators:
                yield unknown_indicator(EDITION_FILE, where, key)
        for clause in view.clauses:
            if clause not in edition.clause:
                yield unknown_clause(edition, EDITION_FILE, where, clause)


def profiles_name_indicators(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each unknown indicator of a profile."""
    for profile in edition.about.profiles:
        for key in profile.indicators:
            if key not in edition.indicators:
                yield unknown_indicator(EDITION_FILE, f"profiles: {profile.id}", key)
