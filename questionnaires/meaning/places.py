"""Files and locations of an edition's content, as messages name them."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.model import Edition, Group, Indicator
from translations import gettext as _

EDITION_FILE = "edition.yaml"
MEASURES_FILE = "measures.yaml"
BUNDLES_FILE = "bundles.yaml"
GATES_FILE = "gates.yaml"
CLAUSES_FILE = "clauses.yaml"
SOURCES_FILE = "sources.yaml"
STATISTICS_FILE = "statistics.yaml"
GLOSSARY_FILE = "glossary.yaml"
CHILDREN_FILE = "children.yaml"
MIGRATION_FILE = "migration.yaml"
CORRECTIONS_FILE = "corrections.yaml"


def pillar_file(pillar: Group) -> str:
    """The conventional name of a pillar's file; the loader replaces it where the real one differs."""
    return f"pillars/{pillar.id}.yaml"


def measure_file(edition: Edition, measure_id: str) -> str:
    """The name of the file of a measure."""
    return edition.measure_files.get(measure_id, MEASURES_FILE)


def all_indicators(edition: Edition) -> Iterator[tuple[str, str, Indicator]]:
    """Each indicator with its file and location, also where two share an id."""
    for pillar in edition.pillars:
        for indicator in pillar.walk_indicators():
            yield pillar_file(pillar), f"indicators: {indicator.id}", indicator


def all_groups(edition: Edition) -> Iterator[tuple[str, str, Group]]:
    """Each pillar and group with its file and location."""
    for pillar in edition.pillars:
        for group in pillar.walk_groups():
            where = "" if group is pillar else f"groups: {group.id}"
            yield pillar_file(pillar), where, group


def unknown_indicator(file: str, where: str, key: str) -> Problem:
    """The problem of a reference to an indicator that the edition does not have."""
    return Problem(
        file,
        where,
        _("refers to the indicator '{key}', which no pillar has.").format(key=key),
        _("Correct the id, or add the indicator."),
    )
