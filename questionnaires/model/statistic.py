"""The catalogue of statistics: what a figure means, who keeps it, and in what range it can lie."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from questionnaires.model.base import Content, Id, Many, Number, Text, as_tuple
from questionnaires.model.details import Choice
from questionnaires.model.sources import Reference


class Dimension(Content):
    """A way in which a figure can be broken down, and its categories; none listed means any text."""

    id: Id
    name: Text
    categories: Many[Choice] = ()


class Statistic(Content):
    """A figure that a country can hold. It is shown and checked, and never moves a score of maturity."""

    id: Id
    name: Text
    unit: Text
    custodian: Text
    definition: Text
    series: str = ""
    breakdowns: Many[Id] = ()
    minimum: Number | None = None
    """The lowest figure that is possible at all."""
    maximum: Number | None = None
    plausible: Annotated[tuple[Number, Number], BeforeValidator(as_tuple)] | None = None
    """Outside of these two a person is asked to look again."""
    whole: bool = False
    """True where it is a count."""
    zero: Literal["value", "missing"] = "value"
    """How a zero in published data of this series is to be read."""
    zero_note: str = ""
    clauses: Many[Id] = ()
    references: Many[Reference] = ()


class StatisticsFile(Content):
    """`statistics.yaml`."""

    dimensions: Many[Dimension] = ()
    statistics: Many[Statistic]
