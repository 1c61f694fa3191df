"""Models of measures: the levels they lift, their duration, cost, risks and proof."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from questionnaires.model.base import Amount, Content, Id, Many, Text
from questionnaires.model.sources import Reference


class Lift(Content):
    """The steps of one indicator that a measure is needed for: from `from_level` up to `to_level`.

    A step from one level to the next is made when every measure that covers it is carried out.
    """

    indicator: Id
    from_level: Annotated[int, Field(ge=0)]
    to_level: Annotated[int, Field(ge=1)]

    def covers(self, low: int, high: int) -> bool:
        """Whether this lift is needed to get from level `low` to level `high`."""
        return max(self.from_level, low) < min(self.to_level, high)


class Duration(Content):
    """Duration of a measure in months: lowest, likely, highest."""

    low: Annotated[int, Field(ge=1, le=240)]
    likely: Annotated[int, Field(ge=1, le=240)]
    high: Annotated[int, Field(ge=1, le=240)]


class AmountRange(Content):
    """A range of money in the currency of the bands of effort."""

    low: Amount
    high: Amount


class SizeCost(Content):
    """A cost that grows with the country: `fixed`, and `unit` for each of a share of the driver's number."""

    driver: Id
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    unit: AmountRange
    fixed: AmountRange = AmountRange(low=0, high=0)


class RecurringCost(Content):
    """Yearly cost of a measure once it is carried out; negligible without a band and without a cost by size."""

    effort: Id | None = None
    by_size: SizeCost | None = None
    basis: Text


class Success(Content):
    """The indicator that shows whether a measure works."""

    name: Text
    unit: Text


class Risk(Content):
    """A risk of a measure, and the response to it."""

    risk: Text
    answer: Text


class Help(Content):
    """A kind of programme that can help, and with what; no promise of any provider."""

    kind: Id
    text: Text


class Example(Content):
    """An example of a named country, with its source."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    text: Text
    references: Annotated[Many[Reference], Field(min_length=1)]


class Measure(Content):
    """An action that lifts an indicator from level to level."""

    id: Id
    title: Text
    output: str = ""
    """The result that exists once the measure is done."""
    lifts: Lift
    months: Duration
    effort: Id
    basis: str = ""
    """How the band of effort, or the cost by size, was estimated."""
    by_size: SizeCost | None = None
    """The cost in place of the band's, where it depends on the size of the country; the band stays the effort."""
    recurring: RecurringCost | None = None
    lead: Id
    partners: Many[Id] = ()
    prerequisites: Many[str] = ()
    """Measures (`L02-a`) or levels (`L02>=2`) required before it starts."""
    holds_at: Annotated[int, Field(ge=0)] | None = None
    """The level at which it counts as done for the measures that require it; default: `lifts.to_level`."""
    until: Id | None = None
    """Makes it an urgent act: an interim arrangement for the first 90 days, not needed once this measure is done."""
    skill: str = ""
    proof: str = ""
    """Proof that the measure is done."""
    success: Success | None = None
    first_steps: Many[Text] = ()
    risks: Many[Risk] = ()
    help: Many[Help] = ()
    example: Example | None = None
    references: Many[Reference] = ()
    note: str = ""

    @property
    def holds_at_level(self) -> int:
        """`holds_at`, or its default `lifts.to_level`."""
        return self.lifts.to_level if self.holds_at is None else self.holds_at


class MeasuresFile(Content):
    """`measures.yaml`, or one of the files in `measures/`."""

    measures: Many[Measure]
