"""Milestones of the plan by half-year: the levels reached, those of dangers and core indicators in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from assessment import Milestone
from reports.analysis import Analysis
from reports.formats import format_month_short
from reports.sections.labels import named_question
from translations import gettext as _

MILESTONE_LENGTH = 54
"""Largest number of characters of a question among the milestones."""


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """The levels reached in a half-year: their number, and those of dangers and core indicators in words."""

    when: str
    count: str
    reached: tuple[str, ...]


def milestone_rows(analysis: Analysis) -> Iterator[MilestoneRow]:
    """Yield a row for each half-year of the plan in which a level is reached."""
    for (year, half), items in groupby(analysis.roadmap.milestones, key=lambda item: _half(item)):
        reached = tuple(items)
        when = _("June {year}") if half == 0 else _("December {year}")
        yield MilestoneRow(
            when.format(year=year),
            str(len(reached)),
            tuple(_milestone(analysis, item) for item in reached if _is_urgent(analysis, item)),
        )


def _half(item: Milestone) -> tuple[int, int]:
    """Year and half-year, 0 or 1, of a milestone."""
    return item.date.year, (item.date.month - 1) // 6


def _is_urgent(analysis: Analysis, item: Milestone) -> bool:
    indicator = analysis.edition.indicators[item.indicator_id]
    return indicator.severe or indicator.core


def _milestone(analysis: Analysis, item: Milestone) -> str:
    indicator = analysis.edition.indicators[item.indicator_id]
    question = named_question(analysis.edition, indicator.id, MILESTONE_LENGTH)
    dates = analysis.risk.milestones.get((item.indicator_id, item.level))
    if dates is None or dates.safe <= dates.planned:
        return _("{question}: level {level}").format(question=question, level=item.level)
    return _("{question}: level {level}, safely {month}").format(
        question=question, level=item.level, month=format_month_short(dates.safe)
    )
