"""Models of `migration.yaml` and `corrections.yaml`: what became of indicators, between editions and within a draft."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from questionnaires.model.base import Content, Id, Many, Text


def _numbered(levels: Any) -> Any:
    """The mapping with its keys as numbers, as in a file every key is text, `"3": 2`."""
    if not isinstance(levels, dict):
        return levels
    return {int(key) if str(key).isdecimal() else key: level for key, level in levels.items()}


class IndicatorChange(Content):
    """The change of one indicator of the earlier edition.

    `same`: its answer is kept. `moved`: the same question under another id or on another scale; carried. `reworded`:
    carried, and flagged for a new look. `split` and `merged`: carried to the indicators in `to`, and flagged.
    `dropped`: listed, and stored as retired. `to` is empty where the id stays. `levels` maps old levels to new ones; a
    level missing there stays.
    """

    id: Id
    change: Literal["same", "moved", "reworded", "split", "merged", "dropped"]
    to: Many[Id] = ()
    levels: Annotated[
        dict[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]],
        BeforeValidator(_numbered),
    ] = {}
    note: str = ""
    """The reason, shown to those who look again."""

    def level_of(self, old: int) -> int:
        """The new level of the level `old`."""
        return self.levels.get(old, old)


class MigrationFile(Content):
    """`migration.yaml`: the map from one earlier edition to this one. An indicator missing in it is the same."""

    from_edition: Id
    changes: Many[IndicatorChange]
    note: Text


class Correction(IndicatorChange):
    """What became of an indicator of this edition when its draft was corrected.

    `split`, `moved`, `merged` and `dropped` as between editions, for an id that is gone. `reworded`: the id stays and the
    rule of its levels changed; a level given before that its parts no longer allow is kept, and flagged.
    """

    question: str = ""
    """The question as it was, for answers to an id that is gone."""


class CorrectionsFile(Content):
    """`corrections.yaml`: what became of indicators and measures while this edition was a draft."""

    note: Text
    changes: Many[Correction] = ()
    moved_measures: dict[Id, Id] = {}
    """The measure that took the place of one that is gone; decisions and progress move to it."""
