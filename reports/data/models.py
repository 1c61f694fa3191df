"""Types of the JSON export of scores and plan, with units; the published schemas are generated from them.

Docstrings of classes and fields are the descriptions in the schemas, and class names are keys of their `$defs`.
Months are given by their first day. Money is in the currency named in the document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from assessment import (
    Emphasis,
    LeftOut,
    MeasureStatus,
    PhaseId,
    PlanStanding,
    RequirementKind,
    Standing,
)
from assessment.planning.costs import CostBasis
from assessment.workflow.level_basis import BasisKind
from reports.data.goal_models import (
    CLOSED,
    ClosedGapsRecord,
    Count,
    DangerChainRecord,
    EmphasisRecord,
    GoalRecord,
    OpenDangerRecord,
    ShortageRecord,
)

DOCUMENT_SCHEMA: Literal["urn:cop-toolkit:schema:document:1"] = "urn:cop-toolkit:schema:document:1"
"""Names the shape of the whole document; the number at its end rises when a key changes its meaning or goes."""

Share = Annotated[float, Field(ge=0, le=1)]
Money = Annotated[float, Field(ge=0)]
Level = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """The score of one node of the tree, of one clause or of one other view."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    id: str
    """Id in the edition, or `overall`."""
    kind: Literal["overall", "group", "indicator", "clause", "view"]
    """What the node is; a group is a pillar or a part of one."""
    score: float | None
    """Unrounded, in the units of the edition (edition 2026: 0 to 1); null where too little is answered."""
    low: float | None
    """The score if everything missing stood at the lowest level, same units; null where nothing is applicable."""
    high: float | None
    """The score if everything missing stood at the top level, same units; null where nothing is applicable."""
    coverage: Share
    """Answered share of the weight, 0 to 1."""
    answered: Count
    """Number of indicators with an answer that counts."""
    total: Count
    """Number of indicators that are applicable."""
    not_applicable: Count
    """Number of indicators taken out because they were answered as not applicable."""
    band: str
    """Name of the edition's band in which the score lies; empty where there is none."""


@dataclass(frozen=True, slots=True)
class QualityRecord:
    """How good the schedule is."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    worth: int
    """Objective of the plan: points of priority, weighted by time (docs/methodology.md); no unit."""
    bound: float | None
    """The most that any plan within these limits could gain, same points; null where no optimum was looked for."""
    proven: bool
    """True where the plan is proven to be the best in every goal."""
    greedy_worth: int
    """What a plan gains that takes the most urgent first, same points."""
    emphasis: Emphasis
    """What the plan puts first."""
    goals: tuple[GoalRecord, ...]
    """The plan's value in each goal, in order; empty where no optimum was looked for."""


@dataclass(frozen=True, slots=True)
class WishRecord:
    """A decision or a limit that takes part in a conflict."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    kind: RequirementKind
    """The kind of requirement or limit."""
    id: str
    """The measure, or the institution whose capacity it is; empty for budget and horizon."""
    place: int
    """For `by` and `horizon` the quarter, for `budget` the year of money, both counted from 0; else 0."""


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """A measure that the country plans."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    measure: str
    """Id of the measure in the edition."""
    pillar: str
    """Id of its pillar."""
    phase: PhaseId
    """The wave of the roadmap."""
    lead: str
    """Id of the role that leads by the edition."""
    lead_name: str
    """The body that leads, as the country names it; empty where it did not."""
    effort: str
    """Id of the edition's band of effort."""
    indicator: str
    """Id of the indicator that the measure lifts."""
    from_level: Level
    """Level from which this plan uses the measure."""
    to_level: Level
    """Level to which this plan uses the measure; of an urgent act, what it reaches alone."""
    shared_with: tuple[str, ...]
    """Ids of the other measures that the same steps need: the level is reached when all are done."""
    until: str
    """Of an act of the first 90 days, the id of the measure that takes its place; else empty."""
    start_quarter: int
    """First quarter, 0 at the start of the plan; below 0 where the measure began earlier."""
    quarters: Count
    """Length in quarters."""
    start: dt.date
    """First day of the first quarter."""
    end_month: dt.date
    """First day of the last month as planned."""
    likely_end_month: dt.date
    """First day of the month by which half of the drawn courses have ended."""
    safe_end_month: dt.date
    """First day of the month by which four in five of the drawn courses have ended."""
    months_low: Count
    """Duration at best, months."""
    months_likely: Count
    """Duration, likely, months."""
    months_high: Count
    """Duration at worst, months."""
    status: MeasureStatus
    """The status of the measure."""
    cost_low: Money
    """Cost once, lower end, money."""
    cost_high: Money | None
    """Cost once, upper end, money; null where it is open."""
    yearly_low: Money
    """Cost a year from its end on, lower end, money a year."""
    yearly_high: Money | None
    """Cost a year from its end on, upper end, money a year; null where it is open."""
    cost_basis: CostBasis
    """Origin of the cost once: `own` of the country, `size` with its own number, `size_rough` with a default, `band`, `none`."""
    funding: str
    """Where the money comes from, as the country names it; empty where nobody has decided."""
    prerequisites: tuple[str, ...]
    """Ids of the planned measures it waits for."""
    assumptions: tuple[str, ...]
    """Conditions such as `O03>=2` that rest on an indicator without an answer."""
    priority: float
    """Priority of its gap: danger, then distance, then core (docs/methodology.md); no unit."""
    on_longest_chain: bool
    """True where a delay moves the end of the plan."""
    bundle: str
    """Id of the bundle of measures that end with it and go through one procedure; empty without one."""
    carried_by: str
    """Id of the measure that carries the procedure, where `cost_low` and `cost_high` are what this one adds; else empty."""


