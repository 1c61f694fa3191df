"""Models of `edition.yaml`: data of the edition as a whole, beyond indicators and measures."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from questionnaires.model.base import Amount, Content, Id, Many, Text
from questionnaires.model.scales import Scale
from questionnaires.model.settings import Scoring


class Role(Content):
    """A role, not a ministry: who leads a measure or knows an answer."""

    id: Id
    name: Text


class Effort(Content):
    """A band of effort: cost from `low` to `high` in `EffortBasis.currency`; `high` None is open."""

    id: Id
    name: Text
    low: Amount
    high: Amount | None = None
    person_months: Amount = 0
    """Work of the leading institution over the whole measure, where a country gives no figure of its own."""


class EffortBasis(Content):
    """The currency and price year of the bands of effort, and their source."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    price_year: Annotated[int, Field(ge=1990, le=2100)]
    basis: Text
    bands: Annotated[Many[Effort], Field(min_length=1)]


class CostDriver(Content):
    """A quantity of a country that costs grow with, such as its teachers, and a default where nobody gave the number."""

    id: Id
    name: Text
    """In the plural, as after a number."""
    per_million: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)]
    """The default for each million inhabitants."""
    at_least: Amount = 0
    """The lowest default: a small country has some too."""
    statistic: Id | None = None
    """The statistic with the country's own number."""
    basis: Text
    """Where the default comes from."""


POPULATION_DRIVER = "million"
"""Id of the driver whose number is the population in millions; the country's own figure of it scales the other defaults."""


class Profile(Content):
    """A selection of indicators that can be answered alone."""

    id: Id
    name: Text
    indicators: Annotated[Many[Id], Field(min_length=1)]


class View(Content):
    """A question that runs across the pillars, with the indicators that answer it."""

    id: Id
    name: Text
    description: Text
    clauses: Many[Id] = ()
    indicators: Annotated[Many[Id], Field(min_length=1)]


class HelpKind(Content):
    """A kind of programme that can help a country; no particular provider."""

    id: Id
    name: Text
    description: Text


class ContentRules(Content):
    """Limits of the lint for an edition's texts; an edition without them is checked for shape and meaning alone."""

    sentence_words: Annotated[int, Field(ge=5)] = 30
    """Maximum number of words in a sentence."""
    reading_mark: Annotated[float, Field(gt=0)] = 45.0
    """The highest LIX of all sentences of one indicator or measure (Björnsson 1968: newspapers have 40 to 50)."""
    different_words: Annotated[int, Field(ge=1)] = 3
    """Minimum number of words by which two descriptors of one indicator differ."""
    indicators_of_invitation: Annotated[int, Field(ge=0)] = 1
    """Minimum number of indicators with a primary link to each invitation."""
    core_indicators: Annotated[int, Field(ge=0)] = 25
    """Maximum number of core indicators; where most are core, the mark sets nothing apart."""


class Overall(Content):
    """The root of the tree of scores."""

    id: Id = "overall"
    name: Text = "Overall"


class EditionFile(Content):
    """`edition.yaml`: the data of the edition as a whole."""

    id: Id
    title: Text
    published: date | None = None
    resolution: str = ""
    notice: str = ""
    changes: str = ""
    overall: Overall = Overall()
    scales: dict[str, Scale] = {}
    scoring: Scoring = Scoring()
    pillars: Annotated[Many[Id], Field(min_length=1)]
    profiles: Many[Profile] = ()
    views: Many[View] = ()
    roles: Many[Role] = ()
    effort: EffortBasis | None = None
    drivers: Many[CostDriver] = ()
    """What costs by size grow with."""
    help: Many[HelpKind] = ()
    content_rules: ContentRules | None = None
