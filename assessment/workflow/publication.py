"""What a country may publish of an assessment: its parts, and which are public. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import Standing
from translations import gettext as _


class PublicPart(StrEnum):
    """A part that the approver decides about by itself; in the order in which a reader meets them."""

    PROFILE = "profile"
    """Scores of the whole, the pillars and the invitations, with coverage and bounds."""
    ROADMAP = "roadmap"
    """Measures with their months, who leads and what they cost; milestones."""
    ANSWERS = "answers"
    """Level, status, reason and comment of each question."""
    EVIDENCE = "evidence"
    """The documents that are marked as public."""


def part_name(part: PublicPart) -> str:
    return {
        PublicPart.PROFILE: _("Profile"),
        PublicPart.ROADMAP: _("Roadmap"),
        PublicPart.ANSWERS: _("Answers"),
        PublicPart.EVIDENCE: _("Evidence list"),
    }[part]


def in_order(parts: Collection[str]) -> tuple[PublicPart, ...]:
    """The parts, each once, in the order in which a reader meets them.

    >>> in_order(["answers", "profile", "answers"])
    (<PublicPart.PROFILE: 'profile'>, <PublicPart.ANSWERS: 'answers'>)
    """
    return tuple(part for part in PublicPart if part in parts)


@dataclass(frozen=True, slots=True)
class Publication:
    """One decision about what is public: these parts of this snapshot; without parts it was retracted."""

    number: int
    parts: tuple[PublicPart, ...]
    snapshot: str
    """SHA-256 of the snapshot that the step froze; empty where it was retracted."""
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Published:
    """An assessment of which something is public now: where it stands, which parts, since when (UTC).

    Nothing in it says who decided, or under which id the assessment is kept.
    """

    country: str
    cycle: int
    standing: Standing
    parts: tuple[PublicPart, ...]
    at: dt.datetime
    key: str
    """Another for each publication; for what is kept between requests, never shown."""
