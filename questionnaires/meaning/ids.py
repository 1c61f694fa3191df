"""Check that ids are unique, so that each score, message and answer names one item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import (
    BUNDLES_FILE,
    CLAUSES_FILE,
    EDITION_FILE,
    GATES_FILE,
    GLOSSARY_FILE,
    MIGRATION_FILE,
    SOURCES_FILE,
    STATISTICS_FILE,
    all_groups,
    all_indicators,
    measure_file,
)
from questionnaires.model import FULL_PROFILE, Edition
from translations import gettext as _

Named = tuple[str, str, str]
"""An id, its file and its location there."""


def ids_are_unique(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each duplicate id within a list; all items with a score count as one list."""
    about = edition.about
    bands = about.effort.bands if about.effort else ()
    lists: tuple[Iterable[Named], ...] = (
        _scored(edition),
        (
            (item.id, measure_file(edition, item.id), f"measures: {item.id}")
            for item in edition.measures
        ),
        _named(BUNDLES_FILE, "bundles", (item.id for item in edition.bundles)),
        _named(BUNDLES_FILE, "alternatives", (item.id for item in edition.alternatives)),
        _named(GATES_FILE, "gates", (item.id for item in edition.gates)),
        _named(SOURCES_FILE, "sources", (item.id for item in edition.sources)),
        _named(EDITION_FILE, "roles", (item.id for item in about.roles)),
        _named(EDITION_FILE, "effort: bands", (item.id for item in bands)),
        _named(EDITION_FILE, "drivers", (item.id for item in about.drivers)),
        _named(EDITION_FILE, "profiles", (item.id for item in about.profiles)),
        _named(
            EDITION_FILE,
            "scoring: target_profiles",
            (item.id for item in about.scoring.target_profiles),
        ),
        _named(EDITION_FILE, "help", (item.id for item in about.help)),
        _named(STATISTICS_FILE, "statistics", (item.id for item in edition.statistics)),
        _named(STATISTICS_FILE, "dimensions", (item.id for item in edition.dimensions)),
        _named(GLOSSARY_FILE, "terms", (item.id.casefold() for item in edition.terms)),
        _named(MIGRATION_FILE, "changes", _changed(edition)),
    )
    for named in lists:
        yield from _used_twice(named)
    for profile in about.profiles:
        if profile.id == FULL_PROFILE:
            yield Problem(
                EDITION_FILE,
                f"profiles: {profile.id}",
                _("every edition has the profile '{id}' already: all indicators.").format(
                    id=profile.id
                ),
                _("Give this one another id, or delete it."),
            )


def _scored(edition: Edition) -> Iterator[Named]:
    yield edition.about.overall.id, EDITION_FILE, "overall"
    for file, where, group in all_groups(edition):
        yield group.id, file, where or "id"
    for file, where, indicator in all_indicators(edition):
        yield indicator.id, file, where
    yield from _named(CLAUSES_FILE, "clauses", (item.id for item in edition.clauses))
    yield from _named(EDITION_FILE, "views", (item.id for item in edition.about.views))


def _changed(edition: Edition) -> Iterable[str]:
    return (item.id for item in edition.migration.changes) if edition.migration else ()


def _named(file: str, list_name: str, ids: Iterable[str]) -> Iterator[Named]:
    for key in ids:
        yield key, file, f"{list_name}: {key}"


def _used_twice(named: Iterable[Named]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for key, file, where in named:
        if key in first:
            yield Problem(
                file,
                where,
                _("the id '{key}' is used before, in {place}.").format(key=key, place=first[key]),
                _("Give each its own; an id once used is never used again."),
            )
        else:
            first[key] = f"{file}: {where}"
