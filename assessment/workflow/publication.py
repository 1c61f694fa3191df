"""The parts of an assessment that a country may publish, and decisions about them. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import Standing
from translations import gettext as _


class PublicPart(StrEnum):
    """A part that the approver publishes separately; in the order of the public pages."""

    PROFILE = "profile"
    """Scores of the whole, the pillars and the invitations, with coverage and bounds."""
    ROADMAP = "roadmap"
    """Measures with their months, who leads and what they cost; milestones."""
    ANSWERS = "answers"
    """Level, status, reason and comment of each question."""
    EVIDENCE = "evidence"
    """Documents marked as public."""
    FIGURES = "figures"
    """Figures of the statistics, with year and source."""


def part_name(part: PublicPart) -> str:
    """The label of a part in the current language."""
    return {
        PublicPart.PROFILE: _("Profile"),
        PublicPart.ROADMAP: _("Roadmap"),
        PublicPart.ANSWERS: _("Answers"),
        PublicPart.EVIDENCE: _("Evidence list"),
        PublicPart.FIGURES: _("Figures"),
    }[part]


def ordered_parts(parts: Collection[str]) -> tuple[PublicPart, ...]:
    """The parts named by `parts`, each once, in the order of `PublicPart`.

    >>> ordered_parts(["answers", "profile", "answers"])
    (<PublicPart.PROFILE: 'profile'>, <PublicPart.ANSWERS: 'answers'>)
    """
    return tuple(part for part in PublicPart if part in parts)


@dataclass(frozen=True, slots=True)
class Publication:
    """One decision to publish `parts` of a snapshot; without parts a retraction."""

    number: int
    parts: tuple[PublicPart, ...]
    snapshot: str
    """SHA-256 of the snapshot that the transition froze; empty for a retraction."""
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Published:
    """An assessment with public parts: its country, cycle and standing, the parts and the time of the decision (UTC).

    Holds neither the author of the decision nor the id of the assessment.
    """

    country: str
    cycle: int
    standing: Standing
    parts: tuple[PublicPart, ...]
    at: dt.datetime
    key: str
    """Unique per publication; a cache key, never shown."""
