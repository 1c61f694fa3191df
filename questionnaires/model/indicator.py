"""Models of indicators and of the groups that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from questionnaires.model.base import Content, Id, Many, Text, Weight, as_tuple
from questionnaires.model.conditions import ConditionText
from questionnaires.model.details import Details
from questionnaires.model.scales import NumberRange
from questionnaires.model.settings import TierSettings
from questionnaires.model.sources import Reference

Level = Annotated[int, Field(ge=0)]


class BorderlineCase(Content):
    """A case that could be either of two neighbouring levels, with its decision."""

    levels: Annotated[tuple[Level, Level], BeforeValidator(as_tuple)]
    case: Text
    level: Level
    because: Text


class Companion(Content):
    """What a severe indicator needs besides in order to help a child: another indicator at a level, by a short name."""

    needs: ConditionText
    name: Text


class LevelEvidence(Content):
    """The documents that prove a level."""

    level: Level
    items: Annotated[Many[Text], Field(min_length=1)]


class Respondent(Content):
    """A role of the edition that knows the answer, and the desk in it."""

    role: Id
    desk: str = ""


class CrosswalkEntry(Content):
    """The matching item of another instrument; `provisional` until checked against that instrument's text."""

    key: Text
    status: Literal["verified", "provisional"]


class Indicator(Content):
    """One subject assessed by one question, answered with a level of its scale or with a figure."""

    id: Id
    question: Text
    why: str = ""
    """Why the indicator matters, with the clause it answers."""
    references: Annotated[Many[Reference], Field(min_length=1)]
    weight: Weight = 1.0
    core: bool = False
    severe: bool = False
    """A child may be in danger while this is missing."""
    danger: str = ""
    """What a child faces while a severe indicator is below its target, in one sentence."""
    companions: Many[Companion] = ()
    """What has to stand besides, so that a severe indicator at its target helps a child."""
    must_have: bool = False
    scored: bool = True
    """False: shown with its level, but not part of any score."""
    scale: Id = "maturity"
    descriptors: Many[Text] = ()
    number: NumberRange | None = None
    cases: Many[BorderlineCase] = ()
    evidence: Many[LevelEvidence] = ()
    respondents: Many[Respondent] = ()
    details: Details | None = None
    clauses: Many[Id] = ()
    """Primary links: the clauses whose subject the indicator measures. Their scores are made of it."""
    related: Many[Id] = ()
    """Related links: clauses that it helps to answer. Listed, and part of no score."""
    crosswalk: Many[CrosswalkEntry] = ()
    note: str = ""
    replaces: Many[Id] = ()

    @property
    def linked_clauses(self) -> tuple[str, ...]:
        """The clauses of all links, primary ones first."""
        return (*self.clauses, *self.related)


class Group(Content):
    """A pillar, or a group of any depth inside one: its indicators, its groups, or both."""

    id: Id
    name: Text
    weight: Weight = 1.0
    letter: Annotated[str, Field(max_length=3)] = ""
    description: str = ""
    scoring: TierSettings | None = None
    """Overrides the settings of its tier."""
    groups: Many[Group] = ()
    indicators: Many[Indicator] = ()

    def walk_groups(self) -> Iterator[Group]:
        """This group and every group below it, parents first."""
        yield self
        for group in self.groups:
            yield from group.walk_groups()

    def walk_indicators(self) -> Iterator[Indicator]:
        """Every indicator of this group and those below, in the order of the content."""
        yield from self.indicators
        for group in self.groups:
            yield from group.walk_indicators()
