"""Check that no list repeats an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from questionnaires.errors import Problem
from questionnaires.meaning.places import (
    CLAUSES_FILE,
    EDITION_FILE,
    GATES_FILE,
    GLOSSARY_FILE,
    MIGRATION_FILE,
    SOURCES_FILE,
    STATISTICS_FILE,
    measure_file,
    pillar_file,
)
from questionnaires.model import (
    Content,
    CrosswalkEntry,
    DetailLevel,
    Edition,
    LevelEvidence,
    Respondent,
    TierSettings,
)
from translations import gettext as _


def lists_repeat_nothing(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each repeated entry; other checks cover entries with an id, role or level of their own."""
    for file, where, content in _parts(edition):
        yield from _repeats(file, where, content)


def _parts(edition: Edition) -> Iterator[tuple[str, str, Content]]:
    yield EDITION_FILE, "", edition.about
    for pillar in edition.pillars:
        yield pillar_file(pillar), "", pillar
    for measure in edition.measures:
        yield measure_file(edition, measure.id), f"measures: {measure.id}", measure
    lists: tuple[tuple[str, str, Iterable[Content]], ...] = (
        (GATES_FILE, "gates", edition.gates),
        (CLAUSES_FILE, "clauses", edition.clauses),
        (STATISTICS_FILE, "statistics", edition.statistics),
        (GLOSSARY_FILE, "terms", edition.terms),
        (SOURCES_FILE, "sources", edition.sources),
    )
    for file, name, items in lists:
        for item in items:
            yield file, _below(name, item, 0), item
    if edition.migration is not None:
        yield MIGRATION_FILE, "", edition.migration


def _repeats(file: str, where: str, content: Content) -> Iterator[Problem]:
    for name in _lists(type(content)):
        value = getattr(content, name)
        path = f"{where}: {name}" if where else name
        if isinstance(value, dict):
            for key, entries in value.items():
                if isinstance(entries, tuple):
                    yield from _entries(file, f"{path}: {key}", entries)
                elif isinstance(entries, Content):
                    yield from _repeats(file, f"{path}: {key}", entries)
        elif isinstance(value, tuple):
            yield from _entries(file, path, value)
        elif isinstance(value, Content):
            yield from _repeats(file, path, value)


def _entries(file: str, where: str, entries: tuple[Any, ...]) -> Iterator[Problem]:
    seen: list[Any] = []
    for number, entry in enumerate(entries, start=1):
        if isinstance(entry, Content):
            yield from _repeats(file, _below(where, entry, number), entry)
        mark = _mark(entry)
        if mark is None:
            continue
        if mark in seen:
            yield Problem(
                file,
                f"{where}: {number}",
                _("says the same as an entry before it."),
                _("Delete one of the two, or correct it."),
            )
        else:
            seen.append(mark)


def _mark(entry: Any) -> Any:
    """The value that no two entries of a list may share; None where another check covers it, or where they may.

    Tiers may be alike: the position of each says which groups it is for.
    """
    match entry:
        case str():
            return entry.casefold()
        case CrosswalkEntry():
            return entry.key
        case Respondent() | LevelEvidence() | DetailLevel() | TierSettings():
            return None
        case Content() if "id" not in type(entry).model_fields:
            return entry
        case _:
            return None


def _below(where: str, entry: Content, number: int) -> str:
    name = getattr(entry, "id", None) or getattr(entry, "level", None) or number
    return f"{where}: {name}" if where else str(name)


@cache
def _lists(model: type[Content]) -> tuple[str, ...]:
    """The keys of a model that hold lists or tables."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if field.annotation not in (str, int, float, bool)
    )
