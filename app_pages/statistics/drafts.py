"""Unsaved state of the statistics page in the session: the observation being edited, and edit conflicts."""

from __future__ import annotations

from dataclasses import dataclass

from app_pages.shell import session
from assessment import Observation


@dataclass(frozen=True, slots=True)
class OpenObservation:
    """The observation being edited."""

    statistic: str
    index: int
    """Index in `base`; that of a new observation equals their number."""
    revision: int
    """Revision of the statistic's observations that the edit is based on."""
    base: tuple[Observation, ...]
    """All observations of the statistic in that revision."""


@dataclass(frozen=True, slots=True)
class ObservationsConflict:
    """Two lists of observations of one statistic: the user's own, and the one stored by someone else since."""

    mine: tuple[Observation, ...]
    theirs: tuple[Observation, ...]
    revision: int


def get_conflict(assessment: str, statistic: str) -> ObservationsConflict | None:
    """Return the unresolved conflict of a statistic, or None."""
    return session.entries("figure conflict").get((assessment, statistic))


def set_conflict(assessment: str, statistic: str, conflict: ObservationsConflict | None) -> None:
    """Set the conflict of a statistic; None removes it."""
    session.entries("figure conflict")[assessment, statistic] = conflict


def get_open_observation(assessment: str, statistic: str) -> OpenObservation | None:
    """Return the observation being edited, where it belongs to the statistic; else None."""
    opened: OpenObservation | None = session.entries("figure").get((assessment, ""))
    return opened if opened is not None and opened.statistic == statistic else None


def set_open_observation(assessment: str, opened: OpenObservation | None) -> None:
    """Set the observation being edited; None closes the editor."""
    session.entries("figure")[assessment, ""] = opened
