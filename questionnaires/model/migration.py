"""Models of `migration.yaml`: the map of an earlier edition's indicators to this edition."""

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
