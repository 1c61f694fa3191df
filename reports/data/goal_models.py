"""Types of the JSON export of what a plan closes: its goals, dangers left open, and what each emphasis would come to.

Docstrings are descriptions in the published schemas, as in `models.py`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from assessment import Emphasis, GoalKind, LinkState

CLOSED = ConfigDict(extra="forbid", use_attribute_docstrings=True)

Count = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class GoalRecord:
    """The plan's value in one goal."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    goal: GoalKind
    """The goal; each is reached as far as possible before the next (docs/methodology.md)."""
    value: int
    """Dangers or core gaps closed, or points weighted by how early; no unit."""
    bound: float | None
    """The most that any plan as good in the goals before could have."""
    proven: bool
    """True where no such plan has more."""


@dataclass(frozen=True, slots=True)
class ShortageRecord:
    """What a measure lacks."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    resource: str
    """`budget`, or the pillar or institution whose limit is reached."""
    place: int
    """For `budget` the year of money, else the quarter, counted from 0."""
    units: float
    """How much is missing: money, measures or person-months, as the resource is counted."""


@dataclass(frozen=True, slots=True)
class ClosedGapsRecord:
    """The gaps of one urgency that the plan closes and leaves open."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    closed: tuple[str, ...]
    """Ids of the indicators that the plan brings to their target."""
    left: tuple[str, ...]
    """Ids of those that it does not."""


@dataclass(frozen=True, slots=True)
class EmphasisRecord:
    """What a plan with one emphasis would come to within the same limits."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    emphasis: Emphasis
    """What that plan puts first."""
    dangers_closed: Count
    """Number of dangers at their target at its end."""
    dangers: Count
    """Number of dangers below their target today."""
    core_closed: Count
    """Number of other core gaps at their target at its end."""
    core: Count
    """Number of other core gaps today."""
    measures: Count
    """Number of measures in it."""
    score: float | None
    """The overall score at its end, in the units of the edition; null where too little is answered."""
    low: float | None
    """The lower bound of that score, same units; null where nothing is planned."""
    cost_low: float
    """Lower end of its cost."""
    cost_high: float
    """Upper end of its cost; open bands count with their lower end."""


@dataclass(frozen=True, slots=True)
class OpenDangerRecord:
    """A danger that the plan leaves open, and what would close it in addition to the plan."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    indicator: str
    """Id of the indicator."""
    measures: tuple[str, ...]
    """Ids of the measures that are missing; empty where none leads to the target."""
    cost: int
    """Their cost until the end of the plan, at the figure of each range that the budget is held against."""
    shortages: tuple[ShortageRecord, ...]
    """What they lack beside the plan."""
    months: int | None
    """Length of the plan that they need, where they take too long; else null."""
    blocked_by: tuple[str, ...]
    """Ids of the measures decided against or stopped that they wait for."""


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """An indicator at a level, without which a closed danger helps no child."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    indicator: str
    """Id of the indicator."""
    level: Count
    """The lowest level that it needs."""
    state: LinkState
    """Whether it stands today, is planned, is not in the plan, or is not known."""
    month: dt.date | None
    """First day of the month in which the plan reaches it; null where it does not, or where it stands today."""


@dataclass(frozen=True, slots=True)
class DangerChainRecord:
    """A danger that the plan closes on paper, and what it needs to work."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    indicator: str
    """Id of the danger."""
    closed_month: dt.date
    """First day of the month in which it is at its target."""
    works_month: dt.date | None
    """First day of the month in which all it needs stands too; null where the plan does not bring all."""
    needs: tuple[LinkRecord, ...]
    """What it needs."""
