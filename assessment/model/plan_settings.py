"""Models of a country's plan: limits, decisions on single measures, progress. They check shape only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from assessment.model.base import FreeText, Record, ShortText, Year
from assessment.model.document_settings import DocumentSettings
from assessment.model.evidence import Evidence
from assessment.model.report_chapters import Chapter
from assessment.values.characters import has_glyph
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
    """Duration of a measure in this country, in months: lowest, likely, highest."""

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
    """Cost range of a measure in this country, in the currency of the plan: once, or per year."""

    low: Money
    high: Money

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            raise ValueError(_("has an upper end below the lower one. Exchange the two."))
        return self


class MeasureChoice(StrEnum):
    """Whether the planner may choose a measure, must include it, must leave it out, or leaves it out for now."""

    FREE = "free"
    MUST = "must"
    MAY_NOT = "may_not"
    NOT_NOW = "not_now"
    """Left out for the present, with a reason and the month in which to look at it again."""


class MeasureDecision(Record):
    """The country's decisions on one measure; the edition's values apply where a field is unset."""

    choice: Annotated[MeasureChoice, Field(strict=False)] = MeasureChoice.FREE
    by: Month | None = None
    """The month by whose end the measure must be done; makes it obligatory."""
    months: OwnDuration | None = None
    cost: OwnCost | None = None
    yearly_cost: OwnCost | None = None
    person_months: Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)] | None = None
    """Work of the leading institution over the whole measure."""
    lead: ShortText = ""
    """The leading body, where it has a name or differs from the edition's role."""
    funding: ShortText = ""
    """Source of the money."""
    reason: FreeText = ""
    look_again: Month | None = None
    """The month from which on a measure that is put off comes up again; with `NOT_NOW` only."""

    @model_validator(mode="after")
    def _put_off_with_reason(self) -> Self:
        if self.choice is not MeasureChoice.NOT_NOW:
            if self.look_again is not None:
                raise ValueError(
                    _(
                        "has a month to look again and is not put off. Delete the month, or put it off."
                    )
                )
        elif self.look_again is None:
            raise ValueError(_("is put off without a month. Say when to look at it again."))
        elif not has_glyph(self.reason):
            raise ValueError(_("is put off without a reason. Say in one sentence why not now."))
        return self

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if self.by is not None and self.choice is MeasureChoice.NOT_NOW:
            raise ValueError(_("is put off, and has a date to be done by. Delete one of the two."))
        if self.by is not None and self.choice is MeasureChoice.MAY_NOT:
            raise ValueError(
                _("must not be done, and has a date to be done by. Delete one of the two.")
            )
        return self

    @property
    def must(self) -> bool:
        """Whether the measure is obligatory, by choice or by its date."""
        return self.choice is MeasureChoice.MUST or self.by is not None


class MeasureStatus(StrEnum):
    """The progress of a measure while the plan is carried out."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


class MeasureProgress(Record):
    """The progress of one measure, as of `date`."""

    status: Annotated[MeasureStatus, Field(strict=False)]
    started: Month | None = None
    ended: Month | None = None
    date: dt.date | None = None
    note: FreeText = ""
    evidence: Many[Evidence] = ()
    reported_by: ShortText = ""
    """Id of the institution that reported it; empty where the coordinator said it."""

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
    """Limits of one institution (a role of the edition) per quarter; None is no limit."""

    at_once: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Measures that it leads in one quarter."""
    person_months: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)] | None = None
    """Its person-months a quarter."""


class AdoptedPlan(Record):
    """The dates of the adopted plan, the baseline of progress."""

    date: dt.date
    months: Mapping[ShortText, Span] = Field(default_factory=dict)
    """First and last month by measure."""


class Emphasis(StrEnum):
    """What a plan puts first (docs/methodology.md, section 11)."""

    DANGER_FIRST = "danger_first"
    BALANCED = "balanced"
    WIDEST_GAIN = "widest_gain"


AtOnce = Annotated[int, Field(ge=1, le=1000)]


class Load(Record):
    """Ceilings of what a country can have under way at once, in measures; None is no limit (docs/adr/0042).

    A limit in `capacity` takes the place of `lead` and `lead_agency` for its institution.
    """

    in_all: AtOnce | None = 20
    """Under way in one quarter."""
    first_year: AtOnce | None = 12
    """Under way in one quarter of the first year."""
    lead: AtOnce | None = 3
    """Led by one institution in one quarter."""
    lead_agency: AtOnce | None = 5
    """Led by the edition's lead agency in one quarter."""
    first_quarter: AtOnce | None = 8
    """Started in the first quarter in which measures can start."""


class PlanSettings(Record):
    """Settings of the roadmap; None is no limit. `at_once`: measures under way together in one pillar."""

    start: Month | None = None
    horizon_months: Annotated[int, Field(ge=12, le=60)] | None = 36
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    price_year: Year | None = None
    """Price year of budgets and own costs."""
    exchange_rate: Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)] | None = None
    """Units of `currency` per unit of the currency of the edition's bands."""
    budget_by_year: Many[Annotated[float, Field(ge=0, allow_inf_nan=False)]] = ()
    """In `currency`, by year of the plan or fiscal year; a year beyond the list has no limit."""
    fiscal_year_start: Annotated[int, Field(ge=1, le=12)] | None = None
    """Month in which a fiscal year begins; money is then counted by fiscal year. None: by year of the plan."""
    budget_figure: Literal["low", "middle", "high"] = "middle"
    """The point of a cost range that is compared with the budget."""
    at_once: Annotated[int, Field(ge=1, le=1000)] | None = 4
    load: Load = Load()
    """Ceilings of what is under way at once, of all institutions and of each."""
    emphasis: Annotated[Emphasis, Field(strict=False)] = Emphasis.DANGER_FIRST
    """What the plan puts first."""
    target_profile: ShortText = ""
    """Id of the edition's target profile in use; empty for the default target."""
    capacity: Mapping[ShortText, Capacity] = Field(default_factory=dict)
    """By role of the edition."""
    not_before: Month | None = None
    """For replanning: a measure that has not started yet starts in this month or later."""
    decisions: Mapping[ShortText, MeasureDecision] = Field(default_factory=dict)
    """By measure."""
    progress: Mapping[ShortText, MeasureProgress] = Field(default_factory=dict)
    """By measure."""
    adopted: AdoptedPlan | None = None
    reporting: Mapping[ShortText, ShortText] = Field(default_factory=dict)
    """Id of the institution that leads a measure of the adopted plan and reports its status, by measure."""
    reason: FreeText = ""
    """The reason for the plan: the alternatives and the arguments."""
    left_out: Many[Annotated[Chapter, Field(strict=False)]] = ()
    """Chapters left out of the country's document."""
    document: DocumentSettings = DocumentSettings()
    """Emblem, colours, foreword and paper of the country's documents."""

    def of_institution(self, institution: str) -> PlanSettings:
        """The part of a plan that an institution reports on: months, progress and reporting of the measures it leads.

        Nothing before a plan is adopted. All other settings have their defaults.
        """
        if self.adopted is None:
            return PlanSettings()
        months = self.adopted.months
        led = [key for key in months if self.reporting.get(key) == institution]
        return PlanSettings(
            adopted=self.adopted.model_copy(update={"months": {key: months[key] for key in led}}),
            progress={key: self.progress[key] for key in led if key in self.progress},
            reporting=dict.fromkeys(led, institution),
        )
