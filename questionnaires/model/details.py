"""The parts of an answer: what can be listed, dated or counted, and the rule that reads a level from them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from questionnaires.model.base import Content, Id, Many, Text


class Choice(Content):
    """One item of a list, one status, or one choice of a column."""

    id: Id
    label: Text


class Column(Content):
    """One column of a field of the kind `rows`."""

    id: Id
    label: Text
    kind: Literal["text", "choice", "date", "number"] = "text"
    choices: Many[Choice] = ()
    unit: str = ""


class Checklist(Content):
    """Items that are each answered yes or no, or left open."""

    id: Id
    kind: Literal["checklist"]
    label: Text
    items: Annotated[Many[Choice], Field(min_length=1)]


class Statuses(Content):
    """Items that each stand at one of `statuses`, the lowest first; `dated` asks since when."""

    id: Id
    kind: Literal["statuses"]
    label: Text
    dated: bool = False
    statuses: Annotated[Many[Choice], Field(min_length=2)]
    items: Annotated[Many[Choice], Field(min_length=1)]


class Rows(Content):
    """As many rows as the country has, each with the same columns."""

    id: Id
    kind: Literal["rows"]
    label: Text
    columns: Annotated[Many[Column], Field(min_length=1)]


class Figures(Content):
    """Figures of the catalogue of statistics; they are held once in an assessment, wherever they are asked."""

    id: Id
    kind: Literal["figures"]
    label: Text
    statistics: Annotated[Many[Id], Field(min_length=1)]


DetailField = Annotated[Checklist | Statuses | Rows | Figures, Field(discriminator="kind")]


class DetailTest(Content):
    """Holds when at least `at_least` parts of `field` count.

    Checklist: items answered yes. Statuses: items at `status` or higher. Both: among `items`, or all of them.
    Rows: rows in which each column of `where` holds one of its choices. Figures: statistics with a value.
    """

    field: Id
    items: Many[Id] = ()
    status: Id | None = None
    where: dict[Id, Many[Id]] = {}
    at_least: Annotated[int, Field(ge=1)] = 1


class DetailLevel(Content):
    """What must hold for a level, beyond what all lower levels ask: all of `all`, and one of `any` where it is given."""

    level: Annotated[int, Field(ge=1)]
    all: Many[DetailTest] = ()
    any: Many[DetailTest] = ()


class Details(Content):
    """The fields of an indicator and, where a level can be read from them, the rule for every level above the lowest."""

    fields: Annotated[Many[DetailField], Field(min_length=1)]
    levels: Many[DetailLevel] = ()