@dataclass(frozen=True, slots=True)
class MilestoneRecord:
    """An indicator reaches a level."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    quarter: int
    """Quarter at whose end it is reached, 0 at the start of the plan."""
    date: dt.date
    """First day of that quarter's last month."""
    likely_month: dt.date | None
    """First day of the month by which half of the drawn courses reach it; null where none was drawn."""
    safe_month: dt.date | None
    """First day of the month by which four in five reach it; null where none was drawn."""
    indicator: str
    """Id of the indicator."""
    level: Level
    """The level it reaches."""
    measures: tuple[str, ...]
    """Ids of the measures that end then and lift it."""


@dataclass(frozen=True, slots=True)
class UnplannedRecord:
    """A measure that leads to a target and is not in the plan."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    measure: str
    """Id of the measure."""
    why: LeftOut
    """Why it is left out."""
    does_not_fit: bool
    """Whether it is for want of money, people or time, its own or that of what it waits for; false where the country chose."""
    months_needed: Count | None
    """The horizon it would need, months; null where no horizon helps or none is asked for."""
    waits_for: tuple[str, ...]
    """Ids of the prerequisites that are left out."""
    instead: tuple[str, ...]
    """For `other_option` ids of the measures that the plan takes in its place; for `bundle` of those with which it would have to end."""
    shortages: tuple[ShortageRecord, ...]
    """The shortages at the start with the smallest shortage."""
    look_again: str | None
    """For `put_off` the month in which to look at it again, as YYYY-MM; null otherwise."""


@dataclass(frozen=True, slots=True)
class RaisedTargetRecord:
    """An indicator that has to rise above its own target."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    indicator: str
    """Id of the indicator."""
    from_target: Level
    """The level it was to reach."""
    to_target: Level
    """The level it has to reach."""
    needed_by: str
    """Id of the measure that needs it."""


@dataclass(frozen=True, slots=True)
class UncoveredRecord:
    """A step for which the edition has no measure."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    indicator: str
    """Id of the indicator."""
    level: Level
    """The level that no measure leads to."""


@dataclass(frozen=True, slots=True)
class PathRecord:
    """The overall score when everything up to the end of a quarter is carried out."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    quarter: Count
    """The quarter, 0 at the start of the plan."""
    score: float | None
    """The overall score, in the units of the edition; null where too little is answered."""
    low: float | None
    """Its lower bound, same units; null where nothing is applicable."""


@dataclass(frozen=True, slots=True)
class YearCostRecord:
    """Cost of one year of the plan, four quarters from its start, or of one fiscal year."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    year: Annotated[int, Field(ge=1)]
    """The year, from 1."""
    start: dt.date
    """Its first day in the plan."""
    fiscal_year: str
    """The fiscal year, such as 2027/28; empty where money is counted by years of the plan."""
    low: Money
    """Lower end of once and yearly together, money."""
    high: Money
    """Upper end of once and yearly together, money; an open end counts with its lower end."""
    once_low: Money
    """Of `low`, what is spent once, money."""
    once_high: Money
    """Of `high`, what is spent once, money."""
    open_ended: Count
    """Number of measures that start in this year and have no upper end."""
    budget: Money | None
    """The budget, in the plan's own currency (`budget_currency`); null where none was given."""


