"""`edition.yaml`: what belongs to an edition as a whole, beyond its indicators and measures."""

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
    """What the bands are counted in and where they come from."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    price_year: Annotated[int, Field(ge=1990, le=2100)]
    basis: Text
    bands: Annotated[Many[Effort], Field(min_length=1)]


class Profile(Content):
    """A selection of indicators that can be answered on its own."""

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
    """A kind of programme where a country can look for help; nobody in particular."""

    id: Id
    name: Text
    description: Text


class ContentRules(Content):
    """What the lint asks of an edition's words; an edition without it is checked for shape and meaning alone."""

    sentence_words: Annotated[int, Field(ge=5)] = 30
    """The most words in a sentence."""
    reading_mark: Annotated[float, Field(gt=0)] = 45.0
    """The highest LIX of all sentences of one indicator or measure (Björnsson 1968: newspapers lie at 40 to 50)."""
    different_words: Annotated[int, Field(ge=1)] = 3
    """Two descriptors of one indicator differ by at least so many words."""
    indicators_of_invitation: Annotated[int, Field(ge=0)] = 2
    """Each invitation is answered by at least so many indicators."""


class Overall(Content):
    """The top of the tree."""

    id: Id = "overall"
    name: Text = "Overall"


class EditionFile(Content):
    """`edition.yaml`: what belongs to the edition as a whole."""

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
    help: Many[HelpKind] = ()
    content_rules: ContentRules | None = None
