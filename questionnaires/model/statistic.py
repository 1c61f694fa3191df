"""Models of the catalogue of statistics: definition, keeper and range of each figure."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from questionnaires.model.base import Content, Id, Many, Number, Text, as_tuple
from questionnaires.model.details import Choice
from questionnaires.model.sources import Reference


class Dimension(Content):
    """A breakdown of figures with its categories; any text where none is listed."""

    id: Id
    name: Text
    categories: Many[Choice] = ()


class SeriesBreak(Content):
    """The first year from which figures of a statistic are not comparable with those before, and why."""

    year: Annotated[int, Field(ge=1900, le=2100)]
    text: Text


class Statistic(Content):
    """A figure that a country can hold. It is shown and checked, and never changes a maturity score."""

    id: Id
    name: Text
    unit: Text
    custodian: Text
    definition: Text
    series: str = ""
    breaks: Many[SeriesBreak] = ()
    """Breaks of the series, by year."""
    breakdowns: Many[Id] = ()
    minimum: Number | None = None
    """The lowest possible figure."""
    maximum: Number | None = None
    plausible: Annotated[tuple[Number, Number], BeforeValidator(as_tuple)] | None = None
    """The usual range; a figure outside raises a warning."""
    whole: bool = False
    """Whether the figure is a count."""
    zero: Literal["value", "missing"] = "value"
    """The meaning of a zero in published data of this series."""
    zero_note: str = ""
    clauses: Many[Id] = ()
    references: Many[Reference] = ()


class StatisticsFile(Content):
    """`statistics.yaml`."""

    dimensions: Many[Dimension] = ()
    statistics: Many[Statistic]
