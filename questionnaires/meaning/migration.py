"""Check that maps from an earlier edition, and from an earlier draft, lead to existing indicators, levels and measures."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import CORRECTIONS_FILE, MIGRATION_FILE, unknown_indicator
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
        yield from _targets(edition, MIGRATION_FILE, change, where)
        yield from _levels(edition, MIGRATION_FILE, change, where)


def corrections_find_their_place(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each correction that leads nowhere, and for each id that is called gone and still asked."""
    if edition.corrections is None:
        return
    for change in edition.corrections.changes:
        where = f"changes: {change.id}"
        yield from _targets(edition, CORRECTIONS_FILE, change, where)
        yield from _levels(edition, CORRECTIONS_FILE, change, where)
        stays = change.change in ("same", "reworded")
        if change.change != "dropped" and (change.id in edition.indicators) != stays:
            yield Problem(
                CORRECTIONS_FILE,
                f"{where}: change",
                _("'{change}' does not go with an id that is asked, or that is gone.").format(
                    change=change.change
                ),
                _(
                    "Write reworded for an id that stays; split, moved, merged or dropped for one that is gone."
                ),
            )
    for old, new in edition.corrections.moved_measures.items():
        if old in edition.measure or new not in edition.measure:
            yield Problem(
                CORRECTIONS_FILE,
                f"moved_measures: {old}",
                _("leads from a measure of this edition, or to none of its measures."),
                _("Name a measure that is gone, and the one that took its place."),
            )
    gone = {item.id for item in edition.corrections.changes if item.id not in edition.indicators}
    for indicator in edition.indicators.values():
        for key in indicator.replaces:
            if key in edition.indicators:
                yield Problem(
                    CORRECTIONS_FILE,
                    f"changes: {key}",
                    _("'{id}' replaces it, and it is asked in this edition.").format(
                        id=indicator.id
                    ),
                    _("Take it out of 'replaces'; an id once used is never used again."),
                )
        if indicator.replaces and not gone & set(indicator.replaces) and edition.migration is None:
            yield Problem(
                CORRECTIONS_FILE,
                "changes",
                _("does not say what became of {ids}, which '{id}' replaces.").format(
                    ids=", ".join(indicator.replaces), id=indicator.id
                ),
                _("Add a change for each."),
            )


def _targets(edition: Edition, file: str, change: IndicatorChange, where: str) -> Iterator[Problem]:
    least = MINIMUM_TARGETS.get(change.change, 0)
    if not least <= len(change.to) <= MAXIMUM_TARGETS[change.change]:
        yield Problem(
            file,
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
                file,
                f"{where}: change",
                _("'{id}' is asked in this edition, so it was not dropped.").format(id=change.id),
                _("Write what became of it: same, moved, reworded, split or merged."),
            )
    else:
        for key in change.to or (change.id,):
            if key not in edition.indicators:
                yield unknown_indicator(file, f"{where}: to", key)


def _levels(edition: Edition, file: str, change: IndicatorChange, where: str) -> Iterator[Problem]:
    if change.levels and change.change in ("same", "dropped"):
        yield Problem(
            file,
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
                    file,
                    f"{where}: levels",
                    _("level {level} is not on the scale of {id} (0 to {top}).").format(
                        level=level, id=key, top=scale.top_level
                    ),
                    _("Correct the level."),
                )
