"""What became of the indicators of an earlier edition: the map along which answers move."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from questionnaires.model.base import Content, Id, Many, Text


def _numbered(levels: Any) -> Any:
    """Keys as numbers: in a file every key is text, `"3": 2`."""
    if not isinstance(levels, dict):
        return levels
    return {int(key) if str(key).isdecimal() else key: level for key, level in levels.items()}


class IndicatorChange(Content):
    """What became of one indicator of the earlier edition.

    `same`: its answer is kept as it is. `moved`: the same question under another id or on another scale; carried.
    `reworded`: carried, and flagged for a new look. `split` and `merged`: carried to the indicators in `to`, and
    flagged. `dropped`: listed, and kept aside. `to` is empty where the id stays. `levels` says which level an old one
    becomes; a level it does not name stays.
    """

    id: Id
    change: Literal["same", "moved", "reworded", "split", "merged", "dropped"]
    to: Many[Id] = ()
    levels: Annotated[
        dict[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]],
        BeforeValidator(_numbered),
    ] = {}
    note: str = ""
    """Why, in words for those who look again."""

    def level_of(self, old: int) -> int:
        """What the level `old` becomes."""
        return self.levels.get(old, old)


class MigrationFile(Content):
    """`migration.yaml`: the way from one earlier edition to this one. An indicator that is not named is the same."""

    from_edition: Id
    changes: Many[IndicatorChange]
    note: Text
