"""The types of public data. Every public byte is made from a `PublicRecord`, so nothing else can be published.

The docstrings of the types are published as descriptions in the OpenAPI document.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

SCHEMA = "urn:cop-toolkit:schema:publication:1"
"""The number rises when a field changes its meaning or is removed, not when one is added."""


@dataclass(frozen=True, slots=True)
class PublicScore:
    """A score of the whole, a pillar or an invitation, unrounded, with coverage and bounds. Never of one question."""

    id: str
    kind: Literal["overall", "pillar", "invitation"]
    name: str
    score: float | None
    low: float | None
    high: float | None
    coverage: float
    not_applicable: int
    """Questions taken out of the score because they were answered as not applicable."""


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    """A measure of the roadmap: months as YYYY-MM, costs in the currency of the record; None is an open end."""

    measure: str
    title: str
    pillar: str
    phase: str
    lead: str
    status: str
    start: str
    end: str
    safe_end: str
    cost_low: float
    cost_high: float | None
    yearly_low: float
    yearly_high: float | None
    funding: str


@dataclass(frozen=True, slots=True)
class PublicMilestone:
    """An indicator reaches a level by the end of a month (YYYY-MM)."""

    indicator: str
    question: str
    level: int
    month: str


@dataclass(frozen=True, slots=True)
class PublicRoadmap:
    """What is planned from `start` (YYYY-MM) on."""

    start: str
    currency: str
    measures: tuple[PublicMeasure, ...]
    milestones: tuple[PublicMilestone, ...]


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """What the country says about one question; `descriptor` is the sentence of its level."""

    indicator: str
    pillar: str
    question: str
    status: str
    level: int | None
    level_name: str
    descriptor: str
    value: float | None
    reason: str
    comment: str


@dataclass(frozen=True, slots=True)
class PublicEvidence:
    """A document that is marked as public, and the question it supports. Files themselves are never public."""

    indicator: str
    title: str
    type: str
    issuer: str
    url: str | None
    date: dt.date | None
    year: int | None
    language: str
    place: str
    confidence: str | None


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """A figure of a statistic for one year, in total or of the group that `breakdown` names; never its note.

    `value` is None where the country says in `status` that it is not collected or not known.
    """

    statistic: str
    name: str
    unit: str
    breakdown: dict[str, str]
    group: str
    """The categories of `breakdown` in words; empty for the total."""
    year: int | None
    value: float | None
    status: str
    source: str
    url: str | None


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """All public data of one assessment. A part that was not chosen is None."""

    schema: str
    country: str
    country_name: str
    cycle: int
    edition: str
    edition_title: str
    questionnaire: str
    standing: str
    published: dt.datetime
    levels: str
    """The origin of the levels, and the number of them that an expert has reviewed."""
    parts: tuple[str, ...]
    profile: tuple[PublicScore, ...] | None = None
    roadmap: PublicRoadmap | None = None
    answers: tuple[PublicAnswer, ...] | None = None
    evidence: tuple[PublicEvidence, ...] | None = None
    figures: tuple[PublicFigure, ...] | None = None

    @property
    def address(self) -> str:
        """The permanent address below the repository, `KEN/2026`."""
        return f"{self.country}/{self.cycle}"


RECORD = TypeAdapter(PublicRecord)


def to_json_values(record: PublicRecord) -> dict[str, Any]:
    """The record as values that JSON can hold, without the parts that were not chosen."""
    values: dict[str, Any] = RECORD.dump_python(record, mode="json")
    return {key: value for key, value in values.items() if value is not None}


def as_json(value: object) -> bytes:
    """The value as JSON in UTF-8; NaN and infinity raise ValueError."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
