"""Where in an edition's files a thing stands, as messages name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaires.errors import Problem
from questionnaires.model import Edition, Group, Indicator
from translations import gettext as _

EDITION_FILE = "edition.yaml"
MEASURES_FILE = "measures.yaml"
GATES_FILE = "gates.yaml"
CLAUSES_FILE = "clauses.yaml"
SOURCES_FILE = "sources.yaml"
STATISTICS_FILE = "statistics.yaml"
GLOSSARY_FILE = "glossary.yaml"
CHILDREN_FILE = "children.yaml"
MIGRATION_FILE = "migration.yaml"


def pillar_file(pillar: Group) -> str:
    """The name a pillar's file goes by; the loader puts the real one in its place where it differs."""
    return f"pillars/{pillar.id}.yaml"


def measure_file(edition: Edition, measure_id: str) -> str:
    """The file a measure stands in."""
    return edition.measure_files.get(measure_id, MEASURES_FILE)


def all_indicators(edition: Edition) -> Iterator[tuple[str, str, Indicator]]:
    """Each indicator with its file and place, also where two share an id."""
    for pillar in edition.pillars:
        for indicator in pillar.walk_indicators():
            yield pillar_file(pillar), f"indicators: {indicator.id}", indicator


def all_groups(edition: Edition) -> Iterator[tuple[str, str, Group]]:
    """Each pillar and group with its file and place."""
    for pillar in edition.pillars:
        for group in pillar.walk_groups():
            where = "" if group is pillar else f"groups: {group.id}"
            yield pillar_file(pillar), where, group


def some(ids: Iterable[str], most: int = 12) -> str:
    """The ids to choose from, in order, cut short where there are many."""
    chosen = sorted(ids)
    return ", ".join(chosen[:most]) + (", …" if len(chosen) > most else "")


def unknown_indicator(file: str, where: str, key: str) -> Problem:
    return Problem(
        file,
        where,
        _("refers to the indicator '{key}', which no pillar has.").format(key=key),
        _("Correct the id, or add the indicator."),
    )