@dataclass(frozen=True, slots=True)
class FundingRecord:
    """What one source of funding is to pay over the plan."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    source: str
    """The source, as the country names it; empty for what nobody is named for yet."""
    measures: Count
    """Number of measures."""
    low: Money
    """Lower end, money."""
    high: Money
    """Upper end, money; an open end counts with its lower end."""


@dataclass(frozen=True, slots=True)
class RoadmapRecord:
    """The plan, unrounded, with ids instead of texts."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    start: dt.date
    """First day of the plan."""
    standing: PlanStanding
    """`plan`; `sketch` where too little is answered for one; `withheld` where nothing is planned for that reason."""
    answer_first: tuple[str, ...]
    """Ids of the questions to answer before it is a plan, the one that can change most first."""
    quarters: Count
    """Length of the plan in quarters."""
    quality: QualityRecord
    """What the schedule gains, and the most that any could."""
    conflicts: tuple[tuple[WishRecord, ...], ...]
    """Each list: decisions and limits that can't all be kept."""
    actions: tuple[ActionRecord, ...]
    """What is planned, by start."""
    milestones: tuple[MilestoneRecord, ...]
    """What is reached, by date."""
    unplanned: tuple[UnplannedRecord, ...]
    """What leads to a target and is not in the plan."""
    raised_targets: tuple[RaisedTargetRecord, ...]
    """Targets raised because a measure elsewhere needs it."""
    uncovered: tuple[UncoveredRecord, ...]
    """Steps without a measure."""
    path: tuple[PathRecord, ...]
    """The overall score by quarter."""
    dangers: ClosedGapsRecord
    """Gaps of the indicators without which a child may be in danger."""
    core: ClosedGapsRecord
    """Gaps of the other core indicators."""
    open_dangers: tuple[OpenDangerRecord, ...]
    """What each danger left open lacks."""
    chains: tuple[DangerChainRecord, ...]
    """What each danger that the plan closes needs besides, in order to help a child."""
    emphases: tuple[EmphasisRecord, ...]
    """What each emphasis would come to."""
    costs: tuple[YearCostRecord, ...]
    """Cost by plan year."""
    funding: tuple[FundingRecord, ...]
    """Cost of the whole plan by source of funding; the sums equal those by year."""


@dataclass(frozen=True, slots=True)
class LevelsRecord:
    """Origin of the levels, and outcome of the review."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    kind: BasisKind
    """The country's own, under review, agreed with an expert, or withdrawn."""
    agreed_on: dt.date | None
    """Day of the agreement; null where there is none or it is unknown."""
    looked_at: int | None
    """Indicators that the expert looked at; null where unknown."""
    taken_over: int | None
    """Levels of the expert's that the country took over; null where unknown."""
    both_kept: int | None
    """Indicators on which both kept their level, so that the country's counts; null where unknown."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """Plan and scores of one assessment, together."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    schema: Annotated[
        Literal["urn:cop-toolkit:schema:document:1"], Field(serialization_alias="$schema")
    ]
    """Names this schema: the `$id` of reports/schema/document.json."""
    country: str
    """ISO 3166-1 code of three letters."""
    edition: str
    """Id of the edition that was answered."""
    edition_hash: str
    """Hash of the edition's content."""
    cycle: int
    """Year of the cycle."""
    profile: str
    """Which of the edition's questions were asked."""
    target_profile: str
    """Id of the edition's set of targets in use; empty where there is none."""
    standing: Standing
    """Origin of the answers: the country's, compiled from public sources (illustrative), or invented (training)."""
    levels: LevelsRecord
    """Which levels scores and plan rest on."""
    date: dt.date
    """Day on which the document was made, as printed on it."""
    currency: str
    """ISO 4217 code of all money but budgets."""
    price_year: int
    """Year of the prices."""
    budget_currency: str
    """ISO 4217 code of the budgets; another than `currency` where no rate of exchange was given."""
    scores: tuple[NodeRecord, ...]
    """Every node, clause and other view, from the top."""
    plan: RoadmapRecord
    """The roadmap."""
