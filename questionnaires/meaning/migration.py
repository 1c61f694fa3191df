"""Check that the map from an earlier edition leads to existing indicators and levels of this edition."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import MIGRATION_FILE, unknown_indicator
from questionnaires.model import Edition, IndicatorChange
from translations import gettext as _

MAXIMUM_TARGETS = {"same": 0, "moved": 1, "reworded": 1, "split": 99, "merged": 1, "dropped": 0}
"""Maximum number of indicators in `to`, by kind of change; where `to` is empty, the id stays."""

MINIMUM_TARGETS = {"split": 2, "merged": 1}
"""Minimum number of indicators in `to`, by kind of change; 0 for the others."""


def answers_find_their_place(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each change with a wrong number of targets, an unknown indicator or a level off the scale."""
    if edition.migration is None:
        return
    if edition.migration.from_edition == edition.id:
        yield Problem(
            MIGRATION_FILE,
            "from_edition",
            _("'{id}' is this edition itself.").format(id=edition.id),
            _("Name the earlier edition that answers come from."),
        )
    for change in edition.migration.changes:
        where = f"changes: {change.id}"
        yield from _targets(edition, change, where)
        yield from _levels(edition, change, where)


def _targets(edition: Edition, change: IndicatorChange, where: str) -> Iterator[Problem]:
    least = MINIMUM_TARGETS.get(change.change, 0)
    if not least <= len(change.to) <= MAXIMUM_TARGETS[change.change]:
        yield Problem(
            MIGRATION_FILE,
            f"{where}: to",
            _("'{change}' does not go with {number} indicators in 'to'.").format(
                change=change.change, number=len(change.to)
            ),
            _(
                "Name: same, dropped: none; moved, reworded: one or none; merged: one; split: two or more."
            ),
        )
    elif change.change == "dropped":
        if change.id in edition.indicators:
            yield Problem(
                MIGRATION_FILE,
                f"{where}: change",
                _("'{id}' is asked in this edition, so it was not dropped.").format(id=change.id),
                _("Write what became of it: same, moved, reworded, split or merged."),
            )
    else:
        for key in change.to or (change.id,):
            if key not in edition.indicators:
                yield unknown_indicator(MIGRATION_FILE, f"{where}: to", key)


def _levels(edition: Edition, change: IndicatorChange, where: str) -> Iterator[Problem]:
    if change.levels and change.change in ("same", "dropped"):
        yield Problem(
            MIGRATION_FILE,
            f"{where}: levels",
            _("'{change}' changes no level.").format(change=change.change),
            _("Delete 'levels', or write what became of the indicator."),
        )
        return
    for key in change.to or (change.id,):
        indicator = edition.indicators.get(key)
        scale = edition.about.scales.get(indicator.scale) if indicator else None
        for level in change.levels.values():
            if scale is not None and level > scale.top_level:
                yield Problem(
                    MIGRATION_FILE,
                    f"{where}: levels",
                    _("level {level} is not on the scale of {id} (0 to {top}).").format(
                        level=level, id=key, top=scale.top_level
                    ),
                    _("Correct the level."),
                )
