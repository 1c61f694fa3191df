"""What a country decides about its plan: limits, decisions on single measures, what became of them. Shape only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from assessment.model.base import FreeText, Record, ShortText, Year
from assessment.model.evidence import Evidence
from assessment.model.report_chapters import Chapter
from questionnaires import Many
from translations import gettext as _

Month = Annotated[str, Field(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$")]
"""A month as YYYY-MM."""

Money = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]

Months = Annotated[int, Field(ge=1, le=240)]


Span = Annotated[
    tuple[Month, Month],
    BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value),
]
"""First and last month; a list in files."""


class OwnDuration(Record):
    """Months a measure takes in this country: at best, likely, at worst."""

    low: Months
    likely: Months
    high: Months

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise ValueError(
                _("is not in order. Give low, likely and high, each at least the one before.")
            )
        return self


class OwnCost(Record):
    """What a measure costs in this country, in the currency of the plan: once, or each year."""

    low: Money
    high: Money

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            raise ValueError(_("has an upper end below the lower one. Exchange the two."))
        return self


class MeasureChoice(StrEnum):
    """Whether a measure is up to the planner, obligatory or ruled out."""

    FREE = "free"
    MUST = "must"
    MAY_NOT = "may_not"


class MeasureDecision(Record):
    """What the country decides about one measure; what is not said stays as the edition has it."""

    choice: Annotated[MeasureChoice, Field(strict=False)] = MeasureChoice.FREE
    by: Month | None = None
    """The last month by whose end it has to be done; makes it obligatory."""
    months: OwnDuration | None = None
    cost: OwnCost | None = None
    yearly_cost: OwnCost | None = None
    person_months: Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)] | None = None
    """Work of the leading institution over the whole measure."""
    lead: ShortText = ""
    """The body that leads, where it is another than the edition's role or has a name."""
    funding: ShortText = ""
    """Where the money comes from."""
    reason: FreeText = ""

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if self.by is not None and self.choice is MeasureChoice.MAY_NOT:
            raise ValueError(
                _("may not be done, and has a date to be done by. Delete one of the two.")
            )
        return self

    @property
    def must(self) -> bool:
        return self.choice is MeasureChoice.MUST or self.by is not None


class MeasureStatus(StrEnum):
    """Where a measure stands once the plan is carried out."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


class MeasureProgress(Record):
    """What became of one measure, as of `date`."""

    status: Annotated[MeasureStatus, Field(strict=False)]
    started: Month | None = None
    ended: Month | None = None
    date: dt.date | None = None
    note: FreeText = ""
    evidence: Many[Evidence] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.status is MeasureStatus.UNDER_WAY and self.started is None:
            raise ValueError(_("is under way without a month. Say when it started."))
        if self.status is MeasureStatus.DONE and self.ended is None:
            raise ValueError(_("is done without a month. Say when it ended."))
        if self.started and self.ended and self.started > self.ended:
            raise ValueError(_("ended before it started. Check the two months."))
        return self


class Capacity(Record):
    """What one institution (a role of the edition) can bear at a time; None is no limit."""

    at_once: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Measures it leads in one quarter."""
    person_months: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)] | None = None
    """Its person-months a quarter."""


class AdoptedPlan(Record):
    """The dates of the plan that was adopted, against which progress is measured."""

    date: dt.date
    months: Mapping[ShortText, Span] = Field(default_factory=dict)
    """First and last month by measure."""


class PlanSettings(Record):
    """Within what limits the roadmap is planned; None is no limit. `at_once`: measures together in one pillar."""

    start: Month | None = None
    horizon_months: Annotated[int, Field(ge=12, le=60)] | None = 36
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    price_year: Year | None = None
    """Year of the prices in which budgets and own costs are given."""
    exchange_rate: Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)] | None = None
    """How much of `currency` one unit of the currency of the edition's bands is."""
    budget_by_year: Many[Annotated[float, Field(ge=0, allow_inf_nan=False)]] = ()
    """In `currency`, by year of the plan; a year that is not named has no limit."""
    budget_figure: Literal["low", "middle", "high"] = "middle"
    """Which figure of a range of costs is held against the budget."""
    at_once: Annotated[int, Field(ge=1, le=1000)] | None = 4
    capacity: Mapping[ShortText, Capacity] = Field(default_factory=dict)
    """By role of the edition."""
    not_before: Month | None = None
    """Where the plan is made anew: nothing that has not begun starts before this month."""
    decisions: Mapping[ShortText, MeasureDecision] = Field(default_factory=dict)
    """By measure."""
    progress: Mapping[ShortText, MeasureProgress] = Field(default_factory=dict)
    """By measure."""
    adopted: AdoptedPlan | None = None
    reason: FreeText = ""
    """Why the plan is as it is: what was weighed, and what spoke for it."""
    left_out: Many[Annotated[Chapter, Field(strict=False)]] = ()
    """Chapters that the country leaves out of its document."""
