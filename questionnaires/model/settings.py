"""Models of the scoring settings: aggregation and missing answers by tier, rounding, ranks, priorities."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from questionnaires.model.base import Amount, Content, Id, Many, Number, Share, Text

Aggregation = Literal[
    "arithmetic_mean", "geometric_mean", "harmonic_mean", "sum", "minimum", "maximum"
]
MissingRule = Literal["leave", "zero"]


class MissingRules(Content):
    """Rule by kind of missing answer: left out together with its weight, or counted as 0."""

    unanswered: MissingRule = "leave"
    dont_know: MissingRule = "leave"
    not_applicable: MissingRule = "leave"
    not_collected: MissingRule = "leave"
    outside_mandate: MissingRule = "leave"
    group: MissingRule = "leave"
    """A child group without a score."""


class TierSettings(Content):
    """Rules by which the groups of one tier get their score from their children."""

    name: str = ""
    aggregation: Aggregation = "arithmetic_mean"
    missing: MissingRules = MissingRules()
    minimum_coverage: Share = 0.0
    """Below this coverage a group shows no score."""
    coverage_of: Literal["leaves", "children"] = "leaves"
    coverage_by: Literal["weight", "count"] = "weight"
    must_have_cap: Amount | None = None
    """Maximum score of a group while a must-have indicator below it is at its lowest level."""


class Rounding(Content):
    """Display of scores, not their computation: times `factor`, with `decimals` decimals."""

    factor: Amount = 100.0
    decimals: Annotated[int, Field(ge=0, le=10)] = 0
    rule: Literal["half_up", "half_even", "down", "up"] = "half_up"


class Ranking(Content):
    """Rule for ties in ranks; ranks use unrounded scores, the highest first."""

    ties: Literal["minimum", "maximum", "average", "dense", "order"] = "minimum"


class Priority(Content):
    """Factors of the worth of a level in the plan, and of the size of a gap in the test of its order."""

    core: Amount = 1.5
    severe: Amount = 1.5
    not_ready: Amount = 0.5
    """Without effect since ADR 0044; accepted, so that editions written before load."""


class Band(Content):
    """A named range of scores, as printed (times `Rounding.factor`, rounded): above the band before, to `up_to`."""

    name: Text
    up_to: Number | None = None
    """None of the last band: no end."""


class TargetProfile(Content):
    """A named set of targets that a country can choose, instead of one default level.

    The target of an indicator: its own in `targets`, else `above_today` levels above its level today, else `level`,
    else the edition's default. Never above the top of its scale.
    """

    id: Id
    name: Text
    description: str = ""
    level: Annotated[int, Field(ge=0)] | None = None
    above_today: Annotated[int, Field(ge=1)] | None = None
    targets: dict[Id, Annotated[int, Field(ge=0)]] = {}


class Scoring(Content):
    """Scoring settings of an edition. `tiers` start at the top; the last one applies to all deeper groups."""

    tiers: Annotated[Many[TierSettings], Field(min_length=1)] = (TierSettings(),)
    clauses: TierSettings = TierSettings()
    rounding: Rounding = Rounding()
    ranking: Ranking = Ranking()
    priority: Priority = Priority()
    default_target: Annotated[int, Field(ge=0)] | None = None
    """Target level where the country sets none; None means the top."""
    target_profiles: Many[TargetProfile] = ()
    """Sets of targets to choose from."""
    target_profile: Id | None = None
    """The one in use where the country chooses none and sets no default."""
    bands: Many[Band] = ()
    """Names of ranges of scores, the lowest first."""
    evidence_from: Annotated[int, Field(ge=1)] | None = None
    """The lowest level that counts only with evidence; without it the answer counts as the level below this one."""
