"""Types of the JSON of the report on Resolution 179; its published schema is generated from them.

Docstrings are descriptions in the published schema, as in `models.py`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from assessment import MeasureStatus, Standing
from assessment.workflow.level_basis import BasisKind
from reports.data.goal_models import CLOSED, Count
from reports.resolution_report.dangers import DangerState
from reports.resolution_report.movement import Direction

RESOLUTION_SCHEMA: Literal["urn:cop-toolkit:schema:resolution:1"] = (
    "urn:cop-toolkit:schema:resolution:1"
)

Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class CycleRecord:
    """One of the cycles that the report rests on."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    cycle: int
    """Year of the cycle."""
    edition: str
    """Id of the edition that was answered."""
    edition_hash: str
    """Hash of the edition's content."""
    profile: str
    """Which of the edition's questions were asked."""
    standing: Standing
    """Origin of the answers: the country's, compiled from public sources (illustrative), or invented (training)."""
    levels: BasisKind
    """Which levels of the cycle are used: the country's own, under review, agreed with an expert, or withdrawn."""


@dataclass(frozen=True, slots=True)
class ComparedRecord:
    """Both cycles on the questions that mean the same and have a level in both."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    questions: Count
    """Number of these questions."""
    rose: Count
    """Number of those with a higher level now."""
    fell: Count
    """Number of those with a lower level now."""
    score_before: float | None
    """Score of the former cycle by the weights of the newest edition, unrounded; null where nothing is common."""
    score_now: float | None
    """Score of the newest cycle on the same questions."""
    share: Share
    """Share of the newest edition's weight that they carry, 0 to 1."""


@dataclass(frozen=True, slots=True)
class ClauseScoreRecord:
    """The score of one invitation in one cycle, by its own edition."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    score: float | None
    """Unrounded, in the units of its edition (2026: 0 to 1); null where too little is answered for a score."""
    low: float | None
    """The score if everything missing stood at the lowest level; null where no question applies."""
    high: float | None
    """The score if everything missing stood at the top level; null where no question applies."""


@dataclass(frozen=True, slots=True)
class MovementRecord:
    """One question of an invitation in both cycles."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    indicator: str
    """Id of the question."""
    before: int | None
    """Level in the former cycle; null without one, and where it was not asked or meant another thing."""
    now: int | None
    """Level in the newest cycle; null without one."""
    asked_before: bool
    """Whether the former cycle asked it with the same meaning."""


@dataclass(frozen=True, slots=True)
class ReportedMeasureRecord:
    """A measure of the plan as the follow-up reports it."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    measure: str
    """Id of the measure."""
    status: MeasureStatus
    """What was last reported: done, under way or stopped."""
    started: str | None
    """First month, YYYY-MM; null where it is not known."""
    ended: str | None
    """Last month, YYYY-MM; null where it has not ended or is not known."""


@dataclass(frozen=True, slots=True)
class InvitationRecord:
    """One invitation of the resolution."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    clause: str
    """Code of the clause, such as MS1."""
    direction: Direction | None
    """How the levels of its questions moved; null where there is one cycle."""
    score_before: ClauseScoreRecord | None
    """In the former cycle; null without one, and where no question of it was asked."""
    score_now: ClauseScoreRecord | None
    """In the newest cycle; null where no question of it is asked."""
    movements: tuple[MovementRecord, ...]
    """Its questions with levels; empty where there is one cycle."""
    measures: tuple[ReportedMeasureRecord, ...]
    """What was done: its measures that the follow-up reports as done, under way or stopped."""
    statistics: tuple[str, ...]
    """Ids of the statistics that serve it."""
    gaps: tuple[str, ...]
    """Ids of its questions below their targets, the most urgent first."""
    planned: tuple[str, ...]
    """Ids of its planned measures that have not started, by start."""


@dataclass(frozen=True, slots=True)
class DangerChangeRecord:
    """What became of one danger to children."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    danger: str
    """Id of the question."""
    state: DangerState
    """Open or closed before and now, by the targets of the newest cycle."""


@dataclass(frozen=True, slots=True)
class ResolutionRecord:
    """The national report on the implementation of Resolution 179 as data."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    schema: Annotated[
        Literal["urn:cop-toolkit:schema:resolution:1"], Field(serialization_alias="$schema")
    ]
    """Names this schema, which is reports/schema/resolution.json."""
    country: str
    """Code of ISO 3166-1 with three letters."""
    date: dt.date
    """Day of the report."""
    clause_version: str
    """Version of the resolution that the clauses of the newest edition follow."""
    former: CycleRecord | None
    """The former cycle; null where the report rests on one cycle."""
    newest: CycleRecord
    """The newest cycle."""
    compared: ComparedRecord | None
    """What both cycles have in common; null where there is one cycle."""
    changes_in_danger: tuple[DangerChangeRecord, ...]
    """Each danger that the newest cycle asks about and that applies."""
    invitations: tuple[InvitationRecord, ...]
    """Each invitation, in the order of the edition."""
