"""Models of details, the parts of an answer: fields, and the rule that derives a level from them."""

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
    """Items with one of `statuses` each, the lowest first; `dated` asks for a date of each."""

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
    """Figures of the catalogue of statistics; an assessment holds each once, wherever it is asked."""

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
    """Tests of a level in addition to those of all lower levels: all of `all` and, if given, one of `any`."""

    level: Annotated[int, Field(ge=1)]
    all: Many[DetailTest] = ()
    any: Many[DetailTest] = ()


class Details(Content):
    """The fields of an indicator and, where they determine its level, the rule for every level above the lowest."""

    fields: Annotated[Many[DetailField], Field(min_length=1)]
    levels: Many[DetailLevel] = ()
