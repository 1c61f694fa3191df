"""What can lift an indicator from level to level, and what it takes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from questionnaires.model.base import Content, Id, Many, Text
from questionnaires.model.sources import Reference


class Lift(Content):
    """The steps of one indicator that a measure is needed for: from `from_level` up to `to_level`.

    A step from one level to the next is made when every measure that covers it is carried out.
    """

    indicator: Id
    from_level: Annotated[int, Field(ge=0)]
    to_level: Annotated[int, Field(ge=1)]

    def covers(self, low: int, high: int) -> bool:
        """Whether this lift is needed on the way from level `low` to level `high`."""
        return max(self.from_level, low) < min(self.to_level, high)


class Duration(Content):
    """Months a measure takes: at best, likely, at worst."""

    low: Annotated[int, Field(ge=1, le=240)]
    likely: Annotated[int, Field(ge=1, le=240)]
    high: Annotated[int, Field(ge=1, le=240)]


class RecurringCost(Content):
    """What a measure costs each year once it is carried out; no band is no cost worth counting."""

    effort: Id | None = None
    basis: Text


class Success(Content):
    """The indicator by which a country sees that a measure works."""

    name: Text
    unit: Text


class Risk(Content):
    """What can go wrong, and what to do about it."""

    risk: Text
    answer: Text


class Help(Content):
    """A kind of programme where help can be had, and for what; no promise in anybody's name."""

    kind: Id
    text: Text


class Example(Content):
    """What a named country did, as a source tells it."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    text: Text
    references: Annotated[Many[Reference], Field(min_length=1)]


class Measure(Content):
    """What can lift an indicator from level to level."""

    id: Id
    title: Text
    output: str = ""
    """What exists when it is done."""
    lifts: Lift
    months: Duration
    effort: Id
    basis: str = ""
    """How the band of effort was estimated."""
    recurring: RecurringCost | None = None
    lead: Id
    partners: Many[Id] = ()
    prerequisites: Many[str] = ()
    """Measures (`L02-a`) or levels (`L02>=2`) that must be there before it starts."""
    holds_at: Annotated[int, Field(ge=0)] | None = None
    """The level at which it can be taken as carried out by those that need it; default: `lifts.to_level`."""
    skill: str = ""
    proof: str = ""
    """What proves it done."""
    success: Success | None = None
    first_steps: Many[Text] = ()
    risks: Many[Risk] = ()
    help: Many[Help] = ()
    example: Example | None = None
    references: Many[Reference] = ()
    note: str = ""

    @property
    def holds_at_level(self) -> int:
        return self.lifts.to_level if self.holds_at is None else self.holds_at


class MeasuresFile(Content):
    """`measures.yaml`, or one of the files in `measures/`."""

    measures: Many[Measure]
