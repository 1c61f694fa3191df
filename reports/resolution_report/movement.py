"""How the level of a question, and of the questions of an invitation, moved between two cycles. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessment import Assessment
from assessment.cycles.comparison import Comparison
from questionnaires import Indicator
from translations import gettext as _


class Direction(StrEnum):
    """How the levels of an invitation's questions moved; only questions with a level in both cycles decide it."""

    MORE = "more"
    LESS = "less"
    BOTH = "both"
    """Some levels rose and others fell."""
    SAME = "same"
    NOT_ASKED_BEFORE = "not_asked_before"
    """No question of it was asked before, or none means the same."""
    NOT_COMPARABLE = "not_comparable"
    """Asked in both cycles, and no question has a level in both."""
    NO_QUESTION = "no_question"
    """The edition, or the profile of the newest cycle, has no question that answers it."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One question: its level before and now, None without one; `was_asked` is false where it is new or means another thing."""

    indicator: Indicator
    before: int | None
    now: int | None
    was_asked: bool

    @property
    def steps(self) -> int | None:
        """Levels gained (negative: lost); None where it can't be compared."""
        if not self.was_asked or self.before is None or self.now is None:
            return None
        return self.now - self.before


def movements(
    comparison: Comparison,
    indicators: Iterable[Indicator],
    *,
    asked_before: frozenset[str],
    assessment: Assessment,
) -> Iterator[Movement]:
    """Yield the movement of each indicator that is answered with a level.

    `asked_before` are the ids that the former cycle's profile asks; `assessment` is the newest cycle.
    """
    changes = {item.indicator_id: item for item in comparison.changes}
    for indicator in indicators:
        if indicator.number is not None:
            continue
        change = changes.get(indicator.id)
        if change is None:
            yield Movement(indicator, None, assessment.level(indicator.id), was_asked=False)
        else:
            was_asked = indicator.id in asked_before or change.before is not None
            yield Movement(indicator, change.before, change.after, was_asked)


def direction_of_levels(items: Sequence[Movement]) -> Direction:
    """The direction of an invitation from the movements of its questions."""
    if not items:
        return Direction.NO_QUESTION
    if not any(item.was_asked for item in items):
        return Direction.NOT_ASKED_BEFORE
    steps = [item.steps for item in items if item.steps is not None]
    if not steps:
        return Direction.NOT_COMPARABLE
    rises, falls = any(step > 0 for step in steps), any(step < 0 for step in steps)
    if rises and falls:
        return Direction.BOTH
    if rises or falls:
        return Direction.MORE if rises else Direction.LESS
    return Direction.SAME


def direction_name(direction: Direction) -> str:
    """The direction as a word or two, for a table."""
    return {
        Direction.MORE: _("More in place"),
        Direction.LESS: _("Less in place"),
        Direction.BOTH: _("More and less"),
        Direction.SAME: _("Unchanged"),
        Direction.NOT_ASKED_BEFORE: _("Not asked before"),
        Direction.NOT_COMPARABLE: _("Not comparable"),
        Direction.NO_QUESTION: _("No question"),
    }[direction]
