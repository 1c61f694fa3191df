"""What each danger that a plan closes needs besides in order to help a child, and when that stands. Pure (docs/adr/0049)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.model.assessment import AnswerStatus, Assessment
from assessment.planning.roadmap import Roadmap
from assessment.scoring.counted import counted_assessment
from questionnaires import Edition, parse_condition


class LinkState(StrEnum):
    """Whether a companion of a danger stands."""

    STANDS = "stands"
    PLANNED = "planned"
    NOT_IN_PLAN = "not_in_plan"
    UNKNOWN = "unknown"
    """Its indicator has no level."""


@dataclass(frozen=True, slots=True)
class Link:
    """A companion of a danger: an indicator at a level. `month` is when the plan brings it there, else None."""

    indicator: str
    level: int
    name: str
    state: LinkState
    month: date | None = None


@dataclass(frozen=True, slots=True)
class DangerChain:
    """A danger that a plan closes in `closed`, and its companions that apply."""

    indicator: str
    closed: date
    links: tuple[Link, ...]

    @property
    def missing(self) -> tuple[Link, ...]:
        """The companions that do not stand on the day it is closed."""
        return tuple(
            item
            for item in self.links
            if item.state is not LinkState.STANDS
            and (item.month is None or item.month > self.closed)
        )

    @property
    def works(self) -> date | None:
        """The month in which the danger is closed and all companions stand; None if the plan does not bring them all."""
        months = [item.month for item in self.links if item.state is not LinkState.STANDS]
        known = [month for month in months if month is not None]
        return max([self.closed, *known]) if len(known) == len(months) else None


def danger_chains(
    edition: Edition, assessment: Assessment, roadmap: Roadmap
) -> tuple[DangerChain, ...]:
    """The chain of each danger that the plan closes and that has companions, in the order of the edition."""
    counted = counted_assessment(edition, assessment)
    chains = []
    for key in roadmap.dangers.closed:
        closed = _reached(roadmap, key, roadmap.targets[key])
        links = tuple(_links(edition, counted, roadmap, key))
        if closed is not None and links:
            chains.append(DangerChain(key, closed, links))
    return tuple(chains)


def _links(edition: Edition, assessment: Assessment, roadmap: Roadmap, key: str) -> Iterator[Link]:
    """Yield the companions of a danger, without those that do not apply to the country."""
    for item in edition.indicators[key].companions:
        condition = parse_condition(item.needs)
        if condition is None:
            continue
        answer = assessment.answer(condition.indicator)
        if answer.state is AnswerStatus.NOT_APPLICABLE:
            continue
        month = None
        if answer.level is None:
            state = LinkState.UNKNOWN
        elif condition.holds(answer.level):
            state = LinkState.STANDS
        else:
            month = _reached(roadmap, condition.indicator, condition.level)
            state = LinkState.PLANNED if month else LinkState.NOT_IN_PLAN
        yield Link(condition.indicator, condition.level, item.name, state, month)


def _reached(roadmap: Roadmap, key: str, level: int) -> date | None:
    """The month in which a plan brings an indicator to a level; None if it does not."""
    return next(
        (
            item.date
            for item in roadmap.milestones
            if item.indicator_id == key and item.level >= level
        ),
        None,
    )
