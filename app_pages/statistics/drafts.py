"""The figure that the visitor is editing, one at a time, and a conflict about it."""

from __future__ import annotations

from dataclasses import dataclass

from app_pages.shell import session
from assessment import Observation


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """Which figure of a statistic is being edited, and the revision it was opened from."""

    statistic: str
    place: int
    seen: int
    base: tuple[Observation, ...]
    """All figures of the statistic in that revision."""


@dataclass(frozen=True, slots=True)
class FigureConflict:
    """Two lists of figures of one statistic: the person's own, and the one someone else stored meanwhile."""

    mine: tuple[Observation, ...]
    theirs: tuple[Observation, ...]
    revision: int


def figure_conflict(assessment: str, statistic: str) -> FigureConflict | None:
    return session.kept("figure conflict").get((assessment, statistic))


def keep_figure_conflict(assessment: str, statistic: str, found: FigureConflict | None) -> None:
    session.kept("figure conflict")[assessment, statistic] = found


def figure_open(assessment: str, statistic: str) -> OpenFigure | None:
    found: OpenFigure | None = session.kept("figure").get((assessment, ""))
    return found if found is not None and found.statistic == statistic else None


def open_figure(assessment: str, opened: OpenFigure | None) -> None:
    session.kept("figure")[assessment, ""] = opened
