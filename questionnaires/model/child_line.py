"""Models of `children.yaml`: the meaning of levels for children."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from questionnaires.model.base import Content, Id, Many, Text


class ChildLine(Content):
    """One sentence in plain words that is true when `indicator` is at `level` or above."""

    indicator: Id
    level: Annotated[int, Field(ge=1)]
    text: Text


class HelpNumber(Content):
    """The column, in a field of rows, with the number that a child can call once `indicator` is at `level`."""

    indicator: Id
    level: Annotated[int, Field(ge=1)]
    field: Id
    column: Id


class ChildrenFile(Content):
    """`children.yaml`."""

    help_number: HelpNumber | None = None
    children: Many[ChildLine]
